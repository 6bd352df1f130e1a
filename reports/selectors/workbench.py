"""The workbench of the secretariat: what waits, and what the methods say of a series."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from incidents.models import Definition
from incidents.selectors.contradictions import open_at_the_desk
from incidents.selectors.delay import delay_triangle
from incidents.selectors.desk import waiting_count
from incidents.selectors.estimates import answered, estimate
from incidents.selectors.figures import UnitChange, last_unit_changes
from incidents.selectors.hindsight import histories
from incidents.selectors.questions import (
    control_question,
    funnel_question,
    nowcast_question,
    shift_question,
    week_question,
)
from incidents.selectors.series import Series, series
from incidents.sight import Sight
from incidents.statistics.nowcast import LABEL
from incidents.wording import origins
from offensief.charts import control, funnel
from offensief.charts.figure import Figure, Table
from offensief.lib.dutch import date_long, decimal, enumerate_nl, month_name, number, period
from reports.selectors.hindsight import triangle_figure
from reports.selectors.outlook import outlook_sentences

_SHORT = {"weken": "%d-%m", "maanden": "%m-%y"}
_SIGNALS = {
    "outside": control.Signal.OUTSIDE,
    "shift": control.Signal.SHIFT,
    "trend": control.Signal.TREND,
    "near_limit": control.Signal.NEAR,
}


@dataclass(frozen=True, slots=True)
class Workbench:
    """Everything the page prints."""

    definition: Definition
    definitions: tuple[Definition, ...]
    waiting: int
    open_discrepancies: int
    control: Figure | None
    shift: str
    funnel: Figure | None
    funnel_text: str
    forecast: tuple[str, ...]
    nowcast: Table | None
    triangle: Figure | None


def workbench(
    definition: Definition, day: date, sight: Sight, *, shown: Iterable[Definition]
) -> Workbench:
    """What the methods say of one definition, as known on `day`; `shown` are those to choose."""
    found = series(definition.code, day, sight)
    units = last_unit_changes(definition.code, day, sight)
    apart = answered(funnel_question(units))
    return Workbench(
        definition=definition,
        definitions=tuple(shown),
        waiting=waiting_count(),
        open_discrepancies=open_at_the_desk(),
        control=_control(found, definition) if found else None,
        shift=_shift(found),
        funnel=_funnel(units, apart, definition),
        funnel_text=_funnel_text(apart),
        forecast=outlook_sentences(
            answered(week_question(day.year, definition.code, day, sight)), day.year, day
        ),
        nowcast=_nowcast(definition, day, sight),
        triangle=_triangle(definition, day, sight),
    )


def _source(found: Series, definition: Definition) -> str:
    return f"{definition.name}. {origins(found.counts)}"


def _marked(figure: Figure, definition: Definition) -> Figure:
    """A picture of made-up figures says so in its title and source, which go along in its file."""
    if not definition.is_demo:
        return figure
    title = f"DEMO: {figure.title}"
    return replace(
        figure,
        title=title,
        table=replace(figure.table, caption=title),
        source=f"DEMO: verzonnen cijfers. {figure.source}",
    )


def _control(found: Series, definition: Definition) -> Figure | None:
    question = control_question(found)
    if question is None:
        return None
    result = estimate(*question)
    points = [
        control.ControlPoint(
            label=period(known.period_start, known.period_end),
            short=f"{known.period_start:{_SHORT[found.unit]}}",
            count=known.value,
            signals=tuple(_SIGNALS[name] for name in point["signals"]),
            provisional=known.is_provisional,
        )
        for known, point in zip(found.counts, result["points"], strict=True)
    ]
    limits = control.ControlLimits(
        mean=result["mean"],
        low=max(0.0, result["low"]),
        high=result["high"],
        on_trial=result["is_trial"],
    )
    figure = control.control_chart(
        points, limits, periods=found.unit, source=_source(found, definition)
    )
    return _marked(figure, definition)


def _shift(found: Series | None) -> str:
    question = shift_question(found)
    if question is None or found is None:
        return ""
    result = estimate(*question)
    level = decimal(question[1]["level"])
    alarm = result["first_alarm"]
    begin = (
        f"De CUSUM kijkt of de laatste {number(len(question[1]['counts']))} {found.unit} langzaam "
        f"hoger liggen dan het eerdere niveau van {level}."
    )
    if alarm is None:
        return f"{begin} Dat is niet te zien: een verhoging van 10% is niet aangetoond."
    counted = found.counts[len(found.counts) - len(question[1]["counts"]) + alarm]
    return (
        f"{begin} Dat is zo sinds {period(counted.period_start, counted.period_end)}. Komen "
        "aanslagen in reeksen, dan gaat dit alarm eerder af."
    )


def _funnel(
    units: tuple[UnitChange, ...], result: Mapping[str, Any] | None, definition: Definition
) -> Figure | None:
    if result is None:
        return None
    points = [
        funnel.FunnelPoint(
            change.current.area,
            change.current.value,
            _limits(change.earlier.value, result, change.current.area),
        )
        for change in units
    ]
    first = units[0]
    marks = dict.fromkeys(mark for change in units for mark in change.marks)
    counts = [k for change in units for k in (change.earlier, change.current)]
    figure = funnel.funnel(
        points,
        areas="eenheden",
        title=f"Welke eenheid ging een andere kant op: {first.earlier.year} naar "
        f"{first.current.year}",
        source=" ".join([*marks, origins(counts)]),
    )
    return _marked(figure, definition)


def _limits(base: int, result: Mapping[str, Any], name: str) -> funnel.FunnelLimits:
    """Limits of observed against expected: the base count times the change of all together."""
    pooled = result["pooled"]
    (low_95, high_95), (low_998, high_998) = result["limits"][name]
    return funnel.FunnelLimits(
        expected=max(base, 0.5) * pooled,
        low_95=low_95 / pooled,
        high_95=high_95 / pooled,
        low_998=low_998 / pooled,
        high_998=high_998 / pooled,
    )


def _funnel_text(result: Mapping[str, Any] | None) -> str:
    if result is None:
        return ""
    apart = [point["key"] for point in result["points"] if point["adjusted_p"] < 0.05]
    count = number(len(result["points"]))
    differs = "wijkt" if len(apart) < 2 else "wijken"
    told = f"{differs} {enumerate_nl(apart) or 'geen enkele eenheid'} nog steeds af"
    return (
        f"Alle eenheden samen: maal {decimal(result['pooled'], digits=2)}. De spreiding tussen "
        f"eenheden is {decimal(result['phi'], digits=2)} keer die van toeval alleen (phi); "
        f"daarmee is gerekend. Wie naar {count} eenheden tegelijk kijkt, vindt er eerder een die "
        f"opvalt. Is daarvoor gecorrigeerd (Benjamini-Hochberg), dan {told}."
    )


def _nowcast(definition: Definition, day: date, sight: Sight) -> Table | None:
    """Months that are not fully reported yet, each with its estimate apart from its count."""
    found = delay_triangle(definition.code, day, sight)
    question = nowcast_question(found)
    if found is None or question is None:
        return None
    rows = []
    result = estimate(*question)
    for month in result["months"]:
        start = found.months[month["period"]]
        rows.append(
            (
                f"{month_name(start.month)} {start.year}",
                number(month["count"]),
                number(round(month["estimate"])),
                f"{number(month['low'])} tot {number(month['high'])}",
            )
        )
    if not rows:
        return None
    rows.append(
        (
            "Samen nog te melden",
            "",
            number(round(result["to_come"])),
            f"standaardfout {number(round(result['error']))}",
        )
    )
    head = ("Maand", "Geteld", "Schatting als alles gemeld is", "95%-marge")
    title = (
        f"Nog niet volledig gemelde maanden, zoals bekend op {date_long(day)}: telling, en {LABEL}"
    )
    return Table(title, head, tuple(rows), frozenset({1, 2}))


def _triangle(definition: Definition, day: date, sight: Sight) -> Figure | None:
    """How figures of the country were revised."""
    cells = [c for c in histories(sight, definition=definition.code) if c.is_revised]
    figure = triangle_figure(cells, day)
    return _marked(figure, definition) if figure else None
