"""The page of a target: the answer, the pictures that carry it, and what the number can bear."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from typing import Any

from incidents.selectors.estimates import answered
from incidents.selectors.figures import ATTACKS, Known
from incidents.selectors.questions import share_question, week_question
from incidents.selectors.splits import SplitPair, SplitYear, split_pair
from incidents.selectors.target import (
    TargetPage,
    TargetStanding,
    Variant,
    share_marks,
    target_page,
)
from incidents.sight import Sight
from incidents.statistics.comparing import Comparison
from incidents.statistics.composition import mix_shift
from incidents.statistics.counts import exact_interval
from incidents.statistics.dispersion import SHOWN_PHIS, ratio_interval
from incidents.wording import (
    Answer,
    answer,
    marked,
    origins,
    same_period,
    share_sentence,
    what_a_count_bears,
)
from offensief.charts.contribution import YearTotal
from offensief.charts.deviation import Deviation, deviation
from offensief.charts.figure import Figure, Table
from offensief.charts.path import PathPoint, on_line, target_path
from offensief.lib.dutch import decimal, enumerate_nl, period
from reports.charts import ONE_DELIVERY, contribution_of, rising
from reports.selectors.outlook import outlook_band, outlook_sentences


@dataclass(frozen=True, slots=True)
class TargetView:
    """Everything the page of a target prints."""

    year: int
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
    outlook: tuple[str, ...]
    # What the comparison becomes when attacks come in series.
    series: str
    mix: str
    variants: tuple[Variant, ...]
    bears: tuple[str, ...]
    path: Figure
    deviation: Figure
    contribution: Figure | None
    counts: Table

    @property
    def drawn(self) -> tuple[Figure | None, ...]:
        """Every picture."""
        return self.path, self.deviation, self.contribution


def target_view(year: int, day: date, sight: Sight) -> TargetView | None:
    """The target of a year as known on `day`; None when there is none to be seen."""
    page = target_page(year, day, sight)
    if page is None:
        return None
    standing = page.standing
    pair = standing.pair
    weeks = answered(
        week_question(standing.year, ATTACKS, day, sight, maximum=standing.maximum)
        if standing.current is None
        else None
    )
    # The mixture says more than one of its two methods.
    share = None if weeks else answered(share_question(standing))
    split = split_pair(standing.baseline.year, day, sight)
    return TargetView(
        year=standing.year,
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
        series=in_series(standing),
        outlook=outlook_sentences(weeks, standing.year, day),
        mix=mix_sentence(split) if split else "",
        path=_path(page, weeks),
        deviation=_deviation(page),
        contribution=contribution_chart(split) if split else None,
        counts=_counts(page),
    )


def contribution_chart(split: SplitPair) -> Figure:
    """Which types of object the change between two years came from, of a delivery per year."""
    totals = split.before.total, split.after.total
    return contribution_of(
        _by_kind(split.before),
        _by_kind(split.after),
        years=(_year_total(split.before), _year_total(split.after)),
        source=" ".join([*split.marks, origins(totals), ONE_DELIVERY]),
    )


def _by_kind(split: SplitYear) -> dict[str, int]:
    return {k.object_type.label: k.value for k in split.parts}


def _year_total(split: SplitYear) -> YearTotal:
    return YearTotal(split.total.year, split.total.value, split.total.is_provisional)


def in_series(standing: TargetStanding) -> str:
    """The margins of the comparison at phi 1, 2 and 3: short series cannot tell which one holds."""
    pair = standing.pair
    if standing.current and isinstance(standing.comparison, Comparison):
        count, base = standing.current.value, standing.baseline.value
    elif pair:
        count, base = pair.current.value, pair.earlier.value
    else:
        return ""
    if not count + base:
        return ""
    told = [
        f"{decimal(low, digits=2)} tot {decimal(high, digits=2)} (phi {phi:.0f})"
        for phi in SHOWN_PHIS
        for low, high in [ratio_interval(count, 1, base, 1, phi)]
    ]
    return (
        "Aanslagen komen soms in reeksen. Dan is de marge van de verhouding breder: "
        f"{enumerate_nl(told)}."
    )


def mix_sentence(split: SplitPair) -> str:
    """Whether the shares of the types of object changed, of those counted in both years."""
    before, after = _by_kind(split.before), _by_kind(split.after)
    kinds = [kind for kind in before if kind in after]
    if len(kinds) < 2:
        return ""
    found = mix_shift({k: before[k] for k in kinds}, {k: after[k] for k in kinds})
    names = enumerate_nl([kind.lower() for kind in kinds])
    if found.p_value >= 0.05:
        return f"De verdeling over {names} is niet aantoonbaar veranderd."
    rough = "" if found.reliable else " Met zulke kleine aantallen is dat een ruwe uitkomst."
    return (
        f"De verdeling over {names} is tussen {split.before.total.year} en "
        f"{split.after.total.year} meer veranderd dan bij toeval past (chi-kwadraat "
        f"{decimal(found.chi_square)}, {found.degrees} vrijheidsgraden).{rough}"
    )


def _drawn(page: TargetPage) -> list[Known]:
    return rising(page.course, attrgetter("value"))


def _last_day(known: Known) -> date:
    return known.period_end - timedelta(days=1)


def _source(page: TargetPage) -> str:
    return origins(page.course) or f"Bron: {page.standing.locator}."


def _path(page: TargetPage, weeks: Mapping[str, Any] | None) -> Figure:
    points = [PathPoint(_last_day(k), k.value, k.is_provisional) for k in _drawn(page)]
    return target_path(
        points,
        year=page.standing.year,
        maximum=page.standing.maximum,
        source=_source(page),
        forecast=outlook_band(weeks) if points else None,
    )


def _deviation(page: TargetPage) -> Figure:
    points = []
    for known in _drawn(page):
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
            marked(k),
            k.known,
            k.source,
        )
        for k in page.course
    )
    head = ("Periode", "Aantal", "Peildatum", "Bron")
    return Table(f"Tellingen over {page.standing.year}", head, rows, frozenset({1}))
