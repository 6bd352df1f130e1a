"""What pages and reports ask of the methods, as the input each method takes."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from incidents.selectors.delay import Triangle, delay_triangle
from incidents.selectors.figures import (
    ATTACKS,
    FEWEST_UNITS,
    UnitChange,
    last_unit_changes,
    year_back,
)
from incidents.selectors.series import WEEKS, Series, series, weeks_of
from incidents.selectors.target import TargetStanding, target_standing
from incidents.sight import Sight
from incidents.statistics.counts import ceiling

type Question = tuple[str, dict[str, Any]]


def questions(day: date, sight: Sight) -> list[Question]:
    """Every question about the real figures as known on `day`."""
    standing = target_standing(day, sight)
    found = series(ATTACKS, day, sight)
    asked: Iterable[Question | None] = (
        share_question(standing) if standing else None,
        week_question(standing.year, ATTACKS, day, sight, maximum=standing.maximum)
        if standing and standing.current is None
        else None,
        control_question(found),
        shift_question(found),
        nowcast_question(delay_triangle(ATTACKS, day, sight)),
        funnel_question(last_unit_changes(ATTACKS, day, sight)),
    )
    return [question for question in asked if question]


def share_question(standing: TargetStanding) -> Question | None:
    """The end of the year if it goes on as the base year did; None when that cannot be said."""
    pair, base = standing.pair, standing.baseline
    if standing.current or pair is None or pair.earlier.year != base.year:
        return None
    if not 0 < pair.earlier.value <= base.value:
        return None
    # What is left of the year is told by a part that begins it.
    if pair.current.period_start != date(standing.year, 1, 1):
        return None
    inputs = {
        "count": pair.current.value,
        "base_count": pair.earlier.value,
        "base_total": base.value,
    }
    return "share_forecast", inputs


def week_question(
    year: int, definition: str, day: date, sight: Sight, *, maximum: int | None = None
) -> Question | None:
    """The end of the year from its weeks, against a maximum or else 10% less than the year before.

    The weeks of the base year are taken as they were known a year before `day`, as far as that
    goes: equally mature. What came after is taken as known now. None without a whole base year.
    """
    weeks = weeks_of(year, definition, day, sight)[: WEEKS - 1]
    base_now = weeks_of(year - 1, definition, day, sight)
    if not weeks or len(base_now) < WEEKS:
        return None
    base_then = weeks_of(year - 1, definition, year_back(day), sight)[: len(weeks)]
    base = [*base_then, *base_now[len(base_then) :]]
    if not sum(base[: len(weeks)]):
        return None
    if maximum is None:
        maximum = ceiling(sum(base_now), 10)
    inputs = {"weeks": weeks, "base_weeks": base, "maximum": maximum}
    return "week_forecast", inputs


def control_question(found: Series | None) -> Question | None:
    """Which periods are unusual."""
    return ("control", {"counts": found.values}) if found else None


def shift_question(found: Series | None) -> Question | None:
    """Whether the last periods lie 10% above those before; None with too few to tell.

    The level is that of all periods but the last quarter of them.
    """
    if found is None or len(found.counts) < 16:
        return None
    values = found.values
    cut = len(values) * 3 // 4
    level = sum(values[:cut]) / cut
    if not level:
        return None
    return "shift", {"counts": values[cut:], "level": level, "percent": 10}


def funnel_question(changes: tuple[UnitChange, ...]) -> Question | None:
    """Which units went another way than all together; None with fewer than three."""
    if len(changes) < FEWEST_UNITS or not sum(c.current.value for c in changes):
        return None
    units = [[c.current.area, c.earlier.value, c.current.value] for c in changes]
    return "funnel", {"units": units}


def nowcast_question(found: Triangle | None) -> Question | None:
    """How many of the last months are still to be reported."""
    return ("nowcast", {"triangle": [list(row) for row in found.rows]}) if found else None
