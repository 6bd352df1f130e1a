"""What is still to come, against scipy.stats."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import nbinom

from incidents.statistics.outlook import Outlook, mixed_outlook


def single(shape: float, mean: float) -> Outlook:
    return Outlook(np.array([shape]), np.array([mean]), np.array([1.0]))


def test_shape_and_mean_one_halve_the_chance_each_time() -> None:
    assert single(1, 1).at_most(0) == pytest.approx(0.5)
    assert single(1, 1).at_most(-1) == 0
    assert single(1, 1).quantiles([0.49, 0.74, 0.9]) == [0, 1, 3]


@settings(deadline=None)
@given(shape=st.floats(0.5, 500), mean=st.floats(0.1, 2000), chance=st.floats(0.01, 0.99))
def test_one_outlook_is_a_negative_binomial(shape: float, mean: float, chance: float) -> None:
    oracle = nbinom(shape, shape / (shape + mean))
    (found,) = single(shape, mean).quantiles([chance])

    assert single(shape, mean).at_most(found) == pytest.approx(oracle.cdf(found), abs=1e-9)
    assert oracle.cdf(found - 1) < chance + 1e-9
    assert oracle.cdf(found) > chance - 1e-9


def test_a_mixture_has_the_mean_of_the_chances() -> None:
    few, many = single(50, 100), single(50, 200)

    expected = (few.at_most(150) + many.at_most(150)) / 2
    assert mixed_outlook(few, many).at_most(150) == pytest.approx(expected)


def test_what_is_no_chance_is_refused() -> None:
    with pytest.raises(ValueError, match="chance"):
        single(1, 1).quantiles([0.5, 1.0])
