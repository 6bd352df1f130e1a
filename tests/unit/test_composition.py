"""What kind of object changed, against the figures of the plan and scipy.stats."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from incidents.statistics.composition import contributions, mix_shift
from incidents.statistics.verdicts import Change

# Plan, lines 797-798 and 111-115; the rest is what the totals of 901 and 1543 leave.
YEAR_2023 = {"home": 599, "business": 195, "vehicle": 85, "rest": 22}
YEAR_2024 = {"home": 1119, "business": 230, "vehicle": 154, "rest": 40}
COUNTS = st.lists(st.integers(1, 500), min_size=2, max_size=6)


def test_homes_are_520_of_the_642_more() -> None:
    home, *others = contributions(YEAR_2023, YEAR_2024)

    assert (home.key, home.difference, home.change) == ("home", 520, Change.HIGHER)
    assert home.difference + sum(other.difference for other in others) == 642


def test_businesses_are_not_distinguishable() -> None:
    business = contributions(YEAR_2023, YEAR_2024)[1]

    assert business.ratio is not None
    assert (business.ratio.ratio, business.ratio.low, business.ratio.high) == pytest.approx(
        (1.18, 0.97, 1.43), abs=5e-3
    )
    assert business.change is Change.NOT_DISTINGUISHABLE


def test_a_kind_that_never_occurred_has_no_ratio() -> None:
    (only,) = contributions({"infrastructure": 0}, {"infrastructure": 0})

    assert (only.difference, only.ratio, only.change) == (0, None, None)


def test_the_mix_of_the_plan_shifted() -> None:
    found = mix_shift(YEAR_2023, YEAR_2024)

    assert found.chi_square == pytest.approx(18.0213, abs=5e-5)
    assert (found.degrees, found.reliable) == (3, True)
    assert found.p_value == pytest.approx(0.00044, abs=5e-6)


@given(COUNTS, st.data())
def test_mix_shift_equals_scipy(before: list[int], data: st.DataObject) -> None:
    after = data.draw(st.lists(st.integers(1, 500), min_size=len(before), max_size=len(before)))
    found = mix_shift(_keyed(before), _keyed(after))

    oracle = chi2_contingency([before, after], correction=False)

    assert found.chi_square == pytest.approx(oracle.statistic, abs=1e-9)
    assert found.p_value == pytest.approx(oracle.pvalue, abs=1e-12)
    assert found.reliable == (oracle.expected_freq.min() >= 5)


def test_kinds_that_never_occurred_do_not_count_as_a_kind() -> None:
    assert mix_shift({"a": 9, "b": 9, "c": 0}, {"a": 5, "b": 9, "c": 0}).degrees == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [({"a": 1}, {"b": 1}), ({"a": -1}, {"a": 1})],
)
def test_unequal_kinds_and_negative_counts_are_refused(
    before: dict[str, int], after: dict[str, int]
) -> None:
    with pytest.raises(ValueError, match=r"kinds|negative"):
        contributions(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [({"a": 3, "b": 0}, {"a": 4, "b": 0}), ({"a": 0, "b": 0}, {"a": 4, "b": 1})],
)
def test_a_mix_of_one_kind_or_of_nothing_is_refused(
    before: dict[str, int], after: dict[str, int]
) -> None:
    with pytest.raises(ValueError, match="mix"):
        mix_shift(before, after)


def _keyed(counts: list[int]) -> dict[str, int]:
    return {f"kind {i}": count for i, count in enumerate(counts)}
