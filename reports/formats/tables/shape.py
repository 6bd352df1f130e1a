"""What a table of an edition is: columns that say what they hold, and rows of plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

type Value = str | int | bool | date | datetime | tuple[str, ...] | None


class Kind(StrEnum):
    """What a column holds, by the name that CSVW has for it."""

    TEXT = "string"
    WHOLE = "integer"
    DAY = "date"
    MOMENT = "dateTime"
    YES_NO = "boolean"
    # Several codes in one cell.
    CODES = "string[]"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in a CSV, its title for people."""

    name: str
    title: str
    kind: Kind = Kind.TEXT
    about: str = ""


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table of an edition. The first column is its key; `refers` names columns that hold a key
    of another table."""

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    refers: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> Column:
        """The column whose values are all different."""
        return self.columns[0]
