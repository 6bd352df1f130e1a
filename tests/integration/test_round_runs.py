"""Runs of beat that came late, twice, at half strength or to a round that cannot open."""

import logging
from datetime import date

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, ProgrammingError

from measures.models import Measure
from measures.rounds import letters, tasks
from measures.rounds.models import Answer, Reminder, Round
from measures.rounds.selectors.coming import coming
from measures.rounds.services import reminding
from measures.rounds.states import AnswerState, RoundState, Threshold
from offensief.accounts.models import User
from offensief.audit.models import Entry
from offensief.outbox import claims
from offensief.outbox import services as outbox
from offensief.outbox.letter import letter
from offensief.outbox.models import MessageState
from tests.integration.round_mail import T_MINUS_3, dutch, long_round, message, to_whom, told
from tests.rounds import (
    planned_round,
    signer,
)

BEFORE, AFTER, WEEK_1 = Threshold.BEFORE, Threshold.AFTER, Threshold.WEEK_1


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
    round_ = long_round(secretary, aedes, police)

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
    broken = long_round(secretary, aedes, police)
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
