"""Is this month unusual: the XmR chart, and the Poisson CUSUM for a small shift that lasts.

Source of the rules: NHS England, "Making Data Count", as in the package NHSRplotthedots.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

# 3 standard deviations, estimated from moving ranges of two points: 3 / 1.128.
LIMIT_FACTOR = 2.66
# Upper limit of a moving range itself; a larger one is an accident and would widen the limits.
RANGE_FACTOR = 3.267
RUN = 7
FEWEST_POINTS = 12
# Weeks of cusum from 30 on: at 29.5 a week a false alarm comes once in 200 weeks on average, a rise
# of 10% is seen after 18 weeks and one of 50% after 3 (`average_run`), for independent events.
CUSUM_THRESHOLD = 30.0
# Steps per event in which `average_run` follows the cusum.
_STEPS = 4


Values = NDArray[np.float64]
Marks = NDArray[np.bool_]


class Signal(StrEnum):
    """Why a point asks for an explanation; none of them says what the cause is."""

    OUTSIDE = "outside"
    SHIFT = "shift"
    TREND = "trend"
    NEAR_LIMIT = "near_limit"


@dataclass(frozen=True, slots=True)
class ControlPoint:
    """One value of the series with its signals, in the order of `Signal`."""

    value: float
    signals: tuple[Signal, ...]


@dataclass(frozen=True, slots=True)
class XmR:
    """The mean, the limits and the points of a series, in the unit of the values.

    `is_trial` is whether there are fewer than 12 points: the limits will still move.
    """

    mean: float
    low: float
    high: float
    moving_range: float
    is_trial: bool
    points: tuple[ControlPoint, ...]


@dataclass(frozen=True, slots=True)
class Cusum:
    """The path of a CUSUM, its reference and threshold, and the index of the first alarm."""

    reference: float
    threshold: float
    path: tuple[float, ...]
    first_alarm: int | None


def xmr(values: Sequence[float]) -> XmR:
    """Limits mean ± 2.66 x mean moving range, and the points that stand out.

    Moving ranges of 3.267 x their mean or more are left out of a second pass. 10, 12, 11, 13 have
    mean 11.5, moving range 1.667 and limits 7.07 and 15.93. Raises ValueError for fewer than two
    values or one that is not finite.
    """
    series = np.asarray(values, dtype=float)
    if len(series) < 2 or not np.isfinite(series).all():
        raise ValueError("A control chart needs at least two finite values.")
    mean, moving_range = float(series.mean()), _screened_range(series)
    low, high = mean - LIMIT_FACTOR * moving_range, mean + LIMIT_FACTOR * moving_range
    marked = {
        Signal.OUTSIDE: (series < low) | (series > high),
        Signal.SHIFT: _part_of_run(np.sign(series - mean), RUN),
        # Seven points in a row up are six steps.
        Signal.TREND: _part_of_trend(series),
        Signal.NEAR_LIMIT: _near_limit(series, mean, high - mean),
    }
    points = tuple(
        ControlPoint(float(value), tuple(s for s, marks in marked.items() if marks[i]))
        for i, value in enumerate(series)
    )
    return XmR(mean, low, high, moving_range, len(series) < FEWEST_POINTS, points)


def _screened_range(series: Values) -> float:
    ranges = np.abs(np.diff(series))
    kept = ranges[ranges < RANGE_FACTOR * ranges.mean()]
    return float(kept.mean()) if len(kept) else 0.0


def _part_of_run(signs: Values, length: int) -> Marks:
    """Whether each sign is part of `length` or more equal ones in a row; zero is no sign."""
    marks = np.zeros(len(signs), dtype=bool)
    for start in range(len(signs) - length + 1):
        window = signs[start : start + length]
        if window[0] != 0 and (window == window[0]).all():
            marks[start : start + length] = True
    return marks


def _part_of_trend(series: Values) -> Marks:
    steps = _part_of_run(np.sign(np.diff(series)), RUN - 1)
    marks = np.zeros(len(series), dtype=bool)
    marks[:-1] |= steps
    marks[1:] |= steps
    return marks


def _near_limit(series: Values, mean: float, room: float) -> Marks:
    """Points in the outer third inside a limit, when three neighbours on that side hold two."""
    distances = series - mean
    near = (np.abs(distances) > room * 2 / 3) & (np.abs(distances) <= room)
    marks = np.zeros(len(series), dtype=bool)
    for start in range(len(series) - 2):
        window = slice(start, start + 3)
        if abs(np.sign(distances[window]).sum()) == 3 and near[window].sum() >= 2:
            marks[window] |= near[window]
    return marks


def cusum_reference(level: float, shifted: float) -> float:
    """Count per period between two levels, above which evidence for the shift grows.

    (l1 - l0) / ln(l1 / l0): 29.5 a week and 10% more give 30.9516. statistics.md prints 30.976,
    which this formula gives for 29.523 a week. Source: Lucas 1985. Raises
    ValueError for a level that is not positive or a shift that is no rise.
    """
    if not 0 < level < shifted:
        raise ValueError("A shift goes up from a positive level.")
    return (shifted - level) / math.log(shifted / level)


def cusum(
    counts: Sequence[int], level: float, shifted: float, *, threshold: float = CUSUM_THRESHOLD
) -> Cusum:
    """Sum what exceeds the reference, never below zero; alarm when the sum reaches `threshold`.

    Levels are counts per period. The threshold belongs to a level: 30 suits 29.5 a week (a false
    alarm in 200 weeks). Series of attacks give false alarms sooner. 29, 45, 50 with levels 29.5 and
    32.45 give the path 0, 14.05, 33.10 and an alarm at index 2. Raises ValueError for a negative
    count, wrong levels or a threshold that is not positive.
    """
    if any(count < 0 for count in counts):
        raise ValueError("A count cannot be negative.")
    if threshold <= 0:
        raise ValueError("A threshold must be positive.")
    reference = cusum_reference(level, shifted)
    path, total, first = [], 0.0, None
    for i, count in enumerate(counts):
        total = max(0.0, total + count - reference)
        path.append(total)
        if first is None and total >= threshold:
            first = i
    return Cusum(reference, threshold, tuple(path), first)


def average_run(level: float, reference: float, threshold: float) -> float:
    """Mean number of periods until the alarm, when counts are Poisson at `level`.

    From a Markov chain over steps of a quarter event (Brook and Evans 1972): reference 30.9516 and
    threshold 30 give 203 weeks at 29.5 and 18 at 32.45. Raises ValueError for values that are not
    positive.
    """
    if min(level, reference, threshold) <= 0:
        raise ValueError("Level, reference and threshold must be positive.")
    states = math.ceil(threshold * _STEPS)
    counts = np.arange(math.ceil(level + 12 * math.sqrt(level) + 12))
    chances = np.exp(counts * math.log(level) - level - gammaln(counts + 1))
    moves = np.zeros((states, states))
    rise = np.rint((counts - reference) * _STEPS).astype(int)
    for state in range(states):
        reached = np.maximum(0, state + rise)
        stays = reached < states
        np.add.at(moves[state], reached[stays], chances[stays])
    return float(np.linalg.solve(np.eye(states) - moves, np.ones(states))[0])
