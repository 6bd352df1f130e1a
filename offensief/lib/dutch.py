"""Numbers, dates and lists the way a Dutch reader expects them, on screen and in the PDF alike.

Templates have Django's own localisation; charts, files and finding sentences use this.
Notation: 1.543, 10%, -1,2%, no space before the per cent sign, "t/m", months in lower case.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


def number(value: int) -> str:
    """Whole number with a dot per thousand: 1543 is "1.543"."""
    return f"{value:,}".replace(",", ".")


def signed(value: int) -> str:
    """Change in whole numbers, with its sign: 520 is "+520", -1543 is "-1.543", 0 is "0"."""
    return f"+{number(value)}" if value > 0 else number(value)


def marked(text: str, *, provisional: bool) -> str:
    """With the asterisk that says "voorlopig": "1.525*"."""
    return f"{text}*" if provisional else text


def decimal(value: float, *, digits: int = 1) -> str:
    """Fraction with a decimal comma, halves rounded up: 0.988 in 2 digits is "0,99"."""
    rounded = _rounded(value, digits)
    text = f"{rounded:,.{digits}f}"
    return text.translate(str.maketrans(",.", ".,"))


def percent(value: float, *, digits: int = 0) -> str:
    """Percentage without a space: 10 is "10%", and 72.52 in 1 digit is "72,5%"."""
    return f"{decimal(value, digits=digits)}%"


def signed_percent(value: float, *, digits: int = 1) -> str:
    """Change in per cent, always with its sign: -1.17 is "-1,2%", 4 is "+4,0%", 0 is "0,0%"."""
    sign = "+" if _rounded(value, digits) > 0 else ""
    return f"{sign}{percent(value, digits=digits)}"


def month_name(month: int) -> str:
    """Name of a month, lower case: 1 is "januari"."""
    return MONTHS[month - 1]


def date_long(day: date) -> str:
    """Date in running text: 2026-01-09 is "9 januari 2026"."""
    return f"{day.day} {month_name(day.month)} {day.year}"


def date_short(day: date) -> str:
    """Date in a table: 2026-01-09 is "09-01-2026"."""
    return f"{day:%d-%m-%Y}"


def moment(at: datetime) -> str:
    """Moment on the Dutch clock: 2026-01-09 13:05 UTC is "9 januari 2026 om 14.05 uur"."""
    if at.tzinfo is None:
        raise ValueError("A moment needs a time zone; a bare clock time is ambiguous.")
    local = at.astimezone(AMSTERDAM)
    return f"{date_long(local)} om {local:%H.%M} uur"


def enumerate_nl(items: Sequence[str]) -> str:
    """Items as one phrase: ["a", "b", "c"] is "a, b en c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} en {items[-1]}"


def plural(count: int, one: str, many: str) -> str:
    """Count with the right noun: 1 is "1 maatregel", 1543 is "1.543 maatregelen"."""
    return f"{number(count)} {one if count == 1 else many}"


def period(start: date, end_exclusive: date) -> str:
    """Period in its shortest exact form; the end is the first day that no longer belongs to it.

    2025-01-01 to 2026-01-01 is "2025"; to 2025-11-01 it is "januari t/m oktober 2025";
    2024-01-01 to 2024-12-16 is "1 januari t/m 15 december 2024".
    """
    if end_exclusive <= start:
        raise ValueError("A period ends after it starts.")
    last = end_exclusive - timedelta(days=1)
    if start.day == 1 and end_exclusive.day == 1:
        return _whole_months(start, last)
    if start == last:
        return date_long(start)
    first = f"{start.day} {month_name(start.month)}"
    if start.year != last.year:
        first += f" {start.year}"
    return f"{first} t/m {date_long(last)}"


def period_as_known(start: date, end: date, text: str, *, is_exact: bool) -> str:
    """A period as `period` writes it; one whose end nobody knows as the source wrote it.

    With "eerste maanden van 2024", which was taken to end on 31 March, that text is given and not
    "januari t/m maart 2024".
    """
    return text if text and not is_exact else period(start, end)


def _whole_months(start: date, last: date) -> str:
    if start.month == 1 and last.month == 12:
        years = f"{start.year} t/m {last.year}"
        return str(start.year) if start.year == last.year else years
    end = f"{month_name(last.month)} {last.year}"
    if start.year != last.year:
        return f"{month_name(start.month)} {start.year} t/m {end}"
    return end if start.month == last.month else f"{month_name(start.month)} t/m {end}"


def _rounded(value: float, digits: int) -> Decimal:
    # Through str: 1.005 must round as the reader sees it. Adding 0 turns "-0" into "0".
    step = Decimal(1).scaleb(-digits)
    return Decimal(str(value)).quantize(step, rounding=ROUND_HALF_UP) + Decimal(0)
