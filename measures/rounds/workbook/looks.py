"""How the cells of a workbook look. Colours of the portal (static/css/tokens.css)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.properties import PageSetupProperties, WorksheetProperties
from openpyxl.worksheet.worksheet import Worksheet

from offensief.lib.sheets import LINE_POINTS, GrowingRow, put_text

_LINE = Side(style="thin", color="FF8A949C")
_HAIR = Side(style="hair", color="FF8A949C")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_UNDER = Border(bottom=_HAIR)
# Dates to the left too, below the other answers.
_WRAP = Alignment(wrap_text=True, vertical="top", horizontal="left", indent=1)
_ONE_LINE = Alignment(vertical="center")
DATE_FORMAT, TEXT_FORMAT = "dd-mm-yyyy", "@"


@dataclass(frozen=True, slots=True)
class Look:
    """Everything about a cell that is not its value."""

    font: Font
    fill: PatternFill | None = None
    alignment: Alignment = _WRAP
    border: Border | None = None
    is_open: bool = False


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=f"FF{colour}")


def _font(size: int = 11, *, colour: str = "FF17212B", **more: Any) -> Font:
    return Font(name="Calibri", family=2, size=size, color=colour, **more)


_MUTED, _DARK, _WHITE, _LINK = "FF515C66", "FF0C2A43", "FFFFFFFF", "FF17507B"
TITLE = Look(_font(16, colour=_DARK, bold=True), alignment=_ONE_LINE)
SUBTITLE = Look(_font(colour=_MUTED), alignment=_ONE_LINE)
HEAD = Look(_font(colour=_WHITE, bold=True), _fill("123A5A"), border=_BOX)
BAR = Look(_font(12, colour=_DARK, bold=True), _fill("C3D7E6"), _ONE_LINE)
LOCKED_BAR = Look(_font(12, colour=_MUTED, bold=True), _fill("D9D9D9"), _ONE_LINE)
PLAIN = Look(_font(), border=_UNDER)
QUIET = Look(_font(colour=_MUTED), border=_UNDER)
HINT = Look(_font(10, colour=_MUTED, italic=True), border=_UNDER)
# What may be filled in: the only yellow in the sheet, and the only cells that are not protected.
OPEN = Look(_font(), _fill("FFF9DB"), border=_BOX, is_open=True)
LOCKED = Look(_font(colour=_MUTED), _fill("EDEDED"), border=_BOX)
ASKED = Look(_font(bold=True), _fill("FCE4C4"), border=_BOX)
LINK = Look(_font(colour=_LINK, underline="single"), alignment=_ONE_LINE)
TEXT = Look(_font())


def put(sheet: Worksheet, place: tuple[int, int], look: Look, text: str = "") -> Cell:
    """Give the cell in this row and column its look, and text that stays text."""
    cell = sheet.cell(*place)
    if not isinstance(cell, Cell):
        raise TypeError("A new sheet has no merged cells.")
    cell.font, cell.alignment = look.font, look.alignment
    if look.fill is not None:
        cell.fill = look.fill
    if look.border is not None:
        cell.border = look.border
    cell.protection = Protection(locked=not look.is_open)
    if text:
        put_text(cell, text)
    return cell


def on_a4(sheet: Worksheet) -> None:
    """Print on A4, as wide as the paper and as many pages as it takes."""
    sheet.sheet_properties = WorksheetProperties(pageSetUpPr=PageSetupProperties(fitToPage=True))
    sheet.page_setup.paperSize = int(sheet.PAPERSIZE_A4)
    sheet.page_setup.fitToHeight = 0


def set_height(sheet: Worksheet, row: int, texts: Iterable[tuple[str, int]], least: int) -> None:
    """Make a row as high as the longest of these texts, each in a column of so many signs."""
    lines = [least]
    for text, width in texts:
        # A width counts figures; words of letters are narrower.
        signs = width * 11 // 10
        lines.append(sum(1 + len(line) // signs for line in text.split("\n")))
    sheet.row_dimensions[row] = GrowingRow(sheet, index=row, ht=LINE_POINTS * max(lines) + 2)
