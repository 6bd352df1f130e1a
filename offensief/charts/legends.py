"""What the signs in a picture mean, under it."""

from collections.abc import Sequence

from offensief.charts import paint, svg
from offensief.charts.svg import Svg

_SIGN = 26.0  # room for a sign before its words


def legend(signs: Sequence[tuple[str, Svg]], *, y: float, width: float) -> tuple[Svg, float]:
    """Draw words with their sign, from the middle of the first line down.

    A sign is drawn around the point 0, 0 and at most 20 wide. Words wider than the sheet go on
    below: 3 lines end 32.5 lower than 1 line. Returns the picture and the height where it ends.
    """
    parts, x, lower = [], 0.0, 0.0
    for text, sign in signs:
        lines = paint.wrapped(text, width=width - _SIGN)
        room = _SIGN + max(paint.text_width(line, size=paint.SMALL) for line in lines)
        if x and x + room > width:
            x, y, lower = 0.0, y + 22 + lower, 0.0
        lower = max(lower, (len(lines) - 1) * paint.SMALL * 1.25)
        place: dict[str, svg.Value] = {"transform": f"translate({x + 10:g} {y:g})"}
        ink: dict[str, svg.Value] = {"font_size": paint.SMALL, "fill": paint.MUTED}
        words = svg.lines_of_text(x + 24, y + 4.5, lines, **ink)
        parts += [svg.element("g", place, sign), words]
        x += room + 12
    return svg.group(*parts), y + 14 + lower


def stroke(colour: str, *, dash: str = "", thick: float = 2.5) -> Svg:
    """Sign of a line."""
    return svg.line(-10, 0, 10, 0, stroke=colour, stroke_width=thick, **dashed(dash))


def block(colour: str, *, edge: str) -> Svg:
    """Sign of a coloured area."""
    return svg.rect(-9, -7, 18, 14, fill=colour, stroke=edge)


def dashed(dash: str) -> dict[str, svg.Value]:
    """Attributes of a line with these dashes; none for a whole line."""
    return {"stroke_dasharray": dash} if dash else {}
