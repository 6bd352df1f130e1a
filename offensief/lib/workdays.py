"""Dutch working days: every day but the weekend and the days of the Algemene termijnenwet.

That law (article 3) counts Goede Vrijdag and every 5 May as days off too. The library calls these
two "optional": the law on working hours leaves them to employer and employee.
"""

from datetime import date, datetime, time, timedelta
from functools import cache

from holidays import country_holidays

from offensief.lib.dutch import AMSTERDAM

_SATURDAY = 5
_DAY = timedelta(days=1)


def is_workday(day: date) -> bool:
    """True on Tuesday 6 May 2025, False on Monday 5 May 2025 and on every Saturday and Sunday."""
    return day.weekday() < _SATURDAY and day not in _days_off(day.year)


def add_workdays(day: date, count: int) -> date:
    """The working day this many working days later, or earlier when `count` is below zero.

    Friday 2 May 2025 and 1 is Tuesday 6 May 2025. With 0 it is the day itself, whatever day.
    """
    step = _DAY if count > 0 else -_DAY
    left = abs(count)
    while left:
        day += step
        left -= is_workday(day)
    return day


def workdays_between(start: date, end: date) -> int:
    """How many working days come after `start`, up to and with `end`; 0 when `end` is not later.

    From Friday 2 May 2025 to Wednesday 7 May 2025 is 2.
    """
    days = (end - start).days
    return sum(is_workday(start + timedelta(days=n)) for n in range(1, days + 1))


def next_workday(day: date) -> date:
    """The day itself when it is a working day, or else the first one after it."""
    return day if is_workday(day) else add_workdays(day, 1)


def at_nine(day: date) -> datetime:
    """Nine in the morning of this day, on the Dutch clock."""
    return datetime.combine(day, time(9), AMSTERDAM)


@cache
def _days_off(year: int) -> frozenset[date]:
    return frozenset(country_holidays("NL", years=year, categories=("public", "optional")))
