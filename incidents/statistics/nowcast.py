"""Reporting delay: what is still to be reported about periods that are over.

A triangle holds, per period, the count as it was known at age 0, 1, 2 and so on: the same attacks,
counted again. A nowcast is an estimate with a label. It never replaces the count: the result
carries both, and only the count goes into a comparison or a verdict.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from incidents.statistics.outlook import Outlook

# Periods as rows, oldest first; ages as columns. Row i holds min(ages, periods - i) counts.
Triangle = Sequence[Sequence[float]]

LABEL = "schatting met wat nog wordt gemeld"
# An age with fewer errors of its own takes those of all ages; fewer in all tell nothing.
FEWEST_ERRORS = 8
_EDGES = (0.025, 0.975)


@dataclass(frozen=True, slots=True)
class ChainLadder:
    """Development of a triangle, in the unit of the triangle.

    `factors` lead from each age to the next, `to_come` and `errors` (Mack's standard errors) are
    per period, oldest first; `total` and `total_error` are of all periods together, whose errors
    are not independent.
    """

    factors: tuple[float, ...]
    to_come: tuple[float, ...]
    errors: tuple[float, ...]
    total: float
    total_error: float


@dataclass(frozen=True, slots=True)
class Nowcast:
    """A period that is not fully reported: its count, and apart from it the estimate.

    `count` is what was reported at `age`; `estimate` is the expected final count, `low` and `high`
    hold it in 95% of the cases.
    """

    period: int
    age: int
    count: int
    estimate: float
    low: int
    high: int


def chain_ladder(triangle: Triangle) -> ChainLadder:
    """Chain ladder with Mack's standard error.

    A factor is the sum at an age divided by the sum at the age before, over periods known at both.
    For the triangle of Taylor and Ashe: 18,680,856 to come, standard error 2,447,095. Source: Mack
    1993, "Distribution-free calculation of the standard error of chain ladder reserve estimates",
    ASTIN Bulletin 23. Raises ValueError for rows that form no triangle, an age without events, or
    too few ages to extrapolate the last variance.
    """
    rows = _checked(triangle)
    factors = _factors(rows)
    variances = _variances(rows, factors)
    finals = [row[-1] * math.prod(factors[len(row) - 1 :]) for row in rows]
    # Per age: what one unit of uncertainty in its factor does, common to all younger periods.
    common = [
        variance / factor**2 / sum(row[age] for row in rows if len(row) > age + 1)
        for age, (variance, factor) in enumerate(zip(variances, factors, strict=True))
    ]
    squares, crossed = [], 0.0
    for i, (row, final) in enumerate(zip(rows, finals, strict=True)):
        shared = final * sum(common[len(row) - 1 :])
        squares.append(final * (_own_variance(row, factors, variances) * final + shared))
        crossed += 2 * shared * sum(finals[i + 1 :])
    to_come = tuple(final - row[-1] for row, final in zip(rows, finals, strict=True))
    return ChainLadder(
        factors=tuple(factors),
        to_come=to_come,
        errors=tuple(math.sqrt(square) for square in squares),
        total=sum(to_come),
        total_error=math.sqrt(sum(squares) + crossed),
    )


def nowcast(triangle: Sequence[Sequence[int]]) -> tuple[Nowcast, ...]:
    """Estimate the periods that are not at the last age yet, oldest first.

    Expected to come is (count + 1)·(F - 1), with F the product of the factors that are left: half
    reported and 10 known gives 11 to come. A factor below 1 counts as 1, since corrections are no
    delay. The interval is negative binomial: the triangle is cut back, one period at a time, and
    what it then expected is held against what came (as the package baselinenowcast does); it is
    never surer than chance alone. Raises ValueError for rows that form no triangle, an age without
    events, a negative count or fewer than 8 such errors.
    """
    rows = _checked(triangle)
    if any(value < 0 for row in rows for value in row):
        raise ValueError("A count cannot be negative.")
    errors = _retrospective(rows)
    if sum(len(found) for found in errors) < FEWEST_ERRORS:
        raise ValueError("A nowcast needs more periods to learn how wrong it is.")
    factors = _factors(rows)
    return tuple(
        _nowcast_of(i, row, factors, _dispersion_at(len(row) - 1, errors))
        for i, row in enumerate(rows)
        if len(row) <= len(factors)
    )


def _nowcast_of(
    period: int, row: Sequence[float], factors: Sequence[float], dispersion: float
) -> Nowcast:
    count = int(row[-1])
    age = len(row) - 1
    mean = _expected(count, factors[age:])
    low, high = 0, 0
    if mean:
        shape = 1 / max(1 / (count + 1), dispersion)
        outlook = Outlook(np.array([shape]), np.array([mean]), np.array([1.0]))
        low, high = outlook.quantiles(_EDGES)
    return Nowcast(period, age, count, count + mean, count + low, count + high)


def _expected(count: float, factors: Sequence[float]) -> float:
    """What a count of which the share 1/F is reported has still to come, also when it is zero."""
    return (count + 1) * (max(1.0, math.prod(factors)) - 1)


def _retrospective(rows: Triangle) -> list[list[tuple[float, float]]]:
    """Per age: what earlier triangles expected to come, and what came until now."""
    periods, ages = len(rows), len(rows[0])
    found: list[list[tuple[float, float]]] = [[] for _ in range(ages - 1)]
    for back in range(1, periods - ages + 1):
        then = [row[: periods - back - i] for i, row in enumerate(rows[: periods - back])]
        factors = _factors(then)
        for before, now in zip(then, rows, strict=False):
            age, reached = len(before) - 1, len(now) - 1
            if age < reached:
                expected = _expected(before[-1], factors[age:reached])
                found[age].append((expected, now[-1] - before[-1]))
    return found


def _dispersion_at(age: int, errors: list[list[tuple[float, float]]]) -> float:
    """Reciprocal of the shape, by moments: errors beyond Poisson, per squared expectation."""
    pooled = [pair for found in errors for pair in found]
    pairs = errors[age] if len(errors[age]) >= FEWEST_ERRORS else pooled
    beyond = sum((came - expected) ** 2 - expected for expected, came in pairs)
    scale = sum(expected**2 for expected, _ in pairs)
    return max(0.0, beyond / scale) if scale else 0.0


def _checked(triangle: Triangle) -> Triangle:
    ages = len(triangle[0]) if triangle else 0
    lengths = [len(row) for row in triangle]
    if ages < 2 or lengths != [min(ages, len(triangle) - i) for i in range(len(triangle))]:
        raise ValueError("A triangle has periods that are each one age younger, the oldest full.")
    return triangle


def _factors(rows: Triangle) -> list[float]:
    factors = []
    for age in range(len(rows[0]) - 1):
        known = [row for row in rows if len(row) > age + 1]
        before = sum(row[age] for row in known)
        if before <= 0:
            raise ValueError("An age without events has no factor.")
        factors.append(sum(row[age + 1] for row in known) / before)
    return factors


def _variances(rows: Triangle, factors: Sequence[float]) -> list[float]:
    """Mack's sigma² per age; an age with one period takes his extrapolation of the two before."""
    variances: list[float] = []
    for age, factor in enumerate(factors):
        known = [row for row in rows if len(row) > age + 1 and row[age] > 0]
        if len(known) > 1:
            squares = (row[age] * (row[age + 1] / row[age] - factor) ** 2 for row in known)
            variances.append(sum(squares) / (len(known) - 1))
        elif len(variances) > 1:
            before, last = variances[-2:]
            variances.append(min(last**2 / before if before else 0.0, before, last))
        else:
            raise ValueError("Mack's error needs three ages, or two periods at the last one.")
    return variances


def _own_variance(
    row: Sequence[float], factors: Sequence[float], variances: Sequence[float]
) -> float:
    """Squared relative error of one period by its own chance, from its age to the last."""
    known, total = row[-1], 0.0
    for age in range(len(row) - 1, len(factors)):
        total += variances[age] / factors[age] ** 2 / known if known else 0.0
        known *= factors[age]
    return total
