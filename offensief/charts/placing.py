"""Finds room for labels, so that they cover neither each other nor the marks."""

from collections.abc import Sequence
from dataclasses import dataclass

from offensief.charts import paint, svg
from offensief.charts.svg import Svg

STEP = 16.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels that is taken."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: "Box") -> bool:
        """Whether the two have a part in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: "Box") -> bool:
        """Whether the other lies wholly within this one."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )


def around(x: float, y: float, radius: float) -> Box:
    """The box of a mark."""
    return Box(x - radius, y - radius, x + radius, y + radius)


def text_box(x: float, y: float, text: str, *, size: float, bold: bool = False) -> Box:
    """The box of a line of text that starts at x and stands on y."""
    return Box(x, y - size, x + paint.text_width(text, size=size, bold=bold), y + size * 0.3)


def spread(wanted: Sequence[float], *, apart: float, low: float, high: float) -> list[float]:
    """Heights as near as may be to the wanted ones, at least so far apart, in the same order.

    10, 12 and 50 at least 16 apart between 0 and 100 become 10, 26 and 50. When they do not fit
    between low and high they go on below.
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    placed = [0.0] * len(wanted)
    edge = low
    for index in order:
        placed[index] = max(wanted[index], edge)
        edge = placed[index] + apart
    edge = max(high, low + apart * (len(wanted) - 1))
    for index in reversed(order):
        placed[index] = min(placed[index], edge)
        edge = placed[index] - apart
    return placed


def along(start: tuple[float, float], end: tuple[float, float]) -> list[Box]:
    """Small boxes that cover a line, so that no label is written across it."""
    pieces = max(1, int(max(abs(end[0] - start[0]), abs(end[1] - start[1])) / 4))
    return [
        around(
            start[0] + (end[0] - start[0]) * piece / pieces,
            start[1] + (end[1] - start[1]) * piece / pieces,
            2,
        )
        for piece in range(pieces + 1)
    ]


def beside(
    mark: Box,
    text: str,
    *,
    taken: Sequence[Box],
    sheet: Box,
    size: float = paint.SMALL,
    rows: int = 4,
) -> Box | None:
    """Where a bold label goes: right or left of its mark, or some rows above or below it.

    None when there is no room for it so near.
    """
    width = paint.text_width(text, size=size, bold=True)
    foot = (mark.top + mark.bottom) / 2 + size * 0.35
    sides = (mark.right + 4, mark.left - 4 - width)
    centre = (mark.left + mark.right - width) / 2
    loose = (min(max(centre, sheet.left), sheet.right - width), *sides)
    shifts = [side * STEP * row for row in range(1, rows + 1) for side in (-1, 1)]
    places = [(x, foot) for x in sides] + [(x, foot + shift) for shift in shifts for x in loose]
    for x, y in places:
        box = text_box(x, y, text, size=size, bold=True)
        if sheet.holds(box) and not any(box.touches(other) for other in taken):
            return box
    return None


def label_in(box: Box, text: str, *, size: float = paint.SMALL, **attributes: svg.Value) -> Svg:
    """Write a bold line of text in a box that was found for it."""
    return svg.label(
        box.left, box.bottom - size * 0.3, text, font_size=size, font_weight=700, **attributes
    )


def tag(box: Box, text: str, *, size: float = paint.SMALL, **attributes: svg.Value) -> Svg:
    """The same on a white plate, for where lines run behind it."""
    plate = svg.rect(
        box.left - 2, box.top + 1, box.right - box.left + 4, box.bottom - box.top, fill=paint.WHITE
    )
    return svg.group(plate, label_in(box, text, size=size, **attributes))
