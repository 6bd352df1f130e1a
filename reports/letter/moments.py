"""Dates, months and periods as a Dutch letter writes them."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from offensief.lib.dutch import MONTHS
from reports.letter.kinds import Found, Kind

_MONTH_NUMBERS = {name: n for n, name in enumerate(MONTHS, 1)} | {
    name: n
    for n, names in enumerate(
        ("jan", "feb|febr", "mrt", "apr", "", "", "", "aug", "sep|sept", "okt", "nov", "dec"), 1
    )
    for name in names.split("|")
    if name
}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTH_NUMBERS, key=len, reverse=True))})\.?"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_NOT_INSIDE = r"(?<![\w.,/-])"
_COUNTED = "aanslag|incident|woning|explosie|euro|keer|maatregel"
# No digits of a longer number, but the mark of a footnote may follow; and no count of something.
_NOT_ON = (
    r"(?![\w/]|-\d|[.,]\d(?!\d?(?:\s+[A-Z]|\s*$))|\s?%"
    rf"|\*?\s?(?:{_COUNTED}))"
)
_HALVES = {"eerste": 1, "1e": 1, "tweede": 2, "2e": 2, "laatste": 2}
_QUARTERS = {"eerste": 1, "1e": 1, "tweede": 2, "2e": 2, "derde": 3, "3e": 3, "vierde": 4, "4e": 4,
             "laatste": 4}  # fmt: skip

_SAME = re.compile(
    r"(?:dezelfde|diezelfde)\s(?:periode|maanden|weken|tijd)\s(?:van|in|uit)\s$", re.IGNORECASE
)

type _Span = tuple[date | None, date | None]


def moments(sentence: str) -> list[Found]:
    """Every moment of the sentence that does not lie in a longer one, in order."""
    taken: list[Found] = []
    for kind, pattern, build in _PATTERNS:
        for match in pattern.finditer(sentence):
            if any(match.start() < f.end and f.start < match.end() for f in taken):
                continue
            try:
                first, after = build(match)
            except ValueError:
                # 31 februari does not exist. It is shown, and fits nothing.
                first = after = None
            taken.append(_found(match, kind, first, after))
    return _with_same_periods(sentence, sorted(taken, key=lambda f: f.start))


def _with_same_periods(sentence: str, found: list[Found]) -> list[Found]:
    """ "In dezelfde maanden van 2024" means the period named before it, a year or more earlier."""
    last: Found | None = None
    meant = []
    for moment in found:
        said = _SAME.search(sentence[: moment.start]) if moment.kind is Kind.YEAR else None
        if said and last:
            meant.append(_in_year(moment, last, sentence, said.start()))
        else:
            meant.append(moment)
            last = moment if moment.kind in {Kind.PERIOD, Kind.MONTH} and moment.first else last
    return meant


def _in_year(year: Found, period: Found, sentence: str, start: int) -> Found:
    first, after = period.first, period.after
    if year.first is None or first is None or after is None:
        return year
    earlier = first.year - year.first.year
    return replace(
        year,
        start=start,
        text=sentence[start : year.end],
        kind=Kind.PERIOD,
        first=date(year.first.year, first.month, first.day),
        after=date(after.year - earlier, after.month, 1 if after.month == 2 else after.day),
    )


def _found(match: re.Match[str], kind: Kind, first: date | None, after: date | None) -> Found:
    return Found(
        start=match.start(),
        end=match.end(),
        text=match[0],
        kind=kind,
        first=first,
        after=after,
    )


def _day(match: re.Match[str]) -> _Span:
    month = match["month"].lower()
    number = int(month) if month.isdigit() else _MONTH_NUMBERS[month]
    return _one_day(int(match["year"]), number, int(match["day"]))


def _one_day(year: int, month: int, day: int) -> _Span:
    first = date(year, month, day)
    return first, date.fromordinal(first.toordinal() + 1)


def _no_year(_: re.Match[str]) -> _Span:
    return None, None


def _month(match: re.Match[str]) -> _Span:
    return _months(int(match["year"]), _MONTH_NUMBERS[match["month"].lower()], 1)


def _months(year: int, first: int, count: int) -> _Span:
    return date(year, first, 1), _month_start(year, first + count)


def _month_start(year: int, month: int) -> date:
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _month_range(match: re.Match[str]) -> _Span:
    year = int(match["year"])
    start = _MONTH_NUMBERS[match["from"].lower()]
    return date(year, start, 1), _month_start(year, _MONTH_NUMBERS[match["month"].lower()] + 1)


def _day_range(match: re.Match[str]) -> _Span:
    year = int(match["year"])
    month = match["from_month"] or match["month"]
    first = date(year, _MONTH_NUMBERS[month.lower()], int(match["from_day"]))
    return first, _one_day(year, _MONTH_NUMBERS[match["month"].lower()], int(match["day"]))[1]


def _half(match: re.Match[str]) -> _Span:
    return _months(int(match["year"]), 6 * _HALVES[match["which"].lower()] - 5, 6)


def _quarter(match: re.Match[str]) -> _Span:
    return _months(int(match["year"]), 3 * _QUARTERS[match["which"].lower()] - 2, 3)


def _year(match: re.Match[str]) -> _Span:
    return _months(int(match["year"]), 1, 12)


def _years(match: re.Match[str]) -> _Span:
    first, last = int(match["from"]), int(match["year"])
    if last <= first:
        raise ValueError("A period ends after it starts.")
    return date(first, 1, 1), date(last + 1, 1, 1)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(rf"{_NOT_INSIDE}{text}{_NOT_ON}", re.IGNORECASE)


_NAMES = "|".join(MONTHS)
_ORDINALS = "eerste|tweede|derde|vierde|laatste|1e|2e|3e|4e"
_TO = r"\s?(?:t/m|tot en met|tot|-|\u2013)\s?"
_PATTERNS: tuple[tuple[Kind, re.Pattern[str], Callable[[re.Match[str]], _Span]], ...] = (
    (
        Kind.PERIOD,
        _pattern(
            rf"(?P<from_day>\d{{1,2}})(?:\s(?P<from_month>{_NAMES}))?{_TO}"
            rf"(?P<day>\d{{1,2}})\s{_MONTH}\s{_YEAR}"
        ),
        _day_range,
    ),
    (Kind.DAY, _pattern(rf"(?P<day>\d{{1,2}})\s{_MONTH}\s(?:van\s)?{_YEAR}"), _day),
    (Kind.DAY, _pattern(rf"(?P<day>\d{{1,2}})[-/.](?P<month>\d{{1,2}})[-/.]{_YEAR}"), _day),
    (Kind.DAY, _pattern(rf"{_YEAR}-(?P<month>\d{{2}})-(?P<day>\d{{2}})"), _day),
    (Kind.PERIOD, _pattern(rf"(?P<from>{_NAMES}){_TO}{_MONTH}\s(?:van\s)?{_YEAR}"), _month_range),
    (Kind.DAY, _pattern(rf"\d{{1,2}}\s(?:{_NAMES})(?:\s(?:jl|aanstaande|a\.s)\b\.?)?"), _no_year),
    (Kind.MONTH, _pattern(rf"{_MONTH}\s(?:van\s)?{_YEAR}"), _month),
    (
        Kind.PERIOD,
        _pattern(rf"(?P<which>{_ORDINALS})\s(?:helft|half\s?jaar)\s(?:van\s)?{_YEAR}"),
        _half,
    ),
    (Kind.PERIOD, _pattern(rf"(?P<which>{_ORDINALS})\skwartaal\s(?:van\s)?{_YEAR}"), _quarter),
    (
        Kind.PERIOD,
        _pattern(
            r"(?:begin|medio|eind|einde|voorjaar|zomer|najaar|winter|voorjaar van|najaar van|"
            r"(?:de\s)?(?:eerste|laatste)\s(?:\w+\s)?(?:maanden|weken|dagen)\s(?:van\s)?)\s?"
            rf"{_YEAR}"
        ),
        _no_year,
    ),
    (Kind.PERIOD, _pattern(rf"(?P<from>(?:19|20)\d{{2}}){_TO}{_YEAR}"), _years),
    (Kind.PERIOD, _pattern(r"jaren\s[\u2019'\u2018]?\d0"), _no_year),
    (Kind.YEAR, _pattern(_YEAR), _year),
)
