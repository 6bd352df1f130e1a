"""What becomes of a workbook when answers change before it is confirmed."""

import pytest
from django.test import Client

from measures.rounds.hands import Hand
from measures.rounds.models import (
    Round,
    RoundEvent,
    Workbook,
)
from measures.rounds.services import answering
from offensief.accounts.models import User
from tests.conftest import SignedIn
from tests.rounds import answer_of, fill, sign
from tests.workbook_files import filled
from tests.workbooks import confirm, download, sent_workbook, text_of

TEXT = ("1.01", "text")
COURSE = ("1.01", "course")


@pytest.fixture
def client(opened: Round, aedes: User) -> Client:
    return SignedIn(aedes)


def test_a_field_that_a_colleague_changed_meanwhile_is_a_conflict(
    opened: Round, client: Client, aedes: User
) -> None:
    data = filled(download(client), {TEXT: "Uit Excel.", ("1.01", "note"): "Ook uit Excel."})
    fill(opened, "1.01", aedes, text="Van een collega.")
    workbook = sent_workbook(client, data)

    page = text_of(client.get(workbook.get_absolute_url()))
    after = text_of(confirm(client, workbook))

    for version in ("De eerste afspraken zijn gemaakt.", "Uit Excel.", "Van een collega."):
        assert version in page
    assert " checked" not in page
    answer = answer_of(opened, "1.01")
    assert (answer.text, answer.note) == ("Van een collega.", "Ook uit Excel.")
    assert "Bij 1 vak koos u niets." in after


def test_of_a_conflict_each_side_can_be_chosen(opened: Round, client: Client, aedes: User) -> None:
    cells = {TEXT: "Uit Excel.", ("1.01", "needed"): "Geld."}
    data = filled(download(client), cells)
    fill(opened, "1.01", aedes, text="Van een collega.", needed="Mensen.")
    workbook = sent_workbook(client, data)

    confirm(client, workbook, **{"keuze-1.01/text": "mine", "keuze-1.01/needed": "theirs"})

    answer = answer_of(opened, "1.01")
    assert (answer.text, answer.needed) == ("Uit Excel.", "Mensen.")
    page = client.get(workbook.get_absolute_url()).context["page"]
    assert (page.conflicts, page.changed, page.written) == (0, 0, 1)


def test_a_change_after_the_preview_comes_back_as_a_conflict(
    opened: Round, client: Client, aedes: User
) -> None:
    workbook = sent_workbook(client, filled(download(client), {TEXT: "Uit Excel."}))
    seen = {"gezien-1.01": "1", "gezien-1.04": "1"}
    fill(opened, "1.01", aedes, text="Van een collega.")

    answer = client.post(workbook.get_absolute_url(), seen)

    assert answer.status_code == 409
    assert "Terwijl u keek, is 1 vak in het portaal gewijzigd" in text_of(answer)
    assert answer.context["page"].conflicts == 1
    assert answer_of(opened, "1.01").text == "Van een collega."


def test_a_choice_holds_only_for_what_was_seen(opened: Round, client: Client, aedes: User) -> None:
    workbook_data = filled(download(client), {TEXT: "Uit Excel."})
    fill(opened, "1.01", aedes, text="Van een collega.")
    workbook = sent_workbook(client, workbook_data)
    seen = {"gezien-1.01": answer_of(opened, "1.01").version, "keuze-1.01/text": "mine"}
    fill(opened, "1.01", aedes, text="Nog later, van een ander.")

    answer = client.post(workbook.get_absolute_url(), seen)

    assert answer.status_code == 409
    assert answer_of(opened, "1.01").text == "Nog later, van een ander."


def test_a_conflict_that_went_away_is_not_written_without_a_choice(
    opened: Round, client: Client, aedes: User
) -> None:
    data = filled(download(client), {TEXT: "Uit Excel."})
    fill(opened, "1.01", aedes, text="Van een collega.")
    workbook = sent_workbook(client, data)
    seen = {"gezien-1.01": answer_of(opened, "1.01").version}
    fill(opened, "1.01", aedes, text="De eerste afspraken zijn gemaakt.")

    client.post(workbook.get_absolute_url(), seen)

    assert answer_of(opened, "1.01").text == "De eerste afspraken zijn gemaakt."


def test_confirming_twice_writes_once(opened: Round, client: Client, aedes: User) -> None:
    workbook = sent_workbook(client, filled(download(client), {TEXT: "Uit Excel."}))
    confirm(client, workbook)
    events = RoundEvent.objects.count()

    again = text_of(confirm(client, workbook))
    fill(opened, "1.01", aedes, text="De eerste afspraken zijn gemaakt.")
    confirm(client, workbook)

    assert "Er is niets overgenomen." in again
    assert RoundEvent.objects.filter(via="excel").count() == 2  # begun, and written
    assert RoundEvent.objects.count() == events + 1
    assert answer_of(opened, "1.01").text == "De eerste afspraken zijn gemaakt."


def test_the_same_file_twice_is_one_proposal(client: Client) -> None:
    data = filled(download(client), {TEXT: "Uit Excel."})

    assert sent_workbook(client, data) == sent_workbook(client, data)
    assert Workbook.objects.count() == 1


def test_a_confirmation_without_what_was_seen_is_careful(
    opened: Round, client: Client, aedes: User
) -> None:
    data = filled(download(client), {TEXT: "Uit Excel."})
    fill(opened, "1.01", aedes, text="Van een collega.")
    workbook = sent_workbook(client, data)

    for seen in ("", "0", "99", "-1", "x", "²"):
        sent = {"gezien-1.01": seen, "keuze-1.01/text": "mine"}
        assert client.post(workbook.get_absolute_url(), sent).status_code == 409

    assert answer_of(opened, "1.01").text == "Van een collega."


def test_an_answer_that_was_put_back_can_be_proposed_anew(
    opened: Round, client: Client, aedes: User
) -> None:
    data = filled(download(client), {TEXT: "Uit Excel."})
    confirm(client, sent_workbook(client, data))
    answer = answer_of(opened, "1.01")
    answering.put_back(answer=answer, version=answer.version, hand=Hand(by=aedes))

    confirm(client, sent_workbook(client, data))

    assert answer_of(opened, "1.01").text == "Uit Excel."


def test_what_was_signed_after_the_upload_stays_as_it_was_signed(
    opened: Round, client: Client, aedes: User
) -> None:
    workbook = sent_workbook(client, filled(download(client), {TEXT: "Uit Excel."}))
    fill(opened, "1.01", aedes)
    fill(opened, "1.04", aedes)
    sign(opened, "aedes", aedes)

    page = text_of(confirm(client, workbook))

    assert "Maatregel 1.01 ligt vast." in page
    assert answer_of(opened, "1.01").text == "Met alle corporaties is een werkwijze afgesproken."
