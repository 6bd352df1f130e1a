"""The funnel against the five units of the plan, and against another implementation."""

import csv
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from incidents.statistics.discovery import adjusted
from incidents.statistics.funnel import Unit, funnel

OBSERVATIONS = Path(__file__).resolve().parents[2] / "incidents" / "data" / "observations.csv"
# As statistics.md prints them.
PLAN_Z = {
    "PE-ROTTERDAM": -2.274306,
    "PE-AMSTERDAM": -0.230011,
    "PE-NOORD-HOLLAND": 1.368507,
    "PE-MIDDEN-NEDERLAND": 0.788011,
    "PE-DEN-HAAG": 1.499820,
}
P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=50)


def plan_units() -> list[Unit]:
    with OBSERVATIONS.open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file, delimiter=";") if r["delivery"] == "plan-eenheden"]
    counts = {(row["area"], row["period_start"][:4]): int(row["value"]) for row in rows}
    return [Unit(area, counts[area, "2023"], counts[area, "2024"]) for area in PLAN_Z]


def test_the_units_of_the_plan_are_where_they_were_published() -> None:
    found = funnel(plan_units())

    assert [p.z for p in found.points] == pytest.approx(list(PLAN_Z.values()), abs=5e-7)
    assert found.phi == pytest.approx(1.352597685, abs=5e-10)
    assert found.tau2 == pytest.approx(0.008117316, abs=5e-10)


def test_no_unit_of_the_plan_stands_out_once_overdispersion_counts() -> None:
    found = funnel(plan_units())

    assert min(p.p_value for p in found.points) > 0.05
    assert min(p.adjusted_p for p in found.points) > 0.4


def test_limits_hold_the_units_that_do_not_stand_out() -> None:
    found = funnel(plan_units())
    rotterdam = found.points[0]

    low, high = found.limits(rotterdam.error)

    assert low < rotterdam.ratio < high
    assert math.sqrt(low * high) == pytest.approx(found.pooled)


def test_units_that_hardly_differ_get_no_extra_room() -> None:
    found = funnel([Unit("a", 100, 120), Unit("b", 90, 108), Unit("c", 50, 61)])

    assert found.tau2 == 0
    assert [p.adjusted_z for p in found.points] == [p.z for p in found.points]


def test_a_unit_without_base_has_an_infinite_ratio_and_a_place() -> None:
    point = funnel([Unit("new", 0, 4), Unit("b", 90, 108)]).points[0]

    assert point.ratio == math.inf
    assert math.isfinite(point.z)


@pytest.mark.parametrize(
    "units",
    [
        [Unit("a", 1, 1)],
        [Unit("a", 1, 1), Unit("b", -1, 1)],
        [Unit("a", 1, 1), Unit("b", 0, 0)],
        [Unit("a", 0, 1), Unit("b", 0, 2)],
    ],
)
def test_impossible_units_are_refused(units: list[Unit]) -> None:
    with pytest.raises(ValueError, match=r"funnel|count"):
        funnel(units)


def test_limits_refuse_a_negative_error() -> None:
    with pytest.raises(ValueError, match="error"):
        funnel(plan_units()).limits(-0.1)


def test_many_p_values_are_adjusted() -> None:
    assert adjusted([0.01, 0.04, 0.03]) == pytest.approx((0.03, 0.04, 0.04))
    assert adjusted([]) == ()


@given(P_VALUES)
def test_adjustment_equals_scipy(p_values: list[float]) -> None:
    assert adjusted(p_values) == pytest.approx(
        tuple(false_discovery_control(p_values, method="bh"))
    )


@pytest.mark.parametrize("p_value", [-0.1, 1.1, math.nan])
def test_what_is_no_p_value_is_refused(p_value: float) -> None:
    with pytest.raises(ValueError, match="p-value"):
        adjusted([0.5, p_value])
