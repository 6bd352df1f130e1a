"""Writes the workbook of a partner. The same book gives the same bytes."""

from datetime import date

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.worksheet import Worksheet

from measures.rounds.workbook import looks
from measures.rounds.workbook.choices import Choices
from measures.rounds.workbook.guide import write_guide
from measures.rounds.workbook.layout import (
    ANSWER,
    ANSWER_SHEET,
    BEFORE,
    CODE,
    EMPTY_WORD,
    FACTS_SHEET,
    GUIDE_SHEET,
    HEAD,
    HEAD_ROW,
    HINT,
    NUMBER,
    QUESTION,
    Book,
    Line,
    Part,
    code,
    hint,
    is_day,
    with_own_words,
)
from measures.rounds.workbook.looks import DATE_FORMAT, TEXT_FORMAT, on_a4, put, set_height
from measures.rounds.workbook.values import shown
from offensief.lib.sheets import put_text, saved

_WIDTHS = {NUMBER: 11, QUESTION: 32, BEFORE: 42, ANSWER: 58, HINT: 34, CODE: 24}
# Room to type, in lines.
_LEAST_LINES = {"text": 6, "needed": 3, "note": 3}


def write_book(book: Book) -> bytes:
    """The file of a workbook: a guide, the answers, and a hidden sheet with the facts."""
    workbook = Workbook()
    guide, answers, facts = workbook.active, *map(workbook.create_sheet, _OTHER_SHEETS)
    if not isinstance(guide, Worksheet):
        raise TypeError("A new workbook has one sheet.")
    guide.title = GUIDE_SHEET
    choices = Choices(book, facts)
    starts = _write_answers(answers, book, choices)
    choices.put_on(answers)
    write_guide(guide, book, starts)
    _dress_page(answers, book)
    # Sheets cannot be removed or renamed by accident; there is no password.
    workbook.security = WorkbookProtection(lockStructure=True)
    workbook.properties.title = f"Werkboek {book.round_number}: {book.partner_name}"
    workbook.properties.creator = "Portaal Offensief tegen Explosies"
    return saved(workbook)


_OTHER_SHEETS = (ANSWER_SHEET, FACTS_SHEET)


def _write_answers(sheet: Worksheet, book: Book, choices: Choices) -> dict[str, int]:
    """All measures, one below the other. Gives the row where each begins."""
    put(sheet, (1, 1), looks.TITLE, f"{book.partner_name}: {book.round_title}")
    short = (
        f"Vul alleen de gele vakken in. Leeg laten is ongewijzigd; het woord {EMPTY_WORD} maakt "
        "een vak leeg."
    )
    put(sheet, (2, 1), looks.SUBTITLE, short)
    for column, title in enumerate(HEAD, start=1):
        put(sheet, (HEAD_ROW, column), looks.HEAD, title)
    row, starts = HEAD_ROW + 1, {}
    for part in book.parts:
        starts[part.number] = row
        row = _write_part(sheet, row, part, choices)
    return starts


def _write_part(sheet: Worksheet, row: int, part: Part, choices: Choices) -> int:
    """One measure from this row on. Gives the row below it."""
    bar = looks.LOCKED_BAR if part.why_locked else looks.BAR
    for column in range(1, CODE + 1):
        put(sheet, (row, column), bar)
    put(sheet, (row, NUMBER), bar, part.number)
    put(sheet, (row, QUESTION), bar, part.title)
    set_height(sheet, row, [], least=1)
    row += 1
    for label, text, look in (
        ("Ligt vast", part.why_locked, looks.LOCKED),
        ("Vraag van het secretariaat", part.question, looks.ASKED),
    ):
        if text:
            put(sheet, (row, NUMBER), looks.QUIET, part.number)
            put(sheet, (row, QUESTION), looks.PLAIN, label)
            put(sheet, (row, ANSWER), look, text)
            set_height(sheet, row, [(text, _WIDTHS[ANSWER])], least=1)
            row += 1
    for line in part.lines:
        _write_line(sheet, row, part, line, choices)
        row += 1
    return row


def _write_line(sheet: Worksheet, row: int, part: Part, line: Line, choices: Choices) -> None:
    put(sheet, (row, NUMBER), looks.QUIET, part.number)
    put(sheet, (row, QUESTION), looks.PLAIN, line.label)
    put(sheet, (row, BEFORE), looks.QUIET, line.before)
    told = "" if part.why_locked else hint(line.name, part.places)
    put(sheet, (row, HINT), looks.HINT, told)
    put(sheet, (row, CODE), looks.QUIET, code(part.number, line.name))
    look = looks.LOCKED if part.why_locked else looks.OPEN
    cell = put(sheet, (row, ANSWER), look)
    _fill(cell, shown(line.name, line.value, with_own_words(part.places)))
    # As text, so that Excel makes no date of "1-5" and no formula of "- eerst dit".
    cell.number_format = DATE_FORMAT if is_day(line.name) else TEXT_FORMAT
    texts = {
        QUESTION: line.label,
        BEFORE: line.before,
        ANSWER: line.value,
        HINT: told,
    }
    sizes = [(text, _WIDTHS[column]) for column, text in texts.items()]
    set_height(sheet, row, sizes, least=_LEAST_LINES.get(line.name, 1))
    if not part.why_locked:
        choices.check(part.number, line.name, cell.coordinate)


def _fill(cell: Cell, value: str | date | None) -> None:
    if isinstance(value, date):
        cell.value = value
    elif value is not None:
        put_text(cell, value)


def _dress_page(sheet: Worksheet, book: Book) -> None:
    """Widths, a head that stays in view, printing on A4, and what may still be done."""
    for column, width in _WIDTHS.items():
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.column_dimensions[get_column_letter(CODE)].hidden = True
    sheet.freeze_panes = f"A{HEAD_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{get_column_letter(HINT)}{sheet.max_row}"
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    sheet.print_area = f"A1:{get_column_letter(HINT)}{sheet.max_row}"
    on_a4(sheet)
    sheet.page_setup.orientation = "landscape"
    if sheet.oddFooter is not None:
        sheet.oddFooter.left.text = f"Ronde {book.round_number}"
        sheet.oddFooter.right.text = "Pagina &P van &N"
    sheet.protection.sheet = True
    # In Excel's words these are locked when true. Rows grow while people type, filters work.
    sheet.protection.formatRows = sheet.protection.formatColumns = False
    sheet.protection.autoFilter = sheet.protection.formatCells = False
