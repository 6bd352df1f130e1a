"""What has not been handed in, who hears of it today, and which reminder is due for whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max
from django.utils import timezone

from measures.rounds import schedule
from measures.rounds.models import Reminder, RoundEvent, Submission, SubmissionQuerySet
from measures.rounds.states import GIVEN, RoundState, Step, SubmissionState, Threshold
from measures.selectors.speakers import speakers_of
from offensief.accounts.models import User

# Each of these gives a partner a last day anew; what lay before it was never due.
_NEW_TERM = (Step.EXPECT, Step.RETURN, Step.EXTEND, Step.UNMISS)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A submission that has not been handed in, with its reminders."""

    submission: Submission
    moments: tuple[schedule.Moment, ...]
    # From when its last day holds.
    since: datetime
    # The reminder that should have gone by now.
    due: schedule.Moment | None


@dataclass(frozen=True, slots=True)
class Backlog:
    """What one person still has to hand in for the own partners, and what of it is due."""

    person: User
    waiting: tuple[Waiting, ...]
    due: tuple[Waiting, ...]


type Told = set[tuple[int, Threshold, date, int]]


def not_handed_in() -> SubmissionQuerySet:
    """Submissions of open rounds that somebody can still hand in."""
    return (
        Submission.objects.filter(round__state=RoundState.OPEN)
        .exclude(state__in=[*GIVEN, SubmissionState.MISSED])
        .select_related("round", "partner")
        .order_by("round__deadline_on", "partner__short_name", "pk")
    )


def waiting(submissions: Iterable[Submission], *, now: datetime) -> list[Waiting]:
    """These submissions with their reminders, in a fixed number of queries."""
    asked = list(submissions)
    since = _since(asked)
    return [_waiting(submission, since[submission.pk], now) for submission in asked]


def _waiting(submission: Submission, since: datetime, now: datetime) -> Waiting:
    moments = schedule.reminders(submission.last_day, submission.round.closes_on)
    due = schedule.due(moments, since=since, now=now)
    return Waiting(submission, moments, since, due)


def _since(submissions: Sequence[Submission]) -> dict[int, datetime]:
    keys = [submission.pk for submission in submissions]
    events = RoundEvent.objects.order_by()
    terms = events.filter(submission__in=keys, step__in=_NEW_TERM).values_list("submission_id")
    given = dict(terms.annotate(last=Max("at")))
    rounds = {submission.round_id for submission in submissions}
    opened = events.filter(round__in=rounds, step=Step.REOPEN).values_list("round_id")
    again = dict(opened.annotate(last=Max("at")))
    found = {}
    for submission in submissions:
        # The opening, should there be no event of its own.
        first = given.get(submission.pk, submission.round.opens_at)
        found[submission.pk] = max(first, again.get(submission.round_id, first))
    return found


def told(submissions: Iterable[Submission]) -> Told:
    """Which thresholds of these submissions went to whom."""
    found = Reminder.objects.filter(submission__in=[s.pk for s in submissions])
    return {
        (submission, Threshold(threshold), last_day, person)
        for submission, threshold, last_day, person in found.values_list(
            "submission_id", "threshold", "last_day", "person_id"
        )
    }


def is_told(one: Waiting, person: User, known: Told) -> bool:
    """This person heard the reminder that is due."""
    submission = one.submission
    return one.due is not None and (
        (submission.pk, one.due.threshold, submission.last_day, person.pk) in known
    )


def backlogs(*, now: datetime, person: User | None = None) -> list[Backlog]:
    """Per person who hears of it today what is to be handed in; the earliest last day first.

    With a person only of that person. In a fixed number of queries.
    """
    found = not_handed_in()
    if person is not None:
        found = found.filter(pk__in=Submission.objects.of_person(person.pk).values("pk"))
    everything = sorted(waiting(found, now=now), key=lambda one: one.submission.last_day)
    known = told(one.submission for one in everything)
    partners = {one.submission.partner for one in everything}
    speakers = speakers_of(partners, today=timezone.localdate(now))
    per_person: dict[User, list[Waiting]] = {}
    for one in everything:
        for user in speakers[one.submission.partner_id].recipients:
            per_person.setdefault(user, []).append(one)
    return [
        Backlog(user, tuple(mine), tuple(o for o in mine if o.due and not is_told(o, user, known)))
        for user, mine in per_person.items()
        if person is None or user == person
    ]


def people_to_remind(*, now: datetime) -> list[User]:
    """People for whom a reminder is due and who have had none today."""
    if not schedule.may_go(now):
        return []
    had = set(Reminder.objects.of_day(timezone.localdate(now)).values_list("person_id", flat=True))
    return [b.person for b in backlogs(now=now) if b.due and b.person.pk not in had]
