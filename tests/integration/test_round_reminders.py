"""Reminders of a round: when, to whom, what they say, and never twice."""

import logging
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, ProgrammingError

from measures.models import Measure, MembershipRole, Partner
from measures.rounds import letters, tasks
from measures.rounds.models import Answer, Reminder, Round
from measures.rounds.selectors.coming import coming
from measures.rounds.services import keeping, reminding, reviewing
from measures.rounds.states import AnswerState, RoundState, Threshold
from measures.services.members import set_away
from offensief.accounts.models import User
from offensief.audit.models import Entry
from offensief.outbox import claims
from offensief.outbox import services as outbox
from offensief.outbox.letter import letter
from offensief.outbox.models import DropReason, Message, MessageState
from tests.integration.round_mail import dutch, message, to_whom, told
from tests.people import member
from tests.rounds import (
    NOW,
    fill,
    leads,
    planned_round,
    played_round,
    sign,
    signer,
    submission_of,
)

BEFORE, AFTER, WEEK_1 = Threshold.BEFORE, Threshold.AFTER, Threshold.WEEK_1
# The last day is Friday 23 July 2027; the round closes on Friday 6 August.
T_MINUS_3, T_PLUS_1, A_WEEK_LATER = dutch(7, 20), dutch(7, 26), dutch(8, 2)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def opened(
    clock: time_machine.Traveller, secretary: User, aedes: User, police: User, outsider: User
) -> Round:
    return played_round(clock, secretary, aedes, police)


def _extend(round_: Round, partner: str, due_on: date, by: User) -> None:
    submission = submission_of(round_, partner)
    reviewing.extend(
        submission=submission,
        version=submission.version,
        due_on=due_on,
        reason="De trekker is ziek.",
        by=by,
    )


def _hand_in(round_: Round, aedes: User) -> None:
    fill(round_, "1.01", aedes)
    fill(round_, "1.04", aedes)
    sign(round_, "aedes", aedes)


def _long_round(secretary: User, aedes: User, police: User) -> Round:
    """Planned; open from 5 July to 29 October 2027."""
    leads(secretary)
    signer(aedes, "aedes")
    signer(police, "politie")
    return planned_round(secretary, closes_on=date(2027, 10, 29))


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
    round_ = _long_round(secretary, aedes, police)
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
    _hand_in(opened, aedes)
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
    _extend(opened, "aedes", date(2027, 7, 30), secretary)

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
    _extend(opened, "aedes", date(2027, 7, 30), secretary)

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
    _extend(opened, "aedes", date(2027, 7, 26), secretary)

    tasks.tick()

    # Three working days before 26 July is the morning of the 21st.
    assert told(aedes) == []


def test_what_was_returned_has_reminders_of_its_own(
    opened: Round, clock: time_machine.Traveller, aedes: User, secretary: User
) -> None:
    clock.move_to(T_MINUS_3)
    tasks.tick()
    _hand_in(opened, aedes)
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


# When the portal was away.


def test_a_reminder_that_was_missed_goes_at_the_next_run(
    opened: Round, clock: time_machine.Traveller, aedes: User
) -> None:
    clock.move_to(dutch(7, 21, 14))
    tasks.tick()

    assert told(aedes) == [BEFORE]


def test_of_two_that_were_missed_only_the_last_goes(
    opened: Round, clock: time_machine.Traveller, aedes: User
) -> None:
    clock.move_to(dutch(7, 26, 14))
    tasks.tick()
    tasks.tick()

    assert told(aedes) == [AFTER]
    assert to_whom(letters.REMINDER) == ["Aron Aedes", "Priya Politie"]
    skipped = coming(opened, now=dutch(7, 26, 14)).skipped
    assert skipped[0] == "Aedes: 3 werkdagen voor de laatste dag (20 juli 2027)"


@pytest.mark.parametrize("at", [dutch(7, 24, 12), dutch(7, 21, 3)])
def test_what_is_late_does_not_go_at_night_or_in_a_weekend(
    opened: Round, clock: time_machine.Traveller, at: date
) -> None:
    clock.move_to(at)
    tasks.tick()

    assert not to_whom(letters.REMINDER)


def test_nobody_gets_two_reminders_on_one_day(
    opened: Round, clock: time_machine.Traveller, aedes: User
) -> None:
    clock.move_to(T_MINUS_3)
    tasks.tick()
    # From now on also of another partner, for which the same threshold is due.
    signer(aedes, "politie")

    clock.move_to(dutch(7, 20, 15))
    tasks.tick()
    assert told(aedes) == [BEFORE]
    clock.move_to(dutch(7, 21))
    tasks.tick()
    assert told(aedes) == [BEFORE, BEFORE]
    assert to_whom(letters.REMINDER).count("Aron Aedes") == 2


# Never twice.


def test_running_again_reminds_nobody_again(
    opened: Round, clock: time_machine.Traveller, aedes: User
) -> None:
    clock.move_to(T_MINUS_3)
    for _ in range(3):
        tasks.tick()
        assert reminding.remind(person=aedes) is None

    assert to_whom(letters.REMINDER) == ["Aron Aedes", "Priya Politie"]


def test_a_run_that_stopped_half_way_is_finished_by_the_next(
    opened: Round, clock: time_machine.Traveller, aedes: User
) -> None:
    clock.move_to(T_MINUS_3)
    reminding.remind(person=aedes)

    tasks.tick()

    assert to_whom(letters.REMINDER) == ["Aron Aedes", "Priya Politie"]


def test_a_worker_killed_between_sending_and_marking_costs_a_copy_and_no_second_reminder(
    opened: Round,
    clock: time_machine.Traveller,
    aedes: User,
    mailoutbox: list[EmailMultiAlternatives],
) -> None:
    clock.move_to(T_MINUS_3)
    tasks.tick()
    queued = message(letters.REMINDER, aedes)
    # The worker took it and sent it; then it was killed.
    assert claims.take(queued.pk) is not None
    letter(queued).send()

    tasks.tick()
    clock.shift(claims.LEASE)
    outbox.deliver(queued.pk)
    tasks.tick()
    outbox.deliver(queued.pk)

    mails = [mail for mail in mailoutbox if mail.to == [aedes.email]]
    assert len(mails) == 2
    assert len({mail.extra_headers["Message-ID"] for mail in mails}) == 1
    assert message(letters.REMINDER, aedes).state == MessageState.SENT
    assert told(aedes) == [BEFORE]


def test_the_database_refuses_the_same_threshold_twice(
    opened: Round, clock: time_machine.Traveller, aedes: User
) -> None:
    clock.move_to(T_MINUS_3)
    tasks.tick()
    first = Reminder.objects.get(person=aedes)

    first.pk = None
    with pytest.raises(IntegrityError, match="person_is_reminded_once_per_threshold"):
        first.save(force_insert=True)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_what_was_told_stays_told(
    opened: Round, clock: time_machine.Traveller, change: str
) -> None:
    clock.move_to(T_MINUS_3)
    tasks.tick()
    found = Reminder.objects.all()

    with pytest.raises(ProgrammingError, match="only added, never changed"):
        found.delete() if change == "delete" else found.update(threshold=AFTER)


def test_a_reminder_leaves_a_trail(opened: Round, clock: time_machine.Traveller) -> None:
    clock.move_to(T_MINUS_3)
    tasks.tick()

    entry = Entry.objects.filter(action="herinnering klaargezet").earliest("pk")
    assert (entry.object_id, entry.after) == (f"{opened.number}.aedes", {"voor": "Aron Aedes"})
    assert (entry.actor_label, entry.origin) == ("Portaal", "taak tick")


# Opening by itself.


def test_a_planned_round_opens_at_its_moment_and_once(
    clock: time_machine.Traveller, secretary: User, aedes: User, police: User
) -> None:
    clock.move_to(dutch(6, 14))
    round_ = _long_round(secretary, aedes, police)

    clock.move_to(dutch(7, 5, 8, 59))
    tasks.tick()
    assert Round.objects.get(pk=round_.pk).state == RoundState.PLANNED
    clock.move_to(dutch(7, 5))
    tasks.tick()
    tasks.tick()

    assert Round.objects.get(pk=round_.pk).state == RoundState.OPEN
    assert to_whom(letters.OPENED) == ["Aron Aedes", "Priya Politie"]


def test_a_round_that_cannot_open_stops_no_other(
    clock: time_machine.Traveller,
    secretary: User,
    aedes: User,
    police: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    clock.move_to(dutch(6, 14))
    broken = _long_round(secretary, aedes, police)
    good = planned_round(secretary)
    # An answer that is there already: asking about the measure breaks a rule of the database.
    measure = Measure.objects.get(number="1.01")
    Answer.objects.create(round=broken, measure=measure, state=AnswerState.NOT_ASKED)

    clock.move_to(dutch(7, 5))
    with caplog.at_level(logging.WARNING):
        tasks.tick()

    assert Round.objects.get(pk=broken.pk).state == RoundState.PLANNED
    assert Round.objects.get(pk=good.pk).state == RoundState.OPEN
    assert f"opening round {broken.number} did not work: IntegrityError" in caplog.text
