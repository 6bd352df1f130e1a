"""What the numbers allow us to say: verdict on the target, change, and words for a chance."""

import math
from enum import StrEnum

from incidents.statistics.comparing import Comparison
from incidents.statistics.counts import RateRatio
from offensief.lib.dutch import percent


class Verdict(StrEnum):
    """Does the year stay at or below its maximum? About counts, not about the cause."""

    MET = "met"
    MET_PROVISIONAL = "met_provisional"
    NOT_MET = "not_met"
    NOT_MET_PROVISIONAL = "not_met_provisional"
    ON_TRACK = "on_track"
    OFF_TRACK = "off_track"
    TOO_EARLY = "too_early"


VERDICT_LABELS = {
    Verdict.MET: "gehaald",
    Verdict.MET_PROVISIONAL: "gehaald (voorlopig)",
    Verdict.NOT_MET: "niet gehaald",
    Verdict.NOT_MET_PROVISIONAL: "niet gehaald (voorlopig)",
    Verdict.ON_TRACK: "op koers",
    Verdict.OFF_TRACK: "niet op koers",
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


def judge_course(comparison: Comparison, reduction_percent: int, maximum: int) -> Verdict:
    """Verdict on an unfinished year, from the same period of this year and the base year.

    ON_TRACK when the whole interval of the ratio lies at or below the promised share, OFF_TRACK
    when it lies wholly above: 1179 against 1161 with 10% promised is OFF_TRACK. A year that already
    passed its maximum is NOT_MET_PROVISIONAL, anything else TOO_EARLY. Raises ValueError for a
    percentage outside 0-100.
    """
    if not 0 <= reduction_percent <= 100:
        raise ValueError("A reduction lies between 0 and 100 percent.")
    if comparison.count > maximum:
        return Verdict.NOT_MET_PROVISIONAL
    promised = (100 - reduction_percent) / 100
    if comparison.ratio is None:
        return Verdict.TOO_EARLY
    if comparison.ratio.high <= promised:
        return Verdict.ON_TRACK
    return Verdict.OFF_TRACK if comparison.ratio.low > promised else Verdict.TOO_EARLY


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


# From which whole per cent on a word holds; statistics.md, "Wording".
_LIKELIHOODS = (
    (95, "vrijwel zeker"),
    (80, "zeer waarschijnlijk"),
    (60, "waarschijnlijk"),
    (41, "ongeveer even waarschijnlijk als niet"),
    (21, "onwaarschijnlijk"),
    (6, "zeer onwaarschijnlijk"),
    (0, "vrijwel zeker niet"),
)


def likelihood(chance: float) -> str:
    """A chance (0-1) in fixed words: 0.97 is "vrijwel zeker", 0.65 "waarschijnlijk".

    The words follow the whole per cent that is printed beside them, so 0.946 ("95%") is "vrijwel
    zeker". Below the middle they mirror: 60 is "waarschijnlijk", so 40 is "onwaarschijnlijk".
    Raises ValueError outside 0-1.
    """
    whole = _whole_percent(chance)
    return next(words for least, words in _LIKELIHOODS if whole >= least)


def chance_percent(chance: float) -> str:
    """A chance (0-1) as it is printed: 0.634 is "63%", below 1% "<1%", above 99% ">99%".

    Raises ValueError outside 0-1.
    """
    whole = _whole_percent(chance)
    if chance < 0.01:
        return "<1%"
    return ">99%" if chance > 0.99 else percent(whole)


def _whole_percent(chance: float) -> int:
    if not 0 <= chance <= 1:
        raise ValueError("A chance lies between 0 and 1.")
    return math.floor(100 * chance + 0.5)
