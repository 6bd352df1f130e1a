"""The charts of a document. Only what the document holds is drawn, so an edition never changes."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from operator import itemgetter
from typing import Any

from incidents.statistics.composition import contributions
from incidents.statistics.verdicts import Change
from offensief.charts.contribution import Contribution, YearTotal, contribution_bars
from offensief.charts.figure import Figure
from offensief.charts.matrix import count_bars, status_matrix
from offensief.charts.objects import ObjectYear, object_bars
from offensief.charts.path import Forecast, PathPoint, target_path
from offensief.charts.tiles import PLACES, tile_map
from offensief.charts.units import UnitRatio, unit_forest
from offensief.charts.years import Beside, Target, YearBar, year_bars
from offensief.lib.dutch import enumerate_nl
from reports.canonical import Document

_SIDES = ("before", "after")
ONE_DELIVERY = "De delen en het totaal van een jaar komen uit dezelfde levering."


def years(figures: Document) -> Figure | None:
    """National years per definition, with the target."""
    counts = figures["years"]
    target = figures["target"]
    if not counts:
        return None
    bars = [
        YearBar(
            year=c["year"],
            value=c["value"],
            definition_label=c["definition_name"],
            definition_key=c["definition"],
            provisional=c["provisional"],
            as_known=f"Peildatum: {c['known']}",
            status=c["status"],
        )
        for c in counts
    ]
    maximum = Target(target["year"], target["maximum"]) if target else None
    return year_bars(bars, maximum=maximum, source=_source(counts), beside=_beside(figures))


def _beside(figures: Document) -> Beside | None:
    """The two years the guard let stand side by side; none in a document that does not say so."""
    pair = figures.get("years_compared")
    return Beside(pair["before"], pair["after"], tuple(pair["marks"])) if pair else None


def path(figures: Document) -> Figure | None:
    """The count through the target year beside the line to its maximum, and where it may end."""
    target, detail = figures["target"], figures.get("detail")
    if not target or not detail or not detail["course"]:
        return None
    outlook = detail["outlook"] or {}
    return target_path(
        [
            PathPoint(last_day(count), count["value"], count["provisional"])
            for count in rising(detail["course"], itemgetter("value"))
        ],
        year=target["year"],
        maximum=target["maximum"],
        source=_source(detail["course"]),
        forecast=_forecast(outlook.get("band")),
    )


def _forecast(band: Document | None) -> Forecast | None:
    if not band:
        return None
    bounds = {name: band[name] for name in ("low_80", "high_80", "low_95", "high_95")}
    return Forecast(middle=band["median"], **bounds)


def rising[T](course: Sequence[T], count: Callable[[T], int]) -> list[T]:
    """Counts that a line can be drawn through, the shortest period first.

    A later delivery can lower what an earlier one said of a shorter period; the earlier one is then
    left out of the picture. The table beside it, or the annex, has both.
    """
    kept: list[T] = []
    for point in reversed(course):
        if not kept or count(point) <= count(kept[-1]):
            kept.append(point)
    return kept[::-1]


def last_day(count: Document) -> date:
    """The last day that a count counts."""
    return date.fromisoformat(count["period_end"]) - timedelta(days=1)


def contribution(figures: Document) -> Figure | None:
    """Which types of object the change between two years came from; None without such years."""
    split = figures.get("split")
    if not split:
        return None
    totals = split["before"]["total"], split["after"]["total"]
    was, now = ({p["object_label"]: p["value"] for p in split[side]["parts"]} for side in _SIDES)
    return contribution_of(
        was,
        now,
        years=(_year_total(totals[0]), _year_total(totals[1])),
        source=" ".join([*split["marks"], _source(totals), ONE_DELIVERY]),
    )


def contribution_of(
    was: Mapping[str, int],
    now: Mapping[str, int],
    *,
    years: tuple[YearTotal, YearTotal],
    source: str,
) -> Figure:
    """The same of counts by the name of the type of object; what chance can explain is hollow."""
    both = [name for name in was if name in now]
    found = {
        part.key: part
        for part in contributions({k: was[k] for k in both}, {k: now[k] for k in both})
    }
    kinds = [
        Contribution(
            name,
            was.get(name),
            count,
            may_be_chance=name not in found or found[name].change is Change.NOT_DISTINGUISHABLE,
        )
        for name, count in now.items()
    ]
    return contribution_bars(kinds, before=years[0], after=years[1], source=source)


def _year_total(count: Document) -> YearTotal:
    return YearTotal(count["year"], count["value"], count["provisional"])


def unit_map(figures: Document) -> Figure | None:
    """The ten police units as tiles; None when too few have a figure."""
    shown = figures.get("map")
    if not shown or not shown["counts"]:
        return None
    return tile_map(
        {count["area"]: count["value"] for count in shown["counts"]},
        year=shown["year"],
        source=_source(shown["counts"]),
        provisional=any(count["provisional"] for count in shown["counts"]),
    )


def objects(figures: Document) -> Figure | None:
    """Types of object in two years."""
    counts = figures["objects"]
    if not counts:
        return None
    drawn = [_object_year(figures, year) for year in sorted({c["year"] for c in counts})]
    return object_bars(drawn, source=_source(counts))


def _object_year(figures: Document, year: int) -> ObjectYear:
    """The objects of one year, up to what the same delivery published as the total of that year.

    Shares are of that total: the 599 homes of 2023 are 66% of 901, not 68% of the 879 that were
    split by object (plan l.797). Without it there are counts only.
    """
    counts = [c for c in figures["objects"] if c["year"] == year]
    by_label = {c["object_label"]: c["value"] for c in counts}
    total = next(
        (
            c["value"]
            for c in figures["years"]
            if c["year"] == year
            and c["definition"] == counts[0]["definition"]
            # Of another delivery the difference would be growth, not "niet uitgesplitst".
            and {c["release"]} == {part["release"] for part in counts}
        ),
        None,
    )
    if total is not None:
        by_label["Niet uitgesplitst"] = total - sum(by_label.values())
    return ObjectYear(
        year, by_label, total=total, provisional=any(c["provisional"] for c in counts)
    )


def units(figures: Document) -> Figure | None:
    """Change per police unit, with its interval."""
    changes = figures["units"]
    if not changes:
        return None
    drawn = [
        UnitRatio(
            name=u["current"]["area"],
            before=u["earlier"]["value"],
            after=u["current"]["value"],
            ratio=float(u["ratio"]["ratio"]),
            low=float(u["ratio"]["low"]),
            high=float(u["ratio"]["high"]),
        )
        for u in changes
    ]
    first = changes[0]
    counts = [u[side] for u in changes for side in ("current", "earlier")]
    marks = dict.fromkeys(mark for u in changes for mark in u["marks"])
    shown = f"{len(changes)} van de {len(PLACES)} eenheden; van de andere is hier geen cijfer."
    return unit_forest(
        drawn,
        before=first["earlier"]["year"],
        after=first["current"]["year"],
        source=" ".join([shown, *marks, _source(counts)]),
    )


def phases_per_pillar(
    pillars: Sequence[tuple[str, Sequence[int]]], labels: Sequence[str], *, source: str
) -> Figure:
    """Measures by pillar and phase."""
    return status_matrix(
        rows=[title for title, _ in pillars],
        columns=list(labels),
        counts=[list(counts) for _, counts in pillars],
        source=source,
    )


def courses(counts: Sequence[tuple[str, int]], *, source: str) -> Figure:
    """Measures by course."""
    return count_bars(list(counts), source=source)


def _source(counts: Sequence[dict[str, Any]]) -> str:
    """Where the numbers of a chart come from, each delivery once."""
    told = dict.fromkeys(f"{c['source']} (peildatum: {c['known']})" for c in counts)
    return f"Bron: {enumerate_nl(list(told))}."
