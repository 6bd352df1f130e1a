"""What counts can bear: the target's maximum, exact intervals and the comparison guard.

Pure functions: no Django, no clock. Counts are whole numbers and stay whole numbers; only ratios
and interval bounds are floats. Methods and test values: statistics.md, "Methods".
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import inf, sqrt

from scipy.stats import binomtest, chi2, norm

# Two deliveries this many days apart in maturity still count as known equally long.
MATURITY_TOLERANCE_DAYS = 31


def ceiling(base: int, reduction_percent: int) -> int:
    """Highest count that is still at least `reduction_percent` per cent below `base`.

    base * (100 - reduction_percent) // 100 in whole numbers, so never rounded up past the promise:
    1543 and 10 give 1388, as 1389 is only 9.98 per cent fewer. Source: plan, l.85-86 and l.108.
    Raises ValueError when `base` is negative or the percentage lies outside 0-100.
    """
    if base < 0:
        raise ValueError("The base count must not be negative.")
    if not 0 <= reduction_percent <= 100:
        raise ValueError("The reduction must lie between 0 and 100 per cent.")
    return base * (100 - reduction_percent) // 100


@dataclass(frozen=True, slots=True)
class RateRatio:
    """Rate divided by base rate (no unit), its interval, and the two-sided p-value of ratio 1."""

    ratio: float
    low: float
    high: float
    p_value: float


def rate_ratio(
    count: int, exposure: float, base_count: int, base_exposure: float, *, confidence: float = 0.95
) -> RateRatio:
    """Ratio of two Poisson rates with the exact conditional interval.

    Given x + n events, x is binomial; the Clopper-Pearson bounds p of that share become bounds
    p / (1 - p) * base_exposure / exposure of the ratio. Exposures share one unit (years, persons).
    No events in `count` gives low 0; none in `base_count` gives ratio and high infinite.
    11 per 800 against 21 per 3011 gives 1.971488 [0.858426, 4.277266], p 0.07967.
    Source: R `poisson.test`; Gu et al., Biometrical Journal 50 (2008). The interval assumes
    independent events; clustered attacks make the truth less certain than it says.
    Raises ValueError for negative counts, exposure not above 0, or two zero counts.
    """
    _check_rates(count, exposure, base_count, base_exposure)
    result = binomtest(count, count + base_count, exposure / (exposure + base_exposure))
    share = result.proportion_ci(_checked(confidence), "exact")
    scale = base_exposure / exposure
    return RateRatio(
        ratio=count / base_count * scale if base_count else inf,
        low=_odds(float(share.low)) * scale if count else 0.0,
        high=_odds(float(share.high)) * scale if base_count else inf,
        p_value=float(result.pvalue),
    )


def _check_rates(count: int, exposure: float, base_count: int, base_exposure: float) -> None:
    if count < 0 or base_count < 0:
        raise ValueError("A count must not be negative.")
    if not (exposure > 0 and base_exposure > 0):
        raise ValueError("An exposure must be above 0.")
    if count == base_count == 0:
        raise ValueError("Two zero counts have no ratio.")


def _odds(share: float) -> float:
    return share / (1 - share) if share < 1 else inf


def exact_interval(count: int, *, confidence: float = 0.95) -> tuple[float, float]:
    """Garwood's exact interval of the Poisson mean behind one count, in events.

    chi2(a/2; 2x) / 2 and chi2(1 - a/2; 2x + 2) / 2, a = 1 - confidence: 10 gives 4.7954-18.3904.
    Source: Garwood, Biometrika 28 (1936). Raises ValueError for a negative count.
    """
    tail = _tail(count, confidence)
    low = float(chi2.ppf(tail, 2 * count)) / 2 if count else 0.0
    return low, float(chi2.isf(tail, 2 * count + 2)) / 2


def byar_interval(count: int, *, confidence: float = 0.95) -> tuple[float, float]:
    """Byar's approximation of the same interval, in events.

    x (1 - 1/9x - z/3√x)³ and y (1 - 1/9y + z/3√y)³ with y = x + 1: 65 gives 50.1632-82.8491.
    Source: Breslow and Day, vol. II (1987), as used by the English health statistics.
    A low bound below 0 (very small counts) is given as 0. Raises ValueError for a negative count.
    """
    z = float(norm.isf(_tail(count, confidence)))
    low = count * (1 - 1 / (9 * count) - z / (3 * sqrt(count))) ** 3 if count else 0.0
    after = count + 1
    high = after * (1 - 1 / (9 * after) + z / (3 * sqrt(after))) ** 3
    return max(low, 0.0), float(high)


def _tail(count: int, confidence: float) -> float:
    if count < 0:
        raise ValueError("A count must not be negative.")
    return (1 - _checked(confidence)) / 2


def _checked(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise ValueError("The confidence must lie between 0 and 1.")
    return confidence


class Verdict(StrEnum):
    """Where a year stands against its target; TOO_EARLY while it has no year count."""

    MET = "met"
    NOT_MET = "not_met"
    TOO_EARLY = "too_early"


def judge_target(count: int, maximum: int) -> Verdict:
    """Fact at year end: MET at `maximum` or below. 1525 against 1388 is NOT_MET.

    Only for the count of a whole year; without one the caller says TOO_EARLY.
    """
    return Verdict.MET if count <= maximum else Verdict.NOT_MET


@dataclass(frozen=True, slots=True)
class Measured:
    """A count with what decides whether it may be compared.

    `definition` and `delivery` are codes; the period runs up to, not including, `period_end`;
    `known_until` is the last day the count can have been known on (peildatum).
    """

    count: int
    definition: str
    period_start: date
    period_end: date
    delivery: str
    known_until: date


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two counts that may be compared, with what a reader must know: Dutch sentences."""

    ratio: RateRatio
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why two counts may not be compared: one Dutch sentence."""

    reason: str


def compare(a: Measured, b: Measured) -> Comparison | Refusal:
    """Ratio of `a` to `b`, or why there is none.

    Refused: other definitions, unequal periods, and parts of a year whose maturity (days from
    `period_end` to `known_until`) differs by more than 31 days. Full years of unequal maturity are
    compared with a mark. Counts of one delivery are taken as equally mature.
    1525 (2025, known 2026-01-09) to 1543 (2024, known 2025-04-15) gives 0.9883 with a mark.
    Source: statistics.md, "Comparison guard". Raises ValueError for a negative count.
    """
    if a.definition != b.definition:
        return Refusal(
            "De cijfers zijn niet te vergelijken, omdat ze niet hetzelfde tellen: het ene "
            f"gebruikt definitie {a.definition}, het andere definitie {b.definition}."
        )
    if not _equal_length(a, b):
        return Refusal(
            f"De cijfers zijn niet te vergelijken, omdat de perioden niet even lang zijn: "
            f"{_days(a)} tegen {_days(b)} dagen."
        )
    if a.count == b.count == 0:
        return Refusal("De cijfers geven geen verhouding, omdat ze allebei nul zijn.")
    ratio = rate_ratio(a.count, 1, b.count, 1)
    if _equally_mature(a, b):
        return Comparison(ratio, ())
    if _is_full_years(a) and _is_full_years(b):
        return Comparison(ratio, (_maturity_mark(a, b),))
    return Refusal(
        f"De cijfers zijn niet te vergelijken, omdat het ene {_maturity_words(a)} is geteld en het "
        f"andere {_maturity_words(b)}: een vroeg geteld cijfer valt vaak lager uit."
    )


def _days(m: Measured) -> int:
    return (m.period_end - m.period_start).days


def _equal_length(a: Measured, b: Measured) -> bool:
    """Equal in days, or the same calendar span (a leap day does not make a year longer)."""
    return _days(a) == _days(b) or _span(a) == _span(b)


def _span(m: Measured) -> tuple[int, int, int, int, int]:
    start, end = m.period_start, m.period_end
    return start.month, start.day, end.month, end.day, end.year - start.year


def _is_full_years(m: Measured) -> bool:
    return _span(m)[:4] == (1, 1, 1, 1)


def _maturity(m: Measured) -> int:
    return (m.known_until - m.period_end).days


def _equally_mature(a: Measured, b: Measured) -> bool:
    if a.delivery == b.delivery:
        return True
    return abs(_maturity(a) - _maturity(b)) <= MATURITY_TOLERANCE_DAYS


def _maturity_words(m: Measured) -> str:
    days = _maturity(m)
    return f"{abs(days)} dagen {'na' if days >= 0 else 'voor'} het einde van de periode"


def _maturity_mark(a: Measured, b: Measured) -> str:
    return (
        f"De cijfers zijn niet even lang na het jaar geteld: dat van {a.period_start.year} "
        f"{_maturity_words(a)}, dat van {b.period_start.year} {_maturity_words(b)}. "
        "Vroeg getelde jaren vallen vaak lager uit."
    )
