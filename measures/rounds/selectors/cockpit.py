"""The round at a glance for the secretariat: per partner how far it is, what blocks, what to do."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.urls import reverse

from measures.models import Measure
from measures.rounds.models import Answer, Round, RoundEvent, Submission
from measures.rounds.states import (
    ANSWERED,
    GIVEN,
    SETTLED,
    AnswerState,
    RoundState,
    SubmissionState,
)
from measures.selectors.speakers import Speakers, speakers_of
from offensief.lib.dutch import plural


@dataclass(frozen=True, slots=True)
class Advice:
    """The next best action for one partner; without an address it is only said."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CockpitRow:
    """One partner in the round."""

    submission: Submission
    # More than the stored state: whether the partner looked at it at all.
    state_label: str
    answered: int
    total: int
    time_left: str
    is_late: bool
    blocked_by: str
    advice: Advice
    speakers: Speakers


@dataclass(frozen=True, slots=True, kw_only=True)
class Cockpit:
    """The page of a round."""

    round: Round
    rows: tuple[CockpitRow, ...]
    counts: tuple[tuple[str, int], ...]
    late: int
    settled: int
    not_asked: tuple[Measure, ...]
    history: tuple[RoundEvent, ...]
    can_close: bool


# What the secretariat has to do comes first, then what partners have to do.
_ORDER = (
    SubmissionState.SUBMITTED,
    SubmissionState.RESUBMITTED,
    SubmissionState.NOT_STARTED,
    SubmissionState.BUSY,
    SubmissionState.TO_SIGN,
    SubmissionState.RETURNED,
    SubmissionState.APPROVED,
    SubmissionState.MISSED,
)


def cockpit(round_: Round, *, today: date) -> Cockpit:
    """Everything on the page, in a fixed number of queries."""
    submissions = list(round_.submissions.select_related("round", "partner"))
    speakers = speakers_of([s.partner for s in submissions], today=today)
    counts = _answers(round_)
    rows = [_row(s, speakers[s.partner_id], counts, today) for s in submissions]
    rows.sort(key=lambda r: (_ORDER.index(SubmissionState(r.submission.state)), not r.is_late))
    states = Counter(row.state_label for row in rows)
    settled = sum(s.state in SETTLED for s in submissions)
    return Cockpit(
        round=round_,
        rows=tuple(rows),
        counts=tuple(states.most_common()),
        late=sum(row.is_late for row in rows),
        settled=settled,
        not_asked=_not_asked(round_),
        history=tuple(
            round_.events.filter(submission=None, answer=None).select_related("by").order_by("-pk")
        ),
        can_close=round_.state == RoundState.OPEN and settled == len(submissions),
    )


def _answers(round_: Round) -> dict[tuple[int, bool], int]:
    """How many answers each submission has, given and not given."""
    found: dict[tuple[int, bool], int] = {}
    grouped = Answer.objects.filter(round=round_).values_list("submission_id", "state")
    for submission_id, state, count in grouped.annotate(count=Count("pk")).order_by():
        key = (submission_id or 0, state in ANSWERED)
        found[key] = found.get(key, 0) + count
    return found


def _not_asked(round_: Round) -> tuple[Measure, ...]:
    skipped = Answer.objects.filter(round=round_, state=AnswerState.NOT_ASKED)
    return tuple(
        answer.measure for answer in skipped.select_related("measure").order_by("measure__number")
    )


def _row(
    submission: Submission,
    speakers: Speakers,
    counts: dict[tuple[int, bool], int],
    today: date,
) -> CockpitRow:
    answered = counts.get((submission.pk, True), 0)
    waits = submission.state not in GIVEN and submission.state != SubmissionState.MISSED
    days = (submission.last_day - today).days if waits else None
    is_open = submission.round.state == RoundState.OPEN
    late = submission.was_late or (is_open and days is not None and days < 0)
    return CockpitRow(
        submission=submission,
        state_label=state_label(submission),
        answered=answered,
        total=answered + counts.get((submission.pk, False), 0),
        time_left=_time_left(days) if is_open and days is not None else "",
        is_late=late,
        blocked_by=_blocked_by(submission, speakers) if is_open else "",
        advice=_advice(submission, speakers, days) if is_open else Advice(""),
        speakers=speakers,
    )


def state_label(submission: Submission) -> str:
    """The state in words; of one that is not started, whether it was looked at."""
    if submission.state == SubmissionState.NOT_STARTED:
        return "Bekeken" if submission.seen_at else "Niet bekeken"
    return submission.get_state_display()


def _blocked_by(submission: Submission, speakers: Speakers) -> str:
    """What keeps this partner from handing in, when the secretariat can do something about it."""
    if submission.state in SETTLED or submission.state in GIVEN:
        return ""
    if not speakers.recipients:
        return "Niemand spreekt namens deze partner"
    if not speakers.has_signer:
        return "Geen ondertekenaar"
    return ""


def _advice(submission: Submission, speakers: Speakers, days: int | None) -> Advice:
    state, partner = SubmissionState(submission.state), submission.partner
    review = reverse("review", kwargs=submission.where)
    if state in {SubmissionState.SUBMITTED, SubmissionState.RESUBMITTED}:
        return Advice("Beoordelen", review)
    if state in SETTLED:
        return Advice("Niets te doen")
    if not speakers.has_signer:
        return Advice(
            "Ondertekenaar toevoegen", reverse("partner_people", kwargs={"key": partner.key})
        )
    if days is not None and days < 0:
        return Advice("Herinneren, uitstel geven of zonder verder gaan", review)
    if state == SubmissionState.TO_SIGN:
        return Advice(f"Wacht op {speakers.signers[0].name}", review)
    if submission.seen_at is None and days is not None and days <= _SOON:
        return Advice("Bellen: nog niet bekeken", review)
    return Advice("Afwachten", "")


_SOON = 5


def _time_left(days: int) -> str:
    if days < 0:
        return f"{plural(-days, 'dag', 'dagen')} te laat"
    return f"nog {plural(days, 'dag', 'dagen')}" if days else "laatste dag"


def round_rows(rounds: Sequence[Round]) -> list[tuple[Round, int, int]]:
    """Rounds with how many partners were asked and how many are settled."""
    keys = [round_.pk for round_ in rounds]
    found = Submission.objects.filter(round__in=keys).values_list("round_id", "state")
    asked, settled = Counter[int](), Counter[int]()
    for round_id, state, count in found.annotate(count=Count("pk")).order_by():
        asked[round_id] += count
        settled[round_id] += count if state in SETTLED else 0
    return [(round_, settled[round_.pk], asked[round_.pk]) for round_ in rounds]
