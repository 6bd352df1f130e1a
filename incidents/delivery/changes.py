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
    old_text: str = ""
    new_text: str = ""
    # Who said the old one.
    source: str = ""

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


@dataclass(frozen=True, slots=True)
class Stand:
    """What is known of a cell: its count (None for bounds and what was withdrawn), and of whom."""

    value: int | None
    text: str
    source: str


def compare_deliveries(
    entries: Iterable[Entry], known: Mapping[Cell, Stand], earlier: Mapping[Cell, Stand]
) -> Changes:
    """Compare figures with what is known of their cells, whoever said so.

    `earlier` holds what the delivery before said of the same periods, levels and kinds: what of it
    is not delivered again is gone.
    """
    found: list[CellChange] = []
    same = 0
    seen: set[Cell] = set()
    for entry in entries:
        seen.add(entry.cell)
        stand = known.get(entry.cell)
        if stand and _is_same(entry, stand):
            same += 1
        else:
            found.append(_difference(entry, stand))
    found += [
        CellChange(ChangeKind.GONE, cell, 0, stand.value, None, stand.text, "", stand.source)
        for cell, stand in earlier.items()
        if cell not in seen
    ]
    counts = {kind: sum(change.kind is kind for change in found) for kind in ChangeKind}
    largest = sorted(found, key=lambda c: (-abs(c.difference), c.line, c.cell))
    outliers = tuple(change for change in largest if change.is_outlier)
    return Changes(same, counts, tuple(largest[:MOST_SHOWN]), outliers)


def _is_same(entry: Entry, stand: Stand) -> bool:
    """The same count, or without one the same bounds as printed."""
    if entry.value is not None:
        return entry.value == stand.value
    return stand.value is None and stand.text == entry.printed


def _difference(entry: Entry, stand: Stand | None) -> CellChange:
    if stand is None:
        return CellChange(
            ChangeKind.NEW, entry.cell, entry.line, None, entry.value, "", entry.printed
        )
    return CellChange(
        ChangeKind.CHANGED,
        entry.cell,
        entry.line,
        stand.value,
        entry.value,
        stand.text,
        entry.printed,
        stand.source,
    )
