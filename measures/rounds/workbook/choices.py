"""What Excel itself checks while people type, and the hidden sheet that this rests on."""

from collections.abc import Sequence

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from measures.rounds.content import EARLIEST, LATEST, MOST_WORDS
from measures.rounds.workbook.layout import (
    COURSES,
    EMPTY_WORD,
    FACTS_PIECE,
    FACTS_SHEET,
    PHASES,
    Book,
    facts_of,
    facts_text,
    is_day,
    with_own_words,
)
from measures.rounds.workbook.looks import TEXT, put

_FIRST_LIST = 3  # the column of the phases; the facts are in the first


class Choices:
    """The checks of all cells, gathered while the sheet is written."""

    def __init__(self, book: Book, facts: Worksheet) -> None:
        _write_facts(book, facts)
        self._facts = facts
        self._column = _FIRST_LIST
        phase = self._list(list(PHASES.values()))
        course = self._list(list(COURSES.values()))
        self._days = _days()
        self._fixed = {"phase": phase, "course": course}
        self._all = [phase, course, self._days]
        self._places = {
            part.number: self._list([*(w for _, w in with_own_words(part.places)), EMPTY_WORD])
            for part in book.parts
            if part.places
        }
        self._all += self._places.values()

    def check(self, number: str, name: str, cell: str) -> None:
        """Let Excel check this cell ("D14") as its field asks."""
        if name == "text":
            self._all.append(_length(cell))
        elif is_day(name):
            self._days.add(cell)
        elif name in self._fixed:
            self._fixed[name].add(cell)
        elif name == "result_place" and number in self._places:
            self._places[number].add(cell)

    def put_on(self, sheet: Worksheet) -> None:
        """Write the checks of all cells."""
        for check in self._all:
            if check.sqref.ranges:
                sheet.add_data_validation(check)

    def _list(self, words: Sequence[str]) -> DataValidation:
        for row, text in enumerate(words, start=1):
            put(self._facts, (row, self._column), TEXT, text)
        letter = get_column_letter(self._column)
        self._column += 1
        check = DataValidation(
            type="list",
            formula1=f"{quote_sheetname(FACTS_SHEET)}!${letter}$1:${letter}${len(words)}",
        )
        check.errorTitle = "Kies uit de lijst"
        check.error = "Klik op het pijltje naast dit vak en kies iets uit de lijst."
        check.showErrorMessage = True
        return check


def _write_facts(book: Book, sheet: Worksheet) -> None:
    text = facts_text(facts_of(book))
    for row, start in enumerate(range(0, len(text), FACTS_PIECE), start=1):
        put(sheet, (row, 1), TEXT, text[start : start + FACTS_PIECE])
    # Not in the list of hidden sheets that Excel offers to show.
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True


def _days() -> DataValidation:
    check = DataValidation(
        type="date",
        operator="between",
        formula1=f"DATE({EARLIEST.year},{EARLIEST.month},{EARLIEST.day})",
        formula2=f"DATE({LATEST.year},{LATEST.month},{LATEST.day})",
        # A warning, because the word that empties a field is no date.
        errorStyle="warning",
    )
    check.errorTitle = "Is dit een datum?"
    check.error = (
        f"Schrijf een datum van {EARLIEST.year} t/m {LATEST.year} als 31-12-2026. "
        f"Wilt u het vak leegmaken met het woord {EMPTY_WORD}? Kies dan Ja."
    )
    check.showErrorMessage = True
    return check


def _length(cell: str) -> DataValidation:
    """A text may be too long for now, so this only warns."""
    line = f'SUBSTITUTE({cell},CHAR(10)," ")'
    check = DataValidation(
        type="custom",
        formula1=f'LEN(TRIM({line}))-LEN(SUBSTITUTE({line}," ",""))+1<={MOST_WORDS}',
        errorStyle="warning",
        sqref=cell,
    )
    check.errorTitle = "Deze tekst is te lang"
    check.error = (
        f"Er mogen hoogstens {MOST_WORDS} woorden in. Zet de rest in de notitie. "
        "Kiest u Ja, dan wordt de tekst bewaard, maar u kunt zo niet indienen."
    )
    check.showErrorMessage = True
    return check
