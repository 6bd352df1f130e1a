"""The exact methods agree with another implementation, over many counts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, chi2

from incidents.statistics.counts import exact_interval, rate_ratio

COUNTS = st.integers(min_value=0, max_value=3000)


@settings(max_examples=60, deadline=None)
@given(count=COUNTS, base=st.integers(min_value=1, max_value=3000), weight=st.integers(1, 20))
def test_rate_ratio_equals_the_binomial_test(count: int, base: int, weight: int) -> None:
    found = rate_ratio(count, weight, base, 10)

    oracle = binomtest(count, count + base, weight / (weight + 10))
    interval = oracle.proportion_ci(method="exact")
    assert found.p_value == pytest.approx(oracle.pvalue, rel=1e-6, abs=1e-12)
    assert found.low == pytest.approx(interval.low / (1 - interval.low) * 10 / weight, rel=1e-8)
    assert found.high == pytest.approx(interval.high / (1 - interval.high) * 10 / weight, rel=1e-8)


@settings(max_examples=60, deadline=None)
@given(count=COUNTS)
def test_exact_interval_equals_the_chi_square_form(count: int) -> None:
    low, high = exact_interval(count)

    assert low == pytest.approx(chi2.ppf(0.025, 2 * count) / 2 if count else 0, rel=1e-8)
    assert high == pytest.approx(chi2.isf(0.025, 2 * count + 2) / 2, rel=1e-8)
