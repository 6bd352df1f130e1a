"""Horizontal bars with the label in front and the number behind; used by more than one chart."""

from collections.abc import Sequence
from dataclasses import dataclass

from offensief.charts import paint, svg
from offensief.charts.svg import Svg

THICK = 20.0


@dataclass(frozen=True)
class Bar:
    """One bar. Without a value there is only the text, such as "geen cijfer"."""

    value: int | None
    text: str
    colour: str


@dataclass(frozen=True)
class Row:
    """A label with one bar, or with one bar per year."""

    label: str
    bars: tuple[Bar, ...]


def draw(rows: Sequence[Row], *, y: float, width: float) -> tuple[Svg, float]:
    """Draw the rows from a height downwards. Returns the picture and the height where it ends."""
    values = [bar.value or 0 for row in rows for bar in row.bars]
    most = max([*values, 1])
    indent, room = _room(rows, width=width)
    parts = []
    for row in rows:
        if indent == 0:
            parts.append(svg.label(0, y + 12, row.label))
            y += 18
        else:
            middle = y + len(row.bars) * THICK / 2 + 5
            parts.append(svg.label(indent - 12, middle, row.label, text_anchor="end"))
        top = y
        for bar in row.bars:
            length = room * (bar.value or 0) / most
            parts.append(_bar(bar, indent, y, length))
            y += THICK
        parts.append(svg.line(indent, top - 3, indent, y + 1, stroke=paint.AXIS))
        y += 10
    return svg.group(*parts), y


def _room(rows: Sequence[Row], *, width: float) -> tuple[float, float]:
    """Indent of the bars and length of the longest; a narrow sheet puts labels above the bars."""
    text = max(
        (paint.text_width(bar.text, bold=True) for row in rows for bar in row.bars), default=0
    )
    if width < paint.WIDE:
        return 0.0, width - text - 10
    indent = max((paint.text_width(row.label) for row in rows), default=0.0) + 12
    return indent, width - indent - text - 10


def _bar(bar: Bar, x: float, y: float, length: float) -> Svg:
    place = x + length + 8
    if bar.value is None:
        return svg.label(place, y + 14, bar.text, fill=paint.MUTED)
    return svg.group(
        svg.rect(x, y, length, THICK - 3, fill=bar.colour),
        svg.label(place, y + 14, bar.text, font_weight=700),
    )
