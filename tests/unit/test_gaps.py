"""The radar of gaps, measure by measure."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from measures.gaps import GapKind, Watched, radar
from measures.planning import Planned

TODAY = date(2025, 6, 1)


def step(on: date, *, done: bool = False, current: date | None = None) -> Planned:
    return Planned("Kader vastgesteld", on, current or on, on if done else None, not done)


WHOLE = Watched(
    number="3.01",
    title="Kader",
    pillar=3,
    has_lead=True,
    has_product=True,
    confirmed_on=TODAY,
    is_done=False,
    is_bad=False,
    is_on_track=True,
    milestones=(step(date(2025, 9, 1)),),
)


def kinds(measure: Watched) -> list[GapKind]:
    return [gap.kind for gap in radar([measure], today=TODAY, current_for_days=90).gaps]


def test_a_measure_in_order_has_no_gaps() -> None:
    assert kinds(WHOLE) == []


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        (replace(WHOLE, has_lead=False), [GapKind.NO_LEAD]),
        (replace(WHOLE, milestones=()), [GapKind.NO_DATE]),
        (replace(WHOLE, milestones=(), is_done=True), []),
        (replace(WHOLE, has_product=False), [GapKind.NO_PRODUCT]),
        (replace(WHOLE, confirmed_on=None), [GapKind.NO_WORD]),
        (replace(WHOLE, confirmed_on=TODAY - timedelta(days=90)), []),
        (replace(WHOLE, confirmed_on=TODAY - timedelta(days=91)), [GapKind.NO_WORD]),
        (
            replace(WHOLE, milestones=(step(date(2025, 5, 31)),)),
            [GapKind.PASSED, GapKind.TOO_GOOD],
        ),
        (replace(WHOLE, milestones=(step(TODAY),)), []),
        (replace(WHOLE, milestones=(step(date(2025, 5, 1), done=True),)), []),
        (
            replace(WHOLE, milestones=(step(date(2025, 7, 1), current=date(2025, 8, 1)),)),
            [GapKind.TOO_GOOD],
        ),
        (replace(WHOLE, is_on_track=False, is_bad=True), []),
        (
            replace(
                WHOLE,
                is_on_track=False,
                is_bad=True,
                milestones=(step(date(2025, 5, 1), done=True),),
            ),
            [GapKind.NO_NEXT_STEP],
        ),
    ],
)
def test_each_gap_is_seen(measure: Watched, expected: list[GapKind]) -> None:
    assert kinds(measure) == expected


def test_the_score_counts_checks_without_a_gap() -> None:
    bare = replace(WHOLE, number="1.01", pillar=1, has_lead=False, confirmed_on=None)

    found = radar([WHOLE, bare], today=TODAY, current_for_days=90)

    assert (found.score.gaps, found.score.checks) == (2, 14)
    assert found.score.percent == 85
    assert found.per_pillar[1].percent == 71
    assert found.per_pillar[3].percent == 100
    assert radar([], today=TODAY, current_for_days=90).score.percent is None


def test_sentences_of_the_report_agree_with_their_number() -> None:
    assert GapKind.NO_LEAD.sentence(1) == "1 maatregel heeft nog geen trekker."
    assert GapKind.NO_LEAD.sentence(2) == "2 maatregelen hebben nog geen trekker."
    for kind in GapKind:
        assert kind.label
        assert kind.advice.endswith(".")
        assert "{" not in kind.sentence(1) + kind.sentence(12)
