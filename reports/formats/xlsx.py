"""The edition as a workbook: a sheet that tells what it is, and a sheet per table."""

from collections.abc import Iterator, Sequence
from datetime import UTC

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.properties import PageSetupProperties, WorksheetProperties
from openpyxl.worksheet.worksheet import Worksheet

from offensief.lib import sheets
from reports.canonical import Document
from reports.formats import about
from reports.formats.tables.all import tables
from reports.formats.tables.shape import DataTable, Value
from reports.formats.words import one_line
from reports.formats.zipped import normalised
from reports.progress import Tell
from reports.text import report
from reports.text.printed import PrintedEdition

_GUIDE = "Leesmij"
# Width of both columns of the first sheet, in characters.
_NAME_WIDTH, _TEXT_WIDTH = 34, 100
_TITLE = Font(name=sheets.FONT, family=2, size=16, bold=True, color="FF0C2A43")
_SUBTITLE = Font(name=sheets.FONT, family=2, size=12, bold=True, color="FF17507B")
_TITLE_HEIGHT = 26
_HEAD = PatternFill("solid", fgColor="FFE4EEF5")
# Excel refuses a longer line above a page.
_LONGEST_HEADER = 200


def xlsx_of(document: Document, tell: Tell) -> bytes:
    """The document as a workbook. Raises WrongDocument when it is not whole."""
    tell("Tekst opstellen")
    edition = report.read(document)
    found = tables(document, edition)
    book = sheets.new_book()
    _describe(book, edition)
    _add_guide(book, edition, found)
    for table in found:
        tell(f"Werkblad {table.title}")
        head = [column.title for column in table.columns]
        sheet = sheets.add_sheet(book, head, _rows(table), title=table.title)
        for cell in sheet[1]:
            cell.fill = _HEAD
        _on_paper(sheet, edition)
    tell("Schrijven")
    at = about.frozen_at(edition)
    return normalised(sheets.saved(book, at=at.astimezone(UTC).replace(tzinfo=None)), at)


def _describe(book: Workbook, edition: PrintedEdition) -> None:
    said = book.properties
    said.title, said.subject = one_line(about.title_of(edition)), about.subject_of(edition)
    said.creator = said.lastModifiedBy = about.AUTHOR
    said.language, said.identifier = "nl-NL", edition.sha256
    said.contentStatus = edition.cover.status


def _add_guide(book: Workbook, edition: PrintedEdition, found: Sequence[DataTable]) -> None:
    """Which edition this is, what is on which sheet, and how to check it."""
    sheet = book.create_sheet(_GUIDE)
    for row, (name, text) in enumerate(_guide(edition, found), start=1):
        for column, said in ((1, name), (2, text)):
            cell = sheet.cell(row, column)
            if said and isinstance(cell, Cell):
                sheets.put_text(cell, said)
            cell.alignment = Alignment(wrap_text=bool(text), vertical="top")
        if name and not text:
            sheet.cell(row, 1).font = _TITLE if row == 1 else _SUBTITLE
    sheets.fit_rows(sheet, {1: _NAME_WIDTH, 2: _TEXT_WIDTH})
    sheet.row_dimensions[1].height = _TITLE_HEIGHT
    sheet.column_dimensions["A"].width = _NAME_WIDTH
    sheet.column_dimensions["B"].width = _TEXT_WIDTH
    _on_paper(sheet, edition)


def _guide(edition: PrintedEdition, found: Sequence[DataTable]) -> Iterator[tuple[str, str]]:
    yield (about.title_of(edition), "")
    yield ("", about.subject_of(edition))
    if edition.cover.is_concept:
        yield ("", "Dit is een concept. Het is niet vastgesteld en kan nog veranderen.")
    yield ("", "")
    yield ("Gegevens van deze editie", "")
    yield from about.facts(edition)
    yield ("", "")
    yield ("Werkbladen", "")
    for table in found:
        yield (table.title, table.about)
    yield ("", "")
    yield ("Zo leest u dit bestand", "")
    yield (
        "Datums en getallen",
        (
            "Dit zijn echte datums en getallen: u kunt ermee sorteren en rekenen. Een lege cel "
            "betekent dat er niets is opgegeven, niet dat het nul is."
        ),
    )
    yield (
        "Vergelijken",
        (
            "Vergelijk alleen cijfers met dezelfde definitie. Kijk ook naar de peildatum: een "
            "cijfer dat eerder is opgemaakt, valt vaak lager uit."
        ),
    )
    yield (
        "Lange teksten",
        (
            "Een cel houdt hoogstens 32.767 tekens. Een langere tekst eindigt met het woord "
            "AFGEKAPT; hij staat heel in het gegevensbestand."
        ),
    )
    yield ("", "")
    yield ("Zo controleert u dit bestand", "")
    yield ("", about.HOW_TO_VERIFY)


def _on_paper(sheet: Worksheet, edition: PrintedEdition) -> None:
    """Landscape A4, as wide as the paper, with the status on every page."""
    sheet.sheet_properties = WorksheetProperties(pageSetUpPr=PageSetupProperties(fitToPage=True))
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.page_setup.paperSize = int(sheet.PAPERSIZE_A4)
    sheet.page_setup.fitToHeight = 0
    # An ampersand would start a code of Excel.
    told = one_line(about.title_of(edition)).replace("&", "&&")
    if sheet.oddHeader and sheet.oddFooter:
        sheet.oddHeader.left.text = told[:_LONGEST_HEADER]
        sheet.oddFooter.right.text = "pagina &P van &N"
    if sheet.title != _GUIDE:
        sheet.print_title_rows = "1:1"


def _rows(table: DataTable) -> Iterator[list[sheets.Cell]]:
    for row in table.rows:
        yield [_cell(value) for value in row]


def _cell(value: Value) -> sheets.Cell:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    told = ", ".join(value) if isinstance(value, tuple) else value
    # Empty, and not a text of nothing: filters and counts then see it as empty.
    return None if told == "" else told
