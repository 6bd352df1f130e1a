"""Which unit differs from the others: a funnel on ratios, with additive overdispersion.

Small units swing more by chance; the funnel gives each its own room. When the units together
spread more than chance allows, the room grows for all of them (tau²), so that only what stands out
from its neighbours remains. Source: Spiegelhalter 2005, "Funnel plots for comparing institutional
performance", Statistics in Medicine 24, with the log transformation of two counts.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from incidents.statistics import discovery

# Share of the units at each end whose z is pulled in before phi is computed.
WINSORISED = 0.10


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with its count in the base period and in the period looked at, of equal length."""

    key: str
    base_count: int
    count: int


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """A unit in the funnel.

    `ratio` is count / base (infinite for base 0), `error` the standard error of its logarithm, `z`
    its distance to the pooled ratio in such errors, `adjusted_z` the same with tau² added. The
    p-value belongs to `adjusted_z`, two-sided; `adjusted_p` allows for looking at many units.
    """

    key: str
    ratio: float
    error: float
    z: float
    adjusted_z: float
    p_value: float
    adjusted_p: float


@dataclass(frozen=True, slots=True)
class Funnel:
    """The pooled ratio, phi (1 is chance alone), tau² (on the log scale) and the units as given."""

    pooled: float
    phi: float
    tau2: float
    points: tuple[FunnelPoint, ...]

    def limits(self, error: float, *, confidence: float = 0.95) -> tuple[float, float]:
        """Ratios between which a unit with this standard error falls by chance.

        For drawing the funnel; wider than the pooled ratio by tau² and the error together. Raises
        ValueError for a negative error or a confidence outside 0-1.
        """
        if error < 0 or not 0 < confidence < 1:
            raise ValueError("An error is not negative and a confidence lies between 0 and 1.")
        room = -float(ndtri((1 - confidence) / 2)) * math.sqrt(error**2 + self.tau2)
        return self.pooled * math.exp(-room), self.pooled * math.exp(room)


def funnel(units: Sequence[Unit]) -> Funnel:
    """Place units in a funnel around their pooled ratio.

    z = (log((x + ½)/(b + ½)) - log(Σx/Σb)) / √(x/(x + ½)² + b/(b + ½)²) for count x and base b. phi
    is the mean of z², after the z beyond the 10th and 90th percentile are pulled in to these
    (linear between two units). With w = 1/error², tau² = (n·phi - (n - 1)) / (Σw - Σw²/Σw), at
    least 0. The plan's five units, 2024 against 2023 (lines 779-783): Rotterdam -2.274306,
    Amsterdam -0.230011, Noord-Holland 1.368507, Midden-Nederland 0.788011, Den Haag 1.499820;
    phi 1.352597685 and tau² 0.008117316. Raises ValueError for fewer than two units, a negative
    count, a unit with two zeros or a period with no events in any unit.
    """
    _refuse_impossible(units)
    counts = np.array([unit.count for unit in units], dtype=float)
    bases = np.array([unit.base_count for unit in units], dtype=float)
    pooled = float(counts.sum() / bases.sum())
    distances = np.log((counts + 0.5) / (bases + 0.5)) - math.log(pooled)
    variances = counts / (counts + 0.5) ** 2 + bases / (bases + 0.5) ** 2
    z = distances / np.sqrt(variances)
    phi = _winsorised_phi(z)
    tau2 = _between_variance(phi, 1 / variances)
    adjusted = distances / np.sqrt(variances + tau2)
    p_values = [float(2 * ndtr(-abs(value))) for value in adjusted]
    adjusted_p = discovery.adjusted(p_values)
    points = tuple(
        FunnelPoint(
            key=unit.key,
            ratio=unit.count / unit.base_count if unit.base_count else math.inf,
            error=math.sqrt(variances[i]),
            z=float(z[i]),
            adjusted_z=float(adjusted[i]),
            p_value=p_values[i],
            adjusted_p=adjusted_p[i],
        )
        for i, unit in enumerate(units)
    )
    return Funnel(pooled, phi, tau2, points)


def _refuse_impossible(units: Sequence[Unit]) -> None:
    if len(units) < 2:
        raise ValueError("A funnel needs at least two units.")
    if any(unit.count < 0 or unit.base_count < 0 for unit in units):
        raise ValueError("A count cannot be negative.")
    if any(unit.count == unit.base_count == 0 for unit in units):
        raise ValueError("A unit with two zero counts has no ratio.")
    if not any(unit.count for unit in units) or not any(unit.base_count for unit in units):
        raise ValueError("A funnel needs events in both periods.")


def _winsorised_phi(z: NDArray[np.float64]) -> float:
    low, high = np.quantile(z, [WINSORISED, 1 - WINSORISED])
    return float(np.mean(np.clip(z, low, high) ** 2))


def _between_variance(phi: float, weights: NDArray[np.float64]) -> float:
    """DerSimonian-Laird variance between units, from phi instead of from Cochran's Q."""
    n = len(weights)
    scale = weights.sum() - (weights**2).sum() / weights.sum()
    return max(0.0, float((n * phi - (n - 1)) / scale))
