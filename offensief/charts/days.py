"""An axis of days, with as many months or years on it as fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from offensief.charts import paint, svg
from offensief.charts.svg import Svg

MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
MONTHS_PER_TICK = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000, 24000, 60000)
APART = paint.text_width("2026", size=paint.SMALL) + 8  # from one tick to the next


@dataclass(frozen=True, slots=True)
class DayScale:
    """Position in pixels on an axis of whole months, counted from the year 0."""

    left: float
    right: float
    first: int
    last: int

    def x(self, day: date) -> float:
        """Where a day stands: the first day of month `first` at `left`, of `last` at `right`."""
        start, end = _first_of(self.first), _first_of(self.last)
        share = (day - start).days / (end - start).days
        return self.left + share * (self.right - self.left)


def month_of(day: date) -> int:
    """Number of the month of a day, counted from the year 0: 1 January 2026 is in 24312."""
    return day.year * 12 + day.month - 1


def ticks(scale: DayScale) -> list[date]:
    """First days of months, as many as have room: every month of a year 680 wide."""
    room = scale.right - scale.left
    for step in MONTHS_PER_TICK:
        months = range(-(-scale.first // step) * step, scale.last + 1, step)
        if (len(months) - 1) * APART > room:
            continue
        days = [_first_of(month) for month in months]
        places = [scale.x(day) for day in days]
        if all(after - before >= APART for before, after in pairwise(places)):
            return days
    return []


def day_labels(scale: DayScale, days: Sequence[date], *, y: float) -> Svg:
    """The names of the months at a height, and under the first of each year the year."""
    parts, year = [], 0
    only_years = all(day.month == 1 for day in days)
    for day in days:
        month = str(day.year) if only_years else MONTHS[day.month - 1]
        parts.append(_small(scale.x(day), y, month))
        if day.year != year and not only_years:
            parts.append(_small(scale.x(day), y + 15, str(day.year)))
        year = day.year
    return svg.group(*parts)


def _small(x: float, y: float, text: str) -> Svg:
    return svg.label(x, y, text, text_anchor="middle", font_size=paint.SMALL, fill=paint.MUTED)


def _first_of(month: int) -> date:
    year, index = divmod(month, 12)
    return date(year, index + 1, 1) if year <= date.max.year else date.max
