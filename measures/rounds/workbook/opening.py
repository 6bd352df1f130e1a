"""Opens a workbook that somebody sent, in a process of its own that may end at any moment.

A file of 300 kB can ask for 600 MB (reliability.md, Files in and out), and a parser may have faults
that nobody knows of. This process has little memory and little time, and none of the secrets of
the portal in its environment. measures.rounds.workbook.sandbox starts it.
"""

import json
import sys
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from measures.rounds.workbook.layout import (
    ANSWER,
    ANSWER_SHEET,
    CODE,
    FACTS_SHEET,
    HEAD_ROW,
    LIMITS,
)
from measures.rounds.workbook.raw import RawBook, RawRow, to_json
from measures.rounds.workbook.values import Kind, Raw
from offensief.lib import boxed, packed
from offensief.lib.sheets import saved

MEMORY_BYTES = 512 * 1024**2
CPU_SECONDS = 10
MOST_ROWS = 10_000
_MARKED = PatternFill("solid", fgColor="FFF6C6C0")
_AUTHOR = "Portaal"


def main() -> None:
    """One line with what is asked, then the file; the answer goes to standard output."""
    boxed.limit_self(memory_bytes=MEMORY_BYTES, cpu_seconds=CPU_SECONDS)
    asked = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    packed.walk(data, LIMITS)
    if asked["marks"]:
        answer = marked(data, {int(row): text for row, text in asked["marks"].items()})
    else:
        answer = to_json(read_book(data)).encode()
    sys.stdout.buffer.write(answer)


def read_book(data: bytes) -> RawBook:
    """Everything of the workbook that is looked at."""
    book = load_workbook(BytesIO(data), keep_links=False)
    sheet, facts = _sheet(book, ANSWER_SHEET), _sheet(book, FACTS_SHEET)
    rows = [] if sheet is None else _coded(sheet)
    outcomes: Mapping[int, Raw] = {}
    if any(cell.data_type == "f" for _, _, cell in rows):
        outcomes = _outcomes(data)
    merged = set() if sheet is None else _merged_rows(sheet)
    return RawBook(
        facts=None if facts is None else "".join(_column(facts)),
        head=None if sheet is None else _head(sheet),
        rows=tuple(
            RawRow(
                row,
                code,
                outcomes[row] if cell.data_type == "f" else _raw(cell),
                is_merged=row in merged,
            )
            for row, code, cell in rows
        ),
        counts_from_1904=book.epoch == CALENDAR_MAC_1904,
    )


type _Cell = Cell | MergedCell


def _sheet(book: Workbook, title: str) -> Worksheet | None:
    found = book[title] if title in book.sheetnames else None
    return found if isinstance(found, Worksheet) else None


def _head(sheet: Worksheet) -> tuple[str, ...]:
    return tuple(_text(sheet.cell(HEAD_ROW, column)) for column in range(1, CODE + 1))


def _coded(sheet: Worksheet) -> list[tuple[int, str, _Cell]]:
    """Rows with a code, and the cell of the answer in each."""
    top, bottom = HEAD_ROW + 1, min(sheet.max_row, MOST_ROWS)
    found = []
    for row, cells in enumerate(sheet.iter_rows(min_row=top, max_row=bottom, max_col=CODE), top):
        code = _text(cells[CODE - 1])
        if code:
            found.append((row, code, cells[ANSWER - 1]))
    return found


def _column(sheet: Worksheet) -> Iterable[str]:
    for (cell,) in sheet.iter_rows(max_row=min(sheet.max_row, MOST_ROWS), max_col=1):
        yield _text(cell)


def _text(cell: _Cell) -> str:
    return "" if cell.value is None else str(cell.value).strip()


def _merged_rows(sheet: Worksheet) -> set[int]:
    """Rows where the cell of the answer is one with others, unless it comes first in its row."""
    found: set[int] = set()
    for area in sheet.merged_cells.ranges:
        harmless = area.min_row == area.max_row and area.min_col == ANSWER
        if area.min_col <= ANSWER <= area.max_col and not harmless:
            found |= set(range(area.min_row, area.max_row + 1))
    return found


def _outcomes(data: bytes) -> dict[int, Raw]:
    """What Excel had worked out for the formulas, by row."""
    book = load_workbook(BytesIO(data), keep_links=False, data_only=True)
    found = {}
    for row, _, cell in _coded(book[ANSWER_SHEET]):
        raw = _raw(cell)
        kind = Kind.NO_OUTCOME if raw.kind is Kind.EMPTY else raw.kind
        found[row] = Raw(kind, raw.text, is_formula=True)
    return found


def _raw(cell: _Cell) -> Raw:
    value = cell.value
    if value is None:
        return Raw(Kind.EMPTY)
    if cell.data_type == "e":
        return Raw(Kind.FAULT, str(value))
    if isinstance(value, bool):
        return Raw(Kind.TRUTH, "WAAR" if value else "ONWAAR")
    if isinstance(value, int | float):
        whole = isinstance(value, int) or value.is_integer()
        return Raw(Kind.NUMBER, str(int(value)) if whole else repr(value))
    if isinstance(value, datetime):
        kind = Kind.DAY if value.time() == time() else Kind.MOMENT
        return Raw(kind, value.date().isoformat() if kind is Kind.DAY else value.isoformat())
    if isinstance(value, date):
        return Raw(Kind.DAY, value.isoformat())
    if isinstance(value, time | timedelta):
        return Raw(Kind.CLOCK, str(value))
    return Raw(Kind.TEXT, str(value))


def marked(data: bytes, marks: Mapping[int, str]) -> bytes:
    """The same workbook, with a comment and a colour at the answers in these rows."""
    book = load_workbook(BytesIO(data), keep_links=False)
    sheet = _sheet(book, ANSWER_SHEET)
    if sheet is None:
        raise packed.TooMuch
    for row, text in marks.items():
        cell = _first_of(sheet, row)
        said = cell.comment.text if cell.comment else ""
        comment = Comment(f"{text}\n\n{said}".strip(), _AUTHOR, height=120, width=320)
        cell.comment, cell.fill = comment, _MARKED
    return saved(book)


def _first_of(sheet: Worksheet, row: int) -> Cell:
    """The cell of the answer; of merged cells only the first can be written."""
    for area in sheet.merged_cells.ranges:
        if area.min_row <= row <= area.max_row and area.min_col <= ANSWER <= area.max_col:
            return _cell(sheet, area.min_row, area.min_col)
    return _cell(sheet, row, ANSWER)


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    found = sheet.cell(row, column)
    if not isinstance(found, Cell):
        raise packed.TooMuch
    return found


if __name__ == "__main__":
    main()
