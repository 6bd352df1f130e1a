"""What people hear of a round when something happens: who does, who does not, and in what words."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from measures.models import MembershipRole
from measures.rounds import letters
from measures.rounds.hands import Hand
from measures.rounds.models import Round
from measures.rounds.services import keeping, reviewing, signing
from measures.services.members import end_member, set_away
from offensief.accounts.models import Role, User
from offensief.accounts.services import grant_role
from offensief.lib.rules import EditConflict
from offensief.outbox.letter import content
from offensief.outbox.models import Message
from offensief.outbox.sealed import seal
from tests.integration.round_mail import hand_in, message, partner, to_whom
from tests.people import member
from tests.rounds import (
    NOW,
    fill,
    leads,
    planned_round,
    signer,
    submission_of,
)

EDITOR, SIGNER = MembershipRole.EDITOR, MembershipRole.SIGNER
# Somebody who is there and hears nothing.
pytestmark = pytest.mark.usefixtures("outsider")


def _opened_by(secretary: User, clock: time_machine.Traveller) -> Round:
    """Planned, and opened by the portal on its moment."""
    round_ = planned_round(secretary)
    clock.move_to(NOW)
    return keeping.open_round(round_=round_, by=None)


# The opening.


def test_the_opening_goes_to_who_speaks_for_an_asked_partner_and_to_nobody_else(
    opened: Round,
) -> None:
    assert to_whom(letters.OPENED) == ["Aron Aedes", "Priya Politie"]


def test_the_opening_says_what_is_asked_by_when_and_how_long_it_takes(
    opened: Round, aedes: User
) -> None:
    told = message(letters.OPENED, aedes)

    assert told.subject == "Beantwoord de vragen over uw maatregelen, uiterlijk op 23 juli 2027"
    assert "Wij vragen Aedes" in told.body
    assert "Hoe gaat het met uw maatregelen?" in told.body
    assert "- 1.01 Clausule" in told.body
    assert "Dan bent u in vijf minuten klaar." in told.body
    assert "2.01" not in told.body
    assert not told.is_digest


def test_the_link_of_the_opening_lets_its_reader_in(opened: Round, aedes: User) -> None:
    told = message(letters.OPENED, aedes)
    address = content(told, portal="").address

    answer = Client().post(address)

    assert told.seals_link
    assert told.link_label == "Open mijn vragen"
    assert answer.headers["Location"] == submission_of(opened, "aedes").get_absolute_url()


def test_who_may_do_more_signs_in_instead(
    clock: time_machine.Traveller, secretary: User, aedes: User, police: User
) -> None:
    clock.move_to(date(2027, 6, 14))
    leads(secretary)
    grant_role(user=aedes, role=Role.READER, by=None)

    round_ = _opened_by(secretary, clock)

    told = message(letters.OPENED, aedes)
    assert not told.seals_link
    assert told.link == submission_of(round_, "aedes").get_absolute_url()


def test_who_is_away_or_was_deactivated_or_left_hears_nothing_and_a_deputy_does(
    clock: time_machine.Traveller, secretary: User, aedes: User, police: User
) -> None:
    clock.move_to(date(2027, 6, 14))
    leads(secretary)
    away = member(partner("aedes"), "Abel", SIGNER)
    set_away(membership=away, until=NOW.date(), by=away.user)
    inactive = member(partner("aedes"), "Ina", SIGNER).user
    User.objects.filter(pk=inactive.pk).update(is_active=False)
    end_member(membership=member(partner("aedes"), "Lot", SIGNER), by=secretary)
    member(partner("aedes"), "Dirk", EDITOR, is_deputy=True)
    signer(police, "politie")
    member(partner("politie"), "Roos", EDITOR, is_deputy=True)

    _opened_by(secretary, clock)

    assert to_whom(letters.OPENED) == ["Aron Aedes", "Dirk", "Priya Politie"]


def test_who_speaks_for_two_partners_has_a_way_in_to_each(
    clock: time_machine.Traveller, secretary: User, aedes: User, police: User
) -> None:
    clock.move_to(date(2027, 6, 14))
    leads(secretary)
    signer(aedes, "politie")

    _opened_by(secretary, clock)

    found = Message.objects.filter(kind=letters.OPENED, recipient=aedes)
    assert len({told.link for told in found}) == 2
    assert all(told.seals_link for told in found)


def test_opening_again_or_reopening_tells_nothing_anew(
    opened: Round, aedes: User, secretary: User
) -> None:
    hand_in(opened, aedes)
    keeping.open_round(round_=opened, by=secretary)

    assert to_whom(letters.OPENED) == ["Aron Aedes", "Priya Politie"]


def test_what_is_refused_tells_nobody(opened: Round, secretary: User) -> None:
    submission = submission_of(opened, "aedes")

    with pytest.raises(EditConflict):
        reviewing.extend(
            submission=submission,
            version=submission.version + 1,
            due_on=date(2027, 7, 30),
            reason="Vakantie.",
            by=secretary,
        )

    assert not to_whom(letters.EXTENDED)


# Between the partner and the secretariat.


def test_a_return_brings_reason_and_questions_to_that_partner_only(
    opened: Round, aedes: User, secretary: User
) -> None:
    hand_in(opened, aedes)
    submission = submission_of(opened, "aedes")

    reviewing.send_back(
        submission=submission,
        version=submission.version,
        questions={"1.01": "Met hoeveel corporaties?"},
        reason="Graag preciezer.",
        due_on=date(2027, 7, 30),
        by=secretary,
    )

    told = message(letters.RETURNED, aedes)
    assert to_whom(letters.RETURNED) == ["Aron Aedes"]
    assert told.subject == "Beantwoord onze vraag over uw inzending, uiterlijk op 30 juli 2027"
    assert "Graag preciezer." in told.body
    assert "Met hoeveel corporaties?" in told.body
    assert told.seals_link


def test_an_approval_thanks_and_says_what_comes(
    opened: Round, aedes: User, secretary: User
) -> None:
    hand_in(opened, aedes)
    submission = submission_of(opened, "aedes")

    reviewing.approve(submission=submission, version=submission.version, certainty={}, by=secretary)

    told = message(letters.APPROVED, aedes)
    assert to_whom(letters.APPROVED) == ["Aron Aedes"]
    assert told.subject == "Goedgekeurd op 12 juli 2027: u hoeft niets meer te doen"
    assert "De ronde sluit op 6 augustus 2027." in told.body


def test_an_extension_is_told_to_that_partner(opened: Round, aedes: User, secretary: User) -> None:
    submission = submission_of(opened, "aedes")

    reviewing.extend(
        submission=submission,
        version=submission.version,
        due_on=date(2027, 7, 30),
        reason="De trekker is ziek.",
        by=secretary,
    )

    told = message(letters.EXTENDED, aedes)
    assert to_whom(letters.EXTENDED) == ["Aron Aedes"]
    assert told.subject == "U hebt uitstel: antwoord uiterlijk op 30 juli 2027"
    assert "De trekker is ziek." in told.body


def test_signers_are_asked_but_not_who_asks_nor_a_deputy_who_is_not_needed(
    opened: Round, aedes: User
) -> None:
    member(partner("aedes"), "Sem", SIGNER)
    member(partner("aedes"), "Dirk", SIGNER, is_deputy=True)
    member(partner("aedes"), "Eva", EDITOR)
    fill(opened, "1.01", aedes)
    fill(opened, "1.04", aedes)
    submission = submission_of(opened, "aedes")

    signing.ask_signature(submission=submission, version=submission.version, hand=Hand(by=aedes))

    assert to_whom(letters.TO_SIGN) == ["Sem"]


def test_a_deputy_is_asked_to_sign_when_the_signer_is_away(
    opened: Round, aedes: User, secretary: User
) -> None:
    away = member(partner("aedes"), "Sem", SIGNER)
    set_away(membership=away, until=date(2027, 7, 30), by=away.user)
    member(partner("aedes"), "Dirk", SIGNER, is_deputy=True)
    end_member(membership=aedes.memberships.get(role=SIGNER), by=secretary)
    fill(opened, "1.01", aedes)
    fill(opened, "1.04", aedes)
    submission = submission_of(opened, "aedes")

    signing.ask_signature(submission=submission, version=submission.version, hand=Hand(by=aedes))

    assert to_whom(letters.TO_SIGN) == ["Dirk"]


def test_a_signature_that_is_declined_goes_back_to_the_editors(opened: Round, aedes: User) -> None:
    sem = member(partner("aedes"), "Sem", SIGNER).user
    member(partner("aedes"), "Dirk", EDITOR, is_deputy=True)
    fill(opened, "1.01", aedes)
    fill(opened, "1.04", aedes)
    submission = submission_of(opened, "aedes")
    submission = signing.ask_signature(
        submission=submission, version=submission.version, hand=Hand(by=aedes)
    )

    signing.decline(
        submission=submission,
        version=submission.version,
        reason="De datum klopt niet.",
        hand=Hand(by=sem),
    )

    told = message(letters.DECLINED, aedes)
    assert to_whom(letters.DECLINED) == ["Aron Aedes"]
    assert "Sem heeft de antwoorden van Aedes" in told.body
    assert "De datum klopt niet." in told.body


# The end.


@pytest.fixture
def closed(opened: Round, aedes: User, secretary: User) -> Round:
    """Aedes handed in, the police did not."""
    hand_in(opened, aedes)
    submission = submission_of(opened, "aedes")
    reviewing.approve(submission=submission, version=submission.version, certainty={}, by=secretary)
    police = submission_of(opened, "politie")
    reviewing.call_missing(
        submission=police, version=police.version, reason="Geen capaciteit.", by=secretary
    )
    return keeping.close_round(round_=opened, version=opened.version, by=secretary)


def test_freezing_is_told_to_everybody_in_words_that_fit(
    closed: Round, aedes: User, police: User, secretary: User
) -> None:
    keeping.freeze_round(round_=closed, version=closed.version, by=secretary)

    assert to_whom(letters.FROZEN) == ["Aron Aedes", "Priya Politie"]
    assert "De antwoorden van Aedes liggen nu vast" in message(letters.FROZEN, aedes).body
    assert "afgerond zonder antwoord van" in message(letters.FROZEN, police).body


def test_sending_leads_everybody_to_the_own_page(
    closed: Round, aedes: User, police: User, secretary: User, head: User
) -> None:
    round_ = keeping.freeze_round(round_=closed, version=closed.version, by=secretary)
    round_ = keeping.establish_round(round_=round_, version=round_.version, by=head)

    keeping.send_round(
        round_=round_,
        version=round_.version,
        sent_on=date(2027, 7, 12),
        kamerstuk="28 684, nr. 816",
        by=secretary,
    )

    told = message(letters.SENT, aedes)
    assert to_whom(letters.SENT) == ["Aron Aedes", "Priya Politie"]
    assert told.subject.endswith("de rapportage is verzonden op 12 juli 2027")
    assert "als Kamerstuk 28 684, nr. 816" in told.body
    # People without a password read what became of their answers too.
    page = Client().post(f"{told.link}{seal(told.link)}/", follow=True).content.decode()
    assert "Lees wat er met uw antwoorden is gebeurd" in page
    assert "was er geen antwoord" in message(letters.SENT, police).body


def test_who_heard_of_a_round_hears_that_it_does_not_go_on(
    opened: Round, aedes: User, secretary: User
) -> None:
    keeping.withdraw_round(
        round_=opened, version=opened.version, reason="De vragen kloppen niet.", by=secretary
    )

    assert to_whom(letters.WITHDRAWN) == ["Aron Aedes", "Priya Politie"]
    assert "De vragen kloppen niet." in message(letters.WITHDRAWN, aedes).body
