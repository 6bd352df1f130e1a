"""What is still to be done for a submission, in the few words of a mail."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from measures.rounds.models import Answer, Submission
from measures.rounds.selectors.completeness import lacking
from measures.rounds.states import SubmissionState

# A mail is a sign to look, no copy of the portal.
_MOST_LINES = 20
_MOST_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Todo:
    """Per measure what is missing; when nothing is, what then keeps it from being handed in."""

    lines: tuple[str, ...]
    more: int
    last_step: str


def todo_of(submissions: Iterable[Submission], *, today: date) -> dict[int, Todo]:
    """What each of these submissions needs, by row number; a few queries per round."""
    wanted = {submission.pk: submission for submission in submissions}
    answers = _answers(wanted)
    wrong: dict[int, dict[str, dict[str, str]]] = {}
    for round_id in {submission.round_id for submission in wanted.values()}:
        asked = [answer for answer in answers if answer.round_id == round_id]
        # A measure is asked of one partner in a round, so its number tells whose it is.
        wrong[round_id] = lacking(asked, today=today)
    return {
        pk: _todo(submission, [a for a in answers if a.submission_id == pk], wrong)
        for pk, submission in wanted.items()
    }


def _answers(wanted: dict[int, Submission]) -> list[Answer]:
    answers = list(
        Answer.objects.filter(submission__in=list(wanted))
        .select_related("measure__pillar")
        .prefetch_related("measure__milestones")
        .order_by("measure__number")
    )
    for answer in answers:
        submission = wanted[answer.submission_id or 0]
        answer.submission, answer.round = submission, submission.round
    return answers


def _todo(
    submission: Submission,
    answers: list[Answer],
    wrong: dict[int, dict[str, dict[str, str]]],
) -> Todo:
    missing = wrong[submission.round_id]
    lines = [
        f"{answer.measure.number} {answer.measure.short_title}: {_said(missing[number])}"
        for answer in answers
        if (number := answer.measure.number) in missing
    ]
    last = ""
    if not lines:
        waits = submission.state == SubmissionState.TO_SIGN
        last = "ligt ter ondertekening" if waits else "moet nog worden ondertekend"
    return Todo(tuple(lines[:_MOST_LINES]), max(0, len(lines) - _MOST_LINES), last)


def _said(sentences: dict[str, str]) -> str:
    return " ".join(list(sentences.values())[:_MOST_SENTENCES])
