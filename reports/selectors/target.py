"""The page of a target: the answer, the pictures that carry it, and what the number can bear."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from incidents.selectors.estimates import estimate
from incidents.selectors.figures import Known
from incidents.selectors.questions import share_question
from incidents.selectors.target import (
    TargetPage,
    Variant,
    share_marks,
    target_page,
    target_years,
)
from incidents.sight import Sight
from incidents.statistics.counts import exact_interval
from incidents.wording import Answer, answer, same_period, share_sentence, what_a_count_bears
from offensief.charts.deviation import Deviation, deviation
from offensief.charts.figure import Figure, Table
from offensief.charts.path import PathPoint, on_line, target_path
from offensief.lib.dutch import number, period


@dataclass(frozen=True, slots=True)
class TargetView:
    """Everything the page of a target prints."""

    year: int
    years: tuple[int, ...]
    day: date
    answer: Answer
    baseline: Known
    maximum: int
    reduction_percent: int
    locator: str
    counted: Known | None
    same_period: str
    share: str
    share_reason: str
    share_marks: tuple[str, ...]
    variants: tuple[Variant, ...]
    bears: tuple[str, ...]
    path: Figure
    deviation: Figure
    counts: Table


def target_view(year: int, day: date, sight: Sight) -> TargetView | None:
    """The target of a year as known on `day`; None when there is none to be seen."""
    page = target_page(year, day, sight)
    if page is None:
        return None
    standing = page.standing
    pair = standing.pair
    question = share_question(standing)
    share = estimate(*question) if question else None
    return TargetView(
        year=standing.year,
        years=target_years(),
        day=day,
        answer=answer(standing),
        baseline=standing.baseline,
        maximum=standing.maximum,
        reduction_percent=standing.reduction_percent,
        locator=standing.locator,
        counted=standing.current or standing.so_far,
        same_period=same_period(pair) if pair else "",
        share=(
            share_sentence(share["prediction"], standing.year, standing.baseline.year)
            if share
            else ""
        ),
        share_reason=share["reason"] if share else "",
        share_marks=share_marks(standing) if share else (),
        variants=page.variants,
        bears=what_a_count_bears(standing.baseline.value, standing.reduction_percent),
        path=_path(page),
        deviation=_deviation(page),
        counts=_counts(page),
    )


def rising(course: Sequence[Known]) -> list[Known]:
    """Counts that a line can be drawn through, the shortest period first.

    A later delivery can lower what an earlier one said of a shorter period; the earlier one is then
    left out of the picture. The table beside it has both.
    """
    kept: list[Known] = []
    for known in reversed(course):
        if not kept or known.value <= kept[-1].value:
            kept.append(known)
    return kept[::-1]


def _last_day(known: Known) -> date:
    return known.period_end - timedelta(days=1)


def _source(page: TargetPage) -> str:
    told = dict.fromkeys(f"{k.source} (peildatum: {k.known})" for k in page.course)
    return f"Bron: {'; '.join(told)}." if told else f"Bron: {page.standing.locator}."


def _path(page: TargetPage) -> Figure:
    points = [PathPoint(_last_day(k), k.value, k.is_provisional) for k in rising(page.course)]
    return target_path(
        points, year=page.standing.year, maximum=page.standing.maximum, source=_source(page)
    )


def _deviation(page: TargetPage) -> Figure:
    points = []
    for known in rising(page.course):
        line = on_line(page.standing.maximum, _last_day(known))
        low, high = exact_interval(line)
        points.append(
            Deviation(
                _last_day(known), known.value - line, round((high - low) / 2), known.is_provisional
            )
        )
    return deviation(points, source=_source(page))


def _counts(page: TargetPage) -> Table:
    rows = tuple(
        (
            period(k.period_start, k.period_end),
            f"{number(k.value)}{'*' if k.is_provisional else ''}",
            k.known,
            k.source,
        )
        for k in page.course
    )
    head = ("Periode", "Aantal", "Peildatum", "Bron")
    return Table(f"Tellingen over {page.standing.year}", head, rows, frozenset({1}))
