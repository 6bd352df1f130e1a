"""What a number can bear: which change in a yearly count can be seen at all.

Everything here works on the scale of square roots, where the spread of a count does not depend on
its size: 2·√x has variance phi. Two years are compared, each with its own chance: the base year is
a count too. Source: statistics.md, "How sure, how early". The pair 1436 and 1543 differs on this
scale and stays just undecided in the exact test of `incidents.statistics.counts` (p 0.052; 1435 is
the first that is lower there): these are numbers to plan with, no verdicts.
"""

import math

from scipy.special import ndtri, pdtr

from incidents.statistics.counts import ceiling

# Chance to see a change that is there, and risk to see one that is not (both sides together).
POWER = 0.80
RISK = 0.05
WEEKS_A_YEAR = 365.25 / 7


def detectable_change(base: int, *, phi: float = 1.0) -> float | None:
    """Smallest yearly decline that is seen with 80% power at a two-sided risk of 5%, a share.

    √base - √count must be (1.96 + 0.84)·√(phi/2). 1543: 0.098 (phi 1), 0.138 (phi 2); 296: 0.22
    and 0.30; 150: 0.30 and 0.41; 30: 0.59 and 0.76. None when even a fall to zero would not be
    seen. Raises ValueError for a base below 1 or a phi below 1.
    """
    _refuse_impossible(base, phi)
    left = math.sqrt(base) - _needed_step(phi)
    return 1 - left**2 / base if left >= 0 else None


def largest_lower(base: int, *, phi: float = 1.0) -> int | None:
    """Largest yearly count that is significantly below `base`, at a two-sided risk of 5%.

    Below 1543: 1436 (phi 1), 1392 (phi 2). None when even zero would not be. Raises ValueError for
    a base below 1 or a phi below 1.
    """
    _refuse_impossible(base, phi)
    left = math.sqrt(base) - float(ndtri(1 - RISK / 2)) * math.sqrt(phi / 2)
    return math.floor(left**2) if left >= 0 else None


def largest_proving(base: int, reduction_percent: int, *, phi: float = 1.0) -> int | None:
    """Largest yearly count that proves an underlying decline of at least `reduction_percent`.

    The claim has one side, so the risk of 5% lies on that side: 1305 proves 10% below 1543 at
    phi 1. The base year is multiplied by its share r, so the two years together have the spread of
    √(phi·(1 + r))/2. None when even zero would not prove it. Raises ValueError for a base below 1,
    a percentage outside 0-100 or a phi below 1.
    """
    _refuse_impossible(base, phi)
    if not 0 <= reduction_percent <= 100:
        raise ValueError("A reduction lies between 0 and 100 percent.")
    share = (100 - reduction_percent) / 100
    spread = math.sqrt(phi * (1 + share)) / 2
    left = math.sqrt(share * base) - float(ndtri(1 - RISK)) * spread
    return math.floor(left**2) if left >= 0 else None


def chance_at_true_reduction(base: int, reduction_percent: int) -> float:
    """Chance (0-1) that a year meets the target when attacks truly fell by exactly that share.

    A true decline of 10% from 1543 meets the maximum of 1388 in 0.4996 of the years: half of them.
    Takes the base as the true level and independent events. Raises ValueError as `ceiling` does.
    """
    maximum = ceiling(base, reduction_percent)
    return float(pdtr(maximum, base * (100 - reduction_percent) / 100))


def weeks_to_see(base: int, reduction_percent: int, *, phi: float = 1.0) -> int:
    """Weeks after which a decline that lasts is seen, against as many weeks of the base year.

    With 80% power at a two-sided risk of 5%, in the nearest whole week. At 1543 a year 10%
    takes 50 weeks (phi 1) or 101 (phi 2), 20% takes 12 or 24. Raises ValueError for a base below 1,
    a percentage outside 1-100 or a phi below 1.
    """
    _refuse_impossible(base, phi)
    if not 1 <= reduction_percent <= 100:
        raise ValueError("A decline to see lies between 1 and 100 percent.")
    step = 1 - math.sqrt((100 - reduction_percent) / 100)
    return round((_needed_step(phi) / step) ** 2 / (base / WEEKS_A_YEAR))


def _needed_step(phi: float) -> float:
    """Distance between two square roots that is seen with the power and risk above."""
    return float(ndtri(1 - RISK / 2) + ndtri(POWER)) * math.sqrt(phi / 2)


def _refuse_impossible(base: int, phi: float) -> None:
    if base < 1:
        raise ValueError("A base count is at least 1.")
    if not phi >= 1:
        raise ValueError("Phi is at least 1.")
