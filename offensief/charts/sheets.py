"""Straight axes with round numbers, and a sheet for when there is nothing to draw yet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor

from offensief.charts import paint, svg
from offensief.charts.svg import Svg
from offensief.lib import dutch


@dataclass(frozen=True, slots=True)
class Scale:
    """Place in pixels on a straight axis: the value `low` stands at `start`, `high` at `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """0 to 100 on an axis from 300 to 100 puts 25 at 250."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def round_steps(low: float, high: float, *, most: int = 6) -> tuple[int, ...]:
    """Round whole numbers that cover a range and zero, at most so many.

    0 to 1388 gives 0, 500, 1000, 1500; -30 to 90 gives -50, 0, 50, 100.
    """
    least, greatest, power = floor(min(low, 0)), ceil(max(high, 0)), 1
    while True:
        for step in (power, 2 * power, 5 * power):
            first, last = least // step, max(-(-greatest // step), 1)
            if last - first < most:
                return tuple(step * index for index in range(first, last + 1))
        power *= 10


def axis_room(ticks: Sequence[int], *, text: Callable[[int], str] = dutch.number) -> float:
    """Width of the numbers beside an axis, with the gap to it."""
    return max(paint.text_width(text(tick), size=paint.SMALL) for tick in ticks) + 8


def grid(
    scale: Scale,
    ticks: Sequence[int],
    *,
    left: float,
    right: float,
    text: Callable[[int], str] = dutch.number,
) -> Svg:
    """Level lines with their number in front; the line of zero is darker."""
    parts = []
    for tick in ticks:
        y = scale.at(tick)
        parts.append(svg.line(left, y, right, y, stroke=paint.LINE if tick else paint.AXIS))
        parts.append(
            svg.label(
                left - 6,
                y + 4.5,
                text(tick),
                text_anchor="end",
                font_size=paint.SMALL,
                fill=paint.MUTED,
            )
        )
    return svg.group(*parts)


def empty(words: str, finding: str, *, width: float) -> Svg:
    """A sheet that says that there is nothing to draw."""
    parts = [
        svg.line(0, 34, width, 34, stroke=paint.AXIS),
        svg.label(0, 22, words, fill=paint.MUTED),
    ]
    return svg.drawing(width=width, height=44, finding=finding, parts=parts)
