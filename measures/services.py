"""Changes to the plan and its measures. Every write goes through here and leaves a trail."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from measures import permissions
from measures.models import Measure, Membership, MembershipRole, Partner, StatusUpdate
from measures.statuses import (
    COURSES_THAT_NEED_A_NEXT_STEP,
    PHASES_THAT_NEED_A_RESULT,
    Course,
    Phase,
    may_move,
)
from offensief.accounts.models import User
from offensief.audit.services import Deed, record
from offensief.lib.refusals import NotAllowed, Refused

MAX_TEXT = 10_000
# A year typed short ("0025") is a slip, not a date.
EARLIEST = date(2020, 1, 1)


class EditConflict(Refused):
    """Somebody else changed the measure since the form was opened; nothing was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusChange:
    """What a person says about a measure."""

    phase: Phase
    course: Course
    explanation: str
    needed: str = ""
    result: str = ""
    result_on: date | None = None
    result_link: str = ""


@transaction.atomic
def change_status(
    *, measure: Measure, version: int, change: StatusChange, by: User
) -> StatusUpdate:
    """Change phase and course of a measure, with the reason.

    `version` is the version the person saw. Raises NotAllowed, EditConflict when somebody was
    first, or ValidationError with a message per field.
    """
    if not permissions.may_change_status(by):
        raise NotAllowed("Alleen het secretariaat wijzigt de status van een maatregel.")
    measure = Measure.objects.get(pk=measure.pk)
    if measure.version != version:
        raise EditConflict("Iemand anders heeft deze maatregel intussen gewijzigd.")
    check_change(measure, change)
    now = timezone.now()
    # Compare-and-swap first: of two writers that both read this version, one gets zero rows.
    won = Measure.objects.filter(pk=measure.pk, version=version).update(
        phase=change.phase,
        course=change.course,
        confirmed_on=timezone.localdate(now),
        version=version + 1,
    )
    if not won:
        raise EditConflict("Iemand anders heeft deze maatregel intussen gewijzigd.")
    return _tell(measure, change, by=by, at=now)


def _tell(measure: Measure, change: StatusChange, *, by: User, at: datetime) -> StatusUpdate:
    """The update and its line in the trail; `measure` is as it was before."""
    update = StatusUpdate.objects.create(
        measure=measure,
        made_by=by,
        made_at=at,
        version=measure.version + 1,
        phase_from=measure.phase,
        phase_to=change.phase,
        course_from=measure.course,
        course_to=change.course,
        explanation=change.explanation,
        needed=change.needed,
        result=change.result,
        result_on=change.result_on,
        result_link=change.result_link,
    )
    deed = Deed(
        action="status gewijzigd",
        subject=measure,
        subject_id=measure.number,
        before={"fase": measure.phase, "koers": measure.course, "versie": measure.version},
        after={"fase": change.phase, "koers": change.course, "versie": measure.version + 1},
        reason=change.explanation,
    )
    record(deed, by=by)
    return update


def check_change(measure: Measure, change: StatusChange) -> None:
    """All rules on what may be said, every broken one at once (ValidationError by field)."""
    errors = {
        **_check_texts(change),
        **_check_move(measure, change),
        **_check_result(change),
    }
    if errors:
        raise ValidationError(errors)


def _check_texts(change: StatusChange) -> dict[str, str]:
    errors = {}
    if not change.explanation.strip():
        errors["explanation"] = "Schrijf waarom de status verandert."
    if change.course in COURSES_THAT_NEED_A_NEXT_STEP and not change.needed.strip():
        errors["needed"] = (
            f"De koers is '{change.course.label.lower()}'. "
            "Schrijf wat er nodig is om verder te komen."
        )
    for name in ("explanation", "needed"):
        length = len(getattr(change, name))
        if length > MAX_TEXT:
            errors[name] = (
                f"Deze tekst heeft {length} tekens. Maak er hoogstens {MAX_TEXT} van; "
                "zet langere achtergrond in een document."
            )
    return errors


def _check_move(measure: Measure, change: StatusChange) -> dict[str, str]:
    start = Phase(measure.phase)
    if not may_move(start, change.phase):
        return {
            "phase": f"Van '{start.label.lower()}' naar '{change.phase.label.lower()}' kan niet in "
            "één stap. Kies een fase daartussen."
        }
    if start == change.phase and measure.course == change.course:
        return {"phase": "Fase en koers zijn gelijk gebleven. Wijzig er ten minste één."}
    return {}


def _check_result(change: StatusChange) -> dict[str, str]:
    errors = _check_result_date(change)
    if change.phase not in PHASES_THAT_NEED_A_RESULT:
        return errors
    phase = change.phase.label.lower()
    if not change.result.strip():
        errors["result"] = f"Schrijf wat het resultaat is nu de fase '{phase}' is."
    if change.result_on is None:
        errors["result_on"] = "Vul de datum van het resultaat in."
    return errors


def _check_result_date(change: StatusChange) -> dict[str, str]:
    """A result lies in the past, and not before anything of this plan can have begun."""
    if change.result_on is None:
        return {}
    if change.result_on > timezone.localdate():
        return {"result_on": "Deze datum ligt in de toekomst. Vul vandaag of een eerdere dag in."}
    if change.result_on < EARLIEST:
        return {"result_on": f"Deze datum ligt te ver terug. Vul een dag vanaf {EARLIEST.year} in."}
    return {}


@transaction.atomic
def make_member(
    *, user: User, partner: Partner, role: MembershipRole, by: User | None
) -> Membership:
    """Let a person speak for a partner. Doing it twice changes nothing."""
    membership, is_new = Membership.objects.get_or_create(
        user=user, partner=partner, role=role, ended_at=None
    )
    if is_new:
        deed = Deed(
            action="lid van partner gemaakt",
            subject=user,
            subject_id=str(user.pk),
            before={},
            after={"partner": partner.key, "rol": role},
        )
        record(deed, by=by)
    return membership
