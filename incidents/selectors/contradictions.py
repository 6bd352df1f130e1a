"""Contradictions between figures, as they are among the figures that whoever looks may see."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from incidents.checks.run import LABELS
from incidents.checks.types_that_do_not_add_up import types_that_do_not_add_up
from incidents.models import (
    Discrepancy,
    DiscrepancyNote,
    DiscrepancyState,
    Observation,
    SeenBy,
    Severity,
    Sighting,
)
from incidents.selectors import counted
from incidents.selectors.figures import national
from incidents.sight import Sight

_SEEN_BY: dict[frozenset[str] | None, SeenBy] = {
    frozenset({"public"}): SeenBy.PUBLIC,
    frozenset({"public", "parliament"}): SeenBy.PARLIAMENT,
    frozenset({"public", "partners"}): SeenBy.PARTNERS,
    None: SeenBy.EVERYTHING,
}
_WORST_FIRST = {severity: place for place, severity in enumerate(Severity.values)}


@dataclass(frozen=True, slots=True)
class ContradictionRow:
    """A contradiction in a list, with what was said about it last."""

    discrepancy: Discrepancy
    label: str
    severity: Severity
    sentence: str
    state: DiscrepancyState
    note: DiscrepancyNote | None
    found_at: datetime
    gone_at: datetime | None

    @property
    def cells(self) -> list[dict[str, Any]]:
        """Its figures side by side."""
        cells: list[dict[str, Any]] = self.discrepancy.cells
        return cells


def contradictions(
    sight: Sight, *, state: DiscrepancyState | None = None
) -> tuple[ContradictionRow, ...]:
    """Those among figures that are all visible, the worst first. Three queries.

    A figure that is hidden, or under embargo, hides every contradiction it is part of, and makes
    none go.
    """
    rows = [_row(found) for found in _visible(Sighting.objects.all(), sight)]
    wanted = [row for row in rows if state is None or row.state == state]
    return tuple(sorted(wanted, key=_order))


def contradiction(pk: int, sight: Sight) -> ContradictionRow | None:
    """One of them, or None when it is not there for whoever looks."""
    found = _visible(Sighting.objects.filter(discrepancy=pk), sight)
    return _row(found[0]) if found else None


def open_at_the_desk() -> int:
    """How many the checks still find, explained or not, also with figures under embargo."""
    return Sighting.objects.filter(seen_by=SeenBy.EVERYTHING, gone_at=None).count()


def told_to_parliament(day: date, sight: Sight) -> tuple[ContradictionRow, ...]:
    """What an edition prints: between real figures known on `day`, open or explained.

    One that went after that day still holds for its figures. What is only good to know is left
    out: it says nothing against a figure.
    """
    return tuple(
        row
        for row in contradictions(sight)
        if not _was_gone(row, day)
        and row.severity != Severity.NOTICE
        and not row.discrepancy.is_demo
        and all(cell["known_until"] <= day.isoformat() for cell in row.cells)
    )


def _was_gone(row: ContradictionRow, day: date) -> bool:
    return row.gone_at is not None and timezone.localdate(row.gone_at) <= day


def sums_that_differ(day: date, sight: Sight) -> list[str]:
    """National years whose types of object do not add up to their total, a sentence each.

    As known on `day`; only figures of one delivery are held against each other.
    """
    known = counted.stored(national(day, sight, whole_years=True), sight)
    figures = [figure for figure in known if figure.is_whole_year]
    return [found.sentence for found in types_that_do_not_add_up(figures)]


def _visible(sightings: QuerySet[Sighting], sight: Sight) -> list[Sighting]:
    listed = list(
        sightings.filter(seen_by=_SEEN_BY[sight.audiences])
        .select_related("discrepancy")
        .prefetch_related("discrepancy__notes__by")
    )
    cells = {cell["observation"] for found in listed for cell in found.discrepancy.cells}
    seen = set(Observation.objects.shown(sight).filter(pk__in=cells).values_list("pk", flat=True))
    return [
        found
        for found in listed
        if all(cell["observation"] in seen for cell in found.discrepancy.cells)
    ]


def _row(sighting: Sighting) -> ContradictionRow:
    notes = list(sighting.discrepancy.notes.all())
    note = notes[-1] if notes else None
    return ContradictionRow(
        discrepancy=sighting.discrepancy,
        label=LABELS[sighting.discrepancy.check_key],
        severity=Severity(sighting.severity),
        sentence=sighting.sentence,
        state=_state(sighting, note),
        note=note,
        found_at=sighting.found_at,
        gone_at=sighting.gone_at,
    )


def _state(sighting: Sighting, note: DiscrepancyNote | None) -> DiscrepancyState:
    """Gone when a check no longer finds it, else as the last note says, else open."""
    if sighting.gone_at:
        return DiscrepancyState.GONE
    return DiscrepancyState.EXPLAINED if note and note.is_explained else DiscrepancyState.OPEN


def _order(row: ContradictionRow) -> tuple[bool, int, int]:
    """Open before the rest, the worst first, and those found together in their order."""
    return row.state != DiscrepancyState.OPEN, _WORST_FIRST[row.severity], row.discrepancy.pk
