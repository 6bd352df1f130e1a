"""What counts can bear: ceiling, exact intervals, verdict and the comparison guard.

Pure functions: no Django and no clock. Counts are whole numbers and stay so; only ratios, bounds
and p-values are floats. All intervals assume independent events; one conflict that leads to several
attacks makes the truth less certain than they say.
"""

import datetime
import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

# Not scipy.stats: importing it costs every process a second, and these five functions suffice.
# The tests hold the results to scipy.stats.
from scipy.special import betaincinv, gammainccinv, gammaincinv, gammaln, ndtri

# Figures known this many days apart after their periods count as equally mature.
MATURITY_TOLERANCE_DAYS = 31
# The code for "the publication does not say what it counted": two of these need not count the same.
UNSTATED_DEFINITION = "X"
YOUNG_COUNT = "Een vroeg bekend cijfer valt vaak lager uit."


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


@dataclass(frozen=True)
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
    low, high = _share_interval(count, count + base_count, _tail(confidence))
    scale = base_exposure / exposure
    return RateRatio(
        ratio=count / base_count * scale if base_count else math.inf,
        low=_odds(low) * scale,
        high=_odds(high) * scale,
        # Under "no difference" the count's share of all events equals its share of the exposure.
        p_value=_exact_p(count, count + base_count, exposure / (exposure + base_exposure)),
    )


def _share_interval(part: int, whole: int, tail: float) -> tuple[float, float]:
    """Clopper-Pearson interval of a share, from the beta distribution."""
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
    _tail(confidence)


def _odds(share: float) -> float:
    return share / (1 - share) if share < 1 else math.inf


def _tail(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise ValueError("A confidence lies between 0 and 1.")
    return (1 - confidence) / 2


def exact_interval(count: int, *, confidence: float = 0.95) -> tuple[float, float]:
    """Exact interval (Garwood) of the expected number of events behind one count.

    10 events: 4.795389 to 18.390356. Raises ValueError for a negative count.
    """
    if count < 0:
        raise ValueError("A count cannot be negative.")
    tail = _tail(confidence)
    low = float(gammaincinv(count, tail)) if count else 0.0
    return low, float(gammainccinv(count + 1, tail))


def byar_interval(count: int, *, confidence: float = 0.95) -> tuple[float, float]:
    """Approximate interval (Byar), close to the exact one; 65 events: 50.163188 to 82.849139.

    Raises ValueError for a negative count.
    """
    if count < 0:
        raise ValueError("A count cannot be negative.")
    z = -float(ndtri(_tail(confidence)))
    low = _byar(count, -z) if count else 0.0
    return max(low, 0.0), _byar(count + 1, z)


def _byar(events: int, z: float) -> float:
    return float(events * (1 - 1 / (9 * events) + z / (3 * math.sqrt(events))) ** 3)


class Verdict(StrEnum):
    """Did the year stay at or below its maximum? A fact about counts, not about the cause."""

    MET = "met"
    MET_PROVISIONAL = "met_provisional"
    NOT_MET = "not_met"
    NOT_MET_PROVISIONAL = "not_met_provisional"
    TOO_EARLY = "too_early"


VERDICT_LABELS = {
    Verdict.MET: "gehaald",
    Verdict.MET_PROVISIONAL: "gehaald (voorlopig)",
    Verdict.NOT_MET: "niet gehaald",
    Verdict.NOT_MET_PROVISIONAL: "niet gehaald (voorlopig)",
    Verdict.TOO_EARLY: "te vroeg om te zeggen",
}


def judge_target(count: int, maximum: int, *, provisional: bool, year_complete: bool) -> Verdict:
    """Verdict on a year's count: 1525 against 1388, provisional, is NOT_MET_PROVISIONAL.

    An unfinished year that already passed its maximum cannot come back under it, so that is
    provisionally not met. Any other unfinished year is too early.
    """
    if not year_complete:
        return Verdict.NOT_MET_PROVISIONAL if count > maximum else Verdict.TOO_EARLY
    if count <= maximum:
        return Verdict.MET_PROVISIONAL if provisional else Verdict.MET
    return Verdict.NOT_MET_PROVISIONAL if provisional else Verdict.NOT_MET


class Change(StrEnum):
    """What the interval of a ratio allows us to say."""

    LOWER = "lower"
    HIGHER = "higher"
    NOT_DISTINGUISHABLE = "not_distinguishable"


def change_wording(rr: RateRatio) -> Change:
    """LOWER or HIGHER only when the whole interval lies on that side of 1.

    1525 against 1543 in equal years: [0.92, 1.06], so NOT_DISTINGUISHABLE.
    """
    if rr.high < 1:
        return Change.LOWER
    if rr.low > 1:
        return Change.HIGHER
    return Change.NOT_DISTINGUISHABLE


@dataclass(frozen=True)
class Measured:
    """A count with everything that decides whether it may be compared.

    `definition` and `delivery` are codes; `period_end` is the first day after the period.
    `known_until` is the last day on which the figure can have been known; with `known_precision`
    "unknown" it is only an upper bound and says nothing about maturity.
    """

    count: int
    definition: str
    period_start: datetime.date
    period_end: datetime.date
    delivery: str
    known_until: datetime.date | None
    known_precision: str
    provisional: bool
    approximate_period: bool = False

    @property
    def days(self) -> int:
        """Length of the period in days: the exposure."""
        return (self.period_end - self.period_start).days

    @property
    def maturity(self) -> int | None:
        """Days between the end of the period and the day of knowledge; None when unknown."""
        if self.known_until is None or self.known_precision in ("unknown", "range"):
            return None
        return (self.known_until - self.period_end).days

    @property
    def is_full_years(self) -> bool:
        """Whether the period is one or more whole calendar years."""
        return (self.period_start.month, self.period_start.day) == (1, 1) == (
            self.period_end.month,
            self.period_end.day,
        ) and self.period_end > self.period_start

    @property
    def is_complete(self) -> bool:
        """Whether the period was over when the figure was made, as far as is known."""
        return self.known_until is None or self.known_until >= self.period_end


@dataclass(frozen=True)
class Comparison:
    """Two counts that may be compared, over `exposure_days` each.

    `ratio` is None when both counts are zero; `marks` are Dutch sentences to print beside it.
    """

    count: int
    base_count: int
    exposure_days: int
    ratio: RateRatio | None
    marks: tuple[str, ...]


@dataclass(frozen=True)
class Refusal:
    """Why two counts may not be compared: one Dutch sentence."""

    reason: str


def compare(a: Measured, b: Measured) -> Comparison | Refusal:
    """Compare `a` with base `b`, or say why not.

    1525 (2025, known 9 January 2026) against 1543 (2024, moment unknown) is allowed, with marks.
    The same months count as equally long, leap year or not. Counts of one delivery are known at
    the same moment, so they are never refused for maturity; they can carry a mark. Source:
    statistics.md, "Comparison guard". Raises ValueError for a negative count.
    """
    for check in (_definition_refusal, _period_refusal, _length_refusal, _maturity_refusal):
        reason = check(a, b)
        if reason:
            return Refusal(reason)
    # Equal periods get equal exposure: 29 February is no reason for a lower rate.
    days = min(a.days, b.days)
    ratio = rate_ratio(a.count, days, b.count, days) if a.count or b.count else None
    return Comparison(a.count, b.count, days, ratio, _marks(a, b))


def _definition_refusal(a: Measured, b: Measured) -> str:
    if a.definition != b.definition:
        return (
            "Deze cijfers zijn niet te vergelijken, omdat ze niet hetzelfde tellen "
            f"(definitie {a.definition} en definitie {b.definition})."
        )
    if a.definition == UNSTATED_DEFINITION and a.delivery != b.delivery:
        return "Deze cijfers zijn niet te vergelijken, omdat onbekend is wat ze tellen."
    return ""


def _period_refusal(a: Measured, b: Measured) -> str:
    if a.approximate_period or b.approximate_period:
        return (
            "Deze cijfers zijn niet te vergelijken, omdat niet precies bekend is tot welke dag "
            "is geteld."
        )
    return ""


def _length_refusal(a: Measured, b: Measured) -> str:
    if a.days <= 0 or b.days <= 0:
        return "Deze cijfers zijn niet te vergelijken, omdat een periode eindigt voor ze begint."
    if a.days == b.days or _span(a) == _span(b):
        return ""
    return (
        "Deze cijfers zijn niet te vergelijken, omdat de perioden niet even lang zijn "
        f"({a.days} en {b.days} dagen)."
    )


def _span(m: Measured) -> tuple[int, int, int, int, int]:
    """Give the period without its year: equal spans are the same calendar months."""
    start, end = m.period_start, m.period_end
    return (start.month, start.day, end.month, end.day, end.year - start.year)


def _maturity_refusal(a: Measured, b: Measured) -> str:
    if not (a.is_complete and b.is_complete):
        return "Deze cijfers zijn niet te vergelijken, omdat een van de perioden nog niet om was."
    full_years = a.is_full_years and b.is_full_years
    if a.delivery == b.delivery or full_years or _equally_mature(a, b):
        return ""
    return (
        "Deze cijfers zijn niet te vergelijken, omdat ze niet even lang na hun periode bekend zijn "
        f"({_maturity_words(a)} en {_maturity_words(b)})."
    )


def _equally_mature(a: Measured, b: Measured) -> bool:
    if a.maturity is None or b.maturity is None:
        return False
    return abs(a.maturity - b.maturity) <= MATURITY_TOLERANCE_DAYS


def _maturity_words(m: Measured) -> str:
    if m.maturity is None:
        return "onbekend"
    if m.maturity < 0:
        return f"{-m.maturity} dagen ervoor"
    return f"{m.maturity} dagen erna"


def _marks(a: Measured, b: Measured) -> tuple[str, ...]:
    marks = []
    if a.definition == UNSTATED_DEFINITION:
        marks.append("De bron vermeldt niet wat is geteld.")
    if a.provisional or b.provisional:
        marks.append("Ten minste een van de cijfers is voorlopig en kan nog veranderen.")
    marks.extend(_maturity_marks(a, b))
    return tuple(marks)


def _maturity_marks(a: Measured, b: Measured) -> list[str]:
    if a.maturity is None or b.maturity is None:
        return [
            "Niet van elk cijfer is bekend hoe lang na de periode het is vastgesteld. "
            + YOUNG_COUNT,
        ]
    if abs(a.maturity - b.maturity) > MATURITY_TOLERANCE_DAYS:
        return [
            "De cijfers zijn niet even lang na hun periode vastgesteld "
            f"({_maturity_words(a)} en {_maturity_words(b)}). " + YOUNG_COUNT,
        ]
    return []
