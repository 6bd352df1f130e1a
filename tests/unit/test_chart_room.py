"""Axes with round numbers, and labels that keep out of each other's way."""

from datetime import date
from itertools import combinations, pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from offensief.charts.days import DayScale, month_of, ticks
from offensief.charts.legends import legend, stroke
from offensief.charts.placing import Box, around, beside, spread
from offensief.charts.sheets import Scale, round_steps
from offensief.charts.svg import drawing
from tests.unit.chart_marks import overlapping


def test_a_value_stands_between_the_ends_of_its_axis() -> None:
    assert Scale(0, 100, 300, 100).at(25) == 250


@pytest.mark.parametrize(
    ("low", "high", "steps"),
    [
        (0, 1388, (0, 500, 1000, 1500)),
        (-30, 90, (-50, 0, 50, 100)),
        (0, 0, (0, 1)),
        (-5, -2, (-6, -4, -2, 0, 2)),
        (0, 1_600_000, (0, 500_000, 1_000_000, 1_500_000, 2_000_000)),
    ],
)
def test_an_axis_has_round_numbers(low: float, high: float, steps: tuple[int, ...]) -> None:
    assert round_steps(low, high) == steps


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
@example(5.0, -5e-324)
def test_round_numbers_cover_the_range_and_zero(one: float, other: float) -> None:
    steps = round_steps(min(one, other), max(one, other))

    assert steps[0] <= min(one, other, 0)
    assert steps[-1] >= max(one, other, 0)
    assert 0 in steps
    assert 2 <= len(steps) <= 6


def test_months_are_counted_from_the_year_0() -> None:
    assert month_of(date(2026, 1, 1)) == 24312


def test_a_wide_year_names_every_month_and_a_narrow_one_every_third() -> None:
    wide, narrow = (DayScale(0, width, 24312, 24324) for width in (680.0, 200.0))

    assert [day.month for day in ticks(wide)] == [*range(1, 13), 1]
    assert [day.month for day in ticks(narrow)] == [1, 4, 7, 10, 1]


def test_labels_are_spread_no_further_than_needed() -> None:
    assert spread([10, 12, 50], apart=16, low=0, high=100) == [10, 26, 50]
    assert spread([98, 99], apart=16, low=0, high=100) == [84, 100]


@given(st.lists(st.floats(0, 300), min_size=1, max_size=12))
def test_spread_labels_keep_their_distance_and_order(wanted: list[float]) -> None:
    placed = spread(wanted, apart=16, low=0, high=300)

    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    assert all(placed[b] - placed[a] >= 15.999 for a, b in pairwise(order))
    assert min(placed) >= 0
    assert max(placed) <= 300.001


def test_labels_beside_marks_never_touch_marks_or_labels() -> None:
    sheet, marks = Box(0, 0, 400, 200), [around(200, 60 + 3 * n, 5) for n in range(8)]
    taken = list(marks)
    for mark in marks:
        box = beside(mark, "Den Haag", taken=taken, sheet=sheet)
        taken += [box] if box else []

    assert len(taken) > len(marks) + 3
    labels = taken[len(marks) :]
    assert not [pair for pair in combinations(labels, 2) if pair[0].touches(pair[1])]
    assert not [1 for label in labels for mark in marks if label.touches(mark)]
    assert all(sheet.holds(label) for label in labels)


def test_a_label_without_room_is_left_out() -> None:
    sheet = Box(0, 0, 30, 30)

    assert beside(around(15, 15, 5), "Midden-Nederland", taken=[], sheet=sheet) is None


def test_a_legend_goes_on_below_when_it_is_wide() -> None:
    signs = [(f"een teken met woorden {n}", stroke("#000000")) for n in range(5)]

    wide, low = legend(signs, y=20, width=2000)
    narrow, lower = legend(signs, y=20, width=200)

    assert (low, lower) == (34, 122)
    assert wide != narrow
    sheet = drawing(width=200, height=lower, finding="", parts=[narrow])
    assert overlapping(sheet) == []
