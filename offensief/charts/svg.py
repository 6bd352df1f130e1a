"""Draws SVG as text. Only presentation attributes: they work under a strict CSP and in the PDF."""

from collections.abc import Mapping
from html import escape

from offensief.charts import paint

HATCH_STEP = 7.0

type Value = str | int | float


class Svg(str):
    """Finished markup. A template prints it as it is; every other text is escaped."""

    __slots__ = ()

    def __html__(self) -> str:
        """Tell the template engine that this text is already safe."""
        return self


def element(name: str, attributes: Mapping[str, Value], *children: Svg) -> Svg:
    """Write one tag; attributes are escaped: ("g", {"fill": "red"}) is '<g fill="red"/>'."""
    opening = "".join(f' {key}="{escape(_text(value))}"' for key, value in attributes.items())
    inside = "".join(children)
    return Svg(f"<{name}{opening}>{inside}</{name}>" if inside else f"<{name}{opening}/>")


def words(content: str) -> Svg:
    """Escape the text between tags: "a < b" is "a &lt; b"."""
    return Svg(escape(content, quote=False))


def group(*children: Svg) -> Svg:
    """Elements next to each other, without a wrapper."""
    return Svg("".join(children))


def line(x1: float, y1: float, x2: float, y2: float, **attributes: Value) -> Svg:
    """Draw a straight line; keywords are attributes, stroke_width becomes stroke-width."""
    place: dict[str, Value] = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
    usual: dict[str, Value] = {"stroke": paint.LINE, "stroke_width": 1}
    return element("line", place | _hyphened(usual | attributes))


def rect(x: float, y: float, width: float, height: float, **attributes: Value) -> Svg:
    """Draw a rectangle."""
    place: dict[str, Value] = {"x": x, "y": y, "width": width, "height": height}
    return element("rect", place | _hyphened(attributes))


def circle(x: float, y: float, radius: float, **attributes: Value) -> Svg:
    """Draw a circle around a point."""
    place: dict[str, Value] = {"cx": x, "cy": y, "r": radius}
    return element("circle", place | _hyphened(attributes))


def polygon(points: list[tuple[float, float]], **attributes: Value) -> Svg:
    """Draw a closed shape."""
    place = " ".join(f"{_text(x)},{_text(y)}" for x, y in points)
    return element("polygon", {"points": place} | _hyphened(attributes))


def polyline(points: list[tuple[float, float]], **attributes: Value) -> Svg:
    """Draw a line through points."""
    place = " ".join(f"{_text(x)},{_text(y)}" for x, y in points)
    usual: dict[str, Value] = {"fill": "none", "stroke_linejoin": "round"}
    return element("polyline", {"points": place} | _hyphened(usual | attributes))


def label(x: float, y: float, content: str, **attributes: Value) -> Svg:
    """Write a line of text; text_anchor="end" and font_weight=700 are the usual extras."""
    place: dict[str, Value] = {"x": x, "y": y}
    usual: dict[str, Value] = {"fill": paint.INK, "font_size": paint.TEXT}
    return element("text", place | _hyphened(usual | attributes), words(content))


def lines_of_text(x: float, y: float, lines: list[str], **attributes: Value) -> Svg:
    """Write lines of text under each other."""
    step = float(attributes.get("font_size", paint.TEXT)) * 1.25
    return group(*(label(x, y + row * step, text, **attributes) for row, text in enumerate(lines)))


def hatched(x: float, y: float, width: float, height: float, *, colour: str) -> Svg:
    """Rectangle filled with slanted lines, drawn one by one: patterns differ per PDF reader."""
    strokes = [rect(x, y, width, height, fill=paint.WHITE, stroke=colour, stroke_width=1.5)]
    start = HATCH_STEP
    while start < width + height:
        left, right = max(0.0, start - height), min(width, start)
        ends = (x + left, y + start - left, x + right, y + start - right)
        strokes.append(line(*ends, stroke=colour, stroke_width=2))
        start += HATCH_STEP
    return group(*strokes)


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
