"""Which step may follow on which, whatever happened before."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.rounds import lifecycle
from measures.rounds.lifecycle import AnswerStanding, StepRefused, SubmissionStanding, is_unlocked
from measures.rounds.models.submission import UNLESS_WRITABLE
from measures.rounds.states import (
    ANSWER_STEPS,
    ROUND_STEPS,
    SUBMISSION_STEPS,
    WRITABLE,
    AnswerState,
    RoundState,
    Step,
    SubmissionState,
)

S = SubmissionState


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ([], RoundState.CONCEPT),
        ([Step.PLAN, Step.OPEN, Step.CLOSE], RoundState.CLOSED),
        ([Step.PLAN, Step.OPEN, Step.CLOSE, Step.REOPEN], RoundState.OPEN),
        (
            [Step.PLAN, Step.OPEN, Step.CLOSE, Step.FREEZE, Step.ESTABLISH, Step.SEND],
            RoundState.SENT,
        ),
    ],
)
def test_a_round_goes_its_way(steps: list[Step], state: RoundState) -> None:
    assert lifecycle.replay_round(steps) == state


@pytest.mark.parametrize("state", [RoundState.SENT, RoundState.WITHDRAWN])
def test_no_other_state_follows_on_the_end_of_a_round(state: RoundState) -> None:
    assert {moves.get(state, state) for moves in ROUND_STEPS.values()} == {state}


@pytest.mark.parametrize(
    ("steps", "standing"),
    [
        ([Step.BEGIN, Step.SIGN], SubmissionStanding(S.SUBMITTED)),
        ([Step.BEGIN, Step.ASK_SIGNATURE, Step.DECLINE], SubmissionStanding(S.BUSY)),
        ([Step.BEGIN, Step.SIGN, Step.RETURN], SubmissionStanding(S.RETURNED, 1)),
        ([Step.BEGIN, Step.SIGN, Step.RETURN, Step.SIGN], SubmissionStanding(S.RESUBMITTED, 1)),
        (
            [Step.BEGIN, Step.SIGN, Step.RETURN, Step.ASK_SIGNATURE, Step.SIGN],
            SubmissionStanding(S.RESUBMITTED, 1),
        ),
        (
            [Step.BEGIN, Step.SIGN, Step.RETURN, Step.ASK_SIGNATURE, Step.RECALL],
            SubmissionStanding(S.RETURNED, 1),
        ),
        ([Step.MISS, Step.UNMISS], SubmissionStanding(S.BUSY)),
    ],
)
def test_a_submission_goes_its_way(steps: list[Step], standing: SubmissionStanding) -> None:
    assert lifecycle.replay_submission([Step.EXPECT, *steps]) == standing


@pytest.mark.parametrize(
    "steps",
    [
        [Step.SIGN],
        [Step.EXPECT, Step.SIGN],
        [Step.EXPECT, Step.BEGIN, Step.APPROVE],
        [Step.EXPECT, Step.BEGIN, Step.SIGN, Step.SIGN],
        [Step.EXPECT, Step.BEGIN, Step.SIGN, Step.MISS],
        [Step.EXPECT, Step.BEGIN, Step.SIGN, Step.APPROVE, Step.APPROVE],
    ],
)
def test_a_step_out_of_turn_is_refused(steps: list[Step]) -> None:
    with pytest.raises(StepRefused):
        lifecycle.replay_submission(steps)


def test_only_what_was_marked_in_the_last_return_is_unlocked() -> None:
    returned = SubmissionStanding(S.RETURNED, 2)
    now = AnswerStanding(AnswerState.QUESTION, marked_in=2)
    before = AnswerStanding(AnswerState.FILLED, marked_in=1)

    assert is_unlocked(returned, now, round_state=RoundState.OPEN)
    assert not is_unlocked(returned, before, round_state=RoundState.OPEN)
    assert not is_unlocked(returned, now, round_state=RoundState.CLOSED)


@given(st.sampled_from(S), st.sampled_from(RoundState), st.integers(0, 3))
def test_nothing_is_unlocked_between_the_signature_and_a_return(
    state: SubmissionState, round_state: RoundState, returns: int
) -> None:
    answer = AnswerStanding(AnswerState.FILLED, marked_in=returns)

    unlocked = is_unlocked(SubmissionStanding(state, returns), answer, round_state=round_state)

    assert not unlocked or (
        round_state == RoundState.OPEN and state in {S.NOT_STARTED, S.BUSY, S.RETURNED}
    )


def test_every_state_is_reached_and_every_step_belongs_to_one_thing() -> None:
    reached = {state for moves in SUBMISSION_STEPS.values() for state in moves.values()}
    steps = [*ROUND_STEPS, *SUBMISSION_STEPS, *ANSWER_STEPS]

    assert reached | {S.NOT_STARTED, S.RESUBMITTED} == set(S)
    assert len(steps) == len(set(steps))
    assert set(steps) | {Step.EXPECT, Step.ASK, Step.SKIP} == set(Step)


def test_the_database_locks_in_the_same_states() -> None:
    named = set(re.findall(r"'(\w+)'", UNLESS_WRITABLE.split("RAISE")[0]))

    assert named == {*WRITABLE, RoundState.OPEN}
