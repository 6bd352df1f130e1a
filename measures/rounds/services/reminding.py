"""What the portal sends by itself: announcements, and reminders of what was not handed in.

One person at a time, each in a transaction of its own: it is short, and what stopped half-way goes
on where it stopped. What is due is asked again behind the lock of the trail, so running twice, also
at the same moment, tells a person once (docs/decisions/0031).
"""

from collections.abc import Sequence

from django.utils import timezone

from measures.rounds import letters, schedule
from measures.rounds.models import Reminder, Round, Submission
from measures.rounds.selectors.announcing import (
    announcement,
    announcements,
    asked_per_person,
    is_time_to_announce,
)
from measures.rounds.selectors.todo import todo_of
from measures.rounds.selectors.waiting import Waiting, backlogs
from measures.rounds.services.fresh import fresh_round
from measures.rounds.services.notices import post
from offensief.accounts.models import User
from offensief.audit.services import Deed, record, record_all, recorded
from offensief.outbox.models import Message


@recorded
def announce(*, round_: Round, person: User) -> Message | None:
    """Tell a person that a round is coming; None when there is nothing (more) to tell."""
    now = timezone.now()
    round_ = fresh_round(round_)
    if not is_time_to_announce(round_, now=now):
        return None
    asked = asked_per_person(round_, today=timezone.localdate(now)).get(person)
    if asked is None:
        return None
    before = announcements(round_).filter(recipient=person)
    letter = letters.announced(round_, asked, anew=before.exists())
    message = post(to=person, letter=letter, about=(), key=announcement(round_))
    record(_deed(round_, round_.number, "ronde aangekondigd", person), by=None)
    return message


@recorded
def remind(*, person: User) -> Message | None:
    """Remind a person in one message of everything the own partners still have to hand in.

    None when nothing is due, or this person had a reminder today already.
    """
    now = timezone.now()
    today = timezone.localdate(now)
    mine = next(iter(backlogs(now=now, person=person)), None)
    had = Reminder.objects.of_day(today).filter(person=person).exists()
    if mine is None or not mine.due or had or not schedule.may_go(now):
        return None
    asked = [one.submission for one in mine.waiting]
    todo = todo_of(asked, today=today)
    letter = letters.reminder([(s, todo[s.pk]) for s in asked], today=today)
    message = post(to=person, letter=letter, about=asked, key=f"reminder:{today.isoformat()}")
    _keep(mine.due, person, message)
    return message


def _keep(due: Sequence[Waiting], person: User, message: Message) -> None:
    """Which thresholds were told, so that no other run tells them again."""
    Reminder.objects.bulk_create(
        Reminder(
            submission=one.submission,
            threshold=one.due.threshold,
            last_day=one.submission.last_day,
            person=person,
            message=message,
        )
        for one in due
        if one.due is not None
    )
    deeds = [
        _deed(one.submission, one.submission.trail_id, "herinnering klaargezet", person)
        for one in due
    ]
    record_all(deeds, by=None)


def _deed(subject: Round | Submission, key: str, action: str, person: User) -> Deed:
    return Deed(
        action=action, subject=subject, subject_id=key, before={}, after={"voor": person.name}
    )
