"""Changing the status of many measures at once: all of them, or none."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from measures import permissions
from measures.models import Measure, StatusUpdate
from measures.services import notices, status
from measures.services.status import StatusChange
from measures.statuses import Certainty, Phase
from offensief.accounts.models import User
from offensief.audit.services import recorded
from offensief.lib.refusals import Refused
from offensief.lib.rules import require

# Asked on the page of a measure only: a result has a date and a place besides its words.
_NOT_IN_A_ROW = {"result", "result_on", "result_link"}
_OWN_PAGE = "Wijzig deze maatregel op zijn eigen pagina."

type RowErrors = dict[str, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """What a person says about one of the measures, and the version that person saw."""

    measure: Measure
    version: int
    change: StatusChange


class RowsRefused(Refused):
    """At least one row cannot be; nothing was written.

    `errors` holds sentences by number of the measure and name of the field, `conflicts` the numbers
    of measures that somebody else changed meanwhile.
    """

    def __init__(self) -> None:
        super().__init__("Er is niets opgeslagen: in ten minste één rij klopt iets niet.")
        self.errors: dict[str, RowErrors] = {}
        self.conflicts: frozenset[str] = frozenset()


@recorded
def change_many(*, changes: Sequence[RowChange], by: User) -> list[StatusUpdate]:
    """Change phase, course and certainty of these measures, by the rules of one.

    Raises NotAllowed, or RowsRefused with what is wrong in every row.
    """
    require(permissions.may_change_status(by), status.ONLY_SECRETARIAT)
    found = _fresh(changes)
    refuse_wrong(changes, found)
    updates = [status.carry_out(found[row.measure.pk], row.change, by=by) for row in changes]
    news = [notices.of_update(update) for update in updates]
    notices.tell_followers(deed=notices.bulk_deed(updates), news=news, by=by)
    return updates


def _fresh(changes: Iterable[RowChange]) -> dict[int, Measure]:
    measures = Measure.objects.select_related("pillar").prefetch_related("milestones")
    return measures.in_bulk([row.measure.pk for row in changes])


def refuse_wrong(changes: Sequence[RowChange], found: Mapping[int, Measure] | None = None) -> None:
    """Raise RowsRefused with everything that is wrong in these rows; silent when all is well."""
    found = _fresh(changes) if found is None else found
    refusal = RowsRefused()
    late = [found[row.measure.pk] for row in changes if _is_late(row, found)]
    refusal.conflicts = frozenset(measure.number for measure in late)
    refusal.errors = _who_was_first(late)
    for row in changes:
        if row.measure.number not in refusal.conflicts:
            errors = _errors(found[row.measure.pk], row.change)
            refusal.errors |= {row.measure.number: errors} if errors else {}
    if refusal.errors:
        raise refusal


def _is_late(row: RowChange, found: Mapping[int, Measure]) -> bool:
    return found[row.measure.pk].version != row.version


def _errors(measure: Measure, change: StatusChange) -> RowErrors:
    try:
        status.check_change(measure, change)
    except ValidationError as refusal:
        errors = dict(refusal.message_dict)
    else:
        return {}
    if _NOT_IN_A_ROW & set(errors):
        phase = Phase(change.phase).label.lower()
        sentence = f"Bij '{phase}' hoort een resultaat met datum en vindplaats. {_OWN_PAGE}"
        errors["phase"] = [*errors.get("phase", []), sentence]
    if change.certainty == Certainty.EVIDENCED:
        errors["certainty"] = [f"Bij 'bewijsstuk' hoort een vindplaats. {_OWN_PAGE}"]
    return {name: texts for name, texts in errors.items() if name not in _NOT_IN_A_ROW}


def _who_was_first(late: Sequence[Measure]) -> dict[str, RowErrors]:
    """For each measure that somebody else changed: who, and where it stands now."""
    updates = StatusUpdate.objects.filter(measure__in=late).select_related("made_by")
    names = {(u.measure_id, u.version): u.made_by.name for u in updates}
    return {
        m.number: {NON_FIELD_ERRORS: [_now(m, names.get((m.pk, m.version), "Iemand anders"))]}
        for m in late
    }


def _now(measure: Measure, name: str) -> str:
    return (
        f"{name} wijzigde deze maatregel intussen. Nu is de fase "
        f"'{measure.get_phase_display().lower()}', de koers "
        f"'{measure.get_course_display().lower()}' en de zekerheid "
        f"'{measure.get_certainty_display().lower()}'. Uw tekst staat er nog: verstuur opnieuw als "
        "hij nog klopt."
    )
