"""What the numbers allow us to say: verdict on the target and change between two counts."""

from enum import StrEnum

from incidents.statistics.counts import RateRatio


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
