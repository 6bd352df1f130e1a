"""What a number can bear, against the table the report prints."""

from collections.abc import Callable

import numpy as np
import pytest

from incidents.statistics.bearing import (
    chance_at_true_reduction,
    detectable_change,
    largest_lower,
    largest_proving,
    weeks_to_see,
)
from incidents.statistics.counts import rate_ratio


@pytest.mark.parametrize(
    ("base", "phi_1", "phi_2"), [(1543, 10, 14), (296, 22, 30), (150, 30, 41), (30, 59, 76)]
)
def test_detectable_change_is_as_printed(base: int, phi_1: int, phi_2: int) -> None:
    changes = [detectable_change(base, phi=phi) for phi in (1, 2)]

    assert [round(100 * change) for change in changes if change] == [phi_1, phi_2]


def test_too_few_events_show_no_change_at_all() -> None:
    assert detectable_change(3) is None
    assert largest_lower(1) is None
    assert largest_proving(1, 50) is None


def test_largest_counts_that_say_something_are_as_printed() -> None:
    assert [largest_lower(1543, phi=phi) for phi in (1, 2)] == [1436, 1392]
    assert largest_proving(1543, 10) == 1305


def test_the_exact_test_draws_its_line_one_event_lower() -> None:
    assert rate_ratio(1436, 1, 1543, 1).high > 1
    assert rate_ratio(1435, 1, 1543, 1).high < 1


def test_a_true_decline_of_ten_percent_meets_the_target_half_the_time() -> None:
    assert chance_at_true_reduction(1543, 10) == pytest.approx(0.4996, abs=5e-5)


@pytest.mark.parametrize(
    ("percent", "phi", "weeks"), [(10, 1, 50), (10, 2, 101), (20, 1, 12), (20, 2, 24)]
)
def test_weeks_to_see_a_decline_are_as_printed(percent: int, phi: float, weeks: int) -> None:
    assert weeks_to_see(1543, percent, phi=phi) == weeks


@pytest.mark.parametrize("base", [1543, 150])
def test_the_detectable_change_is_found_in_four_of_five_simulated_years(base: int) -> None:
    change = detectable_change(base)
    assert change is not None
    random = np.random.default_rng(20250415)
    before = random.poisson(base, 20_000)
    after = random.poisson(base * (1 - change), 20_000)

    found = 2 * (np.sqrt(before) - np.sqrt(after)) / np.sqrt(2) > 1.959964

    assert found.mean() == pytest.approx(0.80, abs=0.01)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: detectable_change(0),
        lambda: detectable_change(10, phi=0.5),
        lambda: largest_lower(0),
        lambda: largest_proving(0, 10),
        lambda: largest_proving(10, 101),
        lambda: weeks_to_see(10, 0),
        lambda: chance_at_true_reduction(-1, 10),
    ],
)
def test_impossible_questions_are_refused(ask: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"base|Phi|reduction|decline|negative"):
        ask()
