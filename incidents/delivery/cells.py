"""What one cell says: a count with its bounds, a day, a period. Raises WrongCell in Dutch."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from incidents.delivery.words import LARGEST_COUNT
from offensief.lib.dutch import MONTHS, number
from offensief.lib.folding import fold

# A spreadsheet counts days from here; the numbers of 2000 up to 2099.
_DAY_ZERO = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 36_526, 73_050
_FIRST_YEAR, _LAST_YEAR = 2000, 2099
_DAY_LIKE = re.compile(
    r"[0-9]{1,2}[-/. ][0-9]{1,2}[-/. ][0-9]{4}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*|[0-9]{5}(\.0+)?"
)
_MONTH = {fold(name): n for n, name in enumerate(MONTHS, 1)}
_MONTH |= {name[:3]: n for name, n in list(_MONTH.items())} | {"mrt": 3}


class WrongCell(ValueError):
    """This cell cannot be read; the message says what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Count:
    """A count as sent: an exact value, or bounds, or nothing (`is_absent`)."""

    value: int | None = None
    lower: int | None = None
    upper: int | None = None

    @property
    def is_absent(self) -> bool:
        """Nothing was filled in. That is not zero."""
        return self.value is None and self.lower is None and self.upper is None


def read_count(text: str) -> Count:
    """The count in a cell: "1.543" is 1543, "<5" is at most 4, "" is absent.

    Raises WrongCell for words, fractions, negative numbers and anything above a million.
    """
    said = text.strip().replace("\N{NO-BREAK SPACE}", "")
    if not said:
        return Count()
    below = re.fullmatch(r"(?:<|kleiner dan|minder dan)\s*([0-9]{1,7})", said, re.IGNORECASE)
    if below:
        return _below(said, int(below[1]))
    if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+|[0-9]{1,3}( [0-9]{3})+", said):
        said = re.sub(r"[. ]", "", said)
    # A spreadsheet writes whole numbers as 12.0 and as 12,00.
    said = re.sub(r"[.,]0+$", "", said)
    if not re.fullmatch(r"[0-9]+", said):
        raise WrongCell(_count_fault(text.strip(), said))
    if len(said) > 9 or int(said) > LARGEST_COUNT:
        raise WrongCell(
            f"'{_short(text)}' is onwaarschijnlijk groot: meer dan {number(LARGEST_COUNT)}. "
            "Controleer het getal."
        )
    return Count(value=int(said))


def _below(said: str, bound: int) -> Count:
    if bound == 0:
        raise WrongCell(f"'{_short(said)}' kan niet: een aantal is nooit kleiner dan 0.")
    return Count(lower=0, upper=bound - 1)


def _count_fault(shown: str, said: str) -> str:
    if re.fullmatch(r"-\s*[0-9]+", said):
        return f"'{_short(shown)}' is negatief. Vul een getal van 0 of hoger in."
    if shown in {"-", "–", ".", "x", "X", "?"}:  # noqa: RUF001 -- the dash people really type
        return (
            f"'{shown}' kan nul of onbekend betekenen. Vul 0 in als er niets was, en laat de cel "
            "leeg als het aantal onbekend is."
        )
    if re.fullmatch(r"[0-9]+[.,][0-9]+", said):
        return f"'{_short(shown)}' is een breuk. Vul een heel getal in."
    if re.fullmatch(r"[0-9.,]+e[+-]?[0-9]+", said, re.IGNORECASE):
        return (
            f"'{_short(shown)}' is een getal in wetenschappelijke schrijfwijze. Schrijf het voluit."
        )
    if re.match(r"(ca\.?|circa|ongeveer|ruim|bijna|~|±|>|meer dan|zo'n)\s*[0-9.]+", said, re.I):
        return (
            f"'{_short(shown)}' is niet precies. Vul het precieze aantal in. Is dat niet bekend, "
            "laat het aantal dan leeg en vul de kolommen 'ten minste' en 'ten hoogste' in."
        )
    return f"'{_short(shown)}' is geen heel getal. Vul alleen cijfers in."


def read_bound(text: str) -> int | None:
    """A bound in a column of its own; None when empty. Raises WrongCell."""
    found = read_count(text)
    if not found.is_absent and found.value is None:
        raise WrongCell(f"'{_short(text)}' is geen grens. Vul een heel getal in.")
    return found.value


def read_day(text: str) -> date:
    """A day: "31-01-2025", "2025-01-31", "31 januari 2025" or 45688 of a spreadsheet.

    Raises WrongCell, also for a day that may be meant the American way.
    """
    said = text.strip()
    serial = re.fullmatch(r"([0-9]{5})(\.0+)?", said)
    if serial and _FIRST_SERIAL <= int(serial[1]) <= _LAST_SERIAL:
        return _DAY_ZERO + timedelta(days=int(serial[1]))
    iso = re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?", said)
    if iso:
        return _day(said, int(iso[1]), int(iso[2]), int(iso[3]))
    dutch = re.fullmatch(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})", said)
    if dutch:
        return _day(said, int(dutch[3]), int(dutch[2]), int(dutch[1]))
    words = re.fullmatch(r"([0-9]{1,2})[- ]([a-z]{3,9})\.?[- ]([0-9]{4})", fold(said))
    if words and words[2] in _MONTH:
        return _day(said, int(words[3]), _MONTH[words[2]], int(words[1]))
    raise WrongCell(f"'{_short(said)}' is geen datum. Schrijf dag-maand-jaar, zoals 31-01-2025.")


def _day(said: str, year: int, month: int, day: int) -> date:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise WrongCell(f"'{_short(said)}' ligt voor 2000 of na 2099. Controleer het jaar.")
    try:
        return date(year, month, day)
    except ValueError as error:
        if month > 12 >= day:
            raise WrongCell(
                f"'{_short(said)}' staat in de Amerikaanse volgorde. Schrijf dag-maand-jaar, "
                f"zoals {month:02}-{day:02}-{year}."
            ) from error
        raise WrongCell(f"'{_short(said)}' bestaat niet. Controleer de dag en de maand.") from error


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` up to, not including, `end`."""

    start: date
    end: date


def read_period(text: str) -> Period:
    """A year, quarter, month or week: "2025", "2025-K1", "maart 2025", "2025-03", "2025-W12".

    Also "2025 t/m oktober" is a period of the year so far. Raises WrongCell.
    """
    said = fold(text)
    for pattern, build in _PERIODS:
        found = re.fullmatch(pattern, said)
        if found:
            return build(found)
    if _DAY_LIKE.fullmatch(said):
        read_day(text)
        raise WrongCell(
            f"'{_short(text.strip())}' is een dag, en geen periode. Schrijf bijvoorbeeld 2025-03 "
            "voor maart, of gebruik de kolommen 'van' en 'tot en met'."
        )
    raise WrongCell(
        f"'{_short(text.strip())}' is geen periode. Schrijf bijvoorbeeld 2025, 2025-K1, 2025-03 of "
        "2025-W12, of gebruik de kolommen 'van' en 'tot en met'."
    )


def _year(found: re.Match[str]) -> Period:
    year = int(found[1])
    return Period(_day(found[0], year, 1, 1), date(year + 1, 1, 1))


def _half(found: re.Match[str]) -> Period:
    year = int(found[1])
    start = _day(found[0], year, 1, 1)
    middle = date(year, 7, 1)
    return Period(start, middle) if found[2] == "1" else Period(middle, date(year + 1, 1, 1))


def _quarter(found: re.Match[str]) -> Period:
    year, quarter = int(found[1]), int(found[2])
    start = _day(found[0], year, 3 * quarter - 2, 1)
    return Period(start, _month_after(start, 3))


def _month(found: re.Match[str]) -> Period:
    if not 1 <= int(found[2]) <= 12:
        raise WrongCell(f"'{_short(found[0])}' bestaat niet. Controleer de maand.")
    start = _day(found[0], int(found[1]), int(found[2]), 1)
    return Period(start, _month_after(start, 1))


def _named_month(found: re.Match[str]) -> Period:
    return _in_month(found, found[1], int(found[2]))


def _month_named(found: re.Match[str]) -> Period:
    return _in_month(found, found[2], int(found[1]))


def _in_month(found: re.Match[str], name: str, year: int) -> Period:
    if name not in _MONTH:
        raise WrongCell(f"'{_short(found[0])}' is geen maand. Schrijf bijvoorbeeld 2025-03.")
    start = _day(found[0], year, _MONTH[name], 1)
    return Period(start, _month_after(start, 1))


def _so_far(found: re.Match[str]) -> Period:
    month = _in_month(found, found[2], int(found[1]))
    return Period(date(int(found[1]), 1, 1), month.end)


def _week(found: re.Match[str]) -> Period:
    return _iso_week(found, int(found[1]), int(found[2]))


def _iso_week(found: re.Match[str], year: int, week: int) -> Period:
    try:
        start = date.fromisocalendar(year, week, 1)
    except ValueError as error:
        raise WrongCell(
            f"'{_short(found[0])}' bestaat niet: {year} heeft die week niet."
        ) from error
    return Period(start, start + timedelta(days=7))


def _month_after(start: date, months: int) -> date:
    years, month = divmod(start.month - 1 + months, 12)
    return date(start.year + years, month + 1, 1)


def _first_half(found: re.Match[str]) -> Period:
    """Said the other way round: "1e halfjaar 2025"."""
    year = int(found[2])
    start, middle = _day(found[0], year, 1, 1), date(year, 7, 1)
    return Period(start, middle) if found[1] == "1" else Period(middle, date(year + 1, 1, 1))


def _short_month(found: re.Match[str]) -> Period:
    return _in_month(found, found[1], 2000 + int(found[2]))


def _week_first(found: re.Match[str]) -> Period:
    return _iso_week(found, int(found[2]), int(found[1]))


_PERIODS = (
    (r"(?:jaar )?([0-9]{4})(?:\.0+)?\*{0,2}", _year),
    (r"([0-9]{4})[- ]?(?:h|half|halfjaar ?)([12])", _half),
    (r"([0-9]{4})[- ]?[kq]([1-4])", _quarter),
    (r"([0-9]{4})[-/]([0-9]{1,2})", _month),
    (r"([0-9]{4})(?:[- ]?mm)([0-9]{2})", _month),
    (r"([a-z]{3,9})\.?[- ]([0-9]{4})", _named_month),
    (r"([0-9]{4})[- ]([a-z]{3,9})", _month_named),
    (r"([0-9]{4}) (?:t/m|tot en met) ([a-z]{3,9})", _so_far),
    (r"([0-9]{4})[- ]?(?:w|week ?)([0-9]{1,2})", _week),
    (r"week ([0-9]{1,2})[ ,]+([0-9]{4})", _week_first),
    (r"([12])e? ?(?:half ?jaar) ([0-9]{4})", _first_half),
    (r"([a-z]{3,9})\.?[- ]'?([0-9]{2})", _short_month),
)


def _short(text: str) -> str:
    """What was typed, short enough to repeat in a sentence and without signs nobody can see."""
    seen = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
    return seen if len(seen) <= 40 else f"{seen[:39]}…"
