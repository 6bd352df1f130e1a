"""The forecast of the year: what it says, when it keeps silent, and how often it is right."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import nbinom

from incidents.statistics.forecast import (
    METHODS_DISAGREE,
    NO_CHANCE_ALONE,
    NO_CHANCE_YET,
    Prediction,
    forecast,
    share_forecast,
)

STEADY = [30] * 52
WEEKLY = st.integers(0, 60)


def interval(found: Prediction) -> tuple[int, int, int]:
    return (found.median, found.low_95, found.high_95)


def test_a_steady_year_goes_on() -> None:
    found = forecast(STEADY[:26], STEADY, 1388)

    assert interval(found.share) == (1560, 1456, 1675)
    assert interval(found.level) == (1564, 1355, 1845)
    assert interval(found.mixture) == (1561, 1384, 1794)
    assert found.mixture.chance == pytest.approx(0.03, abs=5e-3)
    assert (found.phi, found.remarks) == (1.0, ())


def test_before_week_26_there_is_no_chance() -> None:
    early, later = forecast(STEADY[:25], STEADY, 1388), forecast(STEADY[:26], STEADY, 1388)

    assert [p.chance for p in (early.share, early.level, early.mixture)] == [None, None, None]
    assert early.remarks == (NO_CHANCE_YET,)
    assert later.mixture.chance is not None


def test_mixture_lies_between_the_methods_and_its_chance_is_their_mean() -> None:
    found = forecast([25] * 30, [*[20] * 26, *[40] * 26], 1500)
    chances = [found.share.chance, found.level.chance]

    assert found.level.median < found.mixture.median < found.share.median
    assert found.mixture.chance == pytest.approx(np.mean([c for c in chances if c is not None]))


def test_methods_on_different_sides_of_the_maximum_disagree() -> None:
    growing = [*[20] * 26, *[40] * 26]
    found = forecast([25] * 30, growing, 1500)

    assert found.share.median > 1500 >= found.level.median
    assert found.methods_disagree
    assert found.remarks == (METHODS_DISAGREE,)


def test_a_maximum_that_is_passed_has_no_chance_left() -> None:
    found = forecast([60] * 26, STEADY, 1388)

    assert found.count > found.maximum
    assert found.mixture.chance == 0


def test_series_of_attacks_make_the_forecast_wider() -> None:
    series = [20, 40] * 26
    calm, wild = forecast(STEADY[:26], STEADY, 1388), forecast(series[:26], series, 1388)

    assert wild.phi == pytest.approx(400 / 60)
    assert wild.count == calm.count
    for one, other in ((calm.share, wild.share), (calm.mixture, wild.mixture)):
        assert other.high_95 - other.low_95 > one.high_95 - one.low_95


def test_share_alone_has_an_interval_and_no_chance() -> None:
    found = share_forecast(1179, 1161, 1543)

    assert interval(found.prediction) == (1567, 1507, 1633)
    assert (found.prediction.chance, found.reason) == (None, NO_CHANCE_ALONE)
    assert found.prediction.median == pytest.approx(1179 * 1543 / 1161, abs=2)


def test_share_with_a_large_base_is_a_negative_binomial() -> None:
    found = share_forecast(100, 10**9, 2 * 10**9).prediction

    oracle = nbinom(100.5, 0.5)
    assert interval(found) == tuple(100 + int(oracle.ppf(p)) for p in (0.5, 0.025, 0.975))


def test_share_agrees_with_simulation() -> None:
    random = np.random.default_rng(1)
    share = random.beta(40.5, 30.5, 400_000)
    level = random.gamma(50.5, size=400_000)
    totals = 50 + random.poisson(level * (1 - share) / share)

    found = share_forecast(50, 40, 70).prediction

    expected = np.quantile(totals, [0.5, 0.025, 0.975])
    assert interval(found) == pytest.approx(tuple(expected), abs=2)


@settings(deadline=None, max_examples=40)
@given(
    weeks=st.lists(WEEKLY, min_size=1, max_size=51),
    base=st.lists(WEEKLY, min_size=51, max_size=51),
    maximum=st.integers(0, 3000),
)
def test_intervals_are_in_order_and_never_below_what_was_counted(
    weeks: list[int], base: list[int], maximum: int
) -> None:
    found = forecast(weeks, [1, *base], maximum)

    for p in (found.share, found.level, found.mixture):
        edges = [sum(weeks), p.low_95, p.low_80, p.median, p.high_80, p.high_95]
        assert edges == sorted(edges)
        assert p.chance is None or 0 <= p.chance <= 1


@pytest.mark.parametrize("grown", [1.0, 1.5])
def test_mixture_holds_the_outcome_after_a_steady_and_after_a_growing_base_year(
    grown: float,
) -> None:
    random = np.random.default_rng(2025)
    levels = 29.6 * np.linspace(1, grown, 52)
    held = 0
    for _ in range(100):
        base, year = random.poisson(levels).tolist(), random.poisson([levels[-1]] * 52).tolist()
        found = forecast(year[:26], base, 1388).mixture
        held += found.low_95 <= sum(year) <= found.high_95

    assert held >= 92


@pytest.mark.parametrize(
    ("weeks", "base"),
    [
        ([], STEADY),
        (STEADY, STEADY),
        ([30], STEADY[:51]),
        ([-1], STEADY),
        ([30], [0, *STEADY[:51]]),
    ],
)
def test_impossible_weeks_are_refused(weeks: list[int], base: list[int]) -> None:
    with pytest.raises(ValueError, match=r"weeks|negative|share"):
        forecast(weeks, base, 1388)


@pytest.mark.parametrize(
    ("count", "base_count", "base_total", "phi"),
    [(-1, 5, 10, 1), (5, 0, 10, 1), (5, 11, 10, 1), (5, 5, 10, 0.5)],
)
def test_impossible_shares_are_refused(
    count: int, base_count: int, base_total: int, phi: float
) -> None:
    with pytest.raises(ValueError, match=r"share|Phi"):
        share_forecast(count, base_count, base_total, phi=phi)
