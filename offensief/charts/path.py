"""The count through a year beside the straight line to its maximum, and where it may end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from offensief.charts import paint, svg
from offensief.charts.days import DayScale, day_labels, month_of, ticks
from offensief.charts.figure import Figure, Table
from offensief.charts.legends import block, dashed, legend, stroke
from offensief.charts.placing import label_in, spread, tag, text_box
from offensief.charts.sheets import Scale, axis_room, grid, round_steps
from offensief.charts.svg import Svg
from offensief.lib import dutch

TOP = 24.0
DASHES, DOTS = "7 4", "2 4"


@dataclass(frozen=True, slots=True)
class PathPoint:
    """All that was counted in the year up to and including `day`."""

    day: date
    count: int
    provisional: bool = False

    @property
    def text(self) -> str:
        """The count, with an asterisk when it may still change: "1.179*"."""
        return dutch.marked(dutch.number(self.count), provisional=self.provisional)


@dataclass(frozen=True, slots=True)
class Forecast:
    """The count expected at the end of the year, with its intervals, computed elsewhere."""

    middle: int
    low_80: int
    high_80: int
    low_95: int
    high_95: int

    @property
    def is_in_order(self) -> bool:
        """Whether the wider interval lies around the narrower, and that around the middle."""
        bounds = (self.low_95, self.low_80, self.middle, self.high_80, self.high_95)
        return list(bounds) == sorted(bounds) and self.low_95 >= 0


@dataclass(frozen=True, slots=True)
class _Year:
    """What is drawn and told."""

    year: int
    maximum: int
    points: tuple[PathPoint, ...]
    forecast: Forecast | None

    @property
    def is_over(self) -> bool:
        return bool(self.points) and self.points[-1].day == date(self.year, 12, 31)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where things stand: one sheet is wide, the other narrow."""

    width: float
    days: DayScale
    counts: Scale
    steps: tuple[int, ...]

    def place(self, day: date, count: float) -> tuple[float, float]:
        # A count up to and including a day stands where the day ends.
        return self.days.x(day + timedelta(days=1)), self.counts.at(count)


def on_line(maximum: int, day: date) -> int:
    """What the line to the maximum has reached on a day, when every day counts for as much.

    Of 1388 in 2025, 31 October (day 304 of 365) has reached 1156. Rounded, halves up.
    """
    days = date(day.year, 12, 31).timetuple().tm_yday
    return (2 * maximum * day.timetuple().tm_yday + days) // (2 * days)


def target_path(
    points: Sequence[PathPoint],
    *,
    year: int,
    maximum: int,
    source: str,
    forecast: Forecast | None = None,
) -> Figure:
    """Draw the count of one year, point by point, against the straight line to the maximum.

    1179 up to and including 31 October 2025 against 1388 gives: "Tot en met 31 oktober 2025 zijn
    er 1.179 geteld. Dat zijn er 23 meer dan de lijn naar hoogstens 1.388, gelijk verdeeld over het
    jaar: die staat dan op 1.156."
    Raises ValueError for points out of order or outside the year, and for a forecast of a year
    that is over or has no count yet.
    """
    drawn = _Year(year, maximum, tuple(points), forecast)
    _check(drawn)
    finding = _finding(drawn)
    return Figure(
        key="pad",
        title=f"Telling in {year} tegenover het maximum",
        finding=finding,
        svg=_draw(drawn, finding, width=paint.WIDE),
        svg_narrow=_draw(drawn, finding, width=paint.NARROW),
        table=_table(drawn),
        source=source,
    )


def _check(drawn: _Year) -> None:
    if drawn.maximum < 1:
        raise ValueError("A maximum is at least 1.")
    if any(point.day.year != drawn.year or point.count < 0 for point in drawn.points):
        raise ValueError(f"A point is a count of 0 or more on a day in {drawn.year}.")
    for before, after in pairwise(drawn.points):
        if after.day <= before.day or after.count < before.count:
            raise ValueError(f"The count of {after.day} does not follow that of {before.day}.")
    if drawn.forecast and not drawn.forecast.is_in_order:
        raise ValueError("The intervals of the forecast do not lie around its middle.")
    if drawn.forecast and (not drawn.points or drawn.is_over):
        raise ValueError("Only a year that is under way has a forecast.")


def _finding(drawn: _Year) -> str:
    most = dutch.number(drawn.maximum)
    if not drawn.points:
        return f"Over {drawn.year} zijn er nog geen cijfers. Het maximum is {most}."
    last = drawn.points[-1]
    when = f"In {drawn.year}" if drawn.is_over else f"Tot en met {dutch.date_long(last.day)}"
    mark = " (voorlopig)" if last.provisional else ""
    sentences = [f"{when} zijn er {dutch.number(last.count)} geteld{mark}."]
    over = last.count - drawn.maximum
    if not drawn.is_over:
        sentences.append(_against_line(drawn, last))
    if over > 0:
        sentences.append(f"Het maximum van {most} is overschreden met {dutch.number(over)}.")
    elif drawn.is_over:
        sentences.append(f"Het maximum van {most} is niet overschreden.")
    if drawn.forecast:
        sentences.append(_expected(drawn, drawn.forecast))
    return " ".join(sentences)


def _against_line(drawn: _Year, last: PathPoint) -> str:
    line = on_line(drawn.maximum, last.day)
    difference = last.count - line
    amount = f"{dutch.number(abs(difference))} {'meer' if difference > 0 else 'minder'} dan"
    return (
        f"Dat zijn er {amount if difference else 'evenveel als'} de lijn naar hoogstens "
        f"{dutch.number(drawn.maximum)}, gelijk verdeeld over het jaar: die staat dan op "
        f"{dutch.number(line)}."
    )


def _expected(drawn: _Year, forecast: Forecast) -> str:
    return (
        f"Voor heel {drawn.year} is de verwachting {dutch.number(forecast.middle)} "
        f"(80%-interval {_range(forecast.low_80, forecast.high_80)}, "
        f"95%-interval {_range(forecast.low_95, forecast.high_95)})."
    )


def _range(low: int, high: int) -> str:
    return f"{dutch.number(low)} tot {dutch.number(high)}"


def _table(drawn: _Year) -> Table:
    rows = [_row(drawn, point) for point in drawn.points]
    most = dutch.number(drawn.maximum)
    if drawn.forecast:
        bounds = drawn.forecast
        for name, count in (
            ("verwacht", bounds.middle),
            ("80%-interval, laag", bounds.low_80),
            ("80%-interval, hoog", bounds.high_80),
            ("95%-interval, laag", bounds.low_95),
            ("95%-interval, hoog", bounds.high_95),
        ):
            more = dutch.signed(count - drawn.maximum)
            rows.append((f"heel {drawn.year}", dutch.number(count), most, more, name))
    head = ("Tot en met", "Aantal", "Lijn naar het maximum", "Verschil", "Status")
    caption = f"Telling in {drawn.year}; de lijn naar hoogstens {most} is gelijk verdeeld"
    return Table(caption, head, tuple(rows), frozenset({1, 2, 3}))


def _row(drawn: _Year, point: PathPoint) -> tuple[str, ...]:
    line = on_line(drawn.maximum, point.day)
    status = "voorlopig" if point.provisional else "geteld"
    more = dutch.signed(point.count - line)
    return dutch.date_short(point.day), point.text, dutch.number(line), more, status


def _draw(drawn: _Year, finding: str, *, width: float) -> Svg:
    sheet = _sheet(drawn, width=width)
    floor = sheet.counts.start
    months = [day for day in ticks(sheet.days) if day.year == drawn.year]
    parts = [
        grid(sheet.counts, sheet.steps, left=sheet.days.left, right=sheet.days.right),
        day_labels(sheet.days, months, y=floor + 18),
        *_fan(drawn, sheet),
        *_limits(drawn, sheet),
        *_counted(drawn, sheet),
        _ends(drawn, sheet),
    ]
    key, bottom = legend(_signs(drawn, width=width), y=floor + 58, width=width)
    return svg.drawing(width=width, height=bottom, finding=finding, parts=[*parts, key])


def _sheet(drawn: _Year, *, width: float) -> _Sheet:
    counts = [point.count for point in drawn.points]
    bounds = [drawn.forecast.high_95] if drawn.forecast else []
    steps = round_steps(0, max([drawn.maximum, *counts, *bounds]))
    # On a phone only the number stands at the end of a line; the legend has the words.
    right = max(paint.text_width(text, bold=True) for text, _, _ in _end_labels(drawn, width=width))
    days = DayScale(
        axis_room(steps),
        width - right - 8,
        month_of(date(drawn.year, 1, 1)),
        month_of(date(drawn.year, 12, 1)) + 1,
    )
    floor = 300.0 if width == paint.WIDE else 240.0
    return _Sheet(width, days, Scale(0, steps[-1], floor, TOP), steps)


def _fan(drawn: _Year, sheet: _Sheet) -> list[Svg]:
    """From the last count to the intervals at the end of the year; the wider lies underneath."""
    if drawn.forecast is None:
        return []
    last, end = drawn.points[-1], date(drawn.year, 12, 31)
    start = sheet.place(last.day, last.count)
    bounds = drawn.forecast
    parts = [
        svg.polygon([start, sheet.place(end, high), sheet.place(end, low)], fill=colour)
        for low, high, colour in (
            (bounds.low_95, bounds.high_95, paint.BLUE_SOFT),
            (bounds.low_80, bounds.high_80, paint.BLUE_PALE),
        )
    ]
    middle = svg.line(
        *start, *sheet.place(end, bounds.middle), stroke=paint.BLUE, stroke_dasharray=DOTS
    )
    return [*parts, middle]


def _limits(drawn: _Year, sheet: _Sheet) -> list[Svg]:
    y = sheet.counts.at(drawn.maximum)
    left, right = sheet.days.left, sheet.days.right
    return [
        svg.line(left, y, right, y, stroke=paint.ACCENT, stroke_width=2.5),
        svg.line(
            left,
            sheet.counts.at(0),
            right,
            y,
            stroke=paint.ACCENT,
            stroke_width=1.5,
            stroke_dasharray=DASHES,
        ),
    ]


def _counted(drawn: _Year, sheet: _Sheet) -> list[Svg]:
    if not drawn.points:
        return []
    begin = PathPoint(date(drawn.year, 1, 1) - timedelta(days=1), 0)
    parts = []
    for before, after in pairwise([begin, *drawn.points]):
        ends = [sheet.place(before.day, before.count), sheet.place(after.day, after.count)]
        dash = dashed(DOTS if after.provisional else "")
        parts.append(svg.polyline(ends, stroke=paint.BLUE, stroke_width=3, **dash))
    for point in drawn.points:
        fill = paint.WHITE if point.provisional else paint.BLUE
        x, y = sheet.place(point.day, point.count)
        size = 5 if point is drawn.points[-1] else 3
        parts.append(svg.circle(x, y, size, fill=fill, stroke=paint.BLUE, stroke_width=1.5))
    return [*parts, _last_label(drawn.points[-1], sheet)]


def _last_label(last: PathPoint, sheet: _Sheet) -> Svg:
    x, y = sheet.place(last.day, last.count)
    room = paint.text_width(last.text, bold=True)
    # Above and to the left of the end of a rising line nothing else is drawn.
    left = max(x - room - 10, sheet.days.left + 4)
    box = text_box(left, max(y - 11, 14.0), last.text, size=paint.TEXT, bold=True)
    return tag(box, last.text, size=paint.TEXT, fill=paint.BLUE_900)


def _end_labels(drawn: _Year, *, width: float) -> list[tuple[str, int, str]]:
    words = width == paint.WIDE
    most = f"{'hoogstens ' if words else ''}{dutch.number(drawn.maximum)}"
    labels = [(most, drawn.maximum, paint.ACCENT_DARK)]
    if drawn.forecast:
        middle = drawn.forecast.middle
        expected = f"{'verwacht ' if words else ''}{dutch.number(middle)}"
        labels.append((expected, middle, paint.BLUE_900))
    return labels


def _ends(drawn: _Year, sheet: _Sheet) -> Svg:
    labels = _end_labels(drawn, width=sheet.width)
    wanted = [sheet.counts.at(value) + 5 for _, value, _ in labels]
    places = spread(wanted, apart=18, low=14, high=sheet.counts.start)
    return svg.group(
        *(
            label_in(
                text_box(sheet.days.right + 6, y, text, size=paint.TEXT, bold=True),
                text,
                size=paint.TEXT,
                fill=colour,
            )
            for (text, _, colour), y in zip(labels, places, strict=True)
        )
    )


def _signs(drawn: _Year, *, width: float) -> list[tuple[str, Svg]]:
    most = dutch.number(drawn.maximum)
    signs = [("geteld", stroke(paint.BLUE, thick=3))]
    if any(point.provisional for point in drawn.points):
        signs.append(("* voorlopig geteld", stroke(paint.BLUE, dash=DOTS, thick=3)))
    signs.append((f"hoogstens {most} in {drawn.year}", stroke(paint.ACCENT)))
    signs.append(("gelijk verdeeld over het jaar", stroke(paint.ACCENT, dash=DASHES, thick=1.5)))
    if drawn.forecast:
        bounds = drawn.forecast
        inner = f"verwacht, 80%: {_range(bounds.low_80, bounds.high_80)}"
        outer = f"verwacht, 95%: {_range(bounds.low_95, bounds.high_95)}"
        signs.append((inner, block(paint.BLUE_PALE, edge=paint.BLUE_PALE)))
        signs.append((outer, block(paint.BLUE_SOFT, edge=paint.BLUE_PALE)))
    return signs
