"""Workbooks as people fill them in: changed in cells, or in ways that they should not be."""

from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook as Sheets
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from measures.rounds.content import FIXED, LABELS, Content, new_step_fields, order
from measures.rounds.workbook import opening, reading
from measures.rounds.workbook.layout import ANSWER, ANSWER_SHEET, CODE, HEAD_ROW, Book, Line, Part
from measures.rounds.workbook.raw import from_json, to_json
from measures.rounds.workbook.writing import write_book

type Change = Callable[[Sheets], None]
type Cells = Mapping[tuple[str, str], str | date | float | None]


def answers_of(book: Sheets) -> Worksheet:
    """The sheet with the answers."""
    sheet = book[ANSWER_SHEET]
    assert isinstance(sheet, Worksheet)
    return sheet


def row_of(sheet: Worksheet, number: str, name: str) -> int:
    """Where a field stands."""
    for row in range(HEAD_ROW + 1, sheet.max_row + 1):
        if sheet.cell(row, CODE).value == f"{number}|{name}":
            return row
    raise LookupError(f"{number}|{name}")


def cell_of(book: Sheets, number: str, name: str) -> Cell:
    """The cell in which a field is answered."""
    sheet = answers_of(book)
    cell = sheet.cell(row_of(sheet, number, name), ANSWER)
    assert isinstance(cell, Cell)
    return cell


def changed(data: bytes, change: Change) -> bytes:
    """The file after somebody did this to it."""
    book = load_workbook(BytesIO(data))
    change(book)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def filled(data: bytes, answers: Cells) -> bytes:
    """The file with other values in these cells, by number of the measure and name of the field."""

    def fill(book: Sheets) -> None:
        for (number, name), value in answers.items():
            cell_of(book, number, name).value = value

    return changed(data, fill)


PLACES = (("product.3", "Product: Handreiking"), ("document.4", "Document: brief.pdf"))
STEPS = ("step.12.planned_on", "step.12.done_on", "step.12.reason")
NAMES = order([*FIXED, *STEPS, *new_step_fields()])
CONTENT: Content = {
    **dict.fromkeys(NAMES, ""),
    "phase": "underway",
    "course": "on_track",
    "text": "De eerste afspraken zijn gemaakt.",
    "result_place": "product.3",
    "step.12.planned_on": "2027-09-01",
}


def part(content: Content = CONTENT, **differences: Any) -> Part:
    """Measure 1.01 with this content."""
    said: dict[str, Any] = {
        "number": "1.01",
        "title": "Afspraken met corporaties",
        "version": 3,
        "why_locked": "",
        "question": "",
        "places": PLACES,
        "lines": tuple(
            Line(name=n, label=LABELS.get(n, n), before="", value=content[n])
            for n in order(content)
        ),
    }
    return Part(**{**said, **differences})


def book(*parts: Part) -> Book:
    """The workbook of Aedes."""
    return Book(
        round_number="2027-1",
        round_title="Voortgang eerste halfjaar 2027",
        partner_key="aedes",
        partner_name="Aedes",
        last_day=date(2027, 7, 23),
        parts=parts or (part(),),
    )


def read(data: bytes, base: Content = CONTENT) -> reading.ReadPart:
    """What a file of one measure says."""
    raw = from_json(to_json(opening.read_book(data)))
    return reading.read(raw, reading.check_whole(raw), {"1.01": base}).parts[0]


def read_cell(name: str, value: Any) -> reading.ReadCell:
    """What is read when somebody puts this value in the cell of a field."""
    (cell,) = read(filled(write_book(book()), {("1.01", name): value})).cells
    return cell
