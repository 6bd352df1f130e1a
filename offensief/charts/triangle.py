"""How the count of a period grew with every later delivery: what was known, and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from offensief.charts import paint, svg
from offensief.charts.days import DayScale, day_labels, month_of, ticks
from offensief.charts.figure import Figure, Table
from offensief.charts.legends import dashed, legend, stroke
from offensief.charts.placing import label_in, spread, text_box
from offensief.charts.sheets import Scale, axis_room, empty, grid, round_steps
from offensief.charts.svg import Svg
from offensief.lib import dutch

TITLE = "Hoe cijfers later zijn bijgesteld"
NOTHING = "Er zijn nog geen leveringen om te vergelijken."
TOP = 16.0
STROKES = (
    (paint.BLUE, ""),
    (paint.ACCENT, "8 3"),
    (paint.BLUE_900, "4 2"),
    (paint.ACCENT_DARK, "2 3"),
    (paint.BLUE_500, "9 3 2 3"),
)
# One more looks like the first: whoever chooses what to draw keeps to this.
MOST_LINES = len(STROKES)


@dataclass(frozen=True, slots=True)
class Known:
    """A count as known on a day; `as_known` is that day as exactly as it is known: "mei 2024"."""

    day: date
    as_known: str
    count: int
    provisional: bool = False

    @property
    def text(self) -> str:
        """The count, with an asterisk when it may still change: "1.525*"."""
        return dutch.marked(dutch.number(self.count), provisional=self.provisional)


@dataclass(frozen=True, slots=True)
class Period:
    """One period under one definition, with what was known of it, oldest first."""

    name: str
    known: tuple[Known, ...]

    @property
    def revision(self) -> int:
        """Last known minus first known: 412 that became 431 is 19."""
        return self.known[-1].count - self.known[0].count


@dataclass(frozen=True, slots=True)
class _Sheet:
    width: float
    days: DayScale
    counts: Scale
    steps: tuple[int, ...]
    # Whether names do not fit beside the ends of the lines, and stand in a legend.
    has_legend: bool

    def place(self, known: Known) -> tuple[float, float]:
        return self.days.x(known.day), self.counts.at(known.count)


def revision_triangle(periods: Sequence[Period], *, source: str) -> Figure:
    """Draw a line per period over the days on which its counts were known.

    A first quarter of 412 in April that is 431 in July gives: "Van de 2 periodes is er 1 later
    bijgesteld. Het meest veranderde kwartaal 1: van 412 (april 2026) naar 431 (juli 2026), een
    verschil van +19." Only equal periods under one definition are one `Period`: a count up to
    1 December that grows into that of a whole year is no revision.
    Raises ValueError for a period without counts, or with days that do not follow each other.
    """
    for period in periods:
        _check(period)
    finding = _finding(periods)
    return Figure(
        key="bijstellingen",
        title=TITLE,
        finding=finding,
        svg=_draw(periods, finding, width=paint.WIDE),
        svg_narrow=_draw(periods, finding, width=paint.NARROW),
        table=_table(periods),
        source=source,
    )


def _check(period: Period) -> None:
    if not period.known:
        raise ValueError(f"Of {period.name} nothing was known.")
    if any(known.count < 0 for known in period.known):
        raise ValueError("A count is 0 or more.")
    for before, after in pairwise(period.known):
        if after.day < before.day:
            raise ValueError(f"{period.name}: {after.day} comes before {before.day}.")


def _finding(periods: Sequence[Period]) -> str:
    if not periods:
        return NOTHING
    changed = [period for period in periods if any(_steps(period))]
    total = len(periods)
    if not changed:
        if total == 1:
            return f"Het cijfer over {periods[0].name} is niet bijgesteld."
        return f"Van de {dutch.number(total)} periodes is er geen later bijgesteld."
    most = max(changed, key=lambda period: abs(period.revision))
    if most.revision == 0:
        told = f"Het cijfer over {most.name} is bijgesteld en kwam weer uit op de eerste stand."
    else:
        first, last = most.known[0], most.known[-1]
        told = (
            f"{'Het meest veranderde' if total > 1 else 'Bijgesteld is'} {most.name}: "
            f"van {first.text} ({first.as_known}) naar {last.text} ({last.as_known}), "
            f"een verschil van {dutch.signed(most.revision)}."
        )
    if total == 1:
        return told
    verb = "is" if len(changed) == 1 else "zijn"
    count = f"{verb} er {dutch.number(len(changed))}"
    return f"Van de {dutch.number(total)} periodes {count} later bijgesteld. {told}"


def _steps(period: Period) -> list[int]:
    return [after.count - before.count for before, after in pairwise(period.known)]


def _table(periods: Sequence[Period]) -> Table:
    rows = []
    for period in periods:
        first = period.known[0].count
        for index, known in enumerate(period.known):
            more = dutch.signed(known.count - first) if index else "eerste stand"
            status = "voorlopig" if known.provisional else "geleverd"
            rows.append((period.name, known.as_known, known.text, more, status))
    head = ("Periode", "Zoals bekend", "Aantal", "Verschil met eerste stand", "Status")
    return Table(TITLE, head, tuple(rows), frozenset({2, 3}))


def _draw(periods: Sequence[Period], finding: str, *, width: float) -> Svg:
    if not periods:
        return empty("Nog geen leveringen", finding, width=width)
    sheet = _sheet(periods, width=width)
    bottom = sheet.counts.start + 58
    parts = [
        grid(sheet.counts, sheet.steps, left=sheet.days.left, right=sheet.days.right),
        _foot(sheet),
        *(_line(period, index, sheet) for index, period in enumerate(periods)),
        _ends(periods, sheet),
    ]
    if sheet.has_legend:
        signs = [(_name(period), _sign(index)) for index, period in enumerate(periods)]
        key, bottom = legend(signs, y=bottom + 12, width=width)
        parts.append(key)
    if any(known.provisional for period in periods for known in period.known):
        parts.append(svg.label(0, bottom + 10, "* Voorlopig cijfer", font_size=paint.SMALL))
        bottom += 16
    return svg.drawing(width=width, height=bottom, finding=finding, parts=parts)


def _name(period: Period) -> str:
    return f"{period.name}: {period.known[-1].text}"


def _sign(index: int) -> Svg:
    colour, dash = STROKES[index % len(STROKES)]
    return stroke(colour, dash=dash, thick=2)


def _foot(sheet: _Sheet) -> Svg:
    floor, words = sheet.counts.start, "dag waarop het cijfer bekend was"
    ink: dict[str, svg.Value] = {"font_size": paint.SMALL, "fill": paint.MUTED}
    end = max(sheet.days.right, paint.text_width(words, size=paint.SMALL))
    caption = svg.label(end, floor + 50, words, text_anchor="end", **ink)
    return svg.group(day_labels(sheet.days, ticks(sheet.days), y=floor + 18), caption)


def _sheet(periods: Sequence[Period], *, width: float) -> _Sheet:
    every = [known for period in periods for known in period.known]
    steps = round_steps(0, max(known.count for known in every))
    has_legend = _room([_name(period) for period in periods]) > width * 0.4
    right = _room(_end_texts(periods, has_legend=has_legend))
    first = month_of(min(known.day for known in every))
    last = month_of(max(known.day for known in every)) + 1
    days = DayScale(axis_room(steps), width - right - 16, first, last)
    # Every end label has a line of its own.
    floor = max(240.0 if width == paint.WIDE else 210.0, TOP + 17.0 * len(periods))
    return _Sheet(width, days, Scale(0, steps[-1], floor, TOP), steps, has_legend)


def _room(texts: Sequence[str]) -> float:
    return max(paint.text_width(text, size=paint.SMALL, bold=True) for text in texts)


def _end_texts(periods: Sequence[Period], *, has_legend: bool) -> list[str]:
    return [period.known[-1].text if has_legend else _name(period) for period in periods]


def _line(period: Period, index: int, sheet: _Sheet) -> Svg:
    """A count stays what it is until the next delivery, so the line goes up in steps."""
    colour, dash = STROKES[index % len(STROKES)]
    points = [sheet.place(period.known[0])]
    for before, after in pairwise(period.known):
        x, y = sheet.place(after)
        points += [(x, sheet.place(before)[1]), (x, y)]
    points.append((sheet.days.right, points[-1][1]))
    marks = [
        svg.circle(
            *sheet.place(known),
            4,
            fill=paint.WHITE if known.provisional else colour,
            stroke=colour,
            stroke_width=2,
        )
        for known in period.known
    ]
    ink: dict[str, svg.Value] = {"stroke": colour, "stroke_width": 2, **dashed(dash)}
    return svg.group(svg.polyline(points, **ink), *marks)


def _ends(periods: Sequence[Period], sheet: _Sheet) -> Svg:
    heights = [sheet.counts.at(period.known[-1].count) for period in periods]
    places = spread(
        [y + 4.5 for y in heights], apart=16, low=TOP - 2, high=sheet.counts.start + 4.5
    )
    texts = _end_texts(periods, has_legend=sheet.has_legend)
    parts, right = [], sheet.days.right
    for index, (text, y, place) in enumerate(zip(texts, heights, places, strict=True)):
        colour, _ = STROKES[index % len(STROKES)]
        box = text_box(right + 14, place, text, size=paint.SMALL, bold=True)
        parts.append(svg.line(right, y, right + 11, place - 4.5, stroke=colour))
        parts.append(label_in(box, text, fill=colour))
    return svg.group(*parts)
