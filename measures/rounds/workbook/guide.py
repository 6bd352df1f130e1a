"""The first sheet: what to do, in plain words, and which measures there are."""

from collections.abc import Mapping

from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from measures.rounds.workbook import looks
from measures.rounds.workbook.layout import ANSWER_SHEET, EMPTY_WORD, HEAD, Book
from measures.rounds.workbook.looks import on_a4, put
from offensief.lib.dutch import date_long

# At most 120 words together, or nobody reads it.
STEPS = (
    f"Vul op het blad '{ANSWER_SHEET}' alleen de gele vakken in de kolom '{HEAD[3]}' in.",
    "Er staat al wat het portaal nu weet. Klopt dat nog? Laat het staan.",
    f"Leeg laten betekent: ongewijzigd. Typ het woord {EMPTY_WORD} om een vak leeg te maken.",
    "Grijze maatregelen liggen vast. Die kunt u niet wijzigen.",
    "Laat koppen, rijen en bladen staan.",
    "Sla het bestand op als Excel-werkmap (.xlsx) en upload het in het portaal.",
    "U ziet dan eerst wat er verandert. Pas als u bevestigt, neemt het portaal het over.",
    "Uploaden dient niet in. Ondertekenen doet u in het portaal.",
)
_WIDTH = 100


def write_guide(sheet: Worksheet, book: Book, starts: Mapping[str, int]) -> None:
    """Fill the sheet. `starts`: the row of each measure in the sheet with answers."""
    sheet.column_dimensions["A"].width = 5
    sheet.column_dimensions["B"].width = _WIDTH
    put(sheet, (1, 1), looks.TITLE, f"Werkboek van {book.partner_name}")
    put(sheet, (2, 1), looks.SUBTITLE, f"{book.round_title} (ronde {book.round_number})")
    put(sheet, (3, 1), looks.SUBTITLE, f"Uiterlijk op {date_long(book.last_day)}")
    for number, step in enumerate(STEPS, start=1):
        put(sheet, (4 + number, 1), looks.TEXT, f"{number}.")
        put(sheet, (4 + number, 2), looks.TEXT, step)
    top = 6 + len(STEPS)
    put(sheet, (top, 1), looks.BAR, "Uw maatregelen")
    put(sheet, (top, 2), looks.BAR)
    for row, part in enumerate(book.parts, start=top + 1):
        words = f"{part.number} {part.title}{' (ligt vast)' if part.why_locked else ''}"
        cell = put(sheet, (row, 2), looks.LINK, words)
        target = f"'{ANSWER_SHEET}'!A{starts[part.number]}"
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=target, display=words)
    sheet.sheet_view.showGridLines = False
    sheet.protection.sheet = True
    on_a4(sheet)
