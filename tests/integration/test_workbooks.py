"""The Excel round trip of a partner: downloaded, filled in, sent back, seen, confirmed."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from measures.rounds.hands import Hand
from measures.rounds.models import (
    Round,
    RoundEvent,
    Workbook,
    WorkbookConfirmation,
    WorkbookContent,
)
from measures.rounds.services import confirming, links, reviewing
from measures.rounds.states import AnswerState, SubmissionState
from measures.rounds.workbook.layout import CODE, HEAD_ROW
from offensief.accounts.models import User
from offensief.audit.models import Entry
from offensief.lib.refusals import NotAllowed
from offensief.outbox.sealed import sealed_path
from tests.conftest import SignedIn
from tests.rounds import answer_of, fill, link_for, milestone, played_round, sign, submission_of
from tests.workbook_files import Cells, answers_of, cell_of, changed, filled
from tests.workbooks import POLICE, address, confirm, download, send, sent_workbook, text_of

TEXT = ("1.01", "text")
COURSE = ("1.01", "course")


@pytest.fixture
def client(opened: Round, aedes: User) -> Client:
    return SignedIn(aedes)


def test_a_workbook_holds_the_own_measures_and_what_is_known_of_them(client: Client) -> None:
    answer = client.get(address("workbook"))

    book = load_workbook(BytesIO(answer.content))
    sheet = answers_of(book)
    codes = [sheet.cell(row, CODE).value for row in range(HEAD_ROW + 1, sheet.max_row + 1)]
    assert answer["Content-Disposition"] == 'attachment; filename="werkboek-2027-1-aedes.xlsx"'
    assert {str(code).partition("|")[0] for code in codes if code} == {"1.01", "1.04"}
    assert cell_of(book, *TEXT).value == "De eerste afspraken zijn gemaakt."
    assert cell_of(book, "1.01", "phase").value == "In uitvoering"


def test_the_same_answers_are_the_same_file(client: Client) -> None:
    assert download(client) == download(client)


def test_nothing_is_written_before_the_confirmation(opened: Round, client: Client) -> None:
    data = filled(download(client), {TEXT: "Twaalf corporaties doen mee."})
    events = RoundEvent.objects.count()

    answer = send(client, data)

    (field,) = answer.context["page"].parts[0].fields
    assert (field.fate, field.mine) == ("changed", "Twaalf corporaties doen mee.")
    assert "<ins>Twaalf</ins>" in text_of(answer)
    assert answer_of(opened, "1.01").text == "De eerste afspraken zijn gemaakt."
    assert RoundEvent.objects.count() == events
    assert submission_of(opened, "aedes").state == SubmissionState.NOT_STARTED


def test_what_was_confirmed_is_written_by_the_rules_of_the_form(
    opened: Round, client: Client, aedes: User
) -> None:
    cells = {TEXT: "Twaalf corporaties doen mee.", COURSE: "Vertraagd"}
    workbook = sent_workbook(client, filled(download(client), cells))

    page = text_of(confirm(client, workbook))

    answer = answer_of(opened, "1.01")
    assert (answer.text, answer.course) == ("Twaalf corporaties doen mee.", "delayed")
    # What is needed is missing, so it is not complete; and nothing was handed in.
    assert answer.state == AnswerState.OPEN
    assert submission_of(opened, "aedes").state == SubmissionState.BUSY
    event = RoundEvent.objects.filter(answer=answer).latest("pk")
    assert (event.by, event.via) == (aedes, "excel")
    assert answer_of(opened, "1.04").version == 1
    assert "Overgenomen: 2 vakken bij maatregel 1.01." in page


def test_a_file_that_was_not_touched_changes_nothing(opened: Round, client: Client) -> None:
    workbook = sent_workbook(client, download(client))

    page = client.get(workbook.get_absolute_url()).context["page"]
    after = text_of(confirm(client, workbook))

    assert (page.changed, page.conflicts, page.errors, page.unchanged) == (0, 0, 0, 30)
    assert "Er is niets overgenomen." in after
    assert not WorkbookConfirmation.objects.exists()


def test_an_empty_cell_changes_nothing_and_a_word_empties(
    opened: Round, client: Client, aedes: User
) -> None:
    fill(opened, "1.01", aedes, note="Van gisteren.")
    data = filled(download(client), {TEXT: None, ("1.01", "note"): "leeg"})

    confirm(client, sent_workbook(client, data))

    answer = answer_of(opened, "1.01")
    assert answer.text == "Met alle corporaties is een werkwijze afgesproken."
    assert answer.note == ""


def test_milestones_move_and_new_ones_come(
    clock: time_machine.Traveller, secretary: User, aedes: User, police: User
) -> None:
    clock.move_to(date(2027, 6, 7))
    step = milestone("1.01", secretary, "Kader vastgesteld", date(2027, 9, 1))
    opened = played_round(clock, secretary, aedes, police)
    client, planned = SignedIn(aedes), f"step.{step.pk}.planned_on"
    cells: Cells = {
        ("1.01", planned): date(2027, 10, 1),
        ("1.01", f"step.{step.pk}.reason"): "Wacht op besluit.",
        ("1.01", "new.1.title"): "Handreiking klaar",
        ("1.01", "new.1.planned_on"): "1 november 2027",
    }

    confirm(client, sent_workbook(client, filled(download(client), cells)))

    kept = answer_of(opened, "1.01").content()
    assert kept[planned] == "2027-10-01"
    assert (kept["new.1.title"], kept["new.1.planned_on"]) == ("Handreiking klaar", "2027-11-01")


def test_what_cannot_be_read_is_shown_and_written_back_at_the_cell(
    opened: Round, client: Client
) -> None:
    cells = {TEXT: "Uit Excel.", ("1.01", "result_on"): "binnenkort", COURSE: "Gaat wel"}
    workbook = sent_workbook(client, filled(download(client), cells))
    page = text_of(client.get(workbook.get_absolute_url()))

    back = client.get(address("workbook_errors", pk=workbook.pk))
    confirm(client, workbook)

    book = load_workbook(BytesIO(back.content))
    for name, sentence in (("result_on", "geen bestaande datum"), ("course", "geen koers")):
        cell = cell_of(book, "1.01", name)
        assert cell.comment is not None
        assert sentence in cell.comment.text
        assert f"cel {cell.coordinate}" in page
        assert sentence in page
    assert cell_of(book, *TEXT).comment is None
    answer = answer_of(opened, "1.01")
    assert (answer.text, answer.course) == ("Uit Excel.", "on_track")


def test_the_file_with_errors_can_be_mended_and_sent_again(opened: Round, client: Client) -> None:
    wrong = filled(download(client), {("1.01", "result_on"): "binnenkort"})
    workbook = sent_workbook(client, wrong)
    back = client.get(address("workbook_errors", pk=workbook.pk)).content

    confirm(client, sent_workbook(client, filled(back, {("1.01", "result_on"): date(2027, 7, 1)})))

    assert answer_of(opened, "1.01").result_on == date(2027, 7, 1)


def test_a_workbook_without_errors_has_no_file_with_errors(client: Client) -> None:
    workbook = sent_workbook(client, download(client))

    assert client.get(address("workbook_errors", pk=workbook.pk)).status_code == 404


def test_only_the_measure_with_a_question_can_be_filled_in_after_a_return(
    opened: Round, client: Client, aedes: User, secretary: User
) -> None:
    fill(opened, "1.01", aedes)
    fill(opened, "1.04", aedes)
    submission = sign(opened, "aedes", aedes)
    reviewing.send_back(
        submission=submission,
        version=submission.version,
        questions={"1.01": "Met hoeveel corporaties?"},
        reason="Graag preciezer.",
        due_on=date(2027, 7, 30),
        by=secretary,
    )
    data = download(client)
    book = load_workbook(BytesIO(data))
    workbook = sent_workbook(
        client, filled(data, {TEXT: "Met twaalf.", ("1.04", "text"): "Stiekem."})
    )

    page = text_of(client.get(workbook.get_absolute_url()))
    confirm(client, workbook)

    assert not cell_of(book, *TEXT).protection.locked
    assert cell_of(book, "1.04", "text").protection.locked
    assert "Met hoeveel corporaties?" in [c.value for row in answers_of(book).rows for c in row]
    assert "Wordt niet overgenomen: Stiekem." in page
    assert answer_of(opened, "1.01").text == "Met twaalf."
    assert answer_of(opened, "1.04").text == "Met alle corporaties is een werkwijze afgesproken."


def test_nothing_can_be_sent_when_everything_is_signed(
    opened: Round, client: Client, aedes: User
) -> None:
    data = download(client)
    fill(opened, "1.01", aedes)
    fill(opened, "1.04", aedes)
    sign(opened, "aedes", aedes)

    answer = send(client, data)

    assert answer.status_code == 422
    assert "Deze inzending is ingediend en ligt vast." in text_of(answer)
    assert not Workbook.objects.exists()
    assert "Liever in Excel?" not in text_of(
        client.get(submission_of(opened, "aedes").get_absolute_url())
    )


def test_the_page_of_the_partner_leads_to_the_workbook(opened: Round, client: Client) -> None:
    page = text_of(client.get(submission_of(opened, "aedes").get_absolute_url()))

    assert "Liever in Excel?" in page
    assert address("workbook") in page
    assert address("workbook_upload") in page


def test_a_workbook_of_another_partner_is_refused_and_not_named(
    opened: Round, client: Client, police: User
) -> None:
    theirs = download(SignedIn(police), POLICE)

    answer = send(client, theirs)

    assert answer.status_code == 422
    assert "Dit werkboek is niet van Aedes." in text_of(answer)
    assert "olitie" not in text_of(answer)


def test_an_upload_is_not_there_for_another_partner(client: Client, police: User) -> None:
    workbook = sent_workbook(client, filled(download(client), {COURSE: "Gaat wel"}))
    other = SignedIn(police)

    for name in ("workbook_preview", "workbook_errors"):
        assert other.get(address(name, pk=workbook.pk)).status_code == 404
    there = workbook.get_absolute_url().replace("/aedes/", "/politie/")
    assert other.get(there).status_code == 404
    assert other.post(there).status_code == 404
    assert client.get(address("workbook_preview", pk=10**30)).status_code == 404


def test_the_holder_of_a_personal_link_works_in_excel_too(
    opened: Round, aedes: User, secretary: User
) -> None:
    link = link_for(submission_of(opened, "aedes"), aedes)
    client = Client()
    client.post(sealed_path(links.path_of(link)))

    workbook = sent_workbook(client, filled(download(client), {TEXT: "Onderweg."}))
    confirm(client, workbook)

    assert (workbook.sent_by, workbook.via) == (aedes, "link")
    assert answer_of(opened, "1.01").text == "Onderweg."
    assert client.get(address("workbook").replace("aedes", "politie")).status_code == 404


def test_the_secretariat_sends_what_it_got_from_a_partner(opened: Round, secretary: User) -> None:
    client = SignedIn(secretary)

    workbook = sent_workbook(client, filled(download(client), {TEXT: "Per mail."}))
    confirm(client, workbook)

    event = RoundEvent.objects.filter(answer=answer_of(opened, "1.01")).latest("pk")
    assert workbook.on_behalf_of == workbook.submission.partner
    assert (event.by, event.on_behalf_of) == (secretary, workbook.submission.partner)


def test_an_outsider_confirms_nothing(client: Client, police: User, outsider: User) -> None:
    workbook = sent_workbook(client, filled(download(client), {TEXT: "Uit Excel."}))

    for person in (police, outsider):
        with pytest.raises(NotAllowed):
            confirming.confirm(workbook=workbook, choices={}, seen={}, hand=Hand(by=person))


def test_what_was_sent_stays_sent(client: Client) -> None:
    data = filled(download(client), {TEXT: "Uit Excel."})
    workbook = sent_workbook(client, data)
    confirm(client, workbook)

    assert bytes(WorkbookContent.objects.get(pk=workbook.pk).data) == data
    for rows, change in (
        (Workbook.objects, {"reading": {}}),
        (WorkbookContent.objects, {"data": b""}),
        (WorkbookConfirmation.objects, {"written": {}}),
    ):
        with pytest.raises(DatabaseError, match="only added"), transaction.atomic():
            rows.update(**change)


def test_upload_and_confirmation_stand_in_the_trail(client: Client, aedes: User) -> None:
    workbook = sent_workbook(client, filled(download(client), {TEXT: "Uit Excel."}))
    confirm(client, workbook)

    told = Entry.objects.filter(object_type="rounds.workbook").order_by("pk")

    assert [(e.action, e.actor_id) for e in told] == [
        ("werkboek geüpload", aedes.pk),
        ("werkboek overgenomen", aedes.pk),
    ]


def test_pages_ask_the_database_as_often_for_more_measures(
    opened: Round, client: Client, police: User
) -> None:
    mine = sent_workbook(client, filled(download(client), {TEXT: "Uit Excel."}))
    other = SignedIn(police)
    data = filled(download(other, POLICE), {("2.01", "text"): "Uit Excel."})
    send(other, data, where=POLICE)
    theirs = Workbook.objects.latest("pk")

    counts = []
    for browser, workbook in ((client, mine), (other, theirs)):
        for where in (
            workbook.get_absolute_url(),
            f"{workbook.submission.get_absolute_url()}werkboek.xlsx",
        ):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                browser.get(where)
            counts.append(len(queries))

    assert counts[:2] == counts[2:]


def test_a_changed_hidden_sheet_is_refused(client: Client) -> None:
    data = changed(download(client), lambda book: book.remove(book["_portaal"]))

    answer = send(client, data)

    assert answer.status_code == 422
    assert "Download een nieuw werkboek en neem uw antwoorden daarin over." in text_of(answer)
    assert not Workbook.objects.exists()
