"""What a round hands to the edition: who answered, who did not, and what was known last then."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from measures.models import Measure
from measures.rounds.models import Answer, Round, RoundEvent, Submission
from measures.rounds.states import AnswerState, Step, SubmissionState
from measures.statuses import Course, Phase


@dataclass(frozen=True, slots=True)
class LastKnown:
    """A measure nobody answered about, with what was said of it last."""

    number: str
    title: str
    phase: Phase
    course: Course
    # None: nothing was ever said of it.
    confirmed_on: date | None


@dataclass(frozen=True, slots=True)
class MissedPartner:
    """A partner that did not hand in, why, and what was known last of its measures."""

    name: str
    reason: str
    measures: tuple[LastKnown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """The completeness of a round."""

    asked: int
    handed_in: int
    late: int
    answered: int
    unchanged: int
    missed: tuple[MissedPartner, ...]
    not_asked: tuple[LastKnown, ...]


def handover(round_: Round) -> Handover:
    """Everything the edition tells of the round, in a fixed number of queries."""
    submissions = list(round_.submissions.select_related("partner"))
    answers = list(
        Answer.objects.filter(round=round_)
        .select_related("measure", "submission")
        .order_by("measure__number")
    )
    approved = [s for s in submissions if s.state == SubmissionState.APPROVED]
    agreed = [a for a in answers if a.state == AnswerState.AGREED]
    return Handover(
        asked=len(submissions),
        handed_in=len(approved),
        late=sum(s.was_late for s in approved),
        answered=len(agreed),
        unchanged=sum(a.is_unchanged for a in agreed),
        missed=tuple(_missed(round_, submissions, answers)),
        not_asked=tuple(
            _last_known(a.measure) for a in answers if a.state == AnswerState.NOT_ASKED
        ),
    )


def _missed(
    round_: Round, submissions: Iterable[Submission], answers: list[Answer]
) -> Iterable[MissedPartner]:
    reasons = dict(
        RoundEvent.objects.filter(round=round_, step=Step.MISS)
        .order_by("pk")
        .values_list("submission_id", "reason")
    )
    for submission in submissions:
        if submission.state != SubmissionState.MISSED:
            continue
        measures = [a.measure for a in answers if a.submission_id == submission.pk]
        yield MissedPartner(
            submission.partner.name,
            reasons.get(submission.pk, ""),
            tuple(_last_known(measure) for measure in measures),
        )


def _last_known(measure: Measure) -> LastKnown:
    return LastKnown(
        measure.number,
        measure.short_title,
        Phase(measure.phase),
        Course(measure.course),
        measure.confirmed_on,
    )
