"""Carrying out a step: the event, the state that follows from it and a line in the trail, together.

Called inside the transaction of a recorded service; nothing else writes a state.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from measures.models import Measure
from measures.rounds.content import Content, digest
from measures.rounds.hands import Hand
from measures.rounds.lifecycle import (
    StepRefused,
    answer_after,
    round_after,
    submission_after,
)
from measures.rounds.models import Answer, Round, RoundEvent, Submission
from measures.rounds.states import RoundState, Step, Via
from offensief.accounts.models import User
from offensief.audit.services import record
from offensief.audit.traced import changed, facts
from offensief.lib.refusals import Refused


def to_round(
    round_: Round,
    step: Step,
    *,
    by: User | None,
    reason: str = "",
    scope: Sequence[Measure] | None = None,
    **fields: Any,
) -> Round:
    """A step of the round itself, with the fields that change along."""
    state_from = RoundState(round_.state)
    try:
        state = round_after(state_from, step)
    except StepRefused as error:
        raise Refused(
            f"Deze ronde is {state_from.label.lower()}. Dit kan daarom niet (meer); "
            "open de pagina opnieuw."
        ) from error
    was = facts(round_)
    round_.state, round_.version = state, round_.version + 1
    for name, value in fields.items():
        setattr(round_, name, value)
    round_.save()
    if scope is not None:
        round_.scope.set(scope)
    via = Via.PAGE if by else Via.PORTAL
    event = RoundEvent(round=round_, step=step, by=by, via=via, reason=reason)
    _write(event, state_from, state, {})
    deed = changed(round_, was, Step(step).label.lower(), reason=reason)
    record(deed, by=by)
    return round_


def to_submission(
    submission: Submission,
    step: Step,
    *,
    hand: Hand,
    reason: str = "",
    payload: Mapping[str, Any] | None = None,
    **fields: Any,
) -> Submission:
    """A step of a submission. Raises Refused when it cannot follow on the present state."""
    before = submission.standing
    try:
        after = submission_after(before, step)
    except StepRefused as error:
        raise Refused(
            f"Deze inzending is {before.state.label.lower()}. Dit kan daarom niet (meer); "
            "open de pagina opnieuw."
        ) from error
    was = facts(submission)
    submission.state, submission.returns = after.state, after.returns
    submission.version += 1
    for name, value in fields.items():
        setattr(submission, name, value)
    submission.save()
    event = _event(submission, step, hand, reason)
    _write(event, before.state, after.state, payload or {})
    _tell(submission, was, step, hand, reason)
    return submission


def to_answer(
    answer: Answer,
    step: Step,
    *,
    hand: Hand,
    reason: str = "",
    edit: Content | None = None,
    **fields: Any,
) -> Answer:
    """A step of an answer, with what changed in it. The submission knows that something changed."""
    submission = answer.submission
    if submission is None:
        raise Refused("Over deze maatregel is in deze ronde niemand iets gevraagd.")
    before = answer.standing
    try:
        after = answer_after(before, step, in_return=submission.returns)
    except StepRefused as error:
        raise Refused(
            f"Dit antwoord is {before.state.label.lower()}. Dit kan daarom niet (meer); "
            "open de pagina opnieuw."
        ) from error
    was = facts(answer)
    answer.put(edit or {})
    answer.state, answer.marked_in = after.state, after.marked_in
    answer.is_unchanged = after.is_unchanged
    answer.version += 1
    for name, value in fields.items():
        setattr(answer, name, value)
    answer.save()
    # Whoever signs or approves says which version was seen: this is another one.
    submission.version += 1
    submission.save(update_fields=["version"])
    event = _event(submission, step, hand, reason)
    event.answer = answer
    payload = {"version": answer.version, "edit": dict(edit or {}), "return": submission.returns}
    _write(event, before.state, after.state, payload)
    _tell(answer, was, step, hand, reason)
    return answer


def _event(submission: Submission, step: Step, hand: Hand, reason: str) -> RoundEvent:
    return RoundEvent(
        round=submission.round,
        submission=submission,
        step=step,
        by=hand.by,
        on_behalf_of=submission.partner if hand.for_partner else None,
        via=hand.via,
        reason=reason,
    )


def _write(event: RoundEvent, state_from: str, state_to: str, payload: Mapping[str, Any]) -> None:
    event.at = timezone.now()
    event.state_from, event.state_to = state_from, state_to
    event.payload, event.payload_hash = payload, digest(payload)
    event.save()


def _tell(
    thing: Submission | Answer, was: Mapping[str, Any], step: Step, hand: Hand, reason: str
) -> None:
    submission = thing if isinstance(thing, Submission) else thing.submission
    partner = submission.partner.name if submission and hand.for_partner else ""
    deed = changed(thing, was, Step(step).label.lower(), reason=reason, on_behalf_of=partner)
    record(deed, by=hand.by)
