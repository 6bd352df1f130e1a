"""Change per police unit with its margin: a difference that may be chance is shown as that."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from offensief.charts import paint, svg
from offensief.charts.figure import Figure, Table
from offensief.charts.svg import Svg
from offensief.lib import dutch

CHANCE, RISE, FALL = "kan toeval zijn", "stijging", "daling"
TICKS = (
    (0.25, "-75%"),
    (0.5, "-50%"),
    (0.8, "-20%"),
    (1.0, "gelijk"),
    (1.5, "+50%"),
    (2.0, "2 keer"),
    (3.0, "3 keer"),
    (5.0, "5 keer"),
)


@dataclass(frozen=True)
class UnitRatio:
    """Counts of two years and their ratio with an exact 95% interval, computed elsewhere."""

    name: str
    before: int
    after: int
    ratio: float
    low: float
    high: float

    @property
    def verdict(self) -> str:
        """Rise or fall only when the whole interval lies on one side of equal."""
        if self.low > 1:
            return RISE
        return FALL if self.high < 1 else CHANCE


@dataclass(frozen=True)
class _Scale:
    """Position on a logarithmic axis: halving and doubling are equally far from equal."""

    left: float
    right: float
    low: float
    high: float

    def x(self, ratio: float) -> float:
        share = (log(ratio) - log(self.low)) / (log(self.high) - log(self.low))
        return self.left + share * (self.right - self.left)


def unit_forest(units: Sequence[UnitRatio], *, before: int, after: int, source: str) -> Figure:
    """Draw one line per unit, in the given order.

    Amsterdam 207 to 268 [1.08, 1.56] and Rotterdam 271 to 296 [0.92, 1.29] give: "Van 2023 op
    2024 steeg het aantal in Amsterdam. In Rotterdam kan het verschil toeval zijn."
    """
    finding = _finding(units, before=before, after=after)
    return Figure(
        key="eenheden",
        title=f"Verandering per politie-eenheid, {after} tegenover {before}",
        finding=finding,
        svg=_draw_wide(units, finding),
        svg_narrow=_draw_narrow(units, finding),
        table=_table(units, before=before, after=after),
        source=source,
    )


def _finding(units: Sequence[UnitRatio], *, before: int, after: int) -> str:
    if not units:
        return "Er zijn nog geen cijfers per politie-eenheid."
    named = {
        verdict: dutch.enumerate_nl([unit.name for unit in units if unit.verdict == verdict])
        for verdict in (RISE, FALL, CHANCE)
    }
    sentences = []
    if named[RISE]:
        sentences.append(f"Van {before} op {after} steeg het aantal in {named[RISE]}.")
    if named[FALL]:
        sentences.append(f"Van {before} op {after} daalde het aantal in {named[FALL]}.")
    if named[CHANCE]:
        sentences.append(f"In {named[CHANCE]} kan het verschil toeval zijn.")
    return " ".join(sentences)


def _table(units: Sequence[UnitRatio], *, before: int, after: int) -> Table:
    rows = tuple(
        (
            unit.name,
            dutch.number(unit.before),
            dutch.number(unit.after),
            dutch.signed_percent(100 * (unit.ratio - 1), digits=0),
            f"{_change(unit.low)} tot {_change(unit.high)}",
            unit.verdict,
        )
        for unit in units
    )
    head = ("Politie-eenheid", str(before), str(after), "Verschil", "Marge (95%)", "Oordeel")
    return Table("Verandering per politie-eenheid", head, rows, frozenset({1, 2, 3, 4}))


def _change(ratio: float) -> str:
    return dutch.signed_percent(100 * (ratio - 1), digits=0)


def _scale(units: Sequence[UnitRatio], *, left: float, right: float) -> _Scale:
    low = min([0.78, *(unit.low / 1.05 for unit in units)])
    high = max([1.55, *(unit.high * 1.05 for unit in units)])
    return _Scale(left=left, right=right, low=max(low, 0.1), high=high)


def _draw_wide(units: Sequence[UnitRatio], finding: str) -> Svg:
    names = max((paint.text_width(unit.name) for unit in units), default=0.0)
    scale = _scale(units, left=names + 20, right=paint.WIDE - 232.0)
    bottom = 34.0 + len(units) * 34
    parts = [_axis(scale, top=26, bottom=bottom, step=52)]
    for index, unit in enumerate(units):
        y = 50.0 + index * 34
        counts = f"van {dutch.number(unit.before)} naar {dutch.number(unit.after)}"
        parts.append(svg.label(names + 6, y + 5, unit.name, text_anchor="end"))
        parts.append(_interval(unit, scale, y))
        parts.append(svg.label(paint.WIDE - 218, y + 5, counts, fill=paint.MUTED))
        parts.append(_verdict(unit, paint.WIDE, y + 5))
    parts.append(_key(bottom + 24))
    return svg.drawing(width=paint.WIDE, height=bottom + 34, finding=finding, parts=parts)


def _draw_narrow(units: Sequence[UnitRatio], finding: str) -> Svg:
    scale = _scale(units, left=8, right=paint.NARROW - 8)
    bottom = 30.0 + len(units) * 50
    parts = [_axis(scale, top=24, bottom=bottom, step=48)]
    for index, unit in enumerate(units):
        y = 48.0 + index * 50
        # A white plate keeps grid lines out of the words.
        parts.append(svg.rect(0, y - 14, paint.NARROW, 19, fill=paint.WHITE))
        parts.append(svg.label(0, y, unit.name))
        parts.append(_verdict(unit, paint.NARROW, y))
        parts.append(_interval(unit, scale, y + 17))
    parts.append(_key(bottom + 24))
    return svg.drawing(width=paint.NARROW, height=bottom + 34, finding=finding, parts=parts)


def _axis(scale: _Scale, *, top: float, bottom: float, step: float) -> Svg:
    parts, edge = [], scale.left - step
    # The line of "equal" is always there; others only when their words fit.
    equal = scale.x(1.0)
    for ratio, text in TICKS:
        x = scale.x(ratio) if scale.low < ratio < scale.high else None
        if x is None or x - edge < step or (ratio != 1 and abs(x - equal) < step):
            continue
        edge = x
        colour = paint.AXIS if ratio == 1 else paint.LINE
        half = paint.text_width(text, size=paint.SMALL) / 2
        middle = min(max(x, half), scale.right - half + 8)
        parts.append(svg.line(x, top, x, bottom, stroke=colour))
        parts.append(
            svg.label(
                middle, 14, text, text_anchor="middle", font_size=paint.SMALL, fill=paint.MUTED
            )
        )
    return svg.group(*parts)


def _interval(unit: UnitRatio, scale: _Scale, y: float) -> Svg:
    chance = unit.verdict == CHANCE
    colour = paint.MUTED if chance else paint.BLUE
    margin = svg.line(
        scale.x(unit.low), y, scale.x(unit.high), y, stroke=colour, stroke_width=2 if chance else 3
    )
    return svg.group(margin, _marker(unit.verdict, scale.x(unit.ratio), y, colour))


def _marker(verdict: str, x: float, y: float, colour: str) -> Svg:
    if verdict == CHANCE:
        return svg.circle(x, y, 6, fill=paint.WHITE, stroke=colour, stroke_width=2)
    up = -1 if verdict == RISE else 1
    return svg.polygon([(x, y + 8 * up), (x - 8, y - 6 * up), (x + 8, y - 6 * up)], fill=colour)


def _verdict(unit: UnitRatio, x: float, y: float) -> Svg:
    sure = unit.verdict != CHANCE
    return svg.label(x, y, unit.verdict, text_anchor="end", font_weight=700 if sure else 400)


def _key(y: float) -> Svg:
    return svg.label(0, y, "Streep: marge (95%)", font_size=paint.SMALL, fill=paint.MUTED)
