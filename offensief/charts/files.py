"""The table of a figure as rows of a file: numbers are numbers there, and marks a column."""

import re
from collections.abc import Sequence

from offensief.charts.figure import Table

PROVISIONAL = "voorlopig"
_NUMBER = re.compile(r"([+-]?)([0-9]{1,3}(?:\.[0-9]{3})*)(\*?)")

type FileCell = str | int


def file_rows(table: Table) -> tuple[tuple[str, ...], list[Sequence[FileCell]]]:
    """Head and rows for a file: "1.525*" becomes 1525 with "ja" in the column "voorlopig".

    Other text stays as it is, "niet openbaar" and "geen cijfer" too.
    """
    rows, marks = [], []
    for row in table.rows:
        cells = [
            _cell(text) if column in table.numeric else (text, False)
            for column, text in enumerate(row)
        ]
        rows.append([value for value, _ in cells])
        marks.append(any(mark for _, mark in cells))
    if not any(marks):
        return table.head, [*rows]
    marked = [[*row, "ja" if mark else "nee"] for row, mark in zip(rows, marks, strict=True)]
    return (*table.head, PROVISIONAL), [*marked]


def _cell(text: str) -> tuple[FileCell, bool]:
    found = _NUMBER.fullmatch(text)
    if not found:
        return text, False
    value = int(found[2].replace(".", ""))
    return (-value if found[1] == "-" else value), bool(found[3])
