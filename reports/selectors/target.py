"""The page of a target: the answer, the pictures that carry it, and what the number can bear."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from incidents.selectors.estimates import estimate
from incidents.selectors.figures import ATTACKS, Known, objects, years
from incidents.selectors.questions import Question, share_question, week_question
from incidents.selectors.target import (
    TargetPage,
    TargetStanding,
    Variant,
    share_marks,
    target_page,
    target_years,
)
from incidents.sight import Sight
from incidents.statistics.comparing import Comparison
from incidents.statistics.composition import contributions, mix_shift
from incidents.statistics.counts import exact_interval
from incidents.statistics.dispersion import SHOWN_PHIS, ratio_interval
from incidents.statistics.verdicts import Change
from incidents.wording import Answer, answer, same_period, share_sentence, what_a_count_bears
from offensief.charts.contribution import Contribution, YearTotal, contribution_bars
from offensief.charts.deviation import Deviation, deviation
from offensief.charts.figure import Figure, Table
from offensief.charts.path import PathPoint, on_line, target_path
from offensief.lib.dutch import decimal, enumerate_nl, number, period
from reports.selectors.outlook import outlook_band, outlook_sentences


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
    weeks = (
        week_question(standing.year, ATTACKS, day, sight, maximum=standing.maximum)
        if standing.current is None
        else None
    )
    # The mixture says more than one of its two methods.
    question = None if weeks else share_question(standing)
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
        series=in_series(standing),
        outlook=outlook_sentences(weeks, standing.year),
        mix=_mix(standing.baseline.year, day, sight),
        path=_path(page, weeks),
        deviation=_deviation(page),
        contribution=contribution_chart(standing.baseline.year, day, sight),
        counts=_counts(page),
    )


def contribution_chart(year: int, day: date, sight: Sight) -> Figure | None:
    """Which types of object the change up to a year came from; None without both years."""
    before, after = (objects(y, day, sight) for y in (year - 1, year))
    totals = {k.year: k for k in years(day, sight) if k.definition == ATTACKS}
    if not before or not after or not {year - 1, year} <= set(totals):
        return None
    was = {k.object_type.label: k.value for k in before}
    now = {k.object_type.label: k.value for k in after}
    both = [kind for kind in was if kind in now]
    found = {
        part.key: part
        for part in contributions({k: was[k] for k in both}, {k: now[k] for k in both})
    }
    kinds = [
        Contribution(
            kind,
            was.get(kind),
            count,
            may_be_chance=kind not in found or found[kind].change is Change.NOT_DISTINGUISHABLE,
        )
        for kind, count in now.items()
    ]
    told = dict.fromkeys(f"{k.source} (peildatum: {k.known})" for k in (*before, *after))
    return contribution_bars(
        kinds,
        before=YearTotal(year - 1, totals[year - 1].value, totals[year - 1].is_provisional),
        after=YearTotal(year, totals[year].value, totals[year].is_provisional),
        source=f"Bron: {'; '.join(told)}.",
    )


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


def _mix(year: int, day: date, sight: Sight) -> str:
    """Whether the shares of the types of object changed, of those counted in both years."""
    before, after = (
        {k.object_type.label: k.value for k in objects(y, day, sight)} for y in (year - 1, year)
    )
    kinds = [kind for kind in before if kind in after]
    if len(kinds) < 2:
        return ""
    found = mix_shift({k: before[k] for k in kinds}, {k: after[k] for k in kinds})
    names = enumerate_nl([kind.lower() for kind in kinds])
    if found.p_value >= 0.05:
        return f"De verdeling over {names} is niet aantoonbaar veranderd."
    rough = "" if found.reliable else " Met zulke kleine aantallen is dat een ruwe uitkomst."
    return (
        f"De verdeling over {names} is tussen {year - 1} en {year} meer veranderd dan bij toeval "
        f"past (chi-kwadraat {decimal(found.chi_square)}, {found.degrees} vrijheidsgraden).{rough}"
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


def _path(page: TargetPage, weeks: Question | None) -> Figure:
    points = [PathPoint(_last_day(k), k.value, k.is_provisional) for k in rising(page.course)]
    return target_path(
        points,
        year=page.standing.year,
        maximum=page.standing.maximum,
        source=_source(page),
        forecast=outlook_band(weeks) if points else None,
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
