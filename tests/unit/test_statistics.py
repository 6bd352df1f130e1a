"""The arithmetic behind every percentage and verdict, against published values."""

from datetime import date
from math import inf, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.statistics import (
    Comparison,
    Measured,
    RateRatio,
    Refusal,
    Verdict,
    byar_interval,
    ceiling,
    compare,
    exact_interval,
    judge_target,
    rate_ratio,
)

COUNTS = st.integers(min_value=0, max_value=5000)
POSITIVE = st.integers(min_value=1, max_value=5000)
EXPOSURES = st.floats(min_value=0.1, max_value=1000)


def measured(
    count: int,
    start: date,
    end: date,
    known: date,
    *,
    delivery: str = "een",
    definition: str = "A",
) -> Measured:
    return Measured(count, definition, start, end, delivery, known)


def year(count: int, of: int, known: date, *, delivery: str = "een") -> Measured:
    return measured(count, date(of, 1, 1), date(of + 1, 1, 1), known, delivery=delivery)


def compared(a: Measured, b: Measured) -> Comparison:
    found = compare(a, b)
    assert isinstance(found, Comparison)
    return found


def refused(a: Measured, b: Measured) -> str:
    found = compare(a, b)
    assert isinstance(found, Refusal)
    assert found.reason.endswith(".")
    assert found.reason.count(". ") == 0
    return found.reason


def test_ten_per_cent_below_1543_is_at_most_1388() -> None:
    assert ceiling(1543, 10) == 1388
    assert type(ceiling(1543, 10)) is int


@given(COUNTS, COUNTS, st.integers(0, 100))
def test_a_higher_base_never_has_a_lower_maximum(one: int, other: int, cut: int) -> None:
    low, high = sorted((one, other))
    assert ceiling(low, cut) <= ceiling(high, cut)


@given(COUNTS, st.integers(0, 100), st.integers(0, 100))
def test_a_larger_reduction_never_has_a_higher_maximum(base: int, one: int, other: int) -> None:
    small, large = sorted((one, other))
    assert ceiling(base, large) <= ceiling(base, small)


@given(COUNTS, st.integers(0, 100))
def test_the_maximum_keeps_the_promise_and_one_more_breaks_it(base: int, cut: int) -> None:
    maximum = ceiling(base, cut)
    assert 100 * maximum <= base * (100 - cut) < 100 * (maximum + 1)


@pytest.mark.parametrize(("base", "cut"), [(-1, 10), (1543, -1), (1543, 101)])
def test_a_maximum_of_impossible_input_is_refused(base: int, cut: int) -> None:
    with pytest.raises(ValueError, match="must"):
        ceiling(base, cut)


def test_the_rate_ratio_equals_that_of_r() -> None:
    found = rate_ratio(11, 800, 21, 3011)
    assert found.ratio == pytest.approx(1.971488, abs=1e-6)
    assert found.low == pytest.approx(0.8584264, abs=1e-6)
    assert found.high == pytest.approx(4.2772659, abs=1e-6)
    assert found.p_value == pytest.approx(0.07967, abs=5e-6)


def test_the_rate_ratio_equals_the_published_example() -> None:
    found = rate_ratio(60, 51477.5, 30, 54308.7)
    assert found.low == pytest.approx(1.33974, abs=5e-6)
    assert found.high == pytest.approx(3.38837, abs=5e-6)


def test_1525_against_1543_prints_as_099_with_092_to_106() -> None:
    found = rate_ratio(1525, 1, 1543, 1)
    assert f"{found.ratio:.2f} {found.low:.2f} {found.high:.2f}" == "0.99 0.92 1.06"
    assert f"{100 * (1543 - 1525) / 1543:.1f}" == "1.2"


def test_no_events_give_a_low_bound_of_zero() -> None:
    found = rate_ratio(0, 1, 5, 1)
    assert (found.ratio, found.low) == (0, 0)
    assert 0 < found.high < inf


def test_no_events_in_the_base_give_an_infinite_high_bound() -> None:
    found = rate_ratio(5, 1, 0, 1)
    assert (found.ratio, found.high) == (inf, inf)
    assert 0 < found.low < inf


@pytest.mark.parametrize(
    ("count", "exposure", "base", "base_exposure"),
    [(0, 1, 0, 1), (-1, 1, 5, 1), (5, 1, -1, 1), (5, 0, 5, 1), (5, 1, 5, -2)],
)
def test_rates_without_a_ratio_are_refused(
    count: int, exposure: float, base: int, base_exposure: float
) -> None:
    with pytest.raises(ValueError, match=r"count|exposure"):
        rate_ratio(count, exposure, base, base_exposure)


@pytest.mark.parametrize("confidence", [0, 1, -0.5, 95])
def test_a_confidence_that_is_no_share_is_refused(confidence: float) -> None:
    with pytest.raises(ValueError, match="confidence"):
        rate_ratio(1, 1, 1, 1, confidence=confidence)


@given(COUNTS, EXPOSURES, POSITIVE, EXPOSURES)
def test_the_interval_contains_the_ratio(
    count: int, exposure: float, base: int, base_exposure: float
) -> None:
    found = rate_ratio(count, exposure, base, base_exposure)
    assert found.low <= found.ratio <= found.high
    assert 0 <= found.p_value <= 1 + 1e-9


@given(POSITIVE, EXPOSURES, POSITIVE, EXPOSURES)
def test_swapping_the_counts_inverts_the_ratio(
    count: int, exposure: float, base: int, base_exposure: float
) -> None:
    one = rate_ratio(count, exposure, base, base_exposure)
    other = rate_ratio(base, base_exposure, count, exposure)
    assert isclose(one.ratio * other.ratio, 1, rel_tol=1e-9)
    assert isclose(one.low * other.high, 1, rel_tol=1e-6)
    assert isclose(one.high * other.low, 1, rel_tol=1e-6)


def test_the_exact_interval_equals_the_textbook() -> None:
    assert exact_interval(10) == pytest.approx((4.795389, 18.390356), abs=1e-6)
    assert exact_interval(0) == pytest.approx((0, 3.688879), abs=1e-6)


@pytest.mark.parametrize(
    ("count", "low", "high"), [(65, 50.163188, 82.849139), (1045, 982.593202, 1110.331213)]
)
def test_the_approximate_interval_equals_the_published_values(
    count: int, low: float, high: float
) -> None:
    assert byar_interval(count, confidence=0.95) == pytest.approx((low, high), abs=1e-6)


@given(COUNTS)
def test_both_intervals_contain_the_count(count: int) -> None:
    for low, high in (exact_interval(count), byar_interval(count)):
        assert 0 <= low <= count <= high


@given(COUNTS)
def test_more_confidence_gives_a_wider_exact_interval(count: int) -> None:
    low, high = exact_interval(count, confidence=0.9)
    wider_low, wider_high = exact_interval(count, confidence=0.99)
    assert wider_low <= low
    assert high < wider_high


def test_intervals_of_a_negative_count_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        exact_interval(-1)
    with pytest.raises(ValueError, match="negative"):
        byar_interval(-1)


def test_the_target_is_met_at_its_maximum_and_not_one_above() -> None:
    assert judge_target(1388, 1388) is Verdict.MET
    assert judge_target(1389, 1388) is Verdict.NOT_MET
    assert judge_target(1525, 1388) is Verdict.NOT_MET


def test_other_definitions_are_not_compared() -> None:
    a = year(901, 2023, date(2024, 5, 31))
    b = measured(1057, a.period_start, a.period_end, a.known_until, definition="I")
    assert refused(a, b) == (
        "De cijfers zijn niet te vergelijken, omdat ze niet hetzelfde tellen: het ene gebruikt "
        "definitie A, het andere definitie I."
    )


def test_unequal_periods_are_not_compared() -> None:
    part = measured(1179, date(2025, 1, 1), date(2025, 11, 1), date(2025, 12, 19))
    assert "304 tegen 366 dagen" in refused(part, year(1543, 2024, date(2025, 4, 15)))


def test_a_leap_day_does_not_make_a_year_longer() -> None:
    found = compared(
        year(1525, 2025, date(2026, 1, 9)), year(1543, 2024, date(2025, 1, 9), delivery="twee")
    )
    assert found == Comparison(rate_ratio(1525, 1, 1543, 1), ())


def test_the_same_months_of_two_years_are_equal_periods() -> None:
    known = date(2025, 12, 19)
    found = compared(
        measured(1179, date(2025, 1, 1), date(2025, 11, 1), known),
        measured(1161, date(2024, 1, 1), date(2024, 11, 1), known),
    )
    assert found.marks == ()
    assert isinstance(found.ratio, RateRatio)
    assert found.ratio.ratio == pytest.approx(1179 / 1161)


def test_years_known_unequally_long_are_compared_with_a_mark() -> None:
    found = compared(
        year(1525, 2025, date(2026, 1, 9)), year(1543, 2024, date(2025, 4, 15), delivery="twee")
    )
    assert f"{found.ratio.ratio:.4f}" == "0.9883"
    (mark,) = found.marks
    assert mark == (
        "De cijfers zijn niet even lang na het jaar geteld: dat van 2025 8 dagen na het einde van "
        "de periode, dat van 2024 104 dagen na het einde van de periode. "
        "Vroeg getelde jaren vallen vaak lager uit."
    )


def test_parts_of_a_year_known_unequally_long_are_not_compared() -> None:
    half = measured(678, date(2025, 1, 1), date(2025, 7, 1), date(2025, 7, 31))
    earlier = measured(644, date(2024, 1, 1), date(2024, 7, 1), date(2025, 7, 31), delivery="twee")
    assert refused(half, earlier) == (
        "De cijfers zijn niet te vergelijken, omdat het ene 30 dagen na het einde van de periode "
        "is geteld en het andere 395 dagen na het einde van de periode: een vroeg geteld cijfer "
        "valt vaak lager uit."
    )


def test_thirty_one_days_of_difference_is_the_limit() -> None:
    one = measured(10, date(2025, 1, 1), date(2025, 4, 1), date(2025, 4, 1))
    start, end = date(2024, 1, 1), date(2024, 4, 1)
    within = measured(9, start, end, date(2024, 5, 2), delivery="twee")
    beyond = measured(9, start, end, date(2024, 5, 3), delivery="twee")
    assert isinstance(compare(one, within), Comparison)
    assert isinstance(compare(one, beyond), Refusal)


def test_two_zeros_have_no_ratio() -> None:
    known = date(2026, 1, 9)
    assert "allebei nul" in refused(year(0, 2025, known), year(0, 2024, known))
