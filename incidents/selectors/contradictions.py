"""Contradictions between figures, as far as whoever looks may see the figures themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from incidents.checks.run import LABELS
from incidents.checks.types_that_do_not_add_up import types_that_do_not_add_up
from incidents.models import (
    Discrepancy,
    DiscrepancyNote,
    DiscrepancyState,
    Observation,
    Severity,
)
from incidents.selectors import counted
from incidents.selectors.figures import national
from incidents.sight import Sight

_WORST_FIRST = {severity: place for place, severity in enumerate(Severity.values)}


@dataclass(frozen=True, slots=True)
class ContradictionRow:
    """A contradiction in a list, with what was said about it last."""

    discrepancy: Discrepancy
    label: str
    state: DiscrepancyState
    note: DiscrepancyNote | None

    @property
    def cells(self) -> list[dict[str, Any]]:
        """Its figures side by side."""
        cells: list[dict[str, Any]] = self.discrepancy.cells
        return cells


def contradictions(
    sight: Sight, *, state: DiscrepancyState | None = None
) -> tuple[ContradictionRow, ...]:
    """Those between figures that are all visible, the worst first. Three queries.

    A figure that is hidden, or under embargo, hides every contradiction it is part of.
    """
    listed = Discrepancy.objects.prefetch_related("notes__by")
    rows = [_row(found) for found in _visible(listed, sight)]
    wanted = [row for row in rows if state is None or row.state == state]
    return tuple(sorted(wanted, key=_order))


def contradiction(pk: int, sight: Sight) -> ContradictionRow | None:
    """One of them, or None when it is not there for whoever looks."""
    found = _visible(Discrepancy.objects.filter(pk=pk).prefetch_related("notes__by"), sight)
    return _row(found[0]) if found else None


def told_to_parliament(day: date, sight: Sight) -> tuple[ContradictionRow, ...]:
    """What an edition prints: between real figures known on `day`, open or explained.

    One that went after that day still holds for its figures. What is only good to know is left
    out: it says nothing against a figure.
    """
    return tuple(
        row
        for row in contradictions(sight)
        if not _was_gone(row.discrepancy, day)
        and row.discrepancy.severity != Severity.NOTICE
        and not row.discrepancy.is_demo
        and all(cell["known_until"] <= day.isoformat() for cell in row.cells)
    )


def _was_gone(discrepancy: Discrepancy, day: date) -> bool:
    return discrepancy.gone_at is not None and timezone.localdate(discrepancy.gone_at) <= day


def sums_that_differ(day: date, sight: Sight) -> list[str]:
    """National years whose types of object do not add up to their total, a sentence each.

    As known on `day`; only figures of one delivery are held against each other.
    """
    known = counted.stored(national(day, sight, whole_years=True), at=sight.at)
    figures = [figure for figure in known if figure.is_whole_year]
    return [found.sentence for found in types_that_do_not_add_up(figures)]


def _visible(discrepancies: Iterable[Discrepancy], sight: Sight) -> list[Discrepancy]:
    listed = list(discrepancies)
    cells = {cell["observation"] for found in listed for cell in found.cells}
    seen = set(Observation.objects.shown(sight).filter(pk__in=cells).values_list("pk", flat=True))
    return [found for found in listed if all(cell["observation"] in seen for cell in found.cells)]


def _row(discrepancy: Discrepancy) -> ContradictionRow:
    notes = list(discrepancy.notes.all())
    return ContradictionRow(
        discrepancy=discrepancy,
        label=LABELS[discrepancy.check_key],
        state=discrepancy.state,
        note=notes[-1] if notes else None,
    )


def _order(row: ContradictionRow) -> tuple[bool, int, int]:
    """Open before the rest, the worst first, and those found together in their order."""
    found = row.discrepancy
    return row.state != DiscrepancyState.OPEN, _WORST_FIRST[found.severity], found.pk
