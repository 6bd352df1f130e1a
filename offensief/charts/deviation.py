"""How far the count is from the line to the maximum, with the noise that any count has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from offensief.charts import paint, svg
from offensief.charts.days import DayScale, day_labels, month_of, ticks
from offensief.charts.figure import Figure, Table
from offensief.charts.legends import block, legend
from offensief.charts.placing import around, label_in, tag, text_box
from offensief.charts.sheets import Scale, axis_room, empty, grid, round_steps
from offensief.charts.svg import Svg
from offensief.lib import dutch

TITLE = "Afstand tot de lijn naar het maximum"
NOTHING = "Er zijn nog geen cijfers om met de lijn te vergelijken."
OVER, UNDER, NOISE = "te veel", "onder de lijn", "kan toeval zijn"
TOP = 34.0


@dataclass(frozen=True, slots=True)
class Deviation:
    """Counted minus the line on a day; `margin` is half the width of the interval around zero."""

    day: date
    difference: int
    margin: int
    provisional: bool = False

    @property
    def verdict(self) -> str:
        """Above or below the line only when the difference is larger than the noise."""
        if abs(self.difference) <= self.margin:
            return NOISE
        return OVER if self.difference > 0 else UNDER

    @property
    def text(self) -> str:
        """The difference with its sign, and an asterisk when it may still change: "+23*"."""
        return dutch.marked(dutch.signed(self.difference), provisional=self.provisional)


@dataclass(frozen=True, slots=True)
class _Sheet:
    width: float
    days: DayScale
    values: Scale
    steps: tuple[int, ...]

    def x(self, point: Deviation) -> float:
        # A count up to and including a day stands where the day ends.
        return self.days.x(point.day + timedelta(days=1))


def deviation(points: Sequence[Deviation], *, source: str) -> Figure:
    """Draw every point as a stem from zero, over the band of noise. Above zero is too many.

    +23 with a margin of 67 on 31 October 2025 gives: "Tot en met 31 oktober 2025 ligt de telling
    23 boven de lijn naar het maximum. Dat valt binnen de ruis van 67 en kan toeval zijn."
    Raises ValueError for points out of order or a margin below 0.
    """
    for before, after in pairwise(points):
        if after.day <= before.day:
            raise ValueError(f"The point of {after.day} does not follow that of {before.day}.")
    if any(point.margin < 0 for point in points):
        raise ValueError("A margin is 0 or more.")
    finding = _finding(points)
    return Figure(
        key="afstand",
        title=TITLE,
        finding=finding,
        svg=_draw(points, finding, width=paint.WIDE),
        svg_narrow=_draw(points, finding, width=paint.NARROW),
        table=_table(points),
        source=source,
    )


def _finding(points: Sequence[Deviation]) -> str:
    if not points:
        return NOTHING
    last = points[-1]
    side = "boven" if last.difference > 0 else "onder"
    place = f"{dutch.number(abs(last.difference))} {side}" if last.difference else "precies op"
    mark = " (voorlopig)" if last.provisional else ""
    until = dutch.date_long(last.day)
    sentences = [f"Tot en met {until} ligt de telling {place} de lijn naar het maximum{mark}."]
    noise = f"de ruis van {dutch.number(last.margin)}"
    if last.verdict == NOISE:
        sentences.append(f"Dat valt binnen {noise} en kan toeval zijn.")
    else:
        sentences.append(f"Dat verschil is groter dan {noise}.")
    if len(points) > 1:
        outside = sum(point.verdict != NOISE for point in points)
        count = dutch.number(outside) if outside else "geen"
        sentences.append(
            f"Op {count} van de {dutch.number(len(points))} momenten ligt het verschil buiten de "
            "ruis."
        )
    return " ".join(sentences)


def _table(points: Sequence[Deviation]) -> Table:
    rows = tuple(
        (
            dutch.date_short(point.day),
            point.text,
            f"{dutch.signed(-point.margin)} tot {dutch.signed(point.margin)}",
            point.verdict,
        )
        for point in points
    )
    return Table(TITLE, ("Tot en met", "Verschil", "Ruis", "Oordeel"), rows, frozenset({1, 2}))


def _draw(points: Sequence[Deviation], finding: str, *, width: float) -> Svg:
    if not points:
        return empty("Nog geen cijfers", finding, width=width)
    sheet = _sheet(points, width=width)
    bottom = sheet.values.start
    left, right = sheet.days.left, sheet.days.right
    parts = [
        _band(points, sheet),
        grid(sheet.values, sheet.steps, left=left, right=right, text=dutch.signed),
        _sides(sheet),
        day_labels(sheet.days, ticks(sheet.days), y=bottom + 34),
        *(_point(point, sheet) for point in points),
        _last_label(points[-1], sheet),
    ]
    signs = [
        ("ruis: kan toeval zijn", block(paint.BLUE_SOFT, edge=paint.BLUE_PALE)),
        ("binnen de ruis", _mark(NOISE, 0, 0)),
        ("te veel", _mark(OVER, 0, 0)),
        ("onder de lijn", _mark(UNDER, 0, 0)),
    ]
    key, end = legend(signs, y=bottom + 74, width=width)
    if any(point.provisional for point in points):
        note = svg.label(0, end + 10, "* Voorlopig cijfer", font_size=paint.SMALL)
        parts, end = [*parts, note], end + 16
    return svg.drawing(width=width, height=end, finding=finding, parts=[*parts, key])


def _sheet(points: Sequence[Deviation], *, width: float) -> _Sheet:
    reach = [value for point in points for value in (point.difference, point.margin, -point.margin)]
    steps = round_steps(min(reach), max(reach), most=7)
    # The last label stands right of its point.
    right = width - paint.text_width(points[-1].text, bold=True) - 16
    first, last = month_of(points[0].day), month_of(points[-1].day) + 1
    days = DayScale(axis_room(steps, text=dutch.signed) + 8, right, first, last)
    floor = 260.0 if width == paint.WIDE else 220.0
    return _Sheet(width, days, Scale(steps[0], steps[-1], floor, TOP), steps)


def _band(points: Sequence[Deviation], sheet: _Sheet) -> Svg:
    """The noise, from the first point to the last; one point has a band of its own width."""
    edges = [(sheet.x(point), point.margin) for point in points]
    if len(edges) == 1:
        x, margin = edges[0]
        edges = [(x - 12, margin), (x + 12, margin)]
    upper = [(x, sheet.values.at(margin)) for x, margin in edges]
    lower = [(x, sheet.values.at(-margin)) for x, margin in reversed(edges)]
    return svg.polygon([*upper, *lower], fill=paint.BLUE_SOFT, stroke=paint.BLUE_PALE)


def _sides(sheet: _Sheet) -> Svg:
    ink: dict[str, svg.Value] = {"font_size": paint.SMALL, "fill": paint.MUTED}
    return svg.group(
        svg.label(sheet.days.left, TOP - 14, "meer dan de lijn: te veel", **ink),
        svg.label(sheet.days.left, sheet.values.start + 17, "minder dan de lijn", **ink),
    )


def _point(point: Deviation, sheet: _Sheet) -> Svg:
    x, zero, y = sheet.x(point), sheet.values.at(0), sheet.values.at(point.difference)
    return svg.group(
        svg.line(x, zero, x, y, stroke=_colour(point.verdict), stroke_width=2),
        _mark(point.verdict, x, y),
    )


def _colour(verdict: str) -> str:
    return {OVER: paint.ACCENT, UNDER: paint.BLUE, NOISE: paint.MUTED}[verdict]


def _mark(verdict: str, x: float, y: float) -> Svg:
    colour = _colour(verdict)
    if verdict == NOISE:
        return svg.circle(x, y, 4.5, fill=paint.WHITE, stroke=colour, stroke_width=2)
    up = -1 if verdict == OVER else 1
    return svg.polygon([(x, y + 7 * up), (x - 7, y - 5 * up), (x + 7, y - 5 * up)], fill=colour)


def _last_label(last: Deviation, sheet: _Sheet) -> Svg:
    mark = around(sheet.x(last), sheet.values.at(last.difference), 7)
    middle = (mark.top + mark.bottom) / 2 + paint.TEXT * 0.35
    box = text_box(mark.right + 4, middle, last.text, size=paint.TEXT, bold=True)
    write = tag if last.verdict == NOISE else label_in
    return write(box, last.text, size=paint.TEXT)
