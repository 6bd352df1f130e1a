"""The end of a round: receipts, closing, freezing into an edition, sending, feedback."""

import io
import json
from datetime import date

import pikepdf
import pytest
import time_machine
from django.core.exceptions import ValidationError

from measures.rounds.models import Round
from measures.rounds.services import keeping
from measures.rounds.states import RoundState
from offensief.accounts.models import User
from offensief.lib.refusals import Refused
from offensief.outbox.models import Message
from reports import receipts
from reports.models import JobState, Receipt
from reports.services import building, rounds
from tests import editions
from tests.conftest import SignedIn
from tests.rounds import fill, sign


def test_every_signature_gets_one_receipt_by_mail(opened: Round, aedes: User) -> None:
    fill(opened, "1.01", aedes, text="Nu werken alle corporaties mee.")
    fill(opened, "1.04", aedes)
    sign(opened, "aedes", aedes)

    for _ in range(2):
        for receipt_id in receipts.find_waiting():
            receipts.make(receipt_id)

    receipt = Receipt.objects.get()
    assert receipt.state == JobState.DONE
    with pikepdf.open(io.BytesIO(bytes(receipt.content))) as pdf:
        assert len(pdf.pages) >= 1
    message = Message.objects.get(kind="receipt")
    assert message.recipient == aedes
    assert message.files.get().name == "bewijs-2027-1-aedes-2027-07-12.pdf"
    assert json.loads(receipt.document)["answer_hash"] == receipt.event.payload_hash


def test_a_receipt_is_for_the_partner_only(opened: Round, aedes: User, police: User) -> None:
    fill(opened, "1.01", aedes)
    fill(opened, "1.04", aedes)
    event = sign(opened, "aedes", aedes).events.latest("pk")
    for receipt_id in receipts.find_waiting():
        receipts.make(receipt_id)
    address = f"/uitvraag/2027-1/aedes/bewijs/{event.pk}/"

    assert SignedIn(aedes).get(address)["Content-Type"] == "application/pdf"
    assert SignedIn(police).get(address).status_code == 404


def test_a_round_does_not_close_while_somebody_is_unsettled(opened: Round, secretary: User) -> None:
    with pytest.raises(Refused, match="Politie"):
        keeping.close_round(round_=opened, version=opened.version, by=secretary)


def test_an_edition_of_a_round_tells_what_was_approved_and_who_was_missing(
    closed: Round, secretary: User, clock: time_machine.Traveller
) -> None:
    clock.move_to(date(2027, 8, 9))

    asked = rounds.freeze_round(round_=closed, version=closed.version, by=secretary)
    edition = building.freeze(asked.pk)

    document = json.loads(edition.document)
    measures = {m["number"]: m for p in document["plan"]["pillars"] for m in p["measures"]}
    assert measures["1.01"]["updates"][0]["explanation"] == "Nu werken alle corporaties mee."
    assert document["round"]["missed"][0]["name"] == "Politie"
    assert document["round"]["missed"][0]["reason"] == "Geen capaciteit."
    assert document["standing_on"] == "2027-08-09"
    closed.refresh_from_db()
    assert closed.state == RoundState.FROZEN


def test_a_round_is_not_frozen_before_its_figures_are_known(
    closed: Round, secretary: User, clock: time_machine.Traveller
) -> None:
    clock.move_to(date(2027, 7, 13))

    with pytest.raises(Refused, match="toekomst"):
        rounds.freeze_round(round_=closed, version=closed.version, by=secretary)


def test_after_sending_a_partner_reads_what_became_of_its_answers(
    closed: Round,
    secretary: User,
    head: User,
    aedes: User,
    police: User,
    clock: time_machine.Traveller,
) -> None:
    clock.move_to(date(2027, 8, 9))
    address = "/uitvraag/2027-1/aedes/terugkoppeling/"
    assert SignedIn(aedes).get(address).status_code == 404
    rounds.freeze_round(round_=closed, version=closed.version, by=secretary)
    closed.refresh_from_db()
    round_ = keeping.establish_round(round_=closed, version=closed.version, by=head)
    keeping.send_round(
        round_=round_,
        version=round_.version,
        sent_on=date(2027, 8, 9),
        kamerstuk="28684-999",
        by=secretary,
    )

    page = SignedIn(aedes).get(address).content.decode()

    assert "Overgenomen zoals u het gaf." in page
    assert "Ongewijzigd bevestigd" in page
    assert "9 werkdagen voor uw uiterste dag" in page
    assert "28 684, nr. 999" in page
    assert "Politie" not in page


def test_nothing_was_sent_before_it_was_established_and_a_slip_is_corrected(
    closed: Round, secretary: User, head: User, clock: time_machine.Traveller
) -> None:
    clock.move_to(date(2027, 8, 9))
    rounds.freeze_round(round_=closed, version=closed.version, by=secretary)
    closed.refresh_from_db()
    round_ = keeping.establish_round(round_=closed, version=closed.version, by=head)

    def send(round_: Round, day: date, kamerstuk: str = "") -> Round:
        return keeping.send_round(
            round_=round_, version=round_.version, sent_on=day, kamerstuk=kamerstuk, by=secretary
        )

    with pytest.raises(ValidationError, match="9 augustus 2027"):
        send(round_, date(2027, 8, 8))
    clock.move_to(date(2027, 8, 20))
    round_ = send(round_, date(2027, 8, 19))

    round_ = send(round_, date(2027, 8, 20), "28684-999")

    assert (round_.sent_on, round_.kamerstuk) == (date(2027, 8, 20), "28 684, nr. 999")
    assert Message.objects.filter(kind="round-sent").count() == 2


def test_the_head_establishes_the_edition_that_was_read(
    closed: Round, secretary: User, head: User, clock: time_machine.Traveller
) -> None:
    clock.move_to(date(2027, 8, 9))
    asked = rounds.freeze_round(round_=closed, version=closed.version, by=secretary)
    edition = editions.ready(asked)
    closed.refresh_from_db()
    browser, where = SignedIn(head), f"/rapportages/{edition.number}/"
    assert "Vaststellen" in browser.get(where).content.decode()
    assert "Vaststellen" not in SignedIn(secretary).get(where).content.decode()

    sent = {"version": closed.version, "sha256": "0" * 64}
    refused = browser.post(f"{where}vaststellen/", sent, follow=True).content.decode()
    assert "Dit is niet het document dat u las." in refused
    browser.post(f"{where}vaststellen/", {**sent, "sha256": edition.sha256})

    closed.refresh_from_db()
    assert closed.state == RoundState.ESTABLISHED
