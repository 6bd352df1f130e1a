"""Counts over time with their mean and limits (XmR): which are unusual, and by what rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from offensief.charts import paint, svg
from offensief.charts.figure import Figure, Table
from offensief.charts.legends import dashed, legend, stroke
from offensief.charts.placing import Box, along, around, beside, label_in, spread, tag, text_box
from offensief.charts.sheets import Scale, axis_room, empty, grid, round_steps
from offensief.charts.svg import Svg
from offensief.lib import dutch

NOTHING = "Er zijn nog geen cijfers om naar uitschieters te kijken."
TRIAL = "De grenzen zijn nog proefgrenzen: er zijn te weinig punten om ze vast te stellen."
NAMED = 3  # more unusual periods than this are counted in the sentence, and stand in the table
DASHES = "6 4"
TOP = 22.0


class Signal(StrEnum):
    """Why a point is no ordinary variation, most telling first (NHS, Making Data Count)."""

    OUTSIDE = "buiten de grenzen"
    NEAR = "2 van 3 vlak bij een grens"
    SHIFT = "7 op rij aan één kant"
    TREND = "7 op rij omhoog of omlaag"


@dataclass(frozen=True, slots=True)
class ControlPoint:
    """The count of one period; `short` stands under the axis, `label` in sentence and table."""

    label: str
    short: str
    count: int
    signals: tuple[Signal, ...] = ()
    provisional: bool = False

    @property
    def text(self) -> str:
        """The count, with an asterisk when it may still change: "143*"."""
        return dutch.marked(dutch.number(self.count), provisional=self.provisional)


@dataclass(frozen=True, slots=True)
class ControlLimits:
    """Mean and limits, computed elsewhere. On trial: too few points to trust the limits yet."""

    mean: float
    low: float
    high: float
    on_trial: bool

    @property
    def text(self) -> str:
        """Both limits in words: "95,3 tot 161,8"."""
        return f"{dutch.decimal(self.low)} tot {dutch.decimal(self.high)}"


@dataclass(frozen=True, slots=True)
class _Sheet:
    width: float
    across: Scale
    counts: Scale
    steps: tuple[int, ...]

    def place(self, index: int, count: float) -> tuple[float, float]:
        return self.across.at(index), self.counts.at(count)


def control_chart(
    points: Sequence[ControlPoint], limits: ControlLimits | None, *, periods: str, source: str
) -> Figure:
    """Draw the points in their order; `periods` is what they are in Dutch, such as "maanden".

    One of three months outside gives: "Van de 3 maanden valt er 1 op: mei 2025 (buiten de
    grenzen). De andere schommelen gewoon, rond 128,6 (grenzen 95,3 tot 161,8)."
    Raises ValueError for limits below 0 or not around the mean, and for points without limits.
    """
    _check(points, limits)
    finding = _finding(points, limits, periods)
    return Figure(
        key="schommeling",
        title=f"Gewone en ongewone {periods}",
        finding=finding,
        svg=_draw(points, limits, finding, width=paint.WIDE),
        svg_narrow=_draw(points, limits, finding, width=paint.NARROW),
        table=_table(points, limits, periods),
        source=source,
    )


def _check(points: Sequence[ControlPoint], limits: ControlLimits | None) -> None:
    if points and limits is None:
        raise ValueError("Points without limits cannot be called usual or unusual.")
    if any(point.count < 0 for point in points):
        raise ValueError("A count is 0 or more.")
    if limits and not 0 <= limits.low <= limits.mean <= limits.high:
        raise ValueError("The limits lie around the mean, the lower one cut off at 0.")


def _finding(points: Sequence[ControlPoint], limits: ControlLimits | None, periods: str) -> str:
    if not points or limits is None:
        return NOTHING
    if len(points) == 1:
        return "Er is nog maar één punt: te weinig om te zeggen wat gewoon is."
    total, mean = dutch.number(len(points)), dutch.decimal(limits.mean)
    marked = [point for point in points if point.signals]
    around_mean = f"schommelen gewoon, rond {mean} (grenzen {limits.text})."
    if not marked:
        sentences = [
            f"Van de {total} {periods} valt er geen op.",
            f"Ze {around_mean}",
        ]
    else:
        sentences = [_told(marked, f"{total} {periods}")]
        if len(marked) < len(points):
            sentences.append(f"De andere {around_mean}")
    return " ".join([*sentences, TRIAL] if limits.on_trial else sentences)


def _told(marked: Sequence[ControlPoint], all_periods: str) -> str:
    names = [f"{point.label} ({_reasons(point)})" for point in marked[:NAMED]]
    if len(marked) > NAMED:
        names.append(f"nog {dutch.number(len(marked) - NAMED)} (zie de tabel)")
    verb = "valt" if len(marked) == 1 else "vallen"
    count = dutch.number(len(marked))
    return f"Van de {all_periods} {verb} er {count} op: {dutch.enumerate_nl(names)}."


def _reasons(point: ControlPoint) -> str:
    return dutch.enumerate_nl([signal.value for signal in point.signals])


def _table(points: Sequence[ControlPoint], limits: ControlLimits | None, periods: str) -> Table:
    rows = tuple((point.label, point.text, _reasons(point) or "gewoon") for point in points)
    caption = f"Aantal per periode ({periods})"
    if limits:
        kind = "proefgrenzen" if limits.on_trial else "grenzen"
        caption += f"; gemiddeld {dutch.decimal(limits.mean)}, {kind} {limits.text}"
    return Table(caption, ("Periode", "Aantal", "Oordeel"), rows, frozenset({1}))


def _draw(
    points: Sequence[ControlPoint], limits: ControlLimits | None, finding: str, *, width: float
) -> Svg:
    if not points or limits is None:
        return empty("Nog geen cijfers", finding, width=width)
    sheet = _sheet(points, limits, width=width)
    left, right = sheet.across.start - 10, sheet.across.end + 10
    floor = sheet.counts.start
    parts = [
        grid(sheet.counts, sheet.steps, left=left, right=right),
        _limits(limits, sheet),
        _names(points, sheet),
        _line(points, sheet),
        _labels(points, sheet),
    ]
    key, bottom = legend(_signs(points, limits), y=floor + 44, width=width)
    return svg.drawing(width=width, height=bottom, finding=finding, parts=[*parts, key])


def _sheet(points: Sequence[ControlPoint], limits: ControlLimits, *, width: float) -> _Sheet:
    steps = round_steps(0, max([limits.high, *(point.count for point in points)]))
    texts = (limits.high, limits.mean, limits.low)
    right = max(
        paint.text_width(dutch.decimal(text), size=paint.SMALL, bold=True) for text in texts
    )
    start, end = axis_room(steps) + 10, width - right - 18
    # One point stands in the middle.
    low, high = (-1.0, 1.0) if len(points) == 1 else (0.0, len(points) - 1.0)
    floor = 260.0 if width == paint.WIDE else 220.0
    return _Sheet(width, Scale(low, high, start, end), Scale(0, steps[-1], floor, TOP), steps)


def _limits(limits: ControlLimits, sheet: _Sheet) -> Svg:
    left, right = sheet.across.start - 10, sheet.across.end + 10
    drawn = ((limits.high, DASHES), (limits.mean, ""), (limits.low, DASHES))
    lines = [
        svg.line(
            left,
            sheet.counts.at(value),
            right,
            sheet.counts.at(value),
            stroke=paint.INK,
            stroke_width=1.5,
            **dashed(dash),
        )
        for value, dash in drawn
    ]
    # Limits without width, as of only zeros, share one label.
    labels = {dutch.decimal(value): sheet.counts.at(value) + 4.5 for value, _ in drawn}
    places = spread([*labels.values()], apart=16, low=12, high=sheet.counts.start + 4.5)
    texts = [
        label_in(text_box(right + 5, y, text, size=paint.SMALL, bold=True), text)
        for text, y in zip(labels, places, strict=True)
    ]
    return svg.group(*lines, *texts)


def _names(points: Sequence[ControlPoint], sheet: _Sheet) -> Svg:
    """As many names under the axis as fit; the first always stands there."""
    parts, edge = [], float("-inf")
    for index, point in enumerate(points):
        x, half = sheet.across.at(index), paint.text_width(point.short, size=paint.SMALL) / 2
        middle = min(max(x, half), sheet.width - half)
        if middle - half < edge + 6:
            continue
        edge = middle + half
        parts.append(
            svg.label(
                middle,
                sheet.counts.start + 18,
                point.short,
                text_anchor="middle",
                font_size=paint.SMALL,
                fill=paint.MUTED,
            )
        )
    return svg.group(*parts)


def _line(points: Sequence[ControlPoint], sheet: _Sheet) -> Svg:
    places = [sheet.place(index, point.count) for index, point in enumerate(points)]
    parts = []
    for ends, point in zip(pairwise(places), points[1:], strict=True):
        dash = dashed("2 4" if point.provisional else "")
        parts.append(svg.polyline([*ends], stroke=paint.BLUE_500, stroke_width=2, **dash))
    for (x, y), point in zip(places, points, strict=True):
        parts.append(_mark(point.signals[0], x, y) if point.signals else _dot(x, y))
    return svg.group(*parts)


def _dot(x: float, y: float) -> Svg:
    return svg.circle(x, y, 3, fill=paint.BLUE)


def _mark(signal: Signal, x: float, y: float) -> Svg:
    """Each rule has a shape of its own, so that colour is not needed to tell them apart."""
    ink: dict[str, svg.Value] = {"fill": paint.ACCENT, "stroke": paint.WHITE, "stroke_width": 1}
    if signal is Signal.OUTSIDE:
        return svg.polygon([(x, y - 9), (x + 9, y + 7), (x - 9, y + 7)], **ink)
    if signal is Signal.NEAR:
        return svg.polygon([(x, y - 8), (x + 8, y), (x, y + 8), (x - 8, y)], **ink)
    if signal is Signal.SHIFT:
        return svg.rect(x - 6, y - 6, 12, 12, **ink)
    return svg.circle(x, y, 6, fill=paint.WHITE, stroke=paint.ACCENT, stroke_width=3)


def _labels(points: Sequence[ControlPoint], sheet: _Sheet) -> Svg:
    """The count beside unusual points and the last one, wherever there is room."""
    places = [sheet.place(index, point.count) for index, point in enumerate(points)]
    marks = [
        around(*place, 9 if point.signals else 4)
        for place, point in zip(places, points, strict=True)
    ]
    lines = [box for start, end in pairwise(places) for box in along(start, end)]
    taken, parts = [*marks, *lines], []
    room = Box(sheet.across.start - 8, 0, sheet.across.end + 10, sheet.counts.start)
    for mark, point in zip(reversed(marks), reversed(points), strict=True):
        if not point.signals and point is not points[-1]:
            continue
        box = beside(mark, point.text, taken=taken, sheet=room, rows=2)
        if box is not None:
            taken.append(box)
            parts.append(tag(box, point.text))
    return svg.group(*parts)


def _signs(points: Sequence[ControlPoint], limits: ControlLimits) -> list[tuple[str, Svg]]:
    kind = "proefgrenzen" if limits.on_trial else "grenzen"
    signs = [
        (f"gemiddeld {dutch.decimal(limits.mean)}", stroke(paint.INK, thick=1.5)),
        (f"{kind} {limits.text}", stroke(paint.INK, dash=DASHES, thick=1.5)),
    ]
    used = {point.signals[0] for point in points if point.signals}
    signs += [(signal.value, _mark(signal, 0, 0)) for signal in Signal if signal in used]
    if any(point.provisional for point in points):
        signs.append(("* voorlopig", stroke(paint.BLUE_500, dash="2 4", thick=2)))
    return signs
