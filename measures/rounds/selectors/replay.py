"""The states as the events alone tell them, beside the stored ones."""

from collections import defaultdict
from collections.abc import Iterator

from measures.rounds.content import digest
from measures.rounds.lifecycle import (
    AnswerStanding,
    SubmissionStanding,
    replay_answer,
    replay_round,
    replay_submission,
)
from measures.rounds.merging import versions
from measures.rounds.models import Answer, Round, RoundEvent, Submission
from measures.rounds.states import RoundState, Step


def differences(round_: Round) -> Iterator[str]:
    """Everything that is stored otherwise than the events tell; nothing when all is well."""
    events = list(RoundEvent.objects.filter(round=round_).order_by("pk"))
    for event in events:
        if digest(event.payload) != event.payload_hash:
            yield f"gebeurtenis {event.pk}: de inhoud past niet bij de hash"
    yield from _round(round_, events)
    yield from _submissions(round_, events)
    yield from _answers(round_, events)


def _round(round_: Round, events: list[RoundEvent]) -> Iterator[str]:
    steps = [Step(event.step) for event in events if event.submission_id is None]
    # Answers nobody was asked for belong to no submission either.
    told = replay_round(step for step in steps if step != Step.SKIP)
    if told != RoundState(round_.state):
        yield f"ronde {round_.number}: staat op {round_.state}, de gebeurtenissen zeggen {told}"


def _submissions(round_: Round, events: list[RoundEvent]) -> Iterator[str]:
    steps: dict[int, list[Step]] = defaultdict(list)
    for event in events:
        if event.submission_id is not None and event.answer_id is None:
            steps[event.submission_id].append(Step(event.step))
    for submission in Submission.objects.filter(round=round_).select_related("round", "partner"):
        told: SubmissionStanding | None = replay_submission(steps[submission.pk])
        if told != submission.standing:
            yield f"{submission}: staat op {submission.standing}, de gebeurtenissen zeggen {told}"


def _answers(round_: Round, events: list[RoundEvent]) -> Iterator[str]:
    steps: dict[int, list[tuple[Step, int]]] = defaultdict(list)
    edits: dict[int, list[dict[str, str]]] = defaultdict(list)
    for event in events:
        if event.answer_id is not None:
            steps[event.answer_id].append((Step(event.step), event.payload.get("return", 0)))
            edits[event.answer_id].append(event.payload.get("edit", {}))
    for answer in Answer.objects.filter(round=round_).select_related("round", "measure"):
        told: AnswerStanding | None = replay_answer(steps[answer.pk])
        if told != answer.standing:
            yield f"{answer}: staat op {answer.standing}, de gebeurtenissen zeggen {told}"
        content = {k: v for k, v in versions(answer.base, edits[answer.pk]).items() if v}
        if content != {k: v for k, v in answer.content().items() if v}:
            yield f"{answer}: de inhoud is anders dan de gebeurtenissen zeggen"
