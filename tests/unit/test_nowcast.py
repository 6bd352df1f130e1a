"""Reporting delay: Mack's published errors, and a nowcast beside its count."""

import numpy as np
import pytest

from incidents.statistics.nowcast import Nowcast, chain_ladder, nowcast

# Taylor and Ashe 1983, as in Mack 1993: ten years of claims, cumulative.
TAYLOR_ASHE = """
357848 1124788 1735330 2218270 2745596 3319994 3466336 3606286 3833515 3901463
352118 1236139 2170033 3353322 3799067 4120063 4647867 4914039 5339085
290507 1292306 2218525 3235179 3985995 4132918 4628910 4909315
310608 1418858 2195047 3757447 4029929 4381982 4588268
443160 1136350 2128333 2897821 3402672 3873311
396132 1333217 2180715 2985752 3691712
440832 1288463 2419861 3483130
359480 1421128 2864498
376686 1363294
344014
"""
# Share known at each age.
KNOWN = np.array([0.6, 0.85, 0.95, 1.0])


def taylor_ashe() -> list[list[float]]:
    return [[float(value) for value in line.split()] for line in TAYLOR_ASHE.strip().splitlines()]


def reported(random: np.random.Generator, *, level: float, periods: int) -> list[list[int]]:
    """Cumulative counts at each age, all ages of every period."""
    steps = np.diff(KNOWN, prepend=0.0)
    counts = np.cumsum(random.poisson(level * steps, (periods, len(steps))), axis=1)
    return [[int(count) for count in row] for row in counts]


def as_known(full: list[list[int]]) -> list[list[int]]:
    """Only what was known when the last period was just over."""
    return [row[: len(full) - i] for i, row in enumerate(full)]


def test_macks_triangle_gives_his_reserve_and_error() -> None:
    found = chain_ladder(taylor_ashe())

    assert round(found.total) == 18_680_856
    assert round(found.total_error) == 2_447_095


def test_macks_triangle_gives_his_errors_per_year() -> None:
    found = chain_ladder(taylor_ashe())

    assert [round(error / 1000) for error in found.errors] == [
        *(0, 76, 122, 134, 261),
        *(411, 558, 875, 971, 1363),
    ]
    assert [round(reserve / 1000) for reserve in found.to_come] == [
        *(0, 95, 470, 710, 985),
        *(1419, 2178, 3920, 4279, 4626),
    ]


def test_periods_that_are_fully_known_have_nothing_to_come() -> None:
    found = chain_ladder([[5, 10], [6, 12], [7, 14], [8]])

    assert list(found.factors) == [2]
    assert list(found.to_come) == [0, 0, 0, 8]
    assert found.total_error == 0


def test_a_nowcast_carries_count_and_estimate_apart() -> None:
    full = reported(np.random.default_rng(4), level=120, periods=24)
    oldest, _, youngest = nowcast(as_known(full))

    assert (oldest.period, oldest.age) == (21, 2)
    assert (youngest.period, youngest.age) == (23, 0)
    assert youngest.count == full[23][0]
    assert youngest.estimate == pytest.approx(120, rel=0.25)
    assert youngest.count < youngest.low < youngest.estimate < youngest.high


def test_half_reported_and_ten_known_gives_eleven_to_come() -> None:
    *_, youngest = nowcast([*[[10, 20]] * 10, [10]])

    assert (youngest.count, youngest.estimate) == (10, 21)


def test_a_period_of_which_nothing_is_reported_yet_can_still_hold_something() -> None:
    *_, youngest = nowcast([*[[10, 20]] * 10, [0]])

    assert (youngest.count, youngest.estimate, youngest.low) == (0, 1, 0)
    assert youngest.high > 1


def test_corrections_downwards_are_no_delay() -> None:
    *_, youngest = nowcast([*[[10, 9]] * 10, [10]])

    assert youngest == Nowcast(period=10, age=0, count=10, estimate=10, low=10, high=10)


def test_wild_reporting_gives_a_wider_interval() -> None:
    steady = [*[[50, 100]] * 20, [50]]
    wild = [*[[50, 80], [50, 120]] * 10, [50]]

    (calm,), (wide,) = nowcast(steady), nowcast(wild)

    assert (calm.estimate, wide.estimate) == (101, 101)
    assert wide.high - wide.low > calm.high - calm.low


def test_the_interval_holds_the_final_count() -> None:
    random = np.random.default_rng(11)
    held = 0
    for _ in range(200):
        full = reported(random, level=120, periods=24)
        youngest = nowcast(as_known(full))[-1]
        held += youngest.low <= full[-1][-1] <= youngest.high

    assert held >= 184


@pytest.mark.parametrize(
    "triangle",
    [[], [[5]], [[5, 10], [6, 12]], [[5, 10], [6], [7]], [[5, 10, 12], [6, 9]]],
)
def test_what_is_no_triangle_is_refused(triangle: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="triangle"):
        chain_ladder(triangle)


def test_an_age_without_events_is_refused() -> None:
    with pytest.raises(ValueError, match="age"):
        chain_ladder([[0, 10], [0, 12], [3]])


def test_two_ages_of_one_period_have_no_error() -> None:
    with pytest.raises(ValueError, match="three ages"):
        chain_ladder([[5, 10], [6]])


def test_a_nowcast_needs_enough_errors_to_learn_from() -> None:
    with pytest.raises(ValueError, match="more periods"):
        nowcast([*[[10, 20]] * 8, [10]])


def test_a_nowcast_refuses_a_negative_count() -> None:
    with pytest.raises(ValueError, match="negative"):
        nowcast([*[[-1, 20]] * 10, [10]])
