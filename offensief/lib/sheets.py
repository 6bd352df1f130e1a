"""Lists as files that open in a spreadsheet, where text can never become a formula."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from offensief.lib.dutch import AMSTERDAM

type Cell = str | int | Decimal | date | datetime | None

LONGEST_TITLE = 31
LONGEST_TEXT = 32_767  # characters in one cell of a workbook
CUT = " … [AFGEKAPT: deze tekst past niet in één cel]"
NARROWEST, WIDEST = 10, 60  # width of a column, in characters
LINE_POINTS, MOST_LINES = 15, 12  # height of a line, and of a row
FONT = "Calibri"
LONG_AGO = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook knows no time zones
FIRST_YEAR = 1901  # a workbook counts days from 1900, and believes that was a leap year
MOST_DIGITS = 10**15  # a workbook rounds longer numbers

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA = re.compile("[\t\r]|[\\s\ufeff\u200b]*[-=+@＝＋－＠]")  # noqa: RUF001 - full width on purpose
# A spreadsheet reads these signs as one character.
_ESCAPE = re.compile("_x(?=[0-9A-Fa-f]{4}_)")
_FORBIDDEN_IN_TITLE = re.compile(r"[\[\]:*?/\\\s]+")


def write_csv(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Write a file as a Dutch Excel expects it: UTF-8 with BOM, semicolons, CRLF.

    The head ("Naam", "Sinds") and the row ("=1+1", date(2026, 1, 9)) give the lines "Naam;Sinds"
    and "'=1+1;2026-01-09": the apostrophe keeps a formula from starting. Decimal("-1.5") is -1,5.
    """
    return b"".join(csv_pieces(head, rows))


def csv_pieces(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """The same file as it grows, for a list that is too long to hold."""
    yield write_lines([head], delimiter=";").encode("utf-8-sig")
    for row in rows:
        yield write_lines([[_dutch(cell) for cell in row]], delimiter=";").encode()


class _Number(str):
    """A number in writing; its minus starts no formula."""

    __slots__ = ()


def write_lines(rows: Iterable[Iterable[str | int]], *, delimiter: str) -> str:
    """Rows of texts and whole numbers as a CSV; the only place in the portal that writes one."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    for row in rows:
        writer.writerow(
            [cell if isinstance(cell, int | _Number) else plain_text(cell) for cell in row]
        )
    return text.getvalue()


def write_xlsx(head: Sequence[str], rows: Iterable[Sequence[Cell]], *, title: str) -> bytes:
    """Write a workbook of one sheet: real dates, real numbers, a head that stays in view.

    The row ("=1+1", date(2026, 1, 9)) gives the text "=1+1" and a day shown as 09-01-2026. The
    same input gives the same bytes, so a file can be compared with the one of yesterday.
    """
    book = new_book()
    add_sheet(book, head, rows, title=title)
    return saved(book)


def new_book() -> Workbook:
    """A workbook without the empty sheet that every new one has."""
    book = Workbook()
    if book.active is not None:
        book.remove(book.active)
    return book


def add_sheet(
    book: Workbook, head: Sequence[str], rows: Iterable[Sequence[Cell]], *, title: str
) -> Worksheet:
    """A sheet with a list: a head that stays in view, a filter, columns as wide as their text."""
    sheet: Worksheet = book.create_sheet(sheet_title(title))
    widths = dict.fromkeys(range(1, len(head) + 1), NARROWEST)
    bottom = 0
    for bottom, row in enumerate((head, *rows), start=1):
        cells = [SheetCell(sheet, row=bottom, column=column) for column in range(1, len(row) + 1)]
        sheet.append(cells)
        for column, (cell, value) in enumerate(zip(cells, row, strict=True), start=1):
            _fill(cell, value, is_head=bottom == 1)
            widths[column] = max(widths.get(column, NARROWEST), _width(value))
    widths = {column: min(width, WIDEST) for column, width in widths.items()}
    for column, width in widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = width
    fit_rows(sheet, widths)
    sheet.freeze_panes = "A2"
    if widths:
        sheet.auto_filter.ref = f"A1:{get_column_letter(max(widths))}{bottom}"
    return sheet


class GrowingRow(RowDimension):
    """A row with a height that a spreadsheet may change when more is typed in it."""

    customHeight = False  # noqa: N815 -- as openpyxl calls it, where any height is a fixed one


def fit_rows(sheet: Worksheet, widths: Mapping[int, int]) -> None:
    """Make every row as high as its longest text, up to a dozen lines: not every program does."""
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        columns = enumerate(row, start=1)
        lines = max((_lines(value, widths.get(at, WIDEST)) for at, value in columns), default=1)
        if lines > 1:
            height = LINE_POINTS * min(lines, MOST_LINES) + 2
            sheet.row_dimensions[number] = GrowingRow(sheet, index=number, ht=height)


def _lines(value: object, width: int) -> int:
    if not isinstance(value, str):
        return 1
    # A width counts figures; words of letters are narrower, and a margin takes two.
    signs = max(width - 2, 1) * 11 // 10
    return sum(1 + max(len(line) - 1, 0) // signs for line in value.split("\n"))


def sheet_title(title: str) -> str:
    """At most 31 characters that a sheet may be called: "Acties 3/4: open" is "Acties 3 4 open"."""
    allowed = _FORBIDDEN_IN_TITLE.sub(" ", _UNPRINTABLE.sub("", title))
    # Spreadsheets count in halves of UTF-16, where an emoji is two.
    cut = allowed.encode("utf-16-le")[: 2 * LONGEST_TITLE].decode("utf-16-le", "ignore")
    name = cut.strip(" '")
    # "History" is taken by Excel itself.
    return "Blad1" if name.lower() in {"", "history"} else name


def _local(moment: datetime) -> datetime:
    at = moment if moment.tzinfo is None else moment.astimezone(AMSTERDAM)
    return at.replace(microsecond=0, tzinfo=None)


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub("", text)


def plain_text(text: str) -> str:
    """Text for a CSV that no spreadsheet takes for a formula: "=1+1" is "'=1+1"."""
    kept = _clean(text)
    return f"'{kept}" if _FORMULA.match(kept) else kept


def _dutch(cell: Cell) -> str | int:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return _local(cell).isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int):
        return cell
    if isinstance(cell, Decimal):
        return _Number(str(cell).replace(".", ","))
    return cell


def _shown(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{_local(cell):%d-%m-%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d-%m-%Y}"
    # One way to end a line: a workbook knows no other.
    return _clean("" if cell is None else str(cell)).replace("\r\n", "\n").replace("\r", "\n")


def _width(cell: Cell) -> int:
    # The button of the filter and a margin take about three characters.
    return max((len(line) for line in _shown(cell).split("\n")), default=0) + 3


def _fill(cell: SheetCell, value: Cell, *, is_head: bool) -> None:
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if is_head:
        cell.font = Font(name=FONT, family=2, size=11, bold=True)
    if value is None:
        return
    if isinstance(value, date) and value.year >= FIRST_YEAR:
        has_time = isinstance(value, datetime)
        cell.value = _local(value) if isinstance(value, datetime) else value
        cell.number_format = "dd-mm-yyyy hh:mm" if has_time else "dd-mm-yyyy"
    elif isinstance(value, Decimal) or (isinstance(value, int) and abs(value) < MOST_DIGITS):
        cell.value = value
    else:
        put_text(cell, value if isinstance(value, str) else _shown(value))


def put_text(cell: SheetCell, text: str) -> None:
    """Write text that stays text: "=1+1" is no formula, "#N/A" no error, "_x0041_" no "A"."""
    kept = _ESCAPE.sub("_x005F_x", _shown(text))
    if len(kept) > LONGEST_TEXT:
        kept = kept[: LONGEST_TEXT - len(CUT)] + CUT
    cell.value = kept
    cell.data_type = "s"
    cell.quotePrefix = bool(_FORMULA.match(_clean(text)))


def saved(book: Workbook, *, at: datetime = LONG_AGO) -> bytes:
    """The file of a workbook, made at that moment (UTC, without its zone) and not now."""
    book.properties.created = book.properties.modified = at
    written, fixed = BytesIO(), BytesIO()
    # Workbook.save would set the moment of saving.
    ExcelWriter(book, ZipFile(written, "w", ZIP_DEFLATED)).save()
    with ZipFile(written) as source, ZipFile(fixed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            # The first day that a zip knows.
            entry = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return fixed.getvalue()
