"""Finds parts that grew very differently from the rest."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from incidents.checks.finding import Counted, Finding, Weight
from incidents.statistics.counts import rate_ratio
from incidents.statistics.discovery import adjusted
from offensief.lib.dutch import decimal, number

CHECK = "parts_that_grew_apart"
# A part that grew this many times faster or slower than the rest, and not by chance, is told.
FACTOR = 1.5
# Of the parts that are told, at most this share is chance.
FALSE_SHARE = 0.01
# Two parts are each other's rest, and say nothing about which of them is odd.
_LEAST_PARTS = 3
_COUNTRY = "country"
# Of hundreds of small areas some always grow otherwise than the rest; that says nothing of a fault.
_ALWAYS_DIFFER = frozenset({"municipality", "safety_region"})

type _Years = dict[tuple[date, date], dict[str, Counted]]


@dataclass(slots=True)
class _Series:
    """Totals of one definition: parts by delivery and level, and whole countries."""

    parts: dict[tuple[str, str, str], _Years] = field(default_factory=dict)
    wholes: dict[tuple[str, date, date], list[Counted]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Growth:
    """A part in two years, its rest in the same two, and how odd that is."""

    before: Counted
    now: Counted
    rest_before: int
    rest_now: int
    ratio: float
    p_value: float


def parts_that_grew_apart(figures: Iterable[Counted]) -> Iterator[Finding]:
    """Per delivery and level of area: growth in a year of each part, against that of the rest.

    The rest is what the other areas have together, taken as exact. Told is what differs by a
    factor of 1.5 and is not chance, with false discovery control over all parts. The same is asked
    of what is left of the country when only some of its areas are named. Source: plan l.775-783.
    Five units go from 777 to 1027, and what is left of the country from 124 (901 - 777) to 516
    (1543 - 1027): it grew 3.1 times as much.
    """
    by_definition: dict[str, _Series] = {}
    for figure in figures:
        if not figure.is_grand_total or not figure.says_what_it_counts or figure.value is None:
            continue
        if figure.level in _ALWAYS_DIFFER:
            continue
        series = by_definition.setdefault(figure.definition, _Series())
        years = (figure.period_start, figure.period_end)
        if figure.level == _COUNTRY:
            series.wholes.setdefault((figure.area, *years), []).append(figure)
        elif figure.within and not figure.is_unknown_place:
            place = (figure.delivery, figure.level, figure.within[-1])
            series.parts.setdefault(place, {}).setdefault(years, {})[figure.area] = figure
    for series in by_definition.values():
        for (delivery, _, country), periods in series.parts.items():
            yield from _in_table(periods, series.wholes, delivery, country)


def _in_table(
    periods: _Years,
    wholes: Mapping[tuple[str, date, date], Sequence[Counted]],
    delivery: str,
    country: str,
) -> Iterator[Finding]:
    for (start, end), areas in periods.items():
        earlier = periods.get((_year_back(start), _year_back(end)), {})
        pairs = [(earlier[code], now) for code, now in areas.items() if code in earlier]
        if len(pairs) < _LEAST_PARTS:
            continue
        yield from _odd_parts(pairs)
        now = _best(wholes.get((country, start, end), ()), delivery)
        before = _best(wholes.get((country, _year_back(start), _year_back(end)), ()), delivery)
        if before and now:
            yield from _odd_remainder(pairs, before, now)


def _year_back(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _best(totals: Sequence[Counted], delivery: str) -> Counted | None:
    """The total of the same delivery, or else the one known last."""
    own = [total for total in totals if total.delivery == delivery]
    return max(own or totals, key=lambda t: (t.known_until or date.min, t.rank), default=None)


def _odd_parts(pairs: Sequence[tuple[Counted, Counted]]) -> Iterator[Finding]:
    all_before = sum(before.value or 0 for before, _ in pairs)
    all_now = sum(now.value or 0 for _, now in pairs)
    growths = [
        growth
        for before, now in pairs
        if (growth := _growth(before, now, all_before, all_now)) is not None
    ]
    chances = adjusted([growth.p_value for growth in growths])
    for growth, chance in zip(growths, chances, strict=True):
        if chance <= FALSE_SHARE and not 1 / FACTOR < growth.ratio < FACTOR:
            yield _part_finding(growth, pairs)


def _growth(before: Counted, now: Counted, all_before: int, all_now: int) -> _Growth | None:
    counts = now.value or 0, before.value or 0
    rest_now, rest_before = all_now - counts[0], all_before - counts[1]
    if not rest_now or not rest_before or counts == (0, 0):
        return None
    found = rate_ratio(counts[0], rest_now, counts[1], rest_before)
    return _Growth(before, now, rest_before, rest_now, found.ratio, found.p_value)


def _part_finding(growth: _Growth, pairs: Sequence[tuple[Counted, Counted]]) -> Finding:
    sentence = (
        f"{growth.now.area_name} ging van {growth.before.shown} naar {growth.now.shown} "
        f"({growth.before.when} en {growth.now.when}). De andere gebieden in "
        f"'{growth.now.delivery_title}' gingen samen van {number(growth.rest_before)} naar "
        f"{number(growth.rest_now)}. Zo'n verschil is geen toeval."
    )
    others = [cell for pair in pairs for cell in pair if cell.area != growth.now.area]
    return Finding(CHECK, Weight.WARNING, sentence, (growth.before, growth.now, *others))


def _odd_remainder(
    pairs: Sequence[tuple[Counted, Counted]], before: Counted, now: Counted
) -> Iterator[Finding]:
    named_before = sum(cell.value or 0 for cell, _ in pairs)
    named_now = sum(cell.value or 0 for _, cell in pairs)
    left_before = (before.value or 0) - named_before
    left_now = (now.value or 0) - named_now
    if min(left_before, left_now, named_before, named_now) <= 0:
        return
    found = rate_ratio(left_now, named_now, left_before, named_before)
    if found.p_value > FALSE_SHARE or 1 / FACTOR < found.ratio < FACTOR:
        return
    delivery = pairs[0][1].delivery_title
    sentence = (
        f"De {len(pairs)} gebieden in '{delivery}' gingen van {before.when} naar {now.when} samen "
        f"van {number(named_before)} naar {number(named_now)}. De rest van {now.area_name} ging "
        f"van {number(left_before)} naar {number(left_now)}: {decimal(found.ratio)} keer zo sterk."
        " Zijn totaal en delen wel op dezelfde manier geteld?"
    )
    cells = (before, now, *(cell for pair in pairs for cell in pair))
    yield Finding(CHECK, Weight.WARNING, sentence, cells)
