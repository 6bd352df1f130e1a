"""When people hear of a round: the examples of the docstrings, and what holds on any day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.rounds.schedule import Moment, announced_at, due, may_go, reminders
from measures.rounds.states import Threshold
from offensief.lib.dutch import AMSTERDAM
from offensief.lib.workdays import is_workday, workdays_between

DAYS = st.dates(date(2025, 1, 1), date(2040, 12, 31))
LATER = st.integers(0, 90).map(timedelta)
FAR = date(2050, 1, 1)


def _days(last_day: date, closes_on: date = FAR) -> list[date]:
    return [moment.at.date() for moment in reminders(last_day, closes_on)]


def _at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=AMSTERDAM)


def test_a_round_that_closes_two_weeks_after_its_last_day() -> None:
    found = reminders(date(2027, 7, 23), date(2027, 8, 6))

    assert found == (
        Moment(Threshold.BEFORE, _at(date(2027, 7, 20))),
        Moment(Threshold.AFTER, _at(date(2027, 7, 26))),
        Moment(Threshold.WEEK_1, _at(date(2027, 8, 2))),
    )


@pytest.mark.parametrize(
    ("last_day", "days", "what"),
    [
        (
            date(2027, 3, 30),
            [(3, 23), (3, 31), (4, 7), (4, 14), (4, 21)],
            "Goede Vrijdag and Tweede Paasdag do not count",
        ),
        (
            date(2026, 4, 23),
            [(4, 20), (4, 24), (5, 1), (5, 8), (5, 15)],
            "a week ends where it began, whatever holiday lies in it",
        ),
        (
            date(2026, 4, 27),
            [(4, 22), (4, 28), (5, 6), (5, 12), (5, 19)],
            "a last day that is a holiday itself; a week later is 5 May, and the next is not moved",
        ),
        (
            date(2027, 12, 24),
            [(12, 21), (12, 27), (1, 3), (1, 10), (1, 17)],
            "Christmas in a weekend, and into the next year",
        ),
        (
            date(2027, 7, 25),
            [(7, 21), (7, 26), (8, 2), (8, 9), (8, 16)],
            "a last day in the weekend",
        ),
    ],
)
def test_holidays_and_weekends(last_day: date, days: list[tuple[int, int]], what: str) -> None:
    assert [(day.month, day.day) for day in _days(last_day)] == days, what


def test_on_the_day_of_closing_a_reminder_still_goes() -> None:
    assert _days(date(2027, 7, 23), date(2027, 7, 26)) == [date(2027, 7, 20), date(2027, 7, 26)]
    assert _days(date(2027, 7, 23), date(2027, 7, 25)) == [date(2027, 7, 20)]


@pytest.mark.parametrize(
    ("day", "heard"),
    [
        (date(2027, 6, 19), date(2027, 6, 21)),
        (date(2027, 6, 21), date(2027, 6, 21)),
        (date(2027, 3, 26), date(2027, 3, 30)),
        (date(2026, 5, 5), date(2026, 5, 6)),
    ],
)
def test_an_announcement_waits_for_a_working_day(day: date, heard: date) -> None:
    assert announced_at(day) == _at(heard)


SINCE = _at(date(2027, 7, 5))
PLANNED = reminders(date(2027, 7, 23), date(2027, 8, 6))


@pytest.mark.parametrize(
    ("now", "found"),
    [
        (_at(date(2027, 7, 19)), None),
        (_at(date(2027, 7, 20), 8), None),
        (_at(date(2027, 7, 20)), Threshold.BEFORE),
        (_at(date(2027, 7, 25)), Threshold.BEFORE),
        (_at(date(2027, 7, 27)), Threshold.AFTER),
        (_at(date(2027, 9, 1)), Threshold.WEEK_1),
    ],
)
def test_of_what_was_missed_only_the_last_is_due(now: datetime, found: Threshold | None) -> None:
    moment = due(PLANNED, since=SINCE, now=now)

    assert (moment.threshold if moment else None) == found


def test_what_lies_before_the_last_day_was_given_was_never_due() -> None:
    since = _at(date(2027, 7, 21))

    assert due(PLANNED, since=since, now=_at(date(2027, 7, 25))) is None
    assert due(PLANNED, since=since, now=_at(date(2027, 7, 26))) == PLANNED[1]
    assert due(PLANNED, since=PLANNED[0].at, now=PLANNED[0].at) is None


@pytest.mark.parametrize(
    ("now", "may"),
    [
        (_at(date(2027, 7, 20), 8), False),
        (_at(date(2027, 7, 20), 9), True),
        (_at(date(2027, 7, 20), 22), True),
        (_at(date(2027, 7, 24), 12), False),
        (_at(date(2027, 3, 29), 12), False),
        # Ten past eleven at night in Amsterdam is another day than in London.
        (datetime(2027, 7, 25, 22, 10, tzinfo=UTC), False),
        (datetime(2027, 7, 26, 7, 0, tzinfo=UTC), True),
    ],
)
def test_what_is_late_waits_for_nine_on_a_working_day(now: datetime, may: bool) -> None:  # noqa: FBT001 -- a parameter
    assert may_go(now) is may


@given(last_day=DAYS, later=LATER)
def test_reminders_are_in_order_on_working_days_at_nine(last_day: date, later: timedelta) -> None:
    moments = reminders(last_day, last_day + later)
    days = [moment.at.date() for moment in moments]

    assert days == sorted(set(days))
    assert all(is_workday(day) and day <= last_day + later for day in days)
    assert all(moment.at.astimezone(AMSTERDAM).hour == 9 for moment in moments)
    assert [moment.threshold for moment in moments] == list(Threshold)[: len(moments)]


@given(last_day=DAYS)
def test_there_are_at_most_one_before_one_after_and_three_weekly(last_day: date) -> None:
    days = _days(last_day)

    assert len(days) == 5
    assert days[0] < last_day < days[1]
    assert workdays_between(days[0], last_day) in {2, 3}
    assert workdays_between(last_day, days[1]) == 1


@given(last_day=DAYS, more=st.integers(1, 60).map(timedelta))
def test_more_time_never_brings_a_reminder_forward(last_day: date, more: timedelta) -> None:
    before, after = _days(last_day), _days(last_day + more)

    assert all(old <= new for old, new in zip(before, after, strict=True))
