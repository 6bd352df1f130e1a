"""The statistics against published vectors and properties, and the comparison guard."""

import datetime
import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.statistics.comparing import Comparison, Measured, Refusal, compare
from incidents.statistics.counts import byar_interval, ceiling, exact_interval, rate_ratio
from incidents.statistics.verdicts import (
    VERDICT_LABELS,
    Change,
    Verdict,
    change_wording,
    judge_target,
)

COUNTS = st.integers(min_value=0, max_value=3000)
EXPOSURES = st.integers(min_value=1, max_value=10_000)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def measured(count: int, start: str, end: str, known: str | None, **changes: object) -> Measured:
    entry = Measured(
        count=count,
        definition="A",
        period_start=day(start),
        period_end=day(end),
        delivery=f"levering-{start}-{known}",
        known_until=day(known) if known else None,
        known_precision="day" if known else "unknown",
        provisional=False,
    )
    return replace(entry, **changes)  # type: ignore[arg-type]  # tests name fields by keyword


YEAR_2024 = measured(1543, "2024-01-01", "2025-01-01", "2025-04-15", known_precision="unknown")
YEAR_2025 = measured(1525, "2025-01-01", "2026-01-01", "2026-01-09", provisional=True)


def compared(a: Measured, b: Measured) -> Comparison:
    result = compare(a, b)
    assert isinstance(result, Comparison), result
    return result


def refused(a: Measured, b: Measured) -> str:
    result = compare(a, b)
    assert isinstance(result, Refusal), result
    return result.reason


def test_ceiling_is_1388_for_ten_percent_below_1543() -> None:
    assert ceiling(1543, 10) == 1388
    assert ceiling(330, 30) == 231


@given(COUNTS, st.integers(0, 100))
def test_ceiling_is_the_highest_count_that_keeps_the_promise(base: int, percent: int) -> None:
    highest = ceiling(base, percent)

    assert highest * 100 <= base * (100 - percent) < (highest + 1) * 100


@given(COUNTS, st.integers(0, 99))
def test_ceiling_grows_with_the_base_and_falls_with_the_percentage(base: int, percent: int) -> None:
    assert ceiling(base, percent + 1) <= ceiling(base, percent) <= ceiling(base + 1, percent)


@pytest.mark.parametrize(("base", "percent"), [(-1, 10), (10, -1), (10, 101)])
def test_ceiling_refuses_impossible_input(base: int, percent: int) -> None:
    with pytest.raises(ValueError, match=r"negative|between"):
        ceiling(base, percent)


def test_rate_ratio_agrees_with_r() -> None:
    result = rate_ratio(11, 800, 6 + 8 + 7, 1083 + 1050 + 878)

    assert result.ratio == pytest.approx(1.971488, abs=5e-7)
    assert result.low == pytest.approx(0.8584264, abs=5e-7)
    assert result.high == pytest.approx(4.2772659, abs=5e-7)
    assert result.p_value == pytest.approx(0.07967, abs=5e-6)


def test_rate_ratio_agrees_with_gu_2008() -> None:
    result = rate_ratio(60, 51477.5, 30, 54308.7)

    assert (result.low, result.high) == pytest.approx((1.33974, 3.38837), abs=5e-5)


def test_rate_ratio_with_a_zero_has_an_open_end() -> None:
    none_now, none_before = rate_ratio(0, 1, 5, 1), rate_ratio(5, 1, 0, 1)

    assert (none_now.ratio, none_now.low) == (0, 0)
    assert math.isfinite(none_now.high)
    assert (none_before.ratio, none_before.high) == (math.inf, math.inf)
    assert none_before.low > 0


@pytest.mark.parametrize(
    ("count", "exposure", "base_count", "base_exposure"),
    [(0, 1, 0, 1), (-1, 1, 3, 1), (1, 0, 3, 1), (1, 1, 3, -1), (1, math.nan, 3, 1)],
)
def test_rate_ratio_refuses_impossible_input(
    count: int, exposure: float, base_count: int, base_exposure: float
) -> None:
    with pytest.raises(ValueError, match=r"count|exposure"):
        rate_ratio(count, exposure, base_count, base_exposure)


def test_confidence_lies_between_0_and_1() -> None:
    with pytest.raises(ValueError, match="confidence"):
        exact_interval(3, confidence=1.0)


@settings(max_examples=60, deadline=None)
@given(COUNTS, EXPOSURES, COUNTS, EXPOSURES)
def test_interval_contains_the_ratio_and_swapping_inverts_it(
    x: int, t: int, n: int, u: int
) -> None:
    if x == n == 0:
        return
    forward, backward = rate_ratio(x, t, n, u), rate_ratio(n, u, x, t)

    assert forward.low <= forward.ratio <= forward.high
    assert forward.p_value == pytest.approx(backward.p_value, rel=1e-6, abs=1e-12)
    if x and n:
        assert forward.ratio == pytest.approx(1 / backward.ratio)
        assert forward.low == pytest.approx(1 / backward.high, rel=1e-6)


def test_exact_interval_agrees_with_published_values() -> None:
    assert exact_interval(10) == pytest.approx((4.795389, 18.390356), abs=5e-6)
    assert exact_interval(0) == pytest.approx((0, 3.688879), abs=5e-6)


def test_byar_interval_agrees_with_published_values() -> None:
    assert byar_interval(65) == pytest.approx((50.163188, 82.849139), abs=5e-6)
    assert byar_interval(1045) == pytest.approx((982.593202, 1110.331213), abs=5e-5)
    assert byar_interval(0)[0] == 0


@pytest.mark.parametrize("interval", [exact_interval, byar_interval])
def test_intervals_refuse_a_negative_count(interval: object) -> None:
    assert callable(interval)
    with pytest.raises(ValueError, match="negative"):
        interval(-1)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 5000))
def test_both_intervals_contain_the_count_and_nearly_agree(count: int) -> None:
    (low, high), (byar_low, byar_high) = exact_interval(count), byar_interval(count)

    assert low <= count <= high
    assert byar_low == pytest.approx(low, abs=0.2)
    assert byar_high == pytest.approx(high, abs=0.2)


@pytest.mark.parametrize(
    ("count", "provisional", "complete", "verdict", "label"),
    [
        (1388, False, True, Verdict.MET, "gehaald"),
        (1388, True, True, Verdict.MET_PROVISIONAL, "gehaald (voorlopig)"),
        (1389, False, True, Verdict.NOT_MET, "niet gehaald"),
        (1525, True, True, Verdict.NOT_MET_PROVISIONAL, "niet gehaald (voorlopig)"),
        (1179, True, False, Verdict.TOO_EARLY, "te vroeg om te zeggen"),
        (1389, False, False, Verdict.NOT_MET_PROVISIONAL, "niet gehaald (voorlopig)"),
    ],
)
def test_target_is_judged_on_the_year_count(
    *, count: int, provisional: bool, complete: bool, verdict: Verdict, label: str
) -> None:
    found = judge_target(count, 1388, provisional=provisional, year_complete=complete)

    assert (found, VERDICT_LABELS[found]) == (verdict, label)


def test_every_verdict_has_a_label() -> None:
    assert set(VERDICT_LABELS) == set(Verdict)


def test_1525_is_not_distinguishable_from_1543_but_1436_is_lower() -> None:
    assert change_wording(rate_ratio(1525, 1, 1543, 1)) is Change.NOT_DISTINGUISHABLE
    assert change_wording(rate_ratio(1543, 1, 901, 1)) is Change.HIGHER
    assert change_wording(rate_ratio(1300, 1, 1543, 1)) is Change.LOWER


def test_2025_may_stand_beside_2024_with_both_warnings() -> None:
    result = compared(YEAR_2025, YEAR_2024)

    assert (result.count, result.base_count, result.exposure_days) == (1525, 1543, 365)
    assert result.ratio == rate_ratio(1525, 1, 1543, 1)
    assert result.marks == (
        "Ten minste een van de cijfers is voorlopig en kan nog veranderen.",
        (
            "Niet van elk cijfer is bekend hoe lang na de periode het is vastgesteld. "
            "Een vroeg bekend cijfer valt vaak lager uit."
        ),
    )


@pytest.mark.parametrize(("known", "days"), [("2025-04-15", 104), ("2026-02-10", 405)])
def test_years_of_known_and_different_maturity_are_refused(known: str, days: int) -> None:
    earlier = replace(YEAR_2024, known_until=day(known), known_precision="day")

    assert f"(8 dagen erna en {days} dagen erna)" in refused(YEAR_2025, earlier)


def test_years_of_one_delivery_differ_in_maturity_and_are_marked() -> None:
    known = {"known_until": day("2026-01-09"), "known_precision": "day"}
    earlier = replace(YEAR_2024, delivery=YEAR_2025.delivery, **known)  # type: ignore[arg-type]

    assert compared(YEAR_2025, earlier).marks[-1] == (
        "De cijfers zijn niet even lang na hun periode vastgesteld (8 dagen erna en 373 dagen "
        "erna). Een vroeg bekend cijfer valt vaak lager uit."
    )


def test_periods_on_both_sides_of_a_break_are_refused() -> None:
    began = day("2023-01-01")
    recount = measured(901, "2023-01-01", "2024-01-01", "2024-05-31", comparable_from=began)
    before = measured(228, "2022-01-01", "2023-01-01", None, comparable_from=began)

    assert refused(recount, before) == refused(before, recount)
    assert "vanaf 1 januari 2023 anders is geteld dan daarvoor" in refused(recount, before)


def test_periods_on_one_side_of_a_break_are_compared() -> None:
    began = day("2023-01-01")
    before = replace(YEAR_2024, comparable_from=began)

    assert compared(replace(YEAR_2025, comparable_from=began), before).base_count == 1543


def test_years_of_equal_maturity_carry_no_mark() -> None:
    earlier = replace(YEAR_2024, known_until=day("2025-01-31"), known_precision="day")

    assert compared(replace(YEAR_2025, provisional=False), earlier).marks == ()


def test_other_definitions_are_refused() -> None:
    assert refused(YEAR_2025, replace(YEAR_2024, definition="I")) == (
        "Deze cijfers zijn niet te vergelijken, omdat ze niet hetzelfde tellen "
        "(definitie A en definitie I)."
    )


def test_two_publications_that_do_not_say_what_they_counted_are_refused() -> None:
    a, b = replace(YEAR_2025, definition="X"), replace(YEAR_2024, definition="X")

    assert "onbekend is wat ze tellen" in refused(a, b)
    same = compared(a, replace(b, delivery=a.delivery))
    assert same.marks[0] == "De bron vermeldt niet wat is geteld."


def test_periods_of_other_length_are_refused() -> None:
    half = measured(678, "2025-01-01", "2025-07-01", "2025-07-31")

    assert "(181 en 366 dagen)" in refused(half, YEAR_2024)


def test_a_leap_day_makes_no_other_period() -> None:
    a = measured(50, "2025-01-01", "2025-03-01", "2025-03-10")
    b = measured(54, "2024-01-01", "2024-03-01", "2024-03-10")

    assert compared(a, b).exposure_days == 59


def test_an_estimated_end_of_period_is_refused() -> None:
    vague = replace(YEAR_2024, approximate_period=True)

    assert "tot welke dag" in refused(YEAR_2025, vague)


def test_a_period_without_days_is_refused() -> None:
    empty = measured(1, "2025-01-01", "2025-01-01", "2025-02-01")

    assert "eindigt voor ze begint" in refused(empty, empty)


def test_a_year_counted_before_it_was_over_is_refused() -> None:
    early = replace(YEAR_2025, known_until=day("2025-12-20"))

    assert "nog niet om was" in refused(early, YEAR_2024)


def test_part_years_of_other_or_unknown_maturity_are_refused() -> None:
    now = measured(678, "2025-01-01", "2025-07-01", "2025-07-31")
    old = measured(644, "2024-01-01", "2024-07-01", "2025-07-31")

    assert "(30 dagen erna en 395 dagen erna)" in refused(now, old)
    assert "(30 dagen erna en onbekend)" in refused(now, replace(old, known_precision="range"))
    assert "onbekend" in refused(now, replace(old, known_until=None))


def test_part_years_known_equally_long_after_are_compared() -> None:
    now = measured(678, "2025-01-01", "2025-07-01", "2025-07-31")
    then = measured(644, "2024-01-01", "2024-07-01", "2024-08-31")

    assert compared(now, then).marks == ()


def test_the_pair_of_one_delivery_is_compared_with_a_mark_on_maturity() -> None:
    a = measured(1179, "2025-01-01", "2025-11-01", "2025-12-19", delivery="kamerstuk")
    b = measured(1161, "2024-01-01", "2024-11-01", "2025-12-19", delivery="kamerstuk")
    result = compared(a, b)

    assert result.exposure_days == 304
    assert "(48 dagen erna en 413 dagen erna)" in result.marks[0]


def test_two_zeros_have_no_ratio() -> None:
    assert compared(replace(YEAR_2025, count=0), replace(YEAR_2024, count=0)).ratio is None
