"""Draws SVG as text. Only presentation attributes: they work under a strict CSP and in the PDF."""

from collections.abc import Mapping
from html import escape

from offensief.charts import paint

type Value = str | int | float


class Svg(str):
    """Finished markup. A template prints it as it is; every other text is escaped."""

    __slots__ = ()

    def __html__(self) -> str:
        """Tell the template engine that this text is already safe."""
        return self


def element(name: str, attributes: Mapping[str, Value], *children: Svg) -> Svg:
    """One element: element("g", {"fill": "red"}) is '<g fill="red"/>'. Attributes are escaped."""
    opening = "".join(f' {key}="{escape(_text(value))}"' for key, value in attributes.items())
    inside = "".join(children)
    return Svg(f"<{name}{opening}>{inside}</{name}>" if inside else f"<{name}{opening}/>")


def words(content: str) -> Svg:
    """Text between tags, escaped: words("a < b") is "a &lt; b"."""
    return Svg(escape(content, quote=False))


def group(*children: Svg) -> Svg:
    """Elements next to each other, without a wrapper."""
    return Svg("".join(children))


def line(x1: float, y1: float, x2: float, y2: float, **attributes: Value) -> Svg:
    """Draw a straight line; keywords are attributes, stroke_width becomes stroke-width."""
    given = {"stroke": paint.LINE, "stroke_width": 1} | attributes
    return element("line", {"x1": x1, "y1": y1, "x2": x2, "y2": y2} | _hyphened(given))


def rect(x: float, y: float, width: float, height: float, **attributes: Value) -> Svg:
    """Draw a rectangle."""
    place: dict[str, Value] = {"x": x, "y": y, "width": width, "height": height}
    return element("rect", place | _hyphened(attributes))


def circle(x: float, y: float, radius: float, **attributes: Value) -> Svg:
    """Draw a circle around a point."""
    return element("circle", {"cx": x, "cy": y, "r": radius} | _hyphened(attributes))


def polygon(points: list[tuple[float, float]], **attributes: Value) -> Svg:
    """Draw a closed shape."""
    place = " ".join(f"{_text(x)},{_text(y)}" for x, y in points)
    return element("polygon", {"points": place} | _hyphened(attributes))


def label(x: float, y: float, content: str, **attributes: Value) -> Svg:
    """Write a line of text; text_anchor="end" and font_weight=700 are the usual extras."""
    given = {"fill": paint.INK, "font_size": paint.TEXT} | attributes
    return element("text", {"x": x, "y": y} | _hyphened(given), words(content))


def hatched(x: float, y: float, width: float, height: float, *, colour: str) -> Svg:
    """Rectangle filled with slanted lines, drawn one by one: patterns differ per PDF reader."""
    base = rect(x, y, width, height, fill=paint.WHITE, stroke=colour, stroke_width=1.5)
    step = 7.0
    strokes = []
    start = step
    while start < width + height:
        left, right = max(0.0, start - height), min(width, start)
        strokes.append(
            line(
                x + left,
                y + start - left,
                x + right,
                y + start - right,
                stroke=colour,
                stroke_width=2,
            )
        )
        start += step
    return group(base, *strokes)


def drawing(*, width: float, height: float, finding: str, parts: list[Svg]) -> Svg:
    """Put the parts on a sheet. The finding is the text alternative, also in the PDF."""
    frame: dict[str, Value] = {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": f"0 0 {_text(width)} {_text(height)}",
        "width": width,
        "height": height,
        "role": "img",
        "aria-label": finding,
        "font-family": paint.FONT,
    }
    return element("svg", frame, element("title", {}, words(finding)), *parts)


def _hyphened(attributes: Mapping[str, Value]) -> dict[str, Value]:
    return {key.replace("_", "-"): value for key, value in attributes.items()}


def _text(value: Value) -> str:
    # Two decimals are a hundredth of a pixel; more only makes the page heavier.
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
