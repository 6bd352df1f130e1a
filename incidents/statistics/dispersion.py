"""How much more than chance alone: overdispersion, and intervals that allow for it.

Attacks come in series, so counts spread more than independent events do. `phi` is variance divided
by mean: 1 for independent events, 2 when events come in pairs. While monthly data are short nobody
knows phi well; pages show the intervals of 1, 2 and 3 side by side.
"""

from collections.abc import Sequence

import numpy as np
from scipy.special import gammainccinv, gammaincinv

from incidents.statistics.counts import odds, share_interval, tail_of

SHOWN_PHIS = (1.0, 2.0, 3.0)


def successive_phi(counts: Sequence[int]) -> float:
    """Quasi-Poisson phi from steps between neighbours, so a slow trend does not count as spread.

    The mean of (y[i+1] - y[i])² / (y[i+1] + y[i]); 10, 14, 9, 12 give 0.727398. Two zeros in a row
    tell nothing and are left out. Can fall under 1 by chance. Source: statistics.md,
    "overdispersion". Raises ValueError for a negative count or when no pair is left.
    """
    values = np.asarray(counts, dtype=float)
    if (values < 0).any():
        raise ValueError("A count cannot be negative.")
    sums = values[1:] + values[:-1]
    if not (sums > 0).any():
        raise ValueError("Phi needs two counts in a row that are not both zero.")
    steps = np.diff(values)[sums > 0]
    return float(np.mean(steps**2 / sums[sums > 0]))


def count_interval(count: int, phi: float, *, confidence: float = 0.95) -> tuple[float, float]:
    """Interval of the expected number of events behind one count, at a given phi.

    The exact interval of count / phi events, times phi: the count is worth that many independent
    events. 1543: 1466.96 to 1621.96 at phi 1 (the exact interval), 1436.03 to 1655.83 at phi 2.
    Raises ValueError for a negative count or a phi below 1: chance alone gives at least 1.
    """
    if count < 0:
        raise ValueError("A count cannot be negative.")
    _refuse_small(phi)
    tail = tail_of(confidence)
    events = count / phi
    low = phi * float(gammaincinv(events, tail)) if count else 0.0
    return low, phi * float(gammainccinv(events + 1, tail))


def ratio_interval(
    count: int,
    exposure: float,
    base_count: int,
    base_exposure: float,
    phi: float,
    *,
    confidence: float = 0.95,
) -> tuple[float, float]:
    """Interval of the ratio of two rates at a given phi, for both counts the same.

    Both counts are worth count / phi independent events; phi 1 gives the interval of `rate_ratio`.
    1525 against 1543: 0.920 to 1.062 at phi 1, 0.893 to 1.094 at phi 2. Exposures share one unit.
    Raises ValueError for two zeros, a negative count, an exposure that is not positive or a phi
    below 1.
    """
    if count < 0 or base_count < 0 or count == base_count == 0:
        raise ValueError("A ratio needs two counts that are not negative and not both zero.")
    if exposure <= 0 or base_exposure <= 0:
        raise ValueError("An exposure must be positive.")
    _refuse_small(phi)
    low, high = share_interval(count / phi, (count + base_count) / phi, tail_of(confidence))
    scale = base_exposure / exposure
    return odds(low) * scale, odds(high) * scale


def _refuse_small(phi: float) -> None:
    if not phi >= 1:
        raise ValueError("Phi is at least 1.")
