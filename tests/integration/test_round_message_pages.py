"""The page with the messages of a round: what was sent, what comes, and who hears nothing."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measures.models import MembershipRole
from measures.rounds import letters, tasks
from measures.rounds.models import Round, Submission
from measures.rounds.services import keeping
from measures.services.members import set_away
from offensief.accounts.models import User
from offensief.outbox import services as outbox
from tests.conftest import SignedIn
from tests.integration.round_mail import dutch, many_partners, message, page, partner
from tests.people import member
from tests.rounds import fill, leads, planned_round, sign

EDITOR, SIGNER = MembershipRole.EDITOR, MembershipRole.SIGNER
MESSAGES, REMIND = "/rondes/2027-1/berichten/", "/rondes/2027-1/herinneren/"


def test_the_page_tells_what_comes_to_whom_and_why(
    opened: Round, secretary: User, aedes: User
) -> None:
    away = member(partner("politie"), "Sem", SIGNER)
    set_away(membership=away, until=date(2027, 7, 25), by=away.user)
    member(partner("aedes"), "Dirk", SIGNER, is_deputy=True)
    ina = member(partner("aedes"), "Ina", EDITOR).user
    User.objects.filter(pk=ina.pk).update(is_active=False)

    text = page(secretary, MESSAGES)

    assert "3 werkdagen voor de laatste dag, 20 juli 2027 om 09.00 uur (2 personen)" in text
    assert "De eerste werkdag na de laatste dag, 26 juli 2027".lower() in text.lower()
    assert 'Aron Aedes <span class="muted">(opsteller en ondertekenaar van Aedes)' in text
    assert 'Sem <span class="muted">(afwezig t/m 25 juli 2027)' in text
    assert 'Dirk <span class="muted">(vervanger, en Aron Aedes is er zelf)' in text
    assert 'Ina <span class="muted">(het account staat uit)' in text
    # A day later than the last one away.
    assert 'Sem <span class="muted">(ondertekenaar van Politie)' in text


def test_a_deputy_is_shown_with_the_reason(opened: Round, secretary: User, aedes: User) -> None:
    member(partner("aedes"), "Dirk", SIGNER, is_deputy=True)
    set_away(membership=aedes.memberships.get(role=SIGNER), until=date(2027, 7, 21), by=aedes)

    text = page(secretary, MESSAGES)

    assert 'Dirk <span class="muted">(vervanger, want Aron Aedes is afwezig)' in text


def test_a_partner_without_people_and_who_wants_no_reminders_are_shown(
    opened: Round, secretary: User, police: User
) -> None:
    outbox.stop_digests(person=police, by=police)
    Submission.objects.create(round=opened, partner=partner("nfi"))

    text = page(secretary, MESSAGES)

    assert 'Priya Politie <span class="muted">(wil geen herinneringen per mail)' in text
    assert "Er spreekt niemand namens deze partner." in text
    assert "/partners/nfi/mensen/" in text


def test_what_was_sent_is_shown_with_how_it_went(
    opened: Round, clock: time_machine.Traveller, secretary: User, aedes: User, police: User
) -> None:
    outbox.stop_digests(person=police, by=police)
    clock.move_to(dutch(7, 20))
    tasks.tick()
    outbox.deliver(message(letters.REMINDER, aedes).pk)

    text = page(secretary, MESSAGES)

    title = "Herinnering: 3 werkdagen voor de laatste dag (23 juli 2027)"
    assert f"{title} (verstuurd: 1, niet verstuurd: 1)" in text
    assert "Verstuurd 20 juli 2027 om 09.00 uur" in text
    assert "Deze persoon wil geen herinneringen per mail." in text
    assert "Opening van een ronde (staat klaar: 2)" in text
    assert message(letters.REMINDER, aedes).get_absolute_url() in text


def test_who_may_not_read_messages_to_others_sees_no_link_to_them(
    opened: Round, reader: User, aedes: User
) -> None:
    text = page(reader, MESSAGES)

    assert "Beantwoord de vragen over uw maatregelen" in text
    assert message(letters.OPENED, aedes).get_absolute_url() not in text
    assert "Partners herinneren" not in text


def test_who_handed_in_is_counted_and_not_listed(
    opened: Round, secretary: User, aedes: User
) -> None:
    fill(opened, "1.01", aedes)
    fill(opened, "1.04", aedes)
    sign(opened, "aedes", aedes)

    text = page(secretary, MESSAGES)

    assert "1 partner heeft ingediend of doet niet mee, en krijgt geen herinnering." in text
    assert "20 juli 2027 om 09.00 uur (1 persoon)" in text


def test_what_is_due_waits_for_a_working_day(
    opened: Round, clock: time_machine.Traveller, secretary: User
) -> None:
    clock.move_to(dutch(7, 24, 12))

    text = page(secretary, MESSAGES)

    assert "zodra het mag: op een werkdag vanaf 9.00 uur (2 personen)" in text


def test_a_planned_round_shows_its_announcement_and_opening(
    clock: time_machine.Traveller, secretary: User, aedes: User, police: User
) -> None:
    clock.move_to(dutch(6, 14))
    leads(secretary)
    planned_round(secretary)

    text = page(secretary, MESSAGES)

    assert "Aankondiging, 21 juni 2027 om 09.00 uur (2 personen)" in text
    assert "Opening, 5 juli 2027 om 09.00 uur (2 personen)" in text
    assert "20 juli 2027 om 09.00 uur (2 personen)" in text

    clock.move_to(dutch(6, 21))
    tasks.tick()
    text = page(secretary, MESSAGES)
    assert "Aankondiging," not in text
    assert "Aankondiging van een ronde (staat klaar: 2)" in text


def test_a_draft_says_that_nothing_goes_out(
    clock: time_machine.Traveller, secretary: User, aedes: User, police: User
) -> None:
    clock.move_to(dutch(6, 14))
    leads(secretary)
    round_ = planned_round(secretary)
    keeping.unplan_round(round_=round_, version=round_.version, by=secretary)

    assert "Deze ronde is een concept." in page(secretary, MESSAGES)


@pytest.mark.parametrize("address", [MESSAGES, REMIND])
def test_the_pages_ask_as_much_for_many_partners_as_for_a_few(
    opened: Round, clock: time_machine.Traveller, secretary: User, address: str
) -> None:
    """With what was sent, and with what is still to be sent to more people."""
    clock.move_to(dutch(7, 20))
    tasks.tick()
    client = SignedIn(secretary)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)

    many_partners(opened, 12)
    clock.move_to(dutch(7, 20, 10))
    tasks.tick()
    many_partners(opened, 6, start=20)
    # Minutes later the session first notes that it is in use.
    client.get(address)
    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(few)
