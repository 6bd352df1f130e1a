"""Reads a whole delivery: its counts, and every fault in it with line and column."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import cast

from incidents.delivery import cells
from incidents.delivery.cells import Count, Period, WrongCell
from incidents.delivery.entries import Entry, Reading, Wish
from incidents.delivery.grid import Line, UnreadableFile, open_grid
from incidents.delivery.header import Layout, PersonalData, find_layout
from incidents.delivery.words import (
    LEVELS,
    MARKS,
    OBJECTS,
    OUTCOMES,
    YES_NO,
    Field,
)
from offensief.lib.dutch import date_long, number
from offensief.lib.folding import fold

_COUNTRY_WORDS = {"nederland", "landelijk", "heel nederland", "nl"}
# The sum of the lines of this file, whatever these are: never a figure of the country.
_TOTAL_WORDS = {"totaal", "totalen", "eindtotaal", "som"}
_LONGEST_NOTE = 300
_TELL_EVERY = 10_000
# In running text: an e-mail address, a Dutch phone number, a postcode with a house number, a plate.
_PERSONAL_TEXT = re.compile(
    r"\S+@\S+\.\w{2,}|(?:\+31|\b0)[ -]?\d{1,3}[ -]?\d{6,8}\b|\b\d{4} ?[A-Z]{2} ?\d+\b"
    r"|\b(?:[A-Z]{2}-\d{2}-\d{2}|\d{2}-[A-Z]{2}-\d{2}|\d{2}-\d{2}-[A-Z]{2}|[A-Z]{2}-\d{2}-[A-Z]{2}"
    r"|[A-Z]{2}-[A-Z]{2}-\d{2}|\d{2}-[A-Z]{2}-[A-Z]{2}|\d{2}-[A-Z]{3}-\d|\d-[A-Z]{3}-\d{2}"
    r"|[A-Z]{2}-\d{3}-[A-Z]|[A-Z]-\d{3}-[A-Z]{2}|[A-Z]{3}-\d{2}-[A-Z]|[A-Z]-\d{2}-[A-Z]{3})\b"
)


def read_delivery(data: bytes, *, name: str, wish: Wish) -> Reading:
    """Read a CSV or XLSX file in the long or the wide form.

    Raises UnreadableFile when it cannot be read at all, and PersonalData when it may not be kept.
    """
    grid = open_grid(data, name=name, tick=lambda: wish.tell(0))
    lines = iter(grid.lines)
    layout, _ = find_layout(lines)
    reading = Reading(read_as=f"{grid.read_as}; {layout.said}", remarks=list(grid.remarks))
    for title, fault in layout.faults:
        reading.add_fault(layout.line, title[:40], fault)
    _require_columns(layout, wish, reading)
    reader = _Reader(layout, wish, reading)
    reader.read(lines)
    reader.check_totals()
    if reading.fault_count:
        # A file with faults is sent anew; its figures are of no use any more.
        reading.entries.clear()
    elif not reading.entries:
        raise UnreadableFile(
            "Onder de kopregel staat geen enkel aantal. Vul het bestand in en stuur het opnieuw."
        )
    return reading


def _require_columns(layout: Layout, wish: Wish, reading: Reading) -> None:
    columns = layout.columns
    kinds = {part.kind for part in layout.spread}
    has_days = Field.START in columns and Field.LAST in columns
    if not (Field.PERIOD in columns or Field.PERIOD in kinds or has_days or wish.period):
        reading.add_fault(
            layout.line,
            Field.PERIOD,
            "deze kolom ontbreekt. Voeg haar toe, of vul op het formulier de periode in.",
        )
    if (Field.START in columns) != (Field.LAST in columns):
        absent = Field.LAST if Field.START in columns else Field.START
        reading.add_fault(layout.line, absent, "deze kolom ontbreekt. Voeg haar toe.")


class _Reader:
    """Goes along the lines; the same text in a column is judged once."""

    def __init__(self, layout: Layout, wish: Wish, reading: Reading) -> None:
        self._layout, self._wish, self._reading = layout, wish, reading
        self._seen: dict[tuple[str, date, date, str, str, str], int] = {}
        self._totals: list[tuple[int, str, tuple[object, ...], int]] = []
        self._judged: dict[tuple[str, ...], object] = {}
        self._words: dict[tuple[str, str], str | None] = {}

    def read(self, lines: Iterable[Line]) -> None:
        width = self._layout.width
        for line, found in lines:
            self._reading.line_count += 1
            if self._reading.line_count % _TELL_EVERY == 0:
                self._wish.tell(self._reading.line_count)
            # Some programs leave out the empty cells at the end of a line.
            texts = found + [""] * (width - len(found))
            if any(text.strip() for text in texts[width:]):
                self._reading.add_fault(
                    line,
                    "",
                    "deze regel heeft meer cellen dan de kopregel. Controleer de scheidingstekens.",
                )
                continue
            self._row(line, texts)

    def _row(self, line: int, texts: list[str]) -> None:
        before = self._reading.fault_count
        note = self._note(line, texts)
        fixed = self._fixed(line, texts)
        for title, spread, count, printed in self._counts(line, texts):
            if count.is_absent:
                self._reading.absent_count += 1
                continue
            if self._reading.fault_count > before or fixed is None:
                return
            self._keep(line, title, {**fixed, **spread}, count, (printed, note))

    def _keep(
        self,
        line: int,
        title: str,
        known: dict[Field, object],
        count: Count,
        said: tuple[str, str],
    ) -> None:
        period = known[Field.PERIOD]
        assert isinstance(period, Period)  # noqa: S101 -- of _fixed or of the head
        if fold(str(known[Field.AREA])) in _TOTAL_WORDS:
            slice_ = (known[Field.DEFINITION], period, known[Field.OBJECT], known[Field.OUTCOME])
            if count.value is not None:
                self._totals.append((line, title, slice_, count.value))
            return
        try:
            area = self._area(str(known[Field.AREA]), str(known[Field.LEVEL]), period.start)
        except WrongCell as wrong:
            self._reading.add_fault(line, Field.AREA, str(wrong))
            return
        if period.end > self._wish.known_on + timedelta(days=1):
            self._reading.add_fault(
                line,
                title or Field.PERIOD,
                f"deze periode was op de peildatum ({date_long(self._wish.known_on)}) nog niet om. "
                "Gebruik de kolommen 'van' en 'tot en met' voor het deel dat is geteld, of "
                "verbeter de peildatum.",
            )
            return
        entry = Entry(
            line,
            str(known[Field.DEFINITION]),
            period.start,
            period.end,
            area,
            str(known[Field.OBJECT]),
            str(known[Field.OUTCOME]),
            count.value,
            count.lower,
            count.upper,
            *said,
            str(known[Field.MARK]),
            known[Field.CONFIDENTIAL] == "yes",
        )
        if entry.cell in self._seen:
            first = self._seen[entry.cell]
            where = "twee keer in deze regel" if first == line else f"ook in regel {first}"
            self._reading.add_fault(
                line,
                title or Field.COUNT,
                f"dit cijfer staat {where}. Haal een van de twee weg.",
            )
            return
        self._seen[entry.cell] = line
        self._reading.entries.append(entry)

    def _counts(
        self, line: int, texts: list[str]
    ) -> Iterator[tuple[str, dict[Field, object], Count, str]]:
        """Every count of the line, with what its column says about it."""
        if self._layout.is_wide:
            for part in self._layout.spread:
                count = self._try(line, part.title, cells.read_count, texts[part.column])
                if count is not None:
                    yield part.title, {part.kind: part.value}, count, texts[part.column].strip()
            return
        columns = self._layout.columns
        text = texts[columns[Field.COUNT]]
        count = self._try(line, Field.COUNT, cells.read_count, text)
        if count is None:
            return
        lower, upper = self._bound(line, texts, Field.LOWER), self._bound(line, texts, Field.UPPER)
        if lower is None and upper is None:
            yield "", {}, count, text.strip()
            return
        if not count.is_absent and count.value is None:
            self._reading.add_fault(
                line,
                Field.COUNT,
                "het aantal heeft zelf al een grens. Laat het leeg, of haal de grenzen weg.",
            )
            return
        given = [n for n in (lower, count.value, upper) if n is not None]
        if given != sorted(given):
            self._reading.add_fault(
                line,
                Field.LOWER,
                "de ondergrens, het aantal en de bovengrens lopen niet op. Verbeter de getallen.",
            )
            return
        shown = text.strip() or _bounds(lower, upper)
        yield "", {}, Count(count.value, lower, upper), shown

    def _bound(self, line: int, texts: list[str], which: Field) -> int | None:
        column = self._layout.columns.get(which)
        if column is None or not texts[column].strip():
            return None
        return self._try(line, which, cells.read_bound, texts[column])

    def _fixed(self, line: int, texts: list[str]) -> dict[Field, object] | None:
        """What the line says about all its counts; None after a fault."""
        before = self._reading.fault_count
        found: dict[Field, object] = {
            Field.AREA: self._text(texts, Field.AREA),
            Field.LEVEL: self._level(line, texts),
            Field.OBJECT: self._word(line, texts, Field.OBJECT, OBJECTS) or "total",
            Field.OUTCOME: self._word(line, texts, Field.OUTCOME, OUTCOMES) or "total",
            Field.MARK: self._word(line, texts, Field.MARK, MARKS) or "normal",
            Field.CONFIDENTIAL: self._word(line, texts, Field.CONFIDENTIAL, YES_NO),
            Field.DEFINITION: self._definition(line, texts),
            Field.PERIOD: self._period(line, texts),
        }
        return found if self._reading.fault_count == before else None

    def _text(self, texts: list[str], which: Field) -> str:
        column = self._layout.columns.get(which)
        return "" if column is None else texts[column].strip()

    def _level(self, line: int, texts: list[str]) -> str:
        said = self._word(line, texts, Field.LEVEL, LEVELS)
        return said or self._layout.level or self._wish.level

    def _word(self, line: int, texts: list[str], which: Field, words: dict[str, str]) -> str:
        text = self._text(texts, which)
        if not text:
            return ""
        if (which, text) not in self._words:
            self._words[which, text] = words.get(fold(text))
        found = self._words[which, text]
        if found is None:
            allowed = ", ".join(dict.fromkeys({v: k for k, v in reversed(words.items())}.values()))
            self._reading.add_fault(line, which, f"'{text[:40]}' kan niet. Kies uit: {allowed}.")
            return ""
        return found

    def _definition(self, line: int, texts: list[str]) -> str:
        text = self._text(texts, Field.DEFINITION) or self._wish.definition
        code = text.upper()
        if code not in self._wish.definitions:
            allowed = ", ".join(sorted(self._wish.definitions))
            self._reading.add_fault(
                line, Field.DEFINITION, f"'{text[:40]}' is niet bekend. Kies uit: {allowed}."
            )
        return code

    def _period(self, line: int, texts: list[str]) -> Period | None:
        columns = self._layout.columns
        if any(part.kind is Field.PERIOD for part in self._layout.spread):
            return None
        start, last = self._text(texts, Field.START), self._text(texts, Field.LAST)
        if start or last:
            return self._from_days(line, start, last)
        if Field.PERIOD in columns:
            text = self._text(texts, Field.PERIOD)
            if text or self._wish.period is None:
                return self._try(line, Field.PERIOD, cells.read_period, text)
        if self._wish.period is None and Field.START in columns:
            self._reading.add_fault(line, Field.START, "er staat geen periode. Vul de kolom in.")
        return self._wish.period

    def _from_days(self, line: int, start: str, last: str) -> Period | None:
        first = self._try(line, Field.START, cells.read_day, start)
        final = self._try(line, Field.LAST, cells.read_day, last)
        if first is None or final is None:
            return None
        if final < first:
            self._reading.add_fault(
                line, Field.LAST, "de periode eindigt voor ze begint. Verbeter een van de dagen."
            )
            return None
        return Period(first, final + timedelta(days=1))

    def check_totals(self) -> None:
        """Lines called "Totaal" only check the others: of what they are the sum nobody knows."""
        if not self._totals:
            return
        sums: dict[tuple[object, ...], int] = {}
        for entry in self._reading.entries:
            period = Period(entry.period_start, entry.period_end)
            slice_ = (entry.definition, period, entry.object_type, entry.outcome)
            sums[slice_] = sums.get(slice_, 0) + (entry.value or 0)
        for line, title, part, total in self._totals:
            if sums.get(part, 0) != total:
                self._reading.add_fault(
                    line,
                    title or Field.COUNT,
                    f"het totaal is {number(total)}, maar de andere regels tellen op tot "
                    f"{number(sums.get(part, 0))}. Verbeter een van de twee. Is dit het cijfer "
                    "van heel Nederland, schrijf dan 'Nederland' in plaats van 'Totaal'.",
                )
        self._reading.remarks.append(
            "De regels met 'Totaal' zijn gebruikt ter controle en niet overgenomen. Is het totaal "
            "het cijfer van heel Nederland, schrijf dan 'Nederland'."
        )

    def _area(self, text: str, level: str, day: date) -> str:
        if not text and Field.AREA in self._layout.columns:
            raise WrongCell("er staat geen gebied. Vul de kolom in.")
        key = ("area", text, level, day.isoformat())
        if key not in self._judged:
            if not text or fold(text) in _COUNTRY_WORDS:
                text, level = "NL", "country"
            try:
                self._judged[key] = self._wish.find_area(text, level, day)
            except WrongCell as wrong:
                self._judged[key] = wrong
        found = self._judged[key]
        if isinstance(found, WrongCell):
            raise found
        return str(found)

    def _note(self, line: int, texts: list[str]) -> str:
        text = self._text(texts, Field.NOTE)
        for which in (Field.NOTE, Field.AREA):
            if _PERSONAL_TEXT.search(self._text(texts, which)):
                raise PersonalData(
                    f"In regel {line}, kolom '{which}', lijkt een adres, kenteken, telefoonnummer "
                    "of e-mailadres te staan. Dat mag niet in het portaal. Het bestand is niet "
                    "bewaard. Haal het weg en stuur het bestand opnieuw."
                )
        if len(text) > _LONGEST_NOTE:
            self._reading.add_fault(
                line, Field.NOTE, f"deze tekst is langer dan {_LONGEST_NOTE} tekens. Kort haar in."
            )
        return text

    def _try[T](self, line: int, column: str, read: Callable[[str], T], text: str) -> T | None:
        """What the cell says; None after a fault."""
        key = (read.__name__, text)
        if key not in self._judged:
            try:
                self._judged[key] = read(text)
            except WrongCell as wrong:
                self._judged[key] = wrong
        found = self._judged[key]
        if isinstance(found, WrongCell):
            self._reading.add_fault(line, column, str(found))
            return None
        # Kept under the name of what read it, so it has that type.
        return cast("T", found)


def _bounds(lower: int | None, upper: int | None) -> str:
    if lower is None:
        return f"hoogstens {upper}"
    if upper is None:
        return f"ten minste {lower}"
    return f"{lower} tot en met {upper}"
