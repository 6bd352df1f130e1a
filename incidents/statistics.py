"""tmp"""

from dataclasses import dataclass
from enum import StrEnum

from scipy.stats import binomtest


def ceiling(base: int, reduction_percent: int) -> int:
    return base * (100 - reduction_percent) // 100


@dataclass(frozen=True, slots=True)
class RateRatio:
    ratio: float
    low: float
    high: float
    p_value: float


def rate_ratio(
    count: int, exposure: float, base_count: int, base_exposure: float, *, confidence: float = 0.95
) -> RateRatio:
    r = binomtest(count, count + base_count, exposure / (exposure + base_exposure))
    ci = r.proportion_ci(confidence, "exact")
    f = base_exposure / exposure
    return RateRatio(
        count / base_count * f, ci.low / (1 - ci.low) * f, ci.high / (1 - ci.high) * f, r.pvalue
    )


class Verdict(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    TOO_EARLY = "too_early"


def judge_target(count: int, maximum: int) -> Verdict:
    return Verdict.MET if count <= maximum else Verdict.NOT_MET
