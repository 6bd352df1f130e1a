"""Reads the marks back out of a picture, to compare them with the numbers they stand for."""

import re
from xml.etree import ElementTree

from offensief.charts.svg import Svg

SVG_NAME = "{http://www.w3.org/2000/svg}"
TRANSFORMED = f"{SVG_NAME}g"


def nodes(picture: Svg, tag: str) -> list[ElementTree.Element]:
    """Elements of one kind, in the order in which they are drawn; signs of a legend left out."""
    root = ElementTree.fromstring(picture)  # noqa: S314 - our own markup
    for parent in list(root.iter()):
        for child in [c for c in parent if c.tag == TRANSFORMED and c.get("transform")]:
            parent.remove(child)
    return list(root.iter(f"{SVG_NAME}{tag}"))


def texts_in(picture: Svg) -> list[str]:
    """Every line of text."""
    return [node.text or "" for node in nodes(picture, "text")]


def number_of(node: ElementTree.Element, name: str) -> float:
    """An attribute as a number."""
    return float(node.get(name, "nan"))


def circles(picture: Svg) -> list[tuple[float, float]]:
    """Middles of all circles."""
    return [(number_of(c, "cx"), number_of(c, "cy")) for c in nodes(picture, "circle")]


def height_of(picture: Svg, text: str) -> float:
    """Height of the level line that stands before this number on the axis."""
    (label,) = [
        n for n in nodes(picture, "text") if n.text == text and n.get("text-anchor") == "end"
    ]
    return number_of(label, "y") - 4.5


def points_of(node: ElementTree.Element) -> list[tuple[float, float]]:
    """The corners of a shape or line through points."""
    pairs = re.findall(r"(-?[\d.]+),(-?[\d.]+)", node.get("points", ""))
    return [(float(x), float(y)) for x, y in pairs]


def overlapping(picture: Svg) -> list[tuple[str, str]]:
    """Pairs of texts that are written over each other."""
    boxes = _text_boxes(picture)
    return [
        (one[0], other[0])
        for index, one in enumerate(boxes)
        for other in boxes[index + 1 :]
        if one[1] < other[2] and other[1] < one[2] and one[3] < other[4] and other[3] < one[4]
    ]


def outside(picture: Svg) -> list[str]:
    """Texts that begin or end beyond the edge of the sheet."""
    root = ElementTree.fromstring(picture)  # noqa: S314 - our own markup
    wide, high = number_of(root, "width"), number_of(root, "height")
    return [
        text
        for text, left, right, top, bottom in _text_boxes(picture)
        if left < 0 or top < 0 or right > wide or bottom > high
    ]


def _text_boxes(picture: Svg) -> list[tuple[str, float, float, float, float]]:
    """Text with its left, right, top and bottom, letters as wide as they mostly are."""
    boxes = []
    for node in nodes(picture, "text"):
        text, size = node.text or "", number_of(node, "font-size")
        width = len(text) * size * 0.5
        shift = {"middle": width / 2, "end": width}.get(node.get("text-anchor", "start"), 0)
        left, foot = number_of(node, "x") - shift, number_of(node, "y")
        boxes.append((text, left, left + width, foot - size * 0.7, foot))
    return boxes
