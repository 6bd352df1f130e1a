"""Areas against what was to be expected there: only those outside the funnel are named.

No ranking: the fewer cases are expected, the more chance alone moves an area up or down.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from offensief.charts import paint, svg
from offensief.charts.figure import Figure, Table
from offensief.charts.legends import block, legend, stroke
from offensief.charts.placing import Box, around, beside, tag
from offensief.charts.sheets import Scale, axis_room, empty, grid, round_steps
from offensief.charts.svg import Svg
from offensief.lib import dutch

CHANCE, OUTSIDE_95, OUTSIDE_998 = (
    "kan toeval zijn",
    "buiten de 95%-grens",
    "buiten de 99,8%-grens",
)
WIDEST = 3.0  # a ratio that limits alone may stretch the sheet to
NAMED = 5  # more areas than this are counted in the sentence, and stand in the table
PAST_CHANCE = "af dan bij toeval past"
TOP = 40.0


@dataclass(frozen=True, slots=True)
class FunnelLimits:
    """Limits of the ratio (observed / expected) where so many cases are expected."""

    expected: float
    low_95: float
    high_95: float
    low_998: float
    high_998: float

    @property
    def is_in_order(self) -> bool:
        """Whether the wider limits lie around the narrower."""
        bounds = (self.low_998, self.low_95, self.high_95, self.high_998)
        return list(bounds) == sorted(bounds) and self.low_998 >= 0 and self.expected > 0


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """An area: its count, and the limits at what was expected there, computed elsewhere."""

    name: str
    observed: int
    limits: FunnelLimits

    @property
    def ratio(self) -> float:
        """Observed for each expected case: 75 where 50 were expected is 1.5."""
        return self.observed / self.limits.expected

    @property
    def verdict(self) -> str:
        """Which limit the ratio is beyond; on a limit is within it."""
        if not self.limits.low_998 <= self.ratio <= self.limits.high_998:
            return OUTSIDE_998
        if not self.limits.low_95 <= self.ratio <= self.limits.high_95:
            return OUTSIDE_95
        return CHANCE

    @property
    def is_more(self) -> bool:
        """Whether there were more than expected."""
        return self.ratio > 1


@dataclass(frozen=True, slots=True)
class _Sheet:
    width: float
    across: Scale
    up: Scale
    steps: tuple[int, ...]
    across_steps: tuple[int, ...]

    def place(self, expected: float, ratio: float) -> tuple[float, float]:
        return self.across.at(expected), self.up.at(100 * (ratio - 1))


def funnel(points: Sequence[FunnelPoint], *, areas: str, title: str, source: str) -> Figure:
    """Draw every area between its limits; `areas` is what they are, "eenheden".

    Two of three outside give: "Van de 3 eenheden wijken er 2 meer af dan bij toeval past: Den Haag
    (meer dan verwacht, buiten de 95%-grens) en Limburg (minder dan verwacht, buiten de
    99,8%-grens). Bij de andere kan het verschil toeval zijn."
    Raises ValueError for limits that are not around each other, and for counts below 0.
    """
    if not all(point.limits.is_in_order for point in points):
        raise ValueError("Of a funnel the wider limits lie around the narrower, above 0 expected.")
    if any(point.observed < 0 for point in points):
        raise ValueError("A count is 0 or more.")
    finding = _finding(points, areas)
    return Figure(
        key="trechter",
        title=title,
        finding=finding,
        svg=_draw(points, finding, width=paint.WIDE),
        svg_narrow=_draw(points, finding, width=paint.NARROW),
        table=_table(points, title),
        source=source,
    )


def _finding(points: Sequence[FunnelPoint], areas: str) -> str:
    if not points:
        return f"Er zijn nog geen cijfers van {areas}."
    outside = [point for point in points if point.verdict != CHANCE]
    if len(points) == 1:
        told = f"meer {PAST_CHANCE}: {_why(points[0])}" if outside else f"niet meer {PAST_CHANCE}"
        return f"{points[0].name} wijkt {told}."
    total, count = dutch.number(len(points)), dutch.number(len(outside))
    if not outside:
        return f"Geen van de {total} {areas} wijkt meer {PAST_CHANCE}."
    names = [f"{point.name} ({_why(point)})" for point in outside[:NAMED]]
    if len(outside) > NAMED:
        names.append(f"nog {dutch.number(len(outside) - NAMED)} (zie de tabel)")
    verb = "wijkt" if len(outside) == 1 else "wijken"
    sentence = (
        f"Van de {total} {areas} {verb} er {count} meer {PAST_CHANCE}: {dutch.enumerate_nl(names)}."
    )
    rest = len(points) - len(outside)
    if not rest:
        return sentence
    others = "de andere" if rest == 1 else f"de andere {dutch.number(rest)}"
    return f"{sentence} Bij {others} kan het verschil toeval zijn."


def _why(point: FunnelPoint) -> str:
    return f"{'meer' if point.is_more else 'minder'} dan verwacht, {point.verdict}"


def _table(points: Sequence[FunnelPoint], title: str) -> Table:
    rows = tuple(
        (
            point.name,
            dutch.number(point.observed),
            dutch.decimal(point.limits.expected),
            _change(point.ratio),
            f"{_change(point.limits.low_95)} tot {_change(point.limits.high_95)}",
            f"{_change(point.limits.low_998)} tot {_change(point.limits.high_998)}",
            point.verdict,
        )
        for point in sorted(points, key=lambda point: point.name)
    )
    head = (
        "Gebied",
        "Aantal",
        "Verwacht",
        "Verschil",
        "95%-grenzen",
        "99,8%-grenzen",
        "Oordeel",
    )
    return Table(title, head, rows, frozenset({1, 2, 3, 4, 5}))


def _change(ratio: float) -> str:
    return dutch.signed_percent(100 * (ratio - 1), digits=0)


def _step_text(step: int) -> str:
    return dutch.signed_percent(step, digits=0) if step else "verwacht"


def _draw(points: Sequence[FunnelPoint], finding: str, *, width: float) -> Svg:
    if not points:
        return empty("Nog geen cijfers", finding, width=width)
    sheet = _sheet(points, width=width)
    left, right = sheet.across.start, sheet.across.end
    parts = [
        _cone(points, sheet),
        grid(sheet.up, sheet.steps, left=left, right=right, text=_step_text),
        _foot(sheet),
        *(_mark(point, *sheet.place(point.limits.expected, point.ratio)) for point in points),
        _labels(points, sheet),
    ]
    key, bottom = legend(_signs(), y=sheet.up.start + 56, width=width)
    return svg.drawing(width=width, height=bottom, finding=finding, parts=[*parts, key])


def _sheet(points: Sequence[FunnelPoint], *, width: float) -> _Sheet:
    ratios = [point.ratio for point in points]
    # Near nothing expected the funnel is endlessly wide: the areas decide what is shown.
    narrowest = min(points, key=lambda point: point.limits.high_998).limits
    low = min([*ratios, narrowest.low_998])
    high = max([*ratios, min(narrowest.high_998, WIDEST)])
    steps = round_steps(100 * (low - 1), 100 * (high - 1), most=7)
    # Fewer than none do not exist.
    shown = tuple(step for step in steps if step >= -100)
    lowest = max(steps[0], -100)
    most = max(point.limits.expected for point in points)
    across_steps = round_steps(0, most, most=6 if width == paint.WIDE else 4)
    left = axis_room(shown, text=_step_text)
    last = paint.text_width(dutch.number(across_steps[-1]), size=paint.SMALL) / 2
    floor = 330.0 if width == paint.WIDE else 270.0
    across = Scale(0, across_steps[-1], left, width - max(last, 8.0))
    return _Sheet(width, across, Scale(lowest, steps[-1], floor, TOP), shown, across_steps)


def _cone(points: Sequence[FunnelPoint], sheet: _Sheet) -> Svg:
    found = {point.limits.expected: point.limits for point in points}
    limits = [found[expected] for expected in sorted(found)]
    outer = [(one.expected, one.low_998, one.high_998) for one in limits]
    inner = [(one.expected, one.low_95, one.high_95) for one in limits]
    return svg.group(
        _band(outer, sheet, fill=paint.BLUE_SOFT), _band(inner, sheet, fill=paint.BLUE_PALE)
    )


def _band(limits: Sequence[tuple[float, float, float]], sheet: _Sheet, *, fill: str) -> Svg:
    top, bottom = sheet.up.end, sheet.up.start
    upper, lower = [], []
    for expected, low, high in limits:
        x, y = sheet.place(expected, high)
        upper.append((x, max(y, top)))
        x, y = sheet.place(expected, low)
        lower.append((x, min(y, bottom)))
    return svg.polygon([*upper, *reversed(lower)], fill=fill)


def _foot(sheet: _Sheet) -> Svg:
    floor, parts = sheet.up.start, []
    ink: dict[str, svg.Value] = {"font_size": paint.SMALL, "fill": paint.MUTED}
    for step in sheet.across_steps:
        x = sheet.across.at(step)
        parts.append(svg.line(x, floor, x, floor + 5, stroke=paint.AXIS))
        parts.append(svg.label(x, floor + 18, dutch.number(step), text_anchor="middle", **ink))
    parts.append(svg.label(sheet.across.start, TOP - 18, "meer dan verwacht", **ink))
    end = sheet.across.end
    parts.append(svg.label(end, floor + 34, "verwacht aantal", text_anchor="end", **ink))
    return svg.group(*parts)


def _mark(point: FunnelPoint, x: float, y: float) -> Svg:
    return _sign(point.verdict, x, y, up=point.is_more)


def _sign(verdict: str, x: float, y: float, *, up: bool) -> Svg:
    if verdict == CHANCE:
        return svg.circle(x, y, 5, fill=paint.WHITE, stroke=paint.MUTED, stroke_width=2)
    side = -1 if up else 1
    tip = [(x, y + 7 * side), (x - 6, y - 4 * side), (x + 6, y - 4 * side)]
    if verdict == OUTSIDE_95:
        return svg.polygon(tip, fill=paint.BLUE, stroke=paint.WHITE, stroke_width=1)
    # A ring, for whoever prints in grey.
    ring = svg.circle(x, y, 10.5, fill="none", stroke=paint.ACCENT, stroke_width=2)
    return svg.group(ring, svg.polygon(tip, fill=paint.ACCENT))


def _labels(points: Sequence[FunnelPoint], sheet: _Sheet) -> Svg:
    marks = [around(*sheet.place(p.limits.expected, p.ratio), 11) for p in points]
    room = Box(sheet.across.start + 2, TOP - 15, sheet.width, sheet.up.start - 2)
    taken, parts = list(marks), []
    for mark, point in zip(marks, points, strict=True):
        if point.verdict == CHANCE:
            continue
        box = beside(mark, point.name, taken=taken, sheet=room)
        if box is None:
            continue
        taken.append(box)
        if box.bottom < mark.top - 14 or box.top > mark.bottom + 14:
            parts.append(_leader(mark, box))
        parts.append(tag(box, point.name))
    return svg.group(*parts)


def _leader(mark: Box, box: Box) -> Svg:
    x, y = (mark.left + mark.right) / 2, (mark.top + mark.bottom) / 2
    end = box.bottom if box.bottom < y else box.top
    near = min(max(x, box.left), box.right)
    return svg.line(x, mark.top if end < y else mark.bottom, near, end, stroke=paint.AXIS)


def _signs() -> list[tuple[str, Svg]]:
    return [
        (CHANCE, _sign(CHANCE, 0, 0, up=True)),
        (OUTSIDE_95, _sign(OUTSIDE_95, 0, 0, up=True)),
        (OUTSIDE_998, _sign(OUTSIDE_998, 0, 0, up=True)),
        ("binnen 95%", block(paint.BLUE_PALE, edge=paint.BLUE_PALE)),
        ("binnen 99,8%", block(paint.BLUE_SOFT, edge=paint.BLUE_PALE)),
        ("verwacht", stroke(paint.AXIS, thick=1.5)),
    ]
