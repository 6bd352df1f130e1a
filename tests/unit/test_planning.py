"""Sums on milestones: late against the first date, done of those that count."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.planning import Completion, Planned, completion, days_late, latest

TODAY = date(2025, 6, 1)


def step(
    first: date, current: date | None = None, done: date | None = None, **more: bool
) -> Planned:
    return Planned("Stap", first, current or first, done, more.get("is_open", done is None))


@pytest.mark.parametrize(
    ("milestone", "days"),
    [
        (step(date(2025, 9, 1)), 0),
        (step(date(2025, 9, 1), date(2025, 10, 13)), 42),
        (step(date(2025, 5, 31)), 1),
        (step(date(2025, 3, 1), date(2025, 4, 12)), 92),
        (step(date(2025, 3, 1), date(2025, 4, 12), date(2025, 4, 12)), 0),
        (step(date(2025, 3, 1), date(2025, 4, 12), is_open=False), 0),
    ],
)
def test_late_is_counted_from_the_first_date(milestone: Planned, days: int) -> None:
    assert days_late(milestone, today=TODAY) == days


def test_the_latest_is_the_one_most_days_late() -> None:
    on_time, late, later = (
        step(date(2025, 9, 1)),
        step(date(2025, 5, 1)),
        step(date(2025, 2, 1)),
    )

    assert latest([on_time, late, later], today=TODAY) == later
    assert latest([on_time], today=TODAY) is None
    assert latest([], today=TODAY) is None


def test_completion_counts_what_is_done_of_what_counts() -> None:
    done = step(date(2025, 3, 1), done=date(2025, 3, 1))
    dropped = step(date(2025, 3, 1), is_open=False)

    assert completion([done, done, step(TODAY), dropped]) == Completion(2, 3)
    assert completion([]) == Completion(0, 0)


@given(first=st.dates(date(2024, 1, 1), date(2026, 1, 1)), moved=st.integers(0, 400))
def test_replanning_never_makes_a_milestone_less_late(first: date, moved: int) -> None:
    as_planned = days_late(step(first), today=TODAY)
    replanned = days_late(step(first, first + timedelta(days=moved)), today=TODAY)

    assert replanned >= as_planned >= 0
    assert replanned >= moved or first + timedelta(days=moved) == first
