"""Overdispersion and the intervals that allow for it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.statistics.counts import exact_interval, rate_ratio
from incidents.statistics.dispersion import (
    SHOWN_PHIS,
    count_interval,
    ratio_interval,
    successive_phi,
)

COUNTS = st.integers(0, 3000)
PHIS = st.floats(1, 5)


def test_phi_comes_from_steps_between_neighbours() -> None:
    by_hand = (16 / 24 + 25 / 23 + 9 / 21) / 3

    assert successive_phi([10, 14, 9, 12]) == pytest.approx(by_hand)
    assert successive_phi([10, 14, 9, 12]) == pytest.approx(0.727398, abs=5e-7)


def test_two_zeros_in_a_row_tell_nothing() -> None:
    assert successive_phi([0, 0, 4, 4]) == pytest.approx(4 / 2)


@pytest.mark.parametrize("counts", [[], [5], [0, 0], [3, -1]])
def test_phi_refuses_what_tells_nothing(counts: list[int]) -> None:
    with pytest.raises(ValueError, match=r"count|Phi"):
        successive_phi(counts)


def test_intervals_for_the_phis_that_are_shown() -> None:
    counts = [count_interval(1543, phi) for phi in SHOWN_PHIS]
    ratios = [ratio_interval(1525, 1, 1543, 1, phi) for phi in SHOWN_PHIS]

    assert counts[0] == pytest.approx((1466.96, 1621.96), abs=5e-3)
    assert counts[1] == pytest.approx((1436.03, 1655.83), abs=5e-3)
    assert counts[2] == pytest.approx((1412.51, 1682.30), abs=5e-3)
    assert ratios[0] == pytest.approx((0.920, 1.062), abs=5e-4)
    assert ratios[1] == pytest.approx((0.893, 1.094), abs=5e-4)
    assert ratios[2] == pytest.approx((0.873, 1.119), abs=5e-4)


@given(count=COUNTS, base=st.integers(1, 3000))
def test_phi_of_one_is_the_exact_method(count: int, base: int) -> None:
    ratio = rate_ratio(count, 3, base, 7)

    assert count_interval(count, 1) == exact_interval(count)
    assert ratio_interval(count, 3, base, 7, 1) == (ratio.low, ratio.high)


@settings(deadline=None)
@given(count=st.integers(1, 3000), phi=PHIS)
def test_more_dispersion_never_makes_an_interval_narrower(count: int, phi: float) -> None:
    (low, high), (wide_low, wide_high) = count_interval(count, phi), count_interval(count, phi + 1)

    assert wide_low <= low <= count <= high <= wide_high


@pytest.mark.parametrize("phi", [0.99, 0.0, -1.0, float("nan")])
def test_phi_below_one_is_refused(phi: float) -> None:
    with pytest.raises(ValueError, match="Phi"):
        count_interval(10, phi)
    with pytest.raises(ValueError, match="Phi"):
        ratio_interval(10, 1, 10, 1, phi)


@pytest.mark.parametrize(
    ("count", "exposure", "base"), [(-1, 1, 3), (0, 1, 0), (3, 0, 3), (3, 1, -3)]
)
def test_ratio_refuses_impossible_input(count: int, exposure: float, base: int) -> None:
    with pytest.raises(ValueError, match=r"ratio|exposure"):
        ratio_interval(count, exposure, base, 1, 2)


def test_interval_refuses_a_negative_count() -> None:
    with pytest.raises(ValueError, match="negative"):
        count_interval(-1, 2)


def test_no_events_leave_the_lower_bound_at_zero() -> None:
    assert count_interval(0, 2)[0] == 0
    assert ratio_interval(0, 1, 5, 1, 2)[0] == 0
