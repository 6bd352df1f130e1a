"""Working days: real days of the calendar, and what must hold on any day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from offensief.lib.workdays import (
    add_workdays,
    at_nine,
    is_workday,
    next_workday,
    workdays_between,
)

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
COUNTS = st.integers(0, 60)


@pytest.mark.parametrize(
    ("day", "what"),
    [
        (date(2025, 3, 15), "Saturday"),
        (date(2025, 3, 16), "Sunday"),
        (date(2025, 1, 1), "Nieuwjaarsdag"),
        (date(2025, 4, 18), "Goede Vrijdag"),
        (date(2025, 4, 21), "Tweede Paasdag"),
        (date(2025, 4, 26), "Koningsdag, as 27 April is a Sunday"),
        (date(2026, 4, 27), "Koningsdag"),
        (date(2025, 5, 5), "Bevrijdingsdag of a lustrum"),
        (date(2026, 5, 5), "Bevrijdingsdag of any other year"),
        (date(2025, 5, 29), "Hemelvaartsdag"),
        (date(2025, 6, 9), "Tweede Pinksterdag"),
        (date(2025, 12, 25), "Eerste Kerstdag"),
        (date(2025, 12, 26), "Tweede Kerstdag"),
        (date(2026, 4, 3), "Goede Vrijdag"),
        (date(2026, 4, 6), "Tweede Paasdag"),
    ],
)
def test_a_day_off_is_no_working_day(day: date, what: str) -> None:
    assert not is_workday(day), what


@pytest.mark.parametrize(
    ("day", "what"),
    [
        (date(2025, 4, 17), "the Thursday before Easter"),
        (date(2025, 4, 28), "the Monday after a Koningsdag that moved"),
        (date(2026, 5, 4), "Dodenherdenking"),
        (date(2025, 5, 30), "the Friday after Hemelvaartsdag"),
        (date(2025, 12, 24), "the day before Christmas"),
        (date(2025, 12, 31), "the last day of the year"),
    ],
)
def test_a_day_on_which_people_may_be_away_is_a_working_day(day: date, what: str) -> None:
    assert is_workday(day), what


@pytest.mark.parametrize(
    ("day", "count", "found"),
    [
        (date(2025, 3, 10), 1, date(2025, 3, 11)),
        (date(2025, 3, 14), 1, date(2025, 3, 17)),
        (date(2025, 3, 15), 1, date(2025, 3, 17)),
        (date(2025, 3, 15), -1, date(2025, 3, 14)),
        (date(2025, 3, 15), 0, date(2025, 3, 15)),
        # Over Easter: Goede Vrijdag, the weekend and Tweede Paasdag are skipped.
        (date(2025, 4, 17), 1, date(2025, 4, 22)),
        (date(2025, 4, 22), -1, date(2025, 4, 17)),
        (date(2025, 4, 25), 1, date(2025, 4, 28)),
        (date(2026, 4, 24), 1, date(2026, 4, 28)),
        (date(2025, 5, 2), 1, date(2025, 5, 6)),
        (date(2026, 5, 4), 1, date(2026, 5, 6)),
        (date(2025, 12, 24), 1, date(2025, 12, 29)),
        (date(2025, 12, 24), 5, date(2026, 1, 5)),
        (date(2026, 1, 5), -5, date(2025, 12, 24)),
    ],
)
def test_days_off_are_skipped_both_ways(day: date, count: int, found: date) -> None:
    assert add_workdays(day, count) == found


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        (date(2025, 3, 10), date(2025, 3, 17), 5),
        (date(2025, 3, 14), date(2025, 3, 16), 0),
        (date(2025, 4, 17), date(2025, 4, 22), 1),
        (date(2025, 5, 2), date(2025, 5, 7), 2),
        (date(2025, 12, 22), date(2026, 1, 2), 6),
        (date(2025, 3, 10), date(2025, 3, 10), 0),
        (date(2025, 3, 17), date(2025, 3, 10), 0),
    ],
)
def test_the_first_day_does_not_count_and_the_last_does(start: date, end: date, count: int) -> None:
    assert workdays_between(start, end) == count


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2025, 3, 14), date(2025, 3, 14)),
        (date(2025, 3, 15), date(2025, 3, 17)),
        (date(2025, 4, 18), date(2025, 4, 22)),
        (date(2026, 5, 5), date(2026, 5, 6)),
        (date(2025, 12, 25), date(2025, 12, 29)),
        # Koningsdag follows Tweede Paasdag: the longest stretch there is.
        (date(2038, 4, 23), date(2038, 4, 28)),
    ],
)
def test_a_day_off_gives_way_to_the_first_working_day(day: date, found: date) -> None:
    assert next_workday(day) == found


@pytest.mark.parametrize(
    ("day", "moment"),
    [
        (date(2026, 1, 9), datetime(2026, 1, 9, 8, tzinfo=UTC)),
        (date(2026, 7, 9), datetime(2026, 7, 9, 7, tzinfo=UTC)),
        # On these days the clock was set an hour later or earlier, at night.
        (date(2026, 3, 29), datetime(2026, 3, 29, 7, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 8, tzinfo=UTC)),
    ],
)
def test_nine_is_nine_on_the_dutch_clock(day: date, moment: datetime) -> None:
    assert at_nine(day) == moment
    assert at_nine(day).hour == 9


@given(day=DAYS, count=COUNTS)
def test_what_was_added_is_what_lies_between(day: date, count: int) -> None:
    assert workdays_between(day, add_workdays(day, count)) == count


@given(day=DAYS, count=COUNTS)
def test_there_and_back_is_the_same_working_day(day: date, count: int) -> None:
    assume(is_workday(day))

    assert add_workdays(add_workdays(day, count), -count) == day
    assert add_workdays(add_workdays(day, -count), count) == day


@given(day=DAYS, count=COUNTS)
def test_adding_ends_on_a_working_day(day: date, count: int) -> None:
    assume(count)

    assert is_workday(add_workdays(day, count))
    assert is_workday(add_workdays(day, -count))
    assert add_workdays(day, -count) < day < add_workdays(day, count)


@given(start=DAYS, days=st.integers(0, 90), more=st.integers(0, 90))
def test_two_stretches_are_as_long_as_the_whole(start: date, days: int, more: int) -> None:
    middle = start + timedelta(days=days)
    end = middle + timedelta(days=more)

    parts = workdays_between(start, middle) + workdays_between(middle, end)

    assert parts == workdays_between(start, end)


@given(day=DAYS)
def test_the_next_working_day_is_never_more_than_five_days_away(day: date) -> None:
    found = next_workday(day)

    assert is_workday(found)
    assert day <= found <= day + timedelta(days=5)
