"""Asking everybody when a round opens: the expected set is written down, every answer prefilled."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from measures.models import Measure, Milestone, Partner, StatusUpdate
from measures.rounds.content import FIXED, digest, new_step_fields
from measures.rounds.models import Answer, Round, RoundEvent, Submission
from measures.rounds.selectors.holes import Expected, holes_of
from measures.rounds.states import AnswerState, Step, SubmissionState, Via
from measures.statuses import Course, MilestoneState
from offensief.accounts.models import User
from offensief.audit.services import record_all
from offensief.audit.traced import all_made


def ask_everybody(round_: Round, *, by: User | None) -> None:
    """Write down who is asked about what. Rows are made in one go: a round has hundreds."""
    expected = holes_of(round_).expected
    submissions = _submissions(round_, expected)
    answers = _answers(round_, expected, submissions)
    events = [_event(round_, by, Step.EXPECT, submission=s) for s in submissions.values()]
    for answer in answers:
        step = Step.SKIP if answer.state == AnswerState.NOT_ASKED else Step.ASK
        events.append(_event(round_, by, step, submission=answer.submission, answer=answer))
    RoundEvent.objects.bulk_create(events, batch_size=500)
    deeds = [
        *all_made(submissions.values(), "gevraagd in ronde"),
        *all_made(answers, "gevraagd in ronde"),
    ]
    record_all(deeds, by=by)


def _submissions(round_: Round, expected: Iterable[Expected]) -> dict[int, Submission]:
    partners = {e.partner.pk: e.partner for e in expected if e.partner is not None}
    rows = [Submission(round=round_, partner=partner) for partner in partners.values()]
    made = Submission.objects.bulk_create(rows, batch_size=500)
    return {submission.partner_id: submission for submission in made}


def _answers(
    round_: Round, expected: Iterable[Expected], submissions: dict[int, Submission]
) -> list[Answer]:
    expected = list(expected)
    measures = {e.measure.pk: e.measure for e in expected}
    bases = bases_of(list(measures.values()))
    rows = [_answer(round_, e.measure, e.partner, submissions, bases) for e in expected]
    return Answer.objects.bulk_create(rows, batch_size=500)


def _answer(
    round_: Round,
    measure: Measure,
    partner: Partner | None,
    submissions: dict[int, Submission],
    bases: dict[int, dict[str, str]],
) -> Answer:
    base = bases[measure.pk]
    answer = Answer(
        round=round_,
        measure=measure,
        submission=submissions[partner.pk] if partner else None,
        state=AnswerState.OPEN if partner else AnswerState.NOT_ASKED,
        base=base,
    )
    answer.put(base)
    return answer


def bases_of(measures: list[Measure]) -> dict[int, dict[str, str]]:
    """What every answer starts from: the status in force, the text that was approved last, and the
    milestones that are still open."""
    last = _last_updates(measures)
    steps = _open_steps(measures)
    return {m.pk: _base(m, last.get(m.pk), steps.get(m.pk, {})) for m in measures}


def _base(measure: Measure, last: StatusUpdate | None, steps: dict[str, str]) -> dict[str, str]:
    assessed = measure.course != Course.NOT_ASSESSED
    base = dict.fromkeys(FIXED, "")
    base |= {"phase": measure.phase, "course": measure.course if assessed else ""}
    if last is not None:
        base |= {
            "text": last.explanation,
            "needed": last.needed,
            "result": last.result,
            "result_on": last.result_on.isoformat() if last.result_on else "",
            "result_link": last.result_link,
            "result_place": _place(last),
        }
    return {**base, **steps, **dict.fromkeys(new_step_fields(), "")}


def _place(update: StatusUpdate) -> str:
    if update.result_product_id:
        return f"product.{update.result_product_id}"
    return f"document.{update.result_document_id}" if update.result_document_id else ""


def _last_updates(measures: list[Measure]) -> dict[int, StatusUpdate]:
    """What was said last of each measure; an approved answer is copied there too."""
    updates = StatusUpdate.objects.filter(measure__in=measures).order_by(
        "measure_id", "-made_at", "-pk"
    )
    return {update.measure_id: update for update in updates.distinct("measure_id")}


def _open_steps(measures: list[Measure]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    for step in Milestone.objects.filter(measure__in=measures, state=MilestoneState.OPEN):
        fields = {
            f"step.{step.pk}.planned_on": step.current_on.isoformat(),
            f"step.{step.pk}.done_on": "",
            f"step.{step.pk}.reason": "",
        }
        found.setdefault(step.measure_id, {}).update(fields)
    return found


def _event(
    round_: Round,
    by: User | None,
    step: Step,
    *,
    submission: Submission | None = None,
    answer: Answer | None = None,
) -> RoundEvent:
    payload: dict[str, Any] = {}
    state = SubmissionState.NOT_STARTED.value
    if answer is not None:
        payload, state = {"version": 1, "base": answer.base}, answer.state
    return RoundEvent(
        round=round_,
        submission=submission,
        answer=answer,
        step=step,
        by=by,
        via=Via.PAGE if by else Via.PORTAL,
        at=timezone.now(),
        state_to=state,
        payload=payload,
        payload_hash=digest(payload),
    )
