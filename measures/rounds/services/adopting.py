"""Copying an approved answer to the measure and its milestones. Until then the answer is only a
proposal, and the measure stays as it was."""

from django.utils import timezone

from measures.models import Measure, Milestone
from measures.rounds.answer_rules import as_change, open_steps
from measures.rounds.content import NEW_STEPS, Content, day_in
from measures.rounds.models import Answer
from measures.services import milestones, notices, status
from measures.statuses import Certainty, Decision, MilestoneState
from offensief.accounts.models import User
from offensief.lib.refusals import Refused
from offensief.lib.rules import one_line


def has_ended(measure: Measure) -> bool:
    """Stopped, split, merged or replaced since it was asked about."""
    return measure.decision != Decision.ACTIVE


def adopt(answer: Answer, certainty: Certainty, *, by: User) -> list[str]:
    """Copy milestones, then the status. Gives the deeds to ring for."""
    submission = answer.submission
    if submission is None or submission.signed_by is None or submission.signed_at is None:
        raise Refused("Dit antwoord is niet ondertekend.")
    content = answer.content()
    deeds = [
        notices.milestone_deed(step)
        for step in [*_old_steps(answer, content, by), *_new_steps(answer, content, by)]
    ]
    said = status.Said(submission.signed_by, timezone.localdate(submission.signed_at))
    update = status.adopt(
        measure=answer.measure,
        change=as_change(answer.measure, content, certainty),
        partner=submission.partner,
        said=said,
        by=by,
    )
    return [*deeds, notices.update_deed(update)]


def _old_steps(answer: Answer, content: Content, by: User) -> list[Milestone]:
    """Only what the partner changed is written: a date the secretariat moved meanwhile stays."""
    written = []
    for step in open_steps(answer.measure, content):
        done = day_in(content, f"step.{step.pk}.done_on")
        planned = day_in(content, f"step.{step.pk}.planned_on")
        reason = content.get(f"step.{step.pk}.reason", "")
        if done is not None:
            written.append(
                milestones.complete_milestone(
                    milestone=step, version=step.version, done_on=done, note=reason, by=by
                )
            )
        elif planned is not None and _moved(answer, step, planned.isoformat()):
            written.append(
                milestones.move_milestone(
                    milestone=step, version=step.version, to=planned, reason=reason, by=by
                )
            )
    return written


def _moved(answer: Answer, step: Milestone, planned: str) -> bool:
    asked_with = answer.base.get(f"step.{step.pk}.planned_on", "")
    return planned not in {asked_with, step.current_on.isoformat()}


def _new_steps(answer: Answer, content: Content, by: User) -> list[Milestone]:
    """New milestones; one that is there already, from an approval before, is not made twice."""
    made = []
    for number in range(1, NEW_STEPS + 1):
        title = one_line(content.get(f"new.{number}.title", ""))
        planned = day_in(content, f"new.{number}.planned_on")
        if not title or planned is None:
            continue
        there = answer.measure.milestones.filter(
            title__iexact=title, current_on=planned, state=MilestoneState.OPEN
        )
        if not there.exists():
            made.append(
                milestones.add_milestone(
                    measure=answer.measure, title=title, planned_on=planned, by=by
                )
            )
    return made
