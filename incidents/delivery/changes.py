"""What a delivery changes against the one before it, cell by cell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from incidents.delivery.entries import Entry

type Cell = tuple[str, date, date, str, str, str]

# Listed for people, the largest first; all of them are counted.
MOST_SHOWN = 500
# Two deliveries count the same events, so chance plays no part: a usual revision adds some per cent
# (statistics.md: figures of LFCT grew 15-25% in half a year). More asks for a word of explanation.
OUTLIER_SHARE = 0.25
OUTLIER_NUMBER = 5


class ChangeKind(StrEnum):
    """What happened to a cell."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that differs from the delivery before; None: not there, or only known by bounds."""

    kind: ChangeKind
    cell: Cell
    line: int
    old: int | None
    new: int | None

    @property
    def difference(self) -> int:
        """How many more; what is absent counts as nothing here, only to put the largest first."""
        return (self.new or 0) - (self.old or 0)

    @property
    def percent(self) -> float | None:
        """Change in per cent of the old count: 100 to 120 is 20.0. None without two counts."""
        if not self.old or self.new is None:
            return None
        return 100 * (self.new - self.old) / self.old

    @property
    def is_outlier(self) -> bool:
        """More than a usual revision: 100 to 130 is, 100 to 110 is not, 3 to 6 is not.

        A revision that lowers a count is rare, so there half the share is enough.
        """
        if self.kind is not ChangeKind.CHANGED or self.old is None or self.new is None:
            return False
        size = abs(self.difference)
        share = OUTLIER_SHARE if self.difference > 0 else OUTLIER_SHARE / 2
        return size >= OUTLIER_NUMBER and size >= share * self.old


@dataclass(frozen=True, slots=True)
class Changes:
    """All differences counted; `shown` holds the largest."""

    same: int
    counts: Mapping[ChangeKind, int]
    shown: tuple[CellChange, ...]
    outliers: tuple[CellChange, ...]


def compare_deliveries(
    entries: Iterable[Entry], before: Mapping[Cell, int | None], *, covers: frozenset[str]
) -> Changes:
    """Compare figures with those of the delivery before.

    `covers` holds the periods, as "definition start end", that the new delivery speaks about:
    a cell of another period is not gone, it was only not delivered again.
    """
    found: list[CellChange] = []
    same = 0
    seen: set[Cell] = set()
    for entry in entries:
        seen.add(entry.cell)
        if entry.cell not in before:
            found.append(CellChange(ChangeKind.NEW, entry.cell, entry.line, None, entry.value))
        elif before[entry.cell] == entry.value:
            same += 1
        else:
            old = before[entry.cell]
            found.append(CellChange(ChangeKind.CHANGED, entry.cell, entry.line, old, entry.value))
    found += [
        CellChange(ChangeKind.GONE, cell, 0, old, None)
        for cell, old in before.items()
        if cell not in seen and period_key(cell) in covers
    ]
    counts = {kind: sum(change.kind is kind for change in found) for kind in ChangeKind}
    largest = sorted(found, key=lambda c: (-abs(c.difference), c.line, c.cell))
    outliers = tuple(change for change in largest if change.is_outlier)
    return Changes(same, counts, tuple(largest[:MOST_SHOWN]), outliers)


def period_key(cell: Cell) -> str:
    """Definition and period of a cell as one word."""
    return f"{cell[0]} {cell[1]} {cell[2]}"
