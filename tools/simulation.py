"""make simulation: how often the 95% interval of the forecast holds the outcome of the year.

Prints a table for docs/performance.md and ends with 1 when the mixture holds it in less than 0.92
of the simulated years, in any scenario and week.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from incidents.statistics.forecast import Forecast, forecast  # noqa: E402 -- path comes first

SEED = 20250415
YEARS = 500
WEEKS = (26, 32, 39, 45)
LEAST = 0.92
# The base year and the maximum of the plan.
BASE, MAXIMUM = 1543, 1388
# Weeks of seven days; the last takes the day that is left.
DAYS = np.array([7.0] * 51 + [8.0])
MOMENTS = (np.arange(52) + 0.5) / 52

Values = NDArray[np.float64]
Shape = Callable[[Values], Values]


@dataclass(frozen=True, slots=True)
class Scenario:
    """Relative level over the base year and over the year that is forecast, and the spread."""

    name: str
    base: Shape
    year: Shape
    phi: float = 1.0


def _flat(moments: Values) -> Values:
    return np.ones_like(moments)


def _growing(moments: Values) -> Values:
    """From 1 to 1.5 within the year."""
    return 1 + 0.5 * moments


def _falling(moments: Values) -> Values:
    """From where `_growing` ends back to 1."""
    return 1.5 - 0.5 * moments


def _high(moments: Values) -> Values:
    """Where `_growing` ends."""
    return np.full_like(moments, 1.5)


def _seasonal(moments: Values) -> Values:
    """A third more around New Year, a third less in summer."""
    return 1 + np.cos(2 * np.pi * moments) / 3


SCENARIOS = (
    Scenario("both years the same", _flat, _flat),
    Scenario("base year grew x1.5, this year stays there", _growing, _high),
    Scenario("base year grew x1.5, this year at its mean", _growing, _flat),
    Scenario("both years grew x1.5", _growing, lambda moments: 1.5 * _growing(moments)),
    Scenario("base year grew x1.5, this year falls back", _growing, _falling),
    Scenario("only this year grows x1.5", _flat, _growing),
    Scenario("base year grew x1.5, series of two", _growing, _high, phi=2.0),
    Scenario("both years with a season of a third", _seasonal, _seasonal),
)


def main() -> int:
    """All scenarios and weeks, one table; 1 when the mixture misses too often."""
    random = np.random.default_rng(SEED)
    worst = 1.0
    print("| Scenario | Week | A | C | Mixture | Width A | Width C | Width mixture |")
    print("|---|---|---|---|---|---|---|---|")
    for scenario in SCENARIOS:
        years = [_simulated(scenario, random) for _ in range(YEARS)]
        for week in WEEKS:
            held, width = _measured(years, week)
            worst = min(worst, held[-1])
            cells = [f"{share:.2f}" for share in held] + [f"{share:.0%}" for share in width]
            print(f"| {scenario.name} | {week} | {' | '.join(cells)} |")
    print(f"\nLeast of the mixture: {worst:.3f}, allowed: {LEAST}")
    return int(worst < LEAST)


def _simulated(scenario: Scenario, random: np.random.Generator) -> tuple[list[int], list[int]]:
    """Weeks of a base year and of the year after it."""
    base, year = (
        _drawn(BASE * shape(MOMENTS) * DAYS / DAYS.sum(), scenario.phi, random)
        for shape in (scenario.base, scenario.year)
    )
    return base, year


def _drawn(means: Values, phi: float, random: np.random.Generator) -> list[int]:
    """Poisson counts, or negative binomial ones with variance phi times the mean."""
    if phi == 1:
        return [int(count) for count in random.poisson(means)]
    return [int(count) for count in random.negative_binomial(means / (phi - 1), 1 / phi)]


def _measured(years: list[tuple[list[int], list[int]]], week: int) -> tuple[Values, Values]:
    """Of A, C and mixture: share of the years held, and mean width as share of the outcome."""
    held, width = np.zeros(3), np.zeros(3)
    for base, year in years:
        total = sum(year)
        for i, (low, high) in enumerate(_intervals(forecast(year[:week], base, MAXIMUM))):
            held[i] += low <= total <= high
            width[i] += (high - low) / total
    return held / len(years), width / len(years)


def _intervals(found: Forecast) -> list[tuple[int, int]]:
    return [(p.low_95, p.high_95) for p in (found.share, found.level, found.mixture)]


if __name__ == "__main__":
    sys.exit(main())
