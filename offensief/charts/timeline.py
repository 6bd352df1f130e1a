"""Milestones on a time axis: what was planned first, what is planned now and what was reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from offensief.charts import paint, svg
from offensief.charts.days import APART, DayScale, day_labels, month_of, ticks
from offensief.charts.figure import Figure, Table
from offensief.charts.fitting import fitted
from offensief.charts.legends import legend
from offensief.charts.sheets import empty
from offensief.charts.svg import Svg
from offensief.lib import dutch

DONE, LATE, OPEN = "behaald", "te laat", "nog open"
NOTHING = "Er zijn nog geen mijlpalen gepland."
TOP = 62.0  # room for "vandaag" and, below it, the months and the years
LINE = 17.5


@dataclass(frozen=True)
class TimelineRow:
    """A milestone. The group is the number of its measure, empty on the page of one measure."""

    label: str
    first_on: date
    current_on: date
    done_on: date | None
    group: str = ""

    @property
    def days_moved(self) -> int:
        """Days between the first and the current plan: 1 May to 12 June is 42, earlier is < 0."""
        return (self.current_on - self.first_on).days

    @property
    def name(self) -> str:
        """The label with the measure in front: "3.01 Handreiking klaar"."""
        return f"{self.group} {self.label}".strip()

    def state(self, today: date) -> str:
        """ "behaald", "te laat" (the planned day is over) or "nog open"."""
        if self.done_on is not None:
            return DONE
        return LATE if self.current_on < today else OPEN


@dataclass(frozen=True)
class _Sheet:
    """Where things stand: names beside the rows, or above them on a narrow sheet."""

    width: float
    names: float
    scale: DayScale
    today: date

    @property
    def is_narrow(self) -> bool:
        return self.width == paint.NARROW


def timeline(
    rows: Sequence[TimelineRow], *, key: str, title: str, today: date, source: str
) -> Figure:
    """Draw one row per milestone, in the given order.

    Of five milestones two are done, one is overdue and one of the others moved from 1 May to
    12 June: "Van de 5 mijlpalen zijn er 2 behaald, 1 is te laat en 2 staan nog open; 1 mijlpaal
    is verschoven (42 dagen later dan eerst gepland)."
    """
    finding = _finding(rows, today)
    return Figure(
        key=key,
        title=title,
        finding=finding,
        svg=_draw(rows, finding, today=today, width=paint.WIDE),
        svg_narrow=_draw(rows, finding, today=today, width=paint.NARROW),
        table=_table(rows, title, today),
        source=source,
    )


def _finding(rows: Sequence[TimelineRow], today: date) -> str:
    if not rows:
        return NOTHING
    states = [row.state(today) for row in rows]
    counts = [(state, states.count(state)) for state in (DONE, LATE, OPEN) if state in states]
    shifts = _shifts(rows)
    return f"{_progress(counts, len(rows))}{'; ' if shifts else ''}{shifts}."


def _progress(counts: list[tuple[str, int]], total: int) -> str:
    (state, count), *others = counts
    if total == 1:
        return f"De enige mijlpaal {_verb(state, 1)} {state}"
    if not others:
        return f"Alle {dutch.number(total)} mijlpalen {_verb(state, total)} {state}"
    begin = f"Van de {dutch.number(total)} mijlpalen {_verb(state, count)} er"
    parts = [f"{dutch.number(count)} {state}"]
    parts += [f"{dutch.number(n)} {_verb(other, n)} {other}" for other, n in others]
    return f"{begin} {dutch.enumerate_nl(parts)}"


def _verb(state: str, count: int) -> str:
    one, many = ("staat", "staan") if state == OPEN else ("is", "zijn")
    return one if count == 1 else many


def _shifts(rows: Sequence[TimelineRow]) -> str:
    moved = [row.days_moved for row in rows]
    later = [days for days in moved if days > 0]
    earlier = [days for days in moved if days < 0]
    parts = [
        f"{_who(len(days), len(rows))} {word} ({_reach(days)} dan eerst gepland)"
        for days, word in ((later, "verschoven"), (earlier, "vervroegd"))
        if days
    ]
    return dutch.enumerate_nl(parts)


def _who(count: int, total: int) -> str:
    if total == 1:
        return "die is"
    return f"{dutch.plural(count, 'mijlpaal', 'mijlpalen')} {'is' if count == 1 else 'zijn'}"


def _reach(days: list[int]) -> str:
    upto = "" if min(days) == max(days) else "tot "
    return f"{upto}{_distance(max(days, key=abs))}"


def _distance(days: int) -> str:
    return f"{dutch.plural(abs(days), 'dag', 'dagen')} {'later' if days > 0 else 'eerder'}"


def _table(rows: Sequence[TimelineRow], title: str, today: date) -> Table:
    grouped = any(row.group for row in rows)
    head = ("Mijlpaal", "Eerst gepland", "Nu gepland", "Behaald", "Verschil")
    lines = [
        (
            *((row.group,) if grouped else ()),
            row.label,
            dutch.date_short(row.first_on),
            dutch.date_short(row.current_on),
            dutch.date_short(row.done_on) if row.done_on else "nog niet",
            _difference(row, today),
        )
        for row in rows
    ]
    return Table(title, (*(("Maatregel",) if grouped else ()), *head), tuple(lines), frozenset())


def _difference(row: TimelineRow, today: date) -> str:
    days = ((row.done_on or row.current_on) - row.first_on).days
    parts = [_distance(days)] if days else []
    # A day that passed in silence is not "op tijd", however often the plan stayed the same.
    if row.state(today) == LATE:
        late = dutch.plural((today - row.current_on).days, "dag", "dagen")
        parts.append(f"{'nu ' if parts else ''}{late} te laat")
    return ", ".join(parts) or "op tijd"


def _draw(rows: Sequence[TimelineRow], finding: str, *, today: date, width: float) -> Svg:
    if not rows:
        return empty("Nog geen mijlpalen", finding, width=width)
    sheet = _sheet(rows, today=today, width=width)
    drawn, bottom = _rows(rows, sheet)
    legend, end = _legend(bottom + 24, width)
    parts = [_axis(sheet.scale, bottom), _now(sheet, bottom), drawn, legend]
    return svg.drawing(width=width, height=end, finding=finding, parts=parts)


def _sheet(rows: Sequence[TimelineRow], *, today: date, width: float) -> _Sheet:
    days = [today]
    for row in rows:
        days += [row.first_on, row.current_on, row.done_on or row.current_on]
    # Half a year's digits stick out on both sides of the axis.
    margin = APART / 2
    names, left = width, margin
    if width == paint.WIDE:
        names = min(230.0, max(paint.text_width(row.name) for row in rows))
        left = names + 12 + margin
    first, last = month_of(min(days)), month_of(max(days)) + 1
    return _Sheet(width, names, DayScale(left, width - margin, first, last), today)


def _axis(scale: DayScale, bottom: float) -> Svg:
    days = ticks(scale)
    lines = [svg.line(scale.x(day), TOP - 8, scale.x(day), bottom) for day in days]
    axis = svg.line(scale.left, TOP - 8, scale.right, TOP - 8, stroke=paint.AXIS)
    return svg.group(*lines, day_labels(scale, days, y=TOP - 28), axis)


def _now(sheet: _Sheet, bottom: float) -> Svg:
    x, word = sheet.scale.x(sheet.today), "vandaag"
    half = paint.text_width(word, size=paint.SMALL, bold=True) / 2
    middle = min(max(x, half), sheet.width - half)
    ink: dict[str, svg.Value] = {"font_size": paint.SMALL, "font_weight": 700}
    return svg.group(
        svg.line(x, 18, x, bottom, stroke=paint.INK, stroke_width=1.5, stroke_dasharray="5 3"),
        svg.label(middle, 13, word, text_anchor="middle", **ink),
    )


def _rows(rows: Sequence[TimelineRow], sheet: _Sheet) -> tuple[Svg, float]:
    parts, y = [], TOP
    for row in rows:
        lines = fitted(row.name, width=sheet.names)
        text = len(lines) * LINE
        if sheet.is_narrow:
            # A white plate keeps the lines of months and today out of the words.
            parts.append(svg.rect(0, y, sheet.width, text + 4, fill=paint.WHITE))
        parts.append(svg.lines_of_text(0, y + 16, lines))
        middle = y + text + 14 if sheet.is_narrow else y + text / 2 + 4
        parts.append(_milestone(row, sheet, middle))
        y += text + (30 if sheet.is_narrow else 10)
    return svg.group(*parts), y


def _milestone(row: TimelineRow, sheet: _Sheet, y: float) -> Svg:
    start, end = sheet.scale.x(row.first_on), sheet.scale.x(row.done_on or row.current_on)
    parts = []
    if start != end:
        parts.append(svg.line(start, y, end, y, stroke=paint.AXIS, stroke_width=1.5))
        parts.append(_diamond(start, y, fill=paint.WHITE))
    return svg.group(*parts, _mark(row.state(sheet.today), end, y))


def _mark(state: str, x: float, y: float) -> Svg:
    if state == DONE:
        return _check(x, y)
    return _warning(x, y) if state == LATE else _diamond(x, y, fill=paint.BLUE)


def _diamond(x: float, y: float, *, fill: str) -> Svg:
    points = [(x, y - 7), (x + 7, y), (x, y + 7), (x - 7, y)]
    return svg.polygon(points, fill=fill, stroke=paint.BLUE, stroke_width=1.5)


def _check(x: float, y: float) -> Svg:
    ink: dict[str, svg.Value] = {"stroke": paint.WHITE, "stroke_width": 2}
    return svg.group(
        svg.circle(x, y, 7.5, fill=paint.BLUE_900),
        svg.line(x - 3.5, y, x - 1, y + 3, **ink),
        svg.line(x - 1, y + 3, x + 3.5, y - 3, **ink),
    )


def _warning(x: float, y: float) -> Svg:
    return svg.group(
        svg.polygon([(x, y - 9), (x + 9.5, y + 7), (x - 9.5, y + 7)], fill=paint.ACCENT),
        svg.line(x, y - 4, x, y + 2, stroke=paint.WHITE, stroke_width=2),
        svg.line(x, y + 3.5, x, y + 5.5, stroke=paint.WHITE, stroke_width=2),
    )


def _legend(y: float, width: float) -> tuple[Svg, float]:
    signs = [("eerst gepland", _diamond(0, 0, fill=paint.WHITE)), ("nu gepland", _mark(OPEN, 0, 0))]
    signs += [(state, _mark(state, 0, 0)) for state in (DONE, LATE)]
    return legend(signs, y=y, width=width)
