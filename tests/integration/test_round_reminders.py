"""Reminders of a round: when, to whom, and what they say."""

from datetime import date, timedelta

import pytest
import time_machine

from measures.models import Measure, MembershipRole, Partner
from measures.rounds import letters, tasks
from measures.rounds.models import Reminder, Round
from measures.rounds.services import keeping, reviewing
from measures.rounds.states import Threshold
from measures.services.members import set_away
from offensief.accounts.models import User
from offensief.outbox import services as outbox
from offensief.outbox.models import DropReason, Message, MessageState
from tests.integration.round_mail import (
    A_WEEK_LATER,
    T_MINUS_3,
    T_PLUS_1,
    dutch,
    extend,
    hand_in,
    long_round,
    message,
    to_whom,
    told,
)
from tests.people import member
from tests.rounds import (
    fill,
    leads,
    planned_round,
    signer,
    submission_of,
)

BEFORE, AFTER, WEEK_1 = Threshold.BEFORE, Threshold.AFTER, Threshold.WEEK_1


# When.


def test_the_reminders_of_a_round_go_on_their_moments_and_not_before(
    opened: Round, clock: time_machine.Traveller, aedes: User, police: User
) -> None:
    for moment, heard in (
        (dutch(7, 20, 8, 59), []),
        (T_MINUS_3, [BEFORE]),
        (dutch(7, 23, 12), [BEFORE]),
        (T_PLUS_1, [BEFORE, AFTER]),
        (A_WEEK_LATER, [BEFORE, AFTER, WEEK_1]),
        # The week after that lies behind the closing.
        (dutch(8, 16), [BEFORE, AFTER, WEEK_1]),
    ):
        clock.move_to(moment)
        tasks.tick()
        assert told(aedes) == told(police) == heard

    assert len(to_whom(letters.REMINDER)) == 6


def test_nothing_is_sent_after_three_weekly_ones(
    clock: time_machine.Traveller, secretary: User, aedes: User, police: User
) -> None:
    clock.move_to(dutch(6, 14))
    round_ = long_round(secretary, aedes, police)
    clock.move_to(dutch(7, 5))
    keeping.open_round(round_=round_, by=None)

    clock.move_to(T_MINUS_3)
    tasks.tick()
    for week in range(10):
        clock.move_to(T_PLUS_1 + timedelta(weeks=week))
        tasks.tick()

    assert told(aedes) == list(Threshold)


def test_around_easter_the_reminders_keep_to_working_days(
    clock: time_machine.Traveller, secretary: User, aedes: User
) -> None:
    """Goede Vrijdag is 26 March 2027, Tweede Paasdag the 29th."""
    clock.move_to(dutch(2, 22))
    leads(secretary)
    round_ = planned_round(
        secretary,
        period_start=date(2026, 7, 1),
        period_end=date(2026, 12, 31),
        figures_as_of=date(2027, 3, 1),
        announces_on=date(2027, 3, 1),
        opens_on=date(2027, 3, 8),
        deadline_on=date(2027, 3, 26),
        closes_on=date(2027, 4, 16),
    )
    clock.move_to(dutch(3, 8))
    keeping.open_round(round_=round_, by=None)

    for day in range(23, 32):
        clock.move_to(dutch(3, day, 12))
        tasks.tick()

    found = Reminder.objects.filter(person=aedes).order_by("pk").values_list("threshold", "at")
    assert [(t, at.day) for t, at in found] == [(BEFORE, 23), (AFTER, 30)]


def test_who_handed_in_or_is_called_missing_is_not_reminded(
    opened: Round, clock: time_machine.Traveller, aedes: User, secretary: User
) -> None:
    hand_in(opened, aedes)
    police = submission_of(opened, "politie")
    reviewing.call_missing(
        submission=police, version=police.version, reason="Geen capaciteit.", by=secretary
    )

    clock.move_to(T_MINUS_3)
    tasks.tick()

    assert not to_whom(letters.REMINDER)


def test_a_round_that_was_withdrawn_reminds_nobody(
    opened: Round, clock: time_machine.Traveller, secretary: User
) -> None:
    keeping.withdraw_round(
        round_=opened, version=opened.version, reason="De vragen kloppen niet.", by=secretary
    )

    clock.move_to(T_MINUS_3)
    tasks.tick()

    assert not to_whom(letters.REMINDER)


# To whom.


def test_a_deputy_is_reminded_while_the_signer_is_away_and_not_otherwise(
    opened: Round, clock: time_machine.Traveller, aedes: User
) -> None:
    member(Partner.objects.get(key="aedes"), "Dirk", MembershipRole.SIGNER, is_deputy=True)
    away = aedes.memberships.get(role=MembershipRole.SIGNER)
    set_away(membership=away, until=date(2027, 7, 25), by=aedes)

    clock.move_to(T_MINUS_3)
    tasks.tick()
    assert to_whom(letters.REMINDER) == ["Dirk", "Priya Politie"]

    clock.move_to(T_PLUS_1)
    tasks.tick()
    assert to_whom(letters.REMINDER) == ["Aron Aedes", "Dirk", "Priya Politie", "Priya Politie"]


def test_who_was_deactivated_is_not_reminded(
    opened: Round, clock: time_machine.Traveller, aedes: User
) -> None:
    User.objects.filter(pk=aedes.pk).update(is_active=False)

    clock.move_to(T_MINUS_3)
    tasks.tick()

    assert to_whom(letters.REMINDER) == ["Priya Politie"]


def test_who_wants_no_reminders_gets_none_and_the_threshold_has_passed(
    opened: Round, clock: time_machine.Traveller, aedes: User
) -> None:
    outbox.stop_digests(person=aedes, by=aedes)
    clock.move_to(T_MINUS_3)
    tasks.tick()
    outbox.resume_digests(person=aedes, by=aedes)
    tasks.tick()

    kept = message(letters.REMINDER, aedes)
    assert (kept.state, kept.drop_reason) == (MessageState.DROPPED, DropReason.UNWANTED)
    assert told(aedes) == [BEFORE]


def test_who_comes_later_hears_the_last_reminder_once(
    opened: Round, clock: time_machine.Traveller
) -> None:
    clock.move_to(T_MINUS_3)
    tasks.tick()
    eva = member(Partner.objects.get(key="aedes"), "Eva", MembershipRole.EDITOR).user

    clock.move_to(dutch(7, 21))
    tasks.tick()
    tasks.tick()

    assert told(eva) == [BEFORE]
    assert to_whom(letters.REMINDER) == ["Aron Aedes", "Eva", "Priya Politie"]


# What it says.


def test_a_reminder_says_what_is_missing_of_each_measure_and_by_when(
    opened: Round, clock: time_machine.Traveller, aedes: User
) -> None:
    fill(opened, "1.01", aedes)
    clock.move_to(T_MINUS_3)
    tasks.tick()

    sent = message(letters.REMINDER, aedes)
    assert sent.subject == "Herinnering: dien uw antwoorden in, uiterlijk op 23 juli 2027"
    assert "Aedes, Voortgang eerste halfjaar 2027\nAntwoord uiterlijk op 23 juli 2027." in sent.body
    assert "- 1.04 " in sent.body
    assert "kies 'Ongewijzigd'" in sent.body
    assert "1.01" not in sent.body
    assert "2.01" not in sent.body
    assert sent.is_digest
    assert sent.seals_link


def test_when_only_the_signature_is_missing_it_says_so(
    opened: Round, clock: time_machine.Traveller, aedes: User
) -> None:
    fill(opened, "1.01", aedes)
    fill(opened, "1.04", aedes)
    clock.move_to(T_PLUS_1)
    tasks.tick()

    sent = message(letters.REMINDER, aedes)
    assert sent.subject == "Dien uw antwoorden alsnog in: de laatste dag was 23 juli 2027"
    assert "Antwoorden kan nog t/m 6 augustus 2027." in sent.body
    assert "Alles is beantwoord, maar uw antwoord moet nog worden ondertekend." in sent.body


def test_who_speaks_for_two_partners_gets_one_message_about_both(
    opened: Round, clock: time_machine.Traveller, aedes: User, police: User
) -> None:
    signer(aedes, "politie")
    clock.move_to(T_MINUS_3)
    tasks.tick()

    sent = message(letters.REMINDER, aedes)
    assert "- 1.01 " in sent.body
    assert "- 2.01 " in sent.body
    assert (sent.link, sent.seals_link) == ("/uitvraag/", False)
    assert told(aedes) == [BEFORE, BEFORE]
    assert "1.01" not in message(letters.REMINDER, police).body


@pytest.fixture
def second_round(opened: Round, clock: time_machine.Traveller, secretary: User) -> Round:
    """Another round that is open at the same time, with 30 July 2027 as its last day."""
    round_ = planned_round(
        secretary,
        title="Extra uitvraag",
        opens_on=date(2027, 7, 13),
        deadline_on=date(2027, 7, 30),
        scope=tuple(Measure.objects.filter(number="1.01")),
    )
    clock.move_to(dutch(7, 13))
    return keeping.open_round(round_=round_, by=None)


def test_one_message_tells_of_two_rounds_and_each_has_its_own_thresholds(
    opened: Round, second_round: Round, clock: time_machine.Traveller, aedes: User
) -> None:
    clock.move_to(T_MINUS_3)
    tasks.tick()

    sent = message(letters.REMINDER, aedes)
    first, second = sent.body.index("23 juli 2027"), sent.body.index("Extra uitvraag")
    assert first < second
    assert list(Reminder.objects.filter(person=aedes).values_list("submission__round__number")) == [
        (opened.number,)
    ]

    # T+1 of the first is 26 July, T-3 of the second the 27th: a message on each day.
    for moment in (T_PLUS_1, dutch(7, 27)):
        clock.move_to(moment)
        tasks.tick()
    assert told(aedes) == [BEFORE, AFTER, BEFORE]
    assert to_whom(letters.REMINDER).count("Aron Aedes") == 3


# More time.


def test_an_extension_moves_what_was_to_come(
    opened: Round, clock: time_machine.Traveller, aedes: User, police: User, secretary: User
) -> None:
    extend(opened, "aedes", date(2027, 7, 30), secretary)

    clock.move_to(T_MINUS_3)
    tasks.tick()
    assert (told(aedes), told(police)) == ([], [BEFORE])

    clock.move_to(dutch(7, 27))
    tasks.tick()
    assert told(aedes) == [BEFORE]
    assert "30 juli 2027" in message(letters.REMINDER, aedes).subject


def test_with_more_time_a_partner_is_reminded_of_its_new_last_day_too(
    opened: Round, clock: time_machine.Traveller, aedes: User, secretary: User
) -> None:
    clock.move_to(T_MINUS_3)
    tasks.tick()
    clock.move_to(dutch(7, 23))
    extend(opened, "aedes", date(2027, 7, 30), secretary)

    # What lay before the extension was never due for the new day.
    tasks.tick()
    assert told(aedes) == [BEFORE]
    clock.move_to(dutch(7, 27))
    tasks.tick()

    days = Reminder.objects.filter(person=aedes).order_by("pk").values_list("last_day", flat=True)
    assert list(days) == [date(2027, 7, 23), date(2027, 7, 30)]


def test_a_short_extension_brings_no_reminder_on_its_heels(
    opened: Round, clock: time_machine.Traveller, aedes: User, secretary: User
) -> None:
    clock.move_to(dutch(7, 21, 15))
    extend(opened, "aedes", date(2027, 7, 26), secretary)

    tasks.tick()

    # Three working days before 26 July is the morning of the 21st.
    assert told(aedes) == []


def test_what_was_returned_has_reminders_of_its_own(
    opened: Round, clock: time_machine.Traveller, aedes: User, secretary: User
) -> None:
    clock.move_to(T_MINUS_3)
    tasks.tick()
    hand_in(opened, aedes)
    submission = submission_of(opened, "aedes")
    reviewing.send_back(
        submission=submission,
        version=submission.version,
        questions={"1.01": "Met hoeveel corporaties?"},
        reason="Graag preciezer.",
        due_on=date(2027, 8, 4),
        by=secretary,
    )

    clock.move_to(dutch(7, 30))
    tasks.tick()

    assert told(aedes) == [BEFORE, BEFORE]
    sent = Message.objects.filter(kind=letters.REMINDER, recipient=aedes).latest("pk")
    assert "Beantwoord de vraag van het secretariaat" in sent.body
    assert "1.04" not in sent.body
