"""Figures by the million, for measuring speed: every municipality, week, object and outcome."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, product

from incidents.delivery.entries import Entry
from incidents.demo.attacks import CODE

# Each weekly delivery counts this many weeks anew, and the year before as a whole.
WEEKS = 52
OBJECTS = ("total", "home", "business", "vehicle", "infrastructure", "other")
OUTCOMES = ("total", "attempt", "realised")
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Vintage:
    """One weekly delivery: the day it was known on, and how many figures it has at most."""

    known_on: date
    rows: int


def vintages(rows: int, areas: int, today: date) -> list[Vintage]:
    """Weekly deliveries up to `today`, the oldest first, that have `rows` figures together.

    390 areas and 10 million rows make 27 of them; the first one has what is left.
    """
    full = areas * len(OBJECTS) * len(OUTCOMES) * (WEEKS + 1)
    count = -(-rows // full)
    sizes = [rows - full * (count - 1), *[full] * (count - 1)]
    return [
        Vintage(today - back * _WEEK, size)
        for back, size in zip(reversed(range(count)), sizes, strict=True)
    ]


def figures(vintage: Vintage, areas: Sequence[str]) -> Iterator[Entry]:
    """The figures of one delivery, the last week first: small numbers that grow per delivery."""
    return islice(_all(vintage.known_on, areas), vintage.rows)


def _all(known_on: date, areas: Sequence[str]) -> Iterator[Entry]:
    line = 1
    for start, end in _periods(known_on):
        # Later deliveries count a little more: reports come late.
        growth = (known_on - start).days // 7
        for place, (kind, outcome) in product(range(len(areas)), product(OBJECTS, OUTCOMES)):
            line += 1
            value = (place * 7 + line) % 5 + growth % 3
            yield Entry(
                line, CODE, start, end, areas[place], kind, outcome,
                value, None, None, str(value), "", "normal", is_confidential=False,
            )  # fmt: skip


def _periods(known_on: date) -> Iterator[tuple[date, date]]:
    year = known_on.year - 1
    yield date(year, 1, 1), date(year + 1, 1, 1)
    monday = known_on - timedelta(days=known_on.weekday())
    for back in range(1, WEEKS + 1):
        start = monday - back * _WEEK
        yield start, start + _WEEK
