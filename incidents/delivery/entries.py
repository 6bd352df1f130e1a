"""What a delivery is read into: its figures, its faults, and what was said about the whole."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from incidents.delivery.cells import Period
from incidents.delivery.words import MOST_LISTED


class Entry(NamedTuple):
    """One figure of the file. A tuple, because a delivery can hold half a million of them."""

    line: int
    definition: str
    period_start: date
    period_end: date
    area: str
    object_type: str
    outcome: str
    value: int | None
    lower: int | None
    upper: int | None
    printed: str
    note: str
    status: str
    is_confidential: bool

    @property
    def cell(self) -> tuple[str, date, date, str, str, str]:
        """What is counted; a delivery says it once."""
        return self[1:7]


class Fault(NamedTuple):
    """What is wrong in one cell, and what to do. Line 0: the file as a whole."""

    line: int
    column: str
    text: str


# Gives the code of an area by its name or code, the kind of area ("" when not told) and the first
# day of the period. Raises WrongCell.
type FindArea = Callable[[str, str, date], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the form said about the whole file: used where the file itself is silent."""

    definition: str
    definitions: Collection[str]
    find_area: FindArea
    level: str = ""
    period: Period | None = None
    # The peildatum: nothing can have been counted after it.
    known_on: date
    # Told the number of lines read so far, now and then; what it raises ends the reading.
    tell: Callable[[int], None] = lambda _: None


@dataclass(slots=True)
class Reading:
    """What was read. `faults` holds the first thousand; `fault_count` counts all."""

    read_as: str
    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    fault_count: int = 0
    remarks: list[str] = field(default_factory=list)
    line_count: int = 0
    absent_count: int = 0

    def add_fault(self, line: int, column: str, text: str) -> None:
        """Count a fault, and list it while there is room."""
        self.fault_count += 1
        if len(self.faults) < MOST_LISTED:
            self.faults.append(Fault(line, column, text))
