"""What was read from a workbook before anybody judged it; goes from one process to another."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from measures.rounds.workbook.values import Kind, Raw


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row with a code: where it stands and what is in the cell of the answer."""

    row: int
    code: str
    cell: Raw
    # The cell is one with cells of other rows or columns, so it is not clear whose value it has.
    is_merged: bool = False


@dataclass(frozen=True, slots=True)
class RawBook:
    """Everything of a workbook that is looked at. None: that sheet is not there."""

    facts: str | None
    head: tuple[str, ...] | None
    rows: tuple[RawRow, ...] = ()
    counts_from_1904: bool = False


def to_json(book: RawBook) -> str:
    """The book as one line of text."""
    return json.dumps(asdict(book), ensure_ascii=False)


def from_json(text: str) -> RawBook:
    """The book that was written with `to_json`."""
    said: dict[str, Any] = json.loads(text)
    rows = tuple(
        RawRow(
            row["row"],
            row["code"],
            Raw(Kind(row["cell"]["kind"]), row["cell"]["text"], row["cell"]["is_formula"]),
            row["is_merged"],
        )
        for row in said["rows"]
    )
    head = None if said["head"] is None else tuple(said["head"])
    return RawBook(said["facts"], head, rows, said["counts_from_1904"])
