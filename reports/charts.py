"""The charts of a document. Only what the document holds is drawn, so an edition never changes."""

from collections.abc import Sequence
from typing import Any

from offensief.charts.figure import Figure
from offensief.charts.matrix import count_bars, status_matrix
from offensief.charts.objects import ObjectYear, object_bars
from offensief.charts.tiles import PLACES
from offensief.charts.units import UnitRatio, unit_forest
from offensief.charts.years import Beside, Target, YearBar, year_bars
from offensief.lib.dutch import enumerate_nl
from reports.canonical import Document


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
