"""What the year will end at: two methods, their equal mixture, and when to say nothing.

A, the same-period share: this year goes on as the base year did. Right when both years have the
same shape; far too sure of itself when only one of them grew (`make simulation` shows how often its
interval then misses the outcome). C, the local level: the last 13 weeks go on, with a level that
drifts. Blind to seasons. Neither is right on its own, so the mixture is published with both.

Weeks are those of ISO 8601, with week 53 added to week 52 (`incidents.selectors.series.weeks_of`).
Their sum can differ from the calendar year by what the days around New Year count: the page says
so. Counts must be as mature as those of the base year: weeks that are still being reported pull the
forecast down.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, ndtri

from incidents.statistics.dispersion import successive_phi
from incidents.statistics.outlook import Outlook, mixed_outlook

WEEKS = 52
FIRST_WEEK_WITH_CHANCE = 26
LOCAL_WEEKS = 13
# Standard deviation per week of the logarithm of the level, as a random walk. After a year the
# level then lies between x0.57 and x1.76 in 95% of the cases: growth as from 2023 to 2024 (901 to
# 1543 is x1.71, plan l.775-776) lies at the edge, standing still in the middle. With 0.03 the
# mixture held the outcome in only 0.81 to 0.87 of the years in which only one of the two grew.
DRIFT = 0.04
NO_CHANCE_YET = (
    "Er zijn nog geen 26 weken van het jaar bekend. Dat is te weinig om een kans te noemen."
)
NO_CHANCE_ALONE = (
    "Er zijn geen cijfers per week, dus is er maar één methode. Die gaat ervan uit dat het jaar "
    "verloopt als het basisjaar. Klopt dat niet, dan is de marge veel te smal. Daarom staat hier "
    "geen kans."
)
METHODS_DISAGREE = "De methoden zijn het niet eens."
_DAYS_A_YEAR = 365
# Quadrature over what is not known about the share and the level: smooth, so few points suffice.
_NODES, _NODE_WEIGHTS = np.polynomial.legendre.leggauss(24)
_POINTS, _WEIGHTS = (_NODES + 1) / 2, _NODE_WEIGHTS / 2
_CUTS = (0.025, 0.1, 0.5, 0.9, 0.975)

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Prediction:
    """The total of the year according to one method, in whole events.

    `chance` is the probability (0-1) that the total stays at or below the maximum; None when it may
    not be said.
    """

    median: int
    low_80: int
    high_80: int
    low_95: int
    high_95: int
    chance: float | None


@dataclass(frozen=True, slots=True)
class Forecast:
    """The forecast after `week` weeks with `count` events so far.

    `phi` is the overdispersion that both methods reckon with. `reason` is a Dutch sentence that
    says why there is no chance, empty when there is one. `methods_disagree` is whether the medians
    of the two methods lie on different sides of the maximum.
    """

    week: int
    count: int
    maximum: int
    phi: float
    share: Prediction
    level: Prediction
    mixture: Prediction
    methods_disagree: bool
    reason: str

    @property
    def remarks(self) -> tuple[str, ...]:
        """Dutch sentences to print beside it."""
        disagreement = METHODS_DISAGREE if self.methods_disagree else ""
        return tuple(sentence for sentence in (disagreement, self.reason) if sentence)


@dataclass(frozen=True, slots=True)
class ShareForecast:
    """The same-period share on its own: an interval without a chance, and the Dutch reason."""

    count: int
    prediction: Prediction
    reason: str


def _predict(outlook: Outlook, count: int, maximum: int | None) -> Prediction:
    """Median, intervals and, with a maximum, its chance; what comes is added to the count."""
    low_95, low_80, median, high_80, high_95 = (count + rest for rest in outlook.quantiles(_CUTS))
    chance = None if maximum is None else outlook.at_most(maximum - count)
    return Prediction(median, low_80, high_80, low_95, high_95, chance)


def forecast(weeks: Sequence[int], base_weeks: Sequence[int], maximum: int) -> Forecast:
    """Forecast the total of a year from its weeks so far and the 52 weeks of the base year.

    Phi comes from the steps between the weeks of both years, at least 1. Before week 26 there is no
    chance. 26 weeks of 30 after 52 weeks of 30, against a maximum of 1388: A 1560 [1456, 1675],
    C 1564 [1355, 1845], mixture 1561 [1384, 1794] with a chance of 0.03. Raises ValueError for a
    negative count, no events in the same period of the base year, or other numbers of weeks than
    1-51 and 52.
    """
    _refuse_impossible(weeks, base_weeks)
    week, count = len(weeks), sum(weeks)
    # The step from one year to the other is one of many.
    phi = max(1.0, successive_phi([*base_weeks, *weeks]))
    share = _share_outlook(count, sum(base_weeks[:week]), sum(base_weeks), phi)
    level = _level_outlook(weeks, phi)
    said = week >= FIRST_WEEK_WITH_CHANCE
    by_share, by_level, mixed = (
        _predict(outlook, count, maximum if said else None)
        for outlook in (share, level, mixed_outlook(share, level))
    )
    return Forecast(
        week=week,
        count=count,
        maximum=maximum,
        phi=phi,
        share=by_share,
        level=by_level,
        mixture=mixed,
        methods_disagree=(by_share.median <= maximum) != (by_level.median <= maximum),
        reason="" if said else NO_CHANCE_YET,
    )


def share_forecast(
    count: int, base_count: int, base_total: int, *, phi: float = 1.0
) -> ShareForecast:
    """Forecast from a count so far, the same period of the base year and the base year's total.

    For a year of which no weeks are known: only method A, so no chance. 1179 so far, against 1161
    of the 1543: 1567 [1507, 1633]. Raises ValueError for a negative count, a base period without
    events or larger than its year, or a phi below 1.
    """
    if count < 0 or base_count < 1 or base_total < base_count:
        raise ValueError("A share needs a base period with events, within its year.")
    if not phi >= 1:
        raise ValueError("Phi is at least 1.")
    outlook = _share_outlook(count, base_count, base_total, phi)
    return ShareForecast(count, _predict(outlook, count, None), NO_CHANCE_ALONE)


def _share_outlook(count: int, base_count: int, base_total: int, phi: float) -> Outlook:
    """A: the odds of what comes after the period follow the base year, with its own chance.

    Beta posterior of the share in the base year, gamma posterior of the level of this year (both
    Jeffreys, counts worth 1/phi), and what comes is again as dispersed as phi says.
    """
    rest = base_total - base_count
    share = betaincinv(base_count / phi + 0.5, rest / phi + 0.5, _POINTS)
    shape = count / phi + 0.5
    return _spread(shape, phi * shape * (1 - share) / share, phi)


def _level_outlook(weeks: Sequence[int], phi: float) -> Outlook:
    """C: gamma posterior of the level of the last weeks, which drifts as a random walk.

    The mean of a random walk over the n weeks behind and that over the h weeks ahead differ with
    variance DRIFT²·(n + h)/3.
    """
    local = weeks[-LOCAL_WEEKS:]
    ahead = _DAYS_A_YEAR / 7 - len(weeks)
    shape = sum(local) / phi + 0.5
    drift = np.exp(ndtri(_POINTS) * DRIFT * math.sqrt((len(local) + ahead) / 3))
    return _spread(shape, phi * shape / len(local) * ahead * drift, phi)


def _spread(shape: float, means: Values, phi: float) -> Outlook:
    """Negative binomials of which the variance is phi·mean + mean²/shape."""
    return Outlook(1 / (1 / shape + (phi - 1) / means), means, _WEIGHTS)


def _refuse_impossible(weeks: Sequence[int], base_weeks: Sequence[int]) -> None:
    if not 1 <= len(weeks) < WEEKS or len(base_weeks) != WEEKS:
        raise ValueError("A forecast needs 1 to 51 weeks, and 52 of the base year.")
    if any(count < 0 for count in (*weeks, *base_weeks)):
        raise ValueError("A count cannot be negative.")
    if not sum(base_weeks[: len(weeks)]):
        raise ValueError("A share needs events in the same period of the base year.")
