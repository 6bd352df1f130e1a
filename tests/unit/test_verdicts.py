"""Verdicts during the year, and chances in fixed Dutch words."""

import pytest

from incidents.statistics.comparing import Comparison
from incidents.statistics.counts import rate_ratio
from incidents.statistics.verdicts import (
    VERDICT_LABELS,
    Verdict,
    chance_percent,
    judge_course,
    likelihood,
)


def compared(count: int, base_count: int) -> Comparison:
    ratio = rate_ratio(count, 1, base_count, 1) if count or base_count else None
    return Comparison(count, base_count, 181, ratio, ())


@pytest.mark.parametrize(
    ("count", "base_count", "verdict", "label"),
    [
        (500, 771, Verdict.ON_TRACK, "op koers"),
        (1179, 1161, Verdict.OFF_TRACK, "niet op koers"),
        (690, 771, Verdict.TOO_EARLY, "te vroeg om te zeggen"),
        (0, 0, Verdict.TOO_EARLY, "te vroeg om te zeggen"),
        (1389, 1500, Verdict.NOT_MET_PROVISIONAL, "niet gehaald (voorlopig)"),
    ],
)
def test_course_of_a_year_is_judged_on_the_whole_interval(
    count: int, base_count: int, verdict: Verdict, label: str
) -> None:
    found = judge_course(compared(count, base_count), 10, 1388)

    assert (found, VERDICT_LABELS[found]) == (verdict, label)


def test_interval_that_touches_the_promised_share_is_on_track() -> None:
    ratio = rate_ratio(500, 1, 771, 1)
    percent = int(100 - 100 * ratio.high)

    assert judge_course(compared(500, 771), percent, 1388) is Verdict.ON_TRACK
    assert judge_course(compared(500, 771), percent + 1, 1388) is Verdict.TOO_EARLY


def test_course_refuses_an_impossible_promise() -> None:
    with pytest.raises(ValueError, match="between"):
        judge_course(compared(500, 771), 101, 1388)


@pytest.mark.parametrize(
    ("chance", "printed", "words"),
    [
        (1.0, ">99%", "vrijwel zeker"),
        (0.991, ">99%", "vrijwel zeker"),
        (0.99, "99%", "vrijwel zeker"),
        (0.97, "97%", "vrijwel zeker"),
        (0.95, "95%", "vrijwel zeker"),
        (0.946, "95%", "vrijwel zeker"),
        (0.944, "94%", "zeer waarschijnlijk"),
        (0.8, "80%", "zeer waarschijnlijk"),
        (0.79, "79%", "waarschijnlijk"),
        (0.65, "65%", "waarschijnlijk"),
        (0.634, "63%", "waarschijnlijk"),
        (0.6, "60%", "waarschijnlijk"),
        (0.59, "59%", "ongeveer even waarschijnlijk als niet"),
        (0.41, "41%", "ongeveer even waarschijnlijk als niet"),
        (0.4, "40%", "onwaarschijnlijk"),
        (0.21, "21%", "onwaarschijnlijk"),
        (0.2, "20%", "zeer onwaarschijnlijk"),
        (0.06, "6%", "zeer onwaarschijnlijk"),
        (0.05, "5%", "vrijwel zeker niet"),
        (0.01, "1%", "vrijwel zeker niet"),
        (0.0099, "<1%", "vrijwel zeker niet"),
        (0.0, "<1%", "vrijwel zeker niet"),
    ],
)
def test_chance_is_printed_and_said_the_same_way_everywhere(
    chance: float, printed: str, words: str
) -> None:
    assert (chance_percent(chance), likelihood(chance)) == (printed, words)


@pytest.mark.parametrize("chance", [-0.01, 1.01, float("nan")])
def test_what_is_no_chance_is_refused(chance: float) -> None:
    with pytest.raises(ValueError, match="chance"):
        likelihood(chance)
    with pytest.raises(ValueError, match="chance"):
        chance_percent(chance)
