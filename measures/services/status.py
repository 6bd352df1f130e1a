"""Saying where a measure stands: by the secretariat, or by a partner about its own measures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from measures import permissions, planning
from measures.models import Attachment, Measure, Partner, RegisterEntry, StatusUpdate
from measures.services import notices
from measures.services.rules import wrong_past
from measures.statuses import (
    CERTAINTY_MOVES,
    COURSE_MOVES,
    COURSES_THAT_NEED_A_NEXT_STEP,
    PHASE_MOVES,
    PHASES_THAT_NEED_A_RESULT,
    Certainty,
    Course,
    Decision,
    Phase,
    Voice,
    is_lower,
    may_move,
)
from offensief.accounts.models import User
from offensief.audit.services import record, recorded
from offensief.audit.traced import changed, facts
from offensief.lib.dutch import date_long, plural
from offensief.lib.rules import EditConflict, one_line, require, same_version, too_long

ONLY_SECRETARIAT = "Alleen het secretariaat wijzigt de status van een maatregel."


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusChange:
    """What a person says about a measure."""

    phase: Phase
    course: Course
    explanation: str
    certainty: Certainty = Certainty.CHECKED
    needed: str = ""
    result: str = ""
    result_on: date | None = None
    result_link: str = ""
    result_product: RegisterEntry | None = None
    result_document: Attachment | None = None

    @property
    def has_place(self) -> bool:
        """Somebody can go and see the result."""
        return bool(self.result_link or self.result_product or self.result_document)


@dataclass(frozen=True, slots=True)
class Said:
    """Who spoke for a partner, and on which day."""

    by: User
    on: date


@recorded
def change_status(
    *, measure: Measure, version: int, change: StatusChange, by: User
) -> StatusUpdate:
    """Change phase, course and certainty of a measure, with the reason.

    `version` is the version the person saw. Raises NotAllowed, EditConflict when somebody was
    first, or ValidationError with a message per field.
    """
    require(permissions.may_change_status(by), ONLY_SECRETARIAT)
    measure = _fresh(measure, version)
    check_change(measure, change)
    return _tell(carry_out(measure, change, by=by), by)


def carry_out(measure: Measure, change: StatusChange, *, by: User) -> StatusUpdate:
    """Write a change that was checked, inside the transaction of the caller."""
    update = _update_of(measure, change, Voice.SECRETARIAT)
    update.course_to = change.course
    return _write(measure, update, by=by)


@recorded
def report_course(
    *, measure: Measure, version: int, change: StatusChange, partner: Partner, by: User
) -> StatusUpdate:
    """A partner says how it goes. A lower course holds at once; a higher one waits as its view.

    Raises NotAllowed, EditConflict or ValidationError, like `change_status`.
    """
    require(
        permissions.may_report_course(by, measure, partner),
        "Alleen partners van deze maatregel geven hun kijk op de koers.",
    )
    measure = _fresh(measure, version)
    check_report(measure, change)
    update = _update_of(measure, change, Voice.PARTNER)
    update.on_behalf_of = partner
    lowers = is_lower(change.course, Course(measure.course))
    update.course_to = change.course if lowers else Course(measure.course)
    return _tell(_write(measure, update, by=by), by)


@recorded
def adopt(
    *, measure: Measure, change: StatusChange, partner: Partner, said: Said, by: User
) -> StatusUpdate:
    """Copy what a partner signed, and the secretariat approved, to the measure: both now say so.

    Raises NotAllowed, or ValidationError when the measure can no longer take it.
    """
    require(permissions.may_change_status(by), ONLY_SECRETARIAT)
    measure = Measure.objects.select_related("pillar").get(pk=measure.pk)
    check_word(measure, change, today=said.on)
    update = _update_of(measure, change, Voice.PARTNER)
    update.on_behalf_of, update.course_to = partner, change.course
    return _tell(_write(measure, update, by=by, said=said), by)


def _tell(update: StatusUpdate, by: User) -> StatusUpdate:
    news = [notices.of_update(update)]
    notices.tell_followers(deed=notices.update_deed(update), news=news, by=by)
    return update


def _fresh(measure: Measure, version: int) -> Measure:
    """The row as it is now; the version has to be the one the person saw."""
    found = Measure.objects.select_related("pillar").get(pk=measure.pk)
    same_version(version, found.version, what="deze maatregel")
    return found


def _update_of(measure: Measure, change: StatusChange, voice: Voice) -> StatusUpdate:
    return StatusUpdate(
        measure=measure,
        voice=voice,
        version=measure.version + 1,
        phase_from=measure.phase,
        phase_to=change.phase,
        course_from=measure.course,
        course_stated=change.course,
        certainty_from=measure.certainty,
        certainty_to=change.certainty,
        explanation=change.explanation,
        needed=change.needed,
        result=change.result,
        result_on=change.result_on,
        result_link=change.result_link,
        result_product=change.result_product,
        result_document=change.result_document,
    )


def _write(
    measure: Measure, update: StatusUpdate, *, by: User, said: Said | None = None
) -> StatusUpdate:
    """Move the measure to its next version and keep what was said, with a line in the trail.

    `said` tells who spoke and when, when that is somebody else than who does it now.
    """
    now = timezone.now()
    was = facts(measure)
    measure.phase, measure.course = update.phase_to, update.course_to
    measure.certainty, measure.version = update.certainty_to, update.version
    measure.confirmed_on = said.on if said else timezone.localdate(now)
    if update.voice == Voice.PARTNER:
        measure.partner_course = update.course_stated
    if update.voice == Voice.SECRETARIAT or said:
        measure.secretariat_course = update.course_stated
    now_told = facts(measure)
    told = [name for name in now_told if now_told[name] != was[name]]
    # Compare-and-swap: a writer outside `recorded` would still find zero rows.
    won = Measure.objects.filter(pk=measure.pk, version=update.version - 1).update(
        **{name: getattr(measure, name) for name in told}
    )
    if not won:
        raise EditConflict("Iemand anders heeft deze maatregel intussen gewijzigd.")
    update.made_by, update.made_at = said.by if said else by, now
    update.save()
    partner = update.on_behalf_of
    voice = "status gewijzigd" if update.voice == Voice.SECRETARIAT else "koers gemeld"
    deed = changed(
        measure,
        was,
        "opgave overgenomen" if said else voice,
        reason=update.explanation,
        on_behalf_of=partner.name if partner else "",
    )
    record(deed, by=by)
    return update


def check_change(measure: Measure, change: StatusChange) -> None:
    """All rules on a change by the secretariat, every broken one at once (ValidationError)."""
    errors = {**_check_texts(change), **_check_differs(measure, change), **faults(measure, change)}
    if errors:
        raise ValidationError(errors)


def check_word(measure: Measure, change: StatusChange, *, today: date) -> None:
    """The rules for what was approved; saying that all stayed the same is a word too.

    Judged on the day it was said: what was on track then may be late at the approval.
    """
    errors = {**_check_texts(change), **faults(measure, change, today=today)}
    if errors:
        raise ValidationError(errors)


def faults(
    measure: Measure,
    change: StatusChange,
    *,
    steps: Sequence[planning.Planned] | None = None,
    today: date | None = None,
) -> dict[str, str]:
    """What is wrong with a status itself, by field.

    `steps`: the milestones it goes with, when they are not those of the measure. `today`: the day
    it is judged on, when that is an earlier one.
    """
    return {
        **_check_course(
            measure,
            change,
            steps=planned(measure) if steps is None else steps,
            today=today or timezone.localdate(),
        ),
        **_check_move(measure, change),
        **_check_result(change),
        **_check_certainty(measure, change),
    }


def check_report(measure: Measure, change: StatusChange) -> None:
    """The rules for a partner's word about the course."""
    course = _check_course(measure, change, steps=planned(measure), today=timezone.localdate())
    errors = {**_check_texts(change), **course}
    if change.course == Course.NOT_ASSESSED:
        errors["course"] = "Kies hoe het gaat."
    if errors:
        raise ValidationError(errors)


def _check_texts(change: StatusChange) -> dict[str, str]:
    errors = {}
    if not one_line(change.explanation):
        errors["explanation"] = "Schrijf waarom de status verandert."
    if change.course in COURSES_THAT_NEED_A_NEXT_STEP and not one_line(change.needed):
        errors["needed"] = (
            f"De koers is '{change.course.label.lower()}'. "
            "Schrijf wat er nodig is om verder te komen."
        )
    return errors | too_long({"explanation": change.explanation, "needed": change.needed})


def _check_course(
    measure: Measure, change: StatusChange, *, steps: Sequence[planning.Planned], today: date
) -> dict[str, str]:
    """On track means: against the first planned dates, not against the last replanning."""
    start = Course(measure.course)
    if not may_move(COURSE_MOVES, start, change.course):
        return {"course": "De koers is al eens beoordeeld. Kies hoe het nu gaat."}
    if change.course != Course.ON_TRACK:
        return {}
    late = planning.latest(steps, today=today)
    if late is None:
        return {}
    days = plural(planning.days_late(late, today=today), "dag", "dagen")
    return {
        "course": f"De koers kan niet 'op schema' zijn: mijlpaal '{late.title}' was eerst gepland "
        f"op {date_long(late.first_on)} en is {days} later. Kies een andere koers."
    }


def planned(measure: Measure) -> list[planning.Planned]:
    """The milestones of a measure, for sums."""
    return [milestone.as_planned() for milestone in measure.milestones.all()]


def _check_move(measure: Measure, change: StatusChange) -> dict[str, str]:
    start, decision = Phase(measure.phase), Decision(measure.decision)
    if decision != Decision.ACTIVE:
        return {
            "phase": f"Deze maatregel is {decision.label.lower()}. De status wijzigt niet meer."
        }
    if not may_move(PHASE_MOVES, start, change.phase):
        return {
            "phase": f"Van '{start.label.lower()}' naar '{change.phase.label.lower()}' kan niet in "
            "één stap. Kies een fase daartussen."
        }
    return {}


def _check_differs(measure: Measure, change: StatusChange) -> dict[str, str]:
    said = (change.phase, change.course, change.certainty)
    if said == (measure.phase, measure.course, measure.certainty):
        return {"phase": "Fase, koers en zekerheid zijn gelijk gebleven. Wijzig er ten minste één."}
    return {}


def _check_result(change: StatusChange) -> dict[str, str]:
    wrong = wrong_past(change.result_on)
    errors = {"result_on": wrong} if wrong else {}
    if change.phase not in PHASES_THAT_NEED_A_RESULT:
        return errors
    phase = change.phase.label.lower()
    if not one_line(change.result):
        errors["result"] = f"Schrijf wat het resultaat is nu de fase '{phase}' is."
    if change.result_on is None:
        errors["result_on"] = "Vul de datum van het resultaat in."
    if not change.has_place:
        errors["result_link"] = (
            "Geef aan waar het resultaat te vinden is: een internetadres, een product uit het "
            "register of een document bij deze maatregel."
        )
    return errors


def _check_certainty(measure: Measure, change: StatusChange) -> dict[str, str]:
    start = Certainty(measure.certainty)
    if not may_move(CERTAINTY_MOVES, start, change.certainty):
        return {
            "certainty": f"Van '{start.label.lower()}' naar '{change.certainty.label.lower()}' "
            "kan niet. Kies een andere zekerheid."
        }
    if change.certainty == Certainty.NONE:
        return {"certainty": "Kies waarop deze status rust."}
    if change.certainty == Certainty.EVIDENCED and not change.has_place:
        return {
            "certainty": "Voor 'bewijsstuk' is een internetadres, product of document nodig. "
            "Vul dat hieronder in."
        }
    return {}
