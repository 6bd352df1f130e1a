"""From steps to states: the one place that knows what a step does.

Services ask it before they write, and a replay of the events asks it afterwards, so the stored
state is always what the events say. No clock, no database.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from measures.rounds.states import (
    ANSWER_STEPS,
    ROUND_STEPS,
    SUBMISSION_STEPS,
    AnswerState,
    RoundState,
    Step,
    SubmissionState,
)


class StepRefused(ValueError):
    """This step cannot follow on this state."""


@dataclass(frozen=True, slots=True)
class SubmissionStanding:
    """State of a submission, and how often it was sent back."""

    state: SubmissionState
    returns: int = 0


@dataclass(frozen=True, slots=True)
class AnswerStanding:
    """State of an answer.

    `marked_in`: the return in which it was marked last, 0 when never. `is_unchanged`: the last
    answer of the partner was "ongewijzigd".
    """

    state: AnswerState
    marked_in: int = 0
    is_unchanged: bool = False


ROUND_START = RoundState.CONCEPT
# Coming back to work after a return is "returned" again, and the signature a second one.
_AGAIN = {
    SubmissionState.BUSY: SubmissionState.RETURNED,
    SubmissionState.SUBMITTED: SubmissionState.RESUBMITTED,
}


def round_after(state: RoundState, step: Step) -> RoundState:
    """The state of a round after a step. Raises StepRefused."""
    try:
        return ROUND_STEPS[step][state]
    except KeyError:
        raise StepRefused(f"{step} from {state}") from None


def submission_after(standing: SubmissionStanding | None, step: Step) -> SubmissionStanding:
    """The standing of a submission after a step; None is: not expected yet. Raises StepRefused."""
    if standing is None:
        if step != Step.EXPECT:
            raise StepRefused(f"{step} of what was not expected")
        return SubmissionStanding(SubmissionState.NOT_STARTED)
    try:
        state = SUBMISSION_STEPS[step][standing.state]
    except KeyError:
        raise StepRefused(f"{step} from {standing.state}") from None
    if step == Step.RETURN:
        return SubmissionStanding(state, standing.returns + 1)
    if standing.returns and step != Step.SEE:
        state = _AGAIN.get(state, state)
    return replace(standing, state=state)


def answer_after(
    standing: AnswerStanding | None, step: Step, *, in_return: int = 0
) -> AnswerStanding:
    """The standing of an answer after a step. `in_return` numbers the return of a question."""
    if standing is None:
        first = {Step.ASK: AnswerState.OPEN, Step.SKIP: AnswerState.NOT_ASKED}
        if step not in first:
            raise StepRefused(f"{step} of what was not asked")
        return AnswerStanding(first[step])
    try:
        state = ANSWER_STEPS[step][standing.state]
    except KeyError:
        raise StepRefused(f"{step} from {standing.state}") from None
    if step == Step.QUESTION:
        return replace(standing, state=state, marked_in=in_return)
    if step == Step.AGREE:
        return replace(standing, state=state)
    return replace(standing, state=state, is_unchanged=step == Step.CONFIRM)


def replay_round(steps: Iterable[Step]) -> RoundState:
    """The state that these steps lead to."""
    state = ROUND_START
    for step in steps:
        state = round_after(state, step)
    return state


def replay_submission(steps: Iterable[Step]) -> SubmissionStanding | None:
    """The standing that these steps lead to; None when nothing was expected."""
    standing: SubmissionStanding | None = None
    for step in steps:
        standing = submission_after(standing, step)
    return standing


def replay_answer(steps: Iterable[tuple[Step, int]]) -> AnswerStanding | None:
    """The standing that these steps, each with the number of its return, lead to."""
    standing: AnswerStanding | None = None
    for step, in_return in steps:
        standing = answer_after(standing, step, in_return=in_return)
    return standing


def is_unlocked(
    submission: SubmissionStanding, answer: AnswerStanding, *, round_state: RoundState
) -> bool:
    """The partner may write: from the opening until the signature, then only what was marked."""
    if round_state != RoundState.OPEN or answer.state == AnswerState.NOT_ASKED:
        return False
    if submission.state in {SubmissionState.NOT_STARTED, SubmissionState.BUSY}:
        return True
    marked = answer.marked_in == submission.returns
    return submission.state == SubmissionState.RETURNED and marked
