"""Planning of a measure: dated steps that are added, moved, done, dropped and taken up again."""

from datetime import date

from django.core.exceptions import ValidationError

from measures import permissions
from measures.models import Measure, Milestone, MilestoneMove
from measures.services import notices
from measures.services.rules import wrong_past, wrong_planned
from measures.statuses import MILESTONE_MOVES, Decision, MilestoneState, may_move
from offensief.accounts.models import User
from offensief.audit.services import Facts, record, recorded
from offensief.audit.traced import changed, facts, made
from offensief.lib.dutch import date_long
from offensief.lib.rules import missing, one_line, require, same_version, too_long

_ONLY_SECRETARIAT = "Alleen het secretariaat wijzigt de planning."


@recorded
def add_milestone(*, measure: Measure, title: str, planned_on: date, by: User) -> Milestone:
    """Plan a step. The date given now is the first one, against which the course is judged."""
    require(permissions.may_keep_plan(by), _ONLY_SECRETARIAT)
    measure = Measure.objects.get(pk=measure.pk)
    errors = missing({"title": title}, {"title": "Schrijf wat er op die dag klaar is."})
    if measure.decision != Decision.ACTIVE:
        errors["title"] = "Deze maatregel loopt niet meer. Een nieuwe mijlpaal kan niet."
    title = one_line(title)
    if measure.milestones.filter(
        title__iexact=title, current_on=planned_on, state=MilestoneState.OPEN
    ).exists():
        errors["title"] = "Deze mijlpaal staat er al, op dezelfde dag."
    if wrong := wrong_planned(planned_on):
        errors["planned_on"] = wrong
    if errors:
        raise ValidationError(errors)
    milestone = Milestone.objects.create(
        measure=measure, title=title, first_on=planned_on, current_on=planned_on
    )
    record(made(milestone, "mijlpaal gepland"), by=by)
    return milestone


@recorded
def move_milestone(
    *, milestone: Milestone, version: int, to: date, reason: str, by: User
) -> Milestone:
    """Plan a step on another day. Old and new day stay, with the reason.

    Raises NotAllowed, EditConflict or ValidationError. A day before the first planned one is
    refused: what is ready earlier is told as done.
    """
    milestone = _fresh(milestone, version, by)
    errors = missing({"reason": reason}, {"reason": "Schrijf waarom de datum verschuift."})
    errors |= too_long({"reason": reason})
    if milestone.state != MilestoneState.OPEN:
        state = MilestoneState(milestone.state).label.lower()
        errors["to"] = f"Deze mijlpaal is {state}. Heropen hem eerst."
    elif wrong := _wrong_move(milestone, to):
        errors["to"] = wrong
    if errors:
        raise ValidationError(errors)
    MilestoneMove.objects.create(
        milestone=milestone, old_on=milestone.current_on, new_on=to, reason=reason, moved_by=by
    )
    was = facts(milestone)
    milestone.current_on = to
    return _save(milestone, was, "mijlpaal verschoven", reason, by)


def _wrong_move(milestone: Milestone, to: date) -> str:
    if wrong := wrong_planned(to):
        return wrong
    if to == milestone.current_on:
        return "Dit is de datum die er al staat. Kies een andere."
    if to < milestone.first_on:
        return (
            f"De nieuwe datum ligt voor de eerst geplande datum ({date_long(milestone.first_on)}). "
            "Is het eerder klaar? Meld de mijlpaal dan als behaald."
        )
    return ""


@recorded
def complete_milestone(
    *, milestone: Milestone, version: int, done_on: date, note: str, by: User
) -> Milestone:
    """Tell that a step is done, and when."""
    milestone = _fresh(milestone, version, by)
    _check_state(milestone, MilestoneState.DONE)
    if wrong := wrong_past(done_on):
        raise ValidationError({"done_on": wrong})
    was = facts(milestone)
    milestone.state, milestone.done_on = MilestoneState.DONE, done_on
    return _save(milestone, was, "mijlpaal behaald", note, by)


@recorded
def drop_milestone(*, milestone: Milestone, version: int, reason: str, by: User) -> Milestone:
    """A step is no longer needed. It stays visible, and counts no more."""
    milestone = _fresh(milestone, version, by)
    _check_state(milestone, MilestoneState.DROPPED)
    _check_reason(reason, "Schrijf waarom de mijlpaal vervalt.")
    was = facts(milestone)
    milestone.state = MilestoneState.DROPPED
    return _save(milestone, was, "mijlpaal vervallen", reason, by)


@recorded
def reopen_milestone(*, milestone: Milestone, version: int, reason: str, by: User) -> Milestone:
    """A step was told done or dropped, and is open after all. The dates stay."""
    milestone = _fresh(milestone, version, by)
    _check_state(milestone, MilestoneState.OPEN)
    _check_reason(reason, "Schrijf waarom de mijlpaal weer open is.")
    was = facts(milestone)
    milestone.state, milestone.done_on = MilestoneState.OPEN, None
    return _save(milestone, was, "mijlpaal heropend", reason, by)


def _fresh(milestone: Milestone, version: int, by: User) -> Milestone:
    require(permissions.may_keep_plan(by), _ONLY_SECRETARIAT)
    found = Milestone.objects.select_related("measure").get(pk=milestone.pk)
    same_version(version, found.version, what="deze mijlpaal")
    return found


def _check_state(milestone: Milestone, to: MilestoneState) -> None:
    start = MilestoneState(milestone.state)
    if start == to or not may_move(MILESTONE_MOVES, start, to):
        raise ValidationError(
            f"Deze mijlpaal is {start.label.lower()}. Dit kan daarom niet; kijk eerst op de pagina."
        )


def _check_reason(reason: str, sentence: str) -> None:
    errors = missing({"reason": reason}, {"reason": sentence}) | too_long({"reason": reason})
    if errors:
        raise ValidationError(errors)


def _save(milestone: Milestone, was: Facts, action: str, reason: str, by: User) -> Milestone:
    milestone.version += 1
    milestone.save()
    record(changed(milestone, was, action, reason=reason), by=by)
    news = [notices.of_milestone(milestone, action, reason)]
    notices.tell_followers(deed=notices.milestone_deed(milestone), news=news, by=by)
    return milestone
