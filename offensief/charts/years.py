"""Counts per year. Years with unlike definitions stand apart and are never compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from offensief.charts import paint, svg
from offensief.charts.figure import Figure, Table
from offensief.charts.svg import Svg
from offensief.lib import dutch

TITLE = "Aantal per jaar"
TOP = 66.0  # room for "andere definitie" and a value above the highest bar
BREAK = 0.7  # gap between definitions, in bars


@dataclass(frozen=True)
class YearBar:
    """The count of one year as it was known on a day."""

    year: int
    value: int
    definition_label: str
    definition_key: str
    provisional: bool
    as_known: str
    status: str = "niet vermeld"


@dataclass(frozen=True)
class Target:
    """The highest count that meets the goal, for one year only."""

    year: int
    maximum: int


@dataclass(frozen=True)
class Beside:
    """Two years that the comparison guard lets stand side by side, with what it prints beside them.

    `marks` are whole Dutch sentences; without one the counts are alike enough for a percentage.
    """

    before: int
    after: int
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Slot:
    bar: YearBar
    x: float
    width: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True)
class _Sheet:
    """Where things stand: one sheet is wide, the other narrow."""

    width: float
    floor: float
    right: float
    highest: int

    def y(self, value: int) -> float:
        return self.floor - (self.floor - TOP) * value / self.highest


def year_bars(
    bars: Sequence[YearBar], *, maximum: Target | None, source: str, beside: Beside | None = None
) -> Figure:
    """Draw the years in the given order, with a break wherever the definition changes.

    2023 901, 2024 1543 and 2025 1525 (provisional) against 1388 gives: "In 2025 zijn er 1.525
    geteld (voorlopig). Het maximum van 1.388 is overschreden met 137. Het cijfer over 2025 is
    voorlopig en kan nog veranderen." Only with `beside` of 2024 and 2025 it adds "Dat zijn er 18
    minder dan in 2024 (1.543)." and the marks of the guard.
    """
    finding = _finding(bars, maximum, beside)
    return Figure(
        key="jaren",
        title=TITLE,
        finding=finding,
        svg=_draw(bars, maximum, finding, width=paint.WIDE),
        svg_narrow=_draw(bars, maximum, finding, width=paint.NARROW),
        table=_table(bars, maximum),
        source=source,
    )


def _groups(bars: Sequence[YearBar]) -> list[list[YearBar]]:
    return [list(group) for _, group in groupby(bars, key=lambda bar: bar.definition_key)]


def _finding(bars: Sequence[YearBar], maximum: Target | None, beside: Beside | None) -> str:
    if not bars:
        return "Er zijn nog geen cijfers."
    groups = _groups(bars)
    last = groups[-1][-1]
    mark = " (voorlopig)" if last.provisional else ""
    sentences = [f"In {last.year} zijn er {dutch.number(last.value)} geteld{mark}."]
    change = _change(groups[-1], beside)
    sentences += change
    sentences += _against(groups[-1], maximum)
    # The marks of the guard say this already.
    if last.provisional and not change:
        sentences.append(f"Het cijfer over {last.year} is voorlopig en kan nog veranderen.")
    if len(groups) > 1:
        sentences.append(
            "Jaren met een andere definitie staan apart: die zijn niet te vergelijken."
        )
    return " ".join(sentences)


def _change(bars: Sequence[YearBar], beside: Beside | None) -> list[str]:
    if beside is None or [bar.year for bar in bars[-2:]] != [beside.before, beside.after]:
        return []
    before, after = bars[-2:]
    reference = f"in {before.year} ({dutch.number(before.value)})"
    difference = after.value - before.value
    if difference == 0:
        return [f"Dat zijn er evenveel als {reference}.", *beside.marks]
    amount = dutch.number(abs(difference))
    word = "meer" if difference > 0 else "minder"
    # A count with a mark can still grow. A percentage against a settled year would flatter.
    exact = before.value > 0 and not beside.marks
    share = f" ({dutch.signed_percent(100 * difference / before.value)})" if exact else ""
    return [f"Dat zijn er {amount} {word}{share} dan {reference}.", *beside.marks]


def _against(bars: Sequence[YearBar], maximum: Target | None) -> list[str]:
    if maximum is None:
        return []
    most = dutch.number(maximum.maximum)
    counted = [bar for bar in bars if bar.year == maximum.year]
    if not counted:
        return [f"Voor {maximum.year} geldt een maximum van {most}."]
    subject = "Het maximum" if counted[0] is bars[-1] else f"Het maximum over {maximum.year}"
    over = counted[0].value - maximum.maximum
    if over > 0:
        return [f"{subject} van {most} is overschreden met {dutch.number(over)}."]
    return [f"{subject} van {most} is niet overschreden."]


def _table(bars: Sequence[YearBar], maximum: Target | None) -> Table:
    head: tuple[str, ...] = ("Jaar", "Aantal", "Status", "Definitie", "Stand")
    rows = [
        (
            str(bar.year),
            dutch.number(bar.value),
            "voorlopig" if bar.provisional else bar.status,
            bar.definition_label,
            bar.as_known,
        )
        for bar in bars
    ]
    if maximum is None:
        return Table(TITLE, head, tuple(rows), frozenset({1}))
    most = dutch.number(maximum.maximum)
    limited = [
        (*row, most if bar.year == maximum.year else "geen")
        for row, bar in zip(rows, bars, strict=True)
    ]
    return Table(TITLE, (*head, "Maximum"), tuple(limited), frozenset({1, 5}))


def _draw(bars: Sequence[YearBar], maximum: Target | None, finding: str, *, width: float) -> Svg:
    limits = [maximum.maximum] if maximum else []
    sheet = _Sheet(
        width=width,
        floor=270.0 if width == paint.WIDE else 230.0,
        right=_right_margin(bars, maximum, width=width),
        highest=max([bar.value for bar in bars] + limits + [1]),
    )
    groups = _place(_groups(bars), sheet)
    parts = [svg.line(0, sheet.floor, sheet.width - sheet.right, sheet.floor, stroke=paint.AXIS)]
    below = 0.0
    for index, slots in enumerate(groups):
        is_last = index == len(groups) - 1
        colour = paint.BLUE if is_last else paint.BLUE_500
        parts += [_bar(slot, sheet, colour=colour) for slot in slots]
        bracket, height = _bracket(slots, sheet)
        parts.append(bracket)
        below = max(below, height)
        if not is_last:
            parts.append(_divider(slots[-1], groups[index + 1][0], sheet))
    parts += _target_line(groups, maximum, sheet)
    bottom = sheet.floor + 40 + below
    if any(bar.provisional for bar in bars):
        parts.append(svg.label(0, bottom + 18, "* Voorlopig cijfer", font_size=paint.SMALL))
        bottom += 22
    return svg.drawing(width=width, height=bottom + 4, finding=finding, parts=parts)


def _right_margin(bars: Sequence[YearBar], maximum: Target | None, *, width: float) -> float:
    beside = maximum is not None and bars and bars[-1].year == maximum.year
    return 130.0 if beside and width == paint.WIDE else 0.0


def _place(groups: list[list[YearBar]], sheet: _Sheet) -> list[list[_Slot]]:
    units = sum(len(group) for group in groups) + BREAK * max(0, len(groups) - 1)
    slot = min((sheet.width - sheet.right) / max(units, 1), 130.0)
    placed, x = [], 0.0
    for group in groups:
        placed.append([_Slot(bar, x + index * slot, slot) for index, bar in enumerate(group)])
        x += slot * (len(group) + BREAK)
    return placed


def _bar(slot: _Slot, sheet: _Sheet, *, colour: str) -> Svg:
    bar = slot.bar
    width = slot.width * 0.64
    x, top = slot.middle - width / 2, sheet.y(bar.value)
    height = sheet.floor - top
    shape = (
        svg.hatched(x, top, width, height, colour=colour)
        if bar.provisional
        else svg.rect(x, top, width, height, fill=colour)
    )
    text = dutch.marked(dutch.number(bar.value), provisional=bar.provisional)
    # Many years on a phone: smaller numbers rather than numbers that touch.
    size = min(paint.TEXT, paint.TEXT * slot.width / paint.text_width("1.543*", bold=True))
    ink: dict[str, svg.Value] = {"text_anchor": "middle", "font_size": size}
    return svg.group(
        shape,
        svg.label(slot.middle, top - 7, text, font_weight=700, **ink),
        svg.label(slot.middle, sheet.floor + 19, str(bar.year), **ink),
    )


def _bracket(slots: list[_Slot], sheet: _Sheet) -> tuple[Svg, float]:
    left, right = slots[0].x + 5, slots[-1].x + slots[-1].width - 5
    y = sheet.floor + 28
    room = right - left + 14
    lines = paint.wrapped(f"Definitie: {slots[0].bar.definition_label}", width=room)
    text = svg.lines_of_text(
        (left + right) / 2,
        y + 17,
        lines,
        text_anchor="middle",
        font_size=paint.SMALL,
        fill=paint.MUTED,
    )
    return svg.group(svg.line(left, y, right, y, stroke=paint.AXIS), text), len(lines) * 16.0


def _divider(before: _Slot, after: _Slot, sheet: _Sheet) -> Svg:
    x = (before.x + before.width + after.x) / 2
    return svg.group(
        svg.line(x, 22, x, sheet.floor + 40, stroke=paint.AXIS, stroke_dasharray="2 4"),
        svg.label(
            x, 13, "andere definitie", text_anchor="middle", font_size=paint.SMALL, fill=paint.MUTED
        ),
    )


def _target_line(groups: list[list[_Slot]], maximum: Target | None, sheet: _Sheet) -> list[Svg]:
    slots = [slot for group in groups for slot in group]
    meant = [slot for slot in slots[::-1] if maximum and slot.bar.year == maximum.year]
    if maximum is None or not meant:
        return []
    slot, y = meant[0], sheet.y(maximum.maximum)
    end = slot.x + slot.width
    # A white edge keeps the line readable where it crosses the bar.
    parts = [
        svg.line(slot.x + 2, y, end, y, stroke=colour, stroke_width=width)
        for colour, width in ((paint.WHITE, 6), (paint.ACCENT, 2.5))
    ]
    text = f"hoogstens {dutch.number(maximum.maximum)}"
    ink: dict[str, svg.Value] = {"fill": paint.ACCENT_DARK, "font_weight": 700}
    if sheet.right:
        return [*parts, svg.label(end + 5, y + 5, text, **ink)]
    half = paint.text_width(text, bold=True) / 2
    middle = min(max(end, half), sheet.width - half)
    return [
        *parts,
        svg.line(end - 1, y, end - 1, 40, stroke=paint.ACCENT),
        svg.label(middle, 34, text, text_anchor="middle", **ink),
    ]
