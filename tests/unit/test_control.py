"""The XmR chart with its rules, and the CUSUM."""

import numpy as np
import pytest

from incidents.statistics.control import (
    CUSUM_THRESHOLD,
    ControlPoint,
    Signal,
    average_run,
    cusum,
    cusum_reference,
    xmr,
)

STEADY = [10.0, 12.0, 11.0, 13.0, 10.0, 12.0, 11.0, 13.0, 10.0, 12.0, 11.0, 13.0]


def signals(points: tuple[ControlPoint, ...], signal: Signal) -> list[int]:
    return [i for i, point in enumerate(points) if signal in point.signals]


def test_limits_are_2_66_moving_ranges_from_the_mean() -> None:
    found = xmr([10, 12, 11, 13])

    assert (found.mean, found.moving_range) == pytest.approx((11.5, 5 / 3))
    assert (found.low, found.high) == pytest.approx((7.07, 15.93), abs=5e-3)


def test_fewer_than_twelve_points_give_trial_limits() -> None:
    assert xmr(STEADY[:11]).is_trial
    assert not xmr(STEADY).is_trial


def test_a_steady_series_has_no_signals() -> None:
    assert all(point.signals == () for point in xmr(STEADY).points)


def test_an_accident_stands_out_and_does_not_widen_the_limits() -> None:
    found = xmr([*STEADY, 60.0, *STEADY])

    assert signals(found.points, Signal.OUTSIDE) == [12]
    assert found.moving_range == pytest.approx(np.abs(np.diff(STEADY)).mean(), rel=0.02)


def test_seven_on_one_side_are_a_shift_and_six_are_not() -> None:
    seven = xmr([*[10.0, 11.0] * 4, *[14.0, 15.0] * 3, 14.0])
    six = xmr([10.0, 11.0, 15.0, *[10.0, 11.0] * 3, *[14.0, 15.0] * 3, 10.0, 15.0])

    assert signals(seven.points, Signal.SHIFT) == list(range(15))
    assert signals(six.points, Signal.SHIFT) == []


def test_a_point_on_the_mean_breaks_a_run() -> None:
    values = [1.0, 1.0, 1.0, 1.0, 0.0, 1.0, 1.0, 1.0, -7.0]

    assert xmr(values).mean == 0
    assert signals(xmr(values).points, Signal.SHIFT) == []


def test_seven_in_a_row_up_or_down_are_a_trend() -> None:
    up = xmr([5.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 2.0])
    down = xmr([7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0])
    short = xmr([5.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 2.0])

    assert signals(up.points, Signal.TREND) == [1, 2, 3, 4, 5, 6, 7]
    assert signals(down.points, Signal.TREND) == [0, 1, 2, 3, 4, 5, 6]
    assert signals(short.points, Signal.TREND) == []


def test_two_of_three_near_a_limit_are_marked_when_the_third_is_on_that_side() -> None:
    same_side = xmr([*STEADY, 16.0, 13.0, 16.0])
    across = xmr([*STEADY, 16.0, 10.0, 16.0])

    assert signals(same_side.points, Signal.NEAR_LIMIT) == [12, 14]
    assert signals(across.points, Signal.NEAR_LIMIT) == []


def test_a_series_without_movement_is_steady() -> None:
    found = xmr([4.0, 4.0, 4.0])

    assert (found.low, found.high) == (4, 4)
    assert all(point.signals == () for point in found.points)


@pytest.mark.parametrize("values", [[], [3.0], [3.0, float("nan")]])
def test_a_chart_refuses_what_has_no_movement(values: list[float]) -> None:
    with pytest.raises(ValueError, match="finite"):
        xmr(values)


def test_reference_lies_between_the_levels() -> None:
    assert cusum_reference(29.5, 29.5 * 1.1) == pytest.approx(30.9516, abs=5e-5)
    # What statistics.md prints belongs to a slightly higher level.
    assert cusum_reference(29.523, 29.523 * 1.1) == pytest.approx(30.976, abs=5e-4)


def test_cusum_adds_what_exceeds_the_reference_until_the_alarm() -> None:
    found = cusum([29, 45, 50], 29.5, 32.45)

    assert found.path == pytest.approx((0, 14.05, 33.10), abs=5e-3)
    assert (found.first_alarm, found.threshold) == (2, CUSUM_THRESHOLD)


def test_cusum_of_a_quiet_series_never_alarms() -> None:
    found = cusum([29, 30, 31, 30], 29.5, 32.45)

    assert found.first_alarm is None
    assert min(found.path) == 0


def test_threshold_gives_few_false_alarms_and_sees_a_rise_in_time() -> None:
    runs = [average_run(level, 30.9516, CUSUM_THRESHOLD) for level in (29.5, 32.45, 44.25)]

    assert [round(run) for run in runs] == [203, 18, 3]


def test_average_run_agrees_with_simulation() -> None:
    random = np.random.default_rng(7)
    alarms = [cusum(list(random.poisson(32.45, 300)), 29.5, 32.45).first_alarm for _ in range(400)]

    lengths = [alarm + 1 for alarm in alarms if alarm is not None]

    assert len(lengths) == 400
    assert np.mean(lengths) == pytest.approx(17.7, abs=1.5)


@pytest.mark.parametrize(
    ("counts", "level", "shifted", "threshold"),
    [([-1], 2, 3, 5), ([1], 0, 3, 5), ([1], 3, 3, 5), ([1], 2, 3, 0)],
)
def test_cusum_refuses_impossible_input(
    counts: list[int], level: float, shifted: float, threshold: float
) -> None:
    with pytest.raises(ValueError, match=r"negative|shift|threshold"):
        cusum(counts, level, shifted, threshold=threshold)


def test_average_run_refuses_a_threshold_of_zero() -> None:
    with pytest.raises(ValueError, match="positive"):
        average_run(10, 11, 0)
