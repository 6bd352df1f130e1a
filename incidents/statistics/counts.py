"""What counts can bear: ceiling and exact intervals.

Counts are whole numbers and stay so; only ratios, bounds and p-values are floats. All intervals
assume independent events; one conflict that leads to several attacks makes the truth less certain
than they say; `incidents.statistics.dispersion` shows by how much.
"""

import math
from dataclasses import dataclass

import numpy as np

# Not scipy.stats: importing it costs every process a second, and these five functions suffice.
# The tests hold the results to scipy.stats.
from scipy.special import betaincinv, gammainccinv, gammaincinv, gammaln, ndtri


def ceiling(base: int, reduction_percent: int) -> int:
    """Highest count that is still at least `reduction_percent` below `base`.

    Whole numbers, rounded down: 10% below 1543 is 1388, because 1389 is only 9.98% lower.
    Source: plan, lines 85-86 and 108. Raises ValueError for a negative base or a percentage
    outside 0-100.
    """
    if base < 0:
        raise ValueError("A count cannot be negative.")
    if not 0 <= reduction_percent <= 100:
        raise ValueError("A reduction lies between 0 and 100 percent.")
    return base * (100 - reduction_percent) // 100


@dataclass(frozen=True, slots=True)
class RateRatio:
    """Rate divided by the base rate (no unit), its interval and the p-value of "no difference".

    The interval and the p-value are two exact methods; at the edge they can disagree.
    """

    ratio: float
    low: float
    high: float
    p_value: float


def rate_ratio(
    count: int,
    exposure: float,
    base_count: int,
    base_exposure: float,
    *,
    confidence: float = 0.95,
) -> RateRatio:
    """Ratio of two Poisson rates with the exact conditional (Clopper-Pearson) interval.

    Exposures share one unit (days, person-years). 11 in 800 against 21 in 3011 gives 1.971488
    [0.8584264, 4.2772659], p 0.07967, as R's `poisson.test` does. Zero events give low 0; zero base
    events give ratio and high infinite. Raises ValueError for two zeros, a negative count, an
    exposure that is not positive or a confidence outside 0-1.
    """
    _refuse_impossible(count, exposure, base_count, base_exposure, confidence)
    low, high = share_interval(count, count + base_count, tail_of(confidence))
    scale = base_exposure / exposure
    return RateRatio(
        ratio=count / base_count * scale if base_count else math.inf,
        low=odds(low) * scale,
        high=odds(high) * scale,
        # Under "no difference" the count's share of all events equals its share of the exposure.
        p_value=_exact_p(count, count + base_count, exposure / (exposure + base_exposure)),
    )


def share_interval(part: float, whole: float, tail: float) -> tuple[float, float]:
    """Clopper-Pearson interval of a share, from the beta distribution, `tail` outside each end.

    5 of 10 with 0.025 outside each end: 0.1871 to 0.8129. Parts of events are allowed
    (`incidents.statistics.dispersion` counts in them).
    """
    low = float(betaincinv(part, whole - part + 1, tail)) if part else 0.0
    high = float(betaincinv(part + 1, whole - part, 1 - tail)) if part < whole else 1.0
    return low, high


def _exact_p(part: int, whole: int, share: float) -> float:
    """Two-sided exact binomial test: all outcomes at most as likely as this one, together."""
    k = np.arange(whole + 1)
    ways = gammaln(whole + 1) - gammaln(k + 1) - gammaln(whole - k + 1)
    chance = np.exp(ways + k * math.log(share) + (whole - k) * math.log1p(-share))
    # Outcomes as likely as this one must count in spite of rounding.
    return min(1.0, float(chance[chance <= chance[part] * (1 + 1e-7)].sum()))


def _refuse_impossible(
    count: int, exposure: float, base_count: int, base_exposure: float, confidence: float
) -> None:
    if count < 0 or base_count < 0:
        raise ValueError("A count cannot be negative.")
    if count == base_count == 0:
        raise ValueError("Two zero counts have no ratio.")
    if not all(math.isfinite(days) and days > 0 for days in (exposure, base_exposure)):
        raise ValueError("An exposure must be positive.")
    tail_of(confidence)


def odds(share: float) -> float:
    """Share against the rest: 0.75 is 3, and 1 is infinite."""
    return share / (1 - share) if share < 1 else math.inf


def tail_of(confidence: float) -> float:
    """Chance outside each end of an interval: 0.95 leaves 0.025.

    Raises ValueError for a confidence outside 0-1.
    """
    if not 0 < confidence < 1:
        raise ValueError("A confidence lies between 0 and 1.")
    return (1 - confidence) / 2


def exact_interval(count: int, *, confidence: float = 0.95) -> tuple[float, float]:
    """Exact interval (Garwood) of the expected number of events behind one count.

    10 events: 4.795389 to 18.390356. Raises ValueError for a negative count.
    """
    if count < 0:
        raise ValueError("A count cannot be negative.")
    tail = tail_of(confidence)
    low = float(gammaincinv(count, tail)) if count else 0.0
    return low, float(gammainccinv(count + 1, tail))


def byar_interval(count: int, *, confidence: float = 0.95) -> tuple[float, float]:
    """Approximate interval (Byar), close to the exact one; 65 events: 50.163188 to 82.849139.

    Raises ValueError for a negative count.
    """
    if count < 0:
        raise ValueError("A count cannot be negative.")
    z = -float(ndtri(tail_of(confidence)))
    low = _byar(count, -z) if count else 0.0
    return max(low, 0.0), _byar(count + 1, z)


def _byar(events: int, z: float) -> float:
    return float(events * (1 - 1 / (9 * events) + z / (3 * math.sqrt(events))) ** 3)
