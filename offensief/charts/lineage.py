"""What became of what: measures that were split, merged, replaced, added or stopped."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from offensief.charts import layers, paint, svg
from offensief.charts.figure import Figure, Table
from offensief.charts.fitting import fitted
from offensief.charts.svg import Svg

HEIGHT = 46.0  # of a box, with a label and a note
SMALLEST = 71.0  # width of a box that still holds "vervangen"
WIDEST = 130.0
ARROW = 130.0  # length that leaves room for "samengevoegd" or "op 01-09-2025"
DROP = 84.0  # the same from top to bottom: two lines of text
DOT = 9.0  # a beginning
EDGE = 2.0  # a thick border stays on the sheet
DASH = "\N{NON-BREAKING HYPHEN}"

type Place = tuple[float, float]
type Frame = tuple[float, float, float, float]


@dataclass(frozen=True)
class Node:
    """A measure: "3.01" with a note such as "vervangen". The focus is what the page is about."""

    key: str
    label: str
    note: str
    is_focus: bool = False


@dataclass(frozen=True)
class Edge:
    """One change between two keys. Without a start something is new, without an end it stops."""

    start: str | None
    end: str | None
    label: str


@dataclass(frozen=True)
class _Family:
    """Nodes and edges as numbers; after the nodes come beginnings and stops, then the bends."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    layout: layers.Layout
    starts: frozenset[int]
    stops: frozenset[int]

    def steps(self, side: int) -> Counter[int]:
        """Arrows per thing: those that leave it (side 0) or those that reach it (side 1)."""
        return Counter(step[side] for chain in self.layout.chains for step in pairwise(chain))


@dataclass(frozen=True)
class _Sheet:
    """Where things stand: "along" runs with the arrows, "across" over the width of a layer."""

    width: float
    height: float
    is_upright: bool
    box: Place
    along: dict[int, Place]
    across: dict[int, float]

    def at(self, along: float, across: float) -> Place:
        return (across, along) if self.is_upright else (along, across)


@dataclass(frozen=True)
class _Text:
    drawn: Svg
    frame: Frame


def lineage(
    nodes: Sequence[Node],
    edges: Sequence[Edge],
    *,
    key: str,
    title: str,
    finding: str,
    source: str,
) -> Figure:
    """Draw the nodes from old to new: to the right, and downwards on a narrow sheet.

    Node("a", "3.01", "vervangen"), Node("b", "3.05", "actief") and Edge("a", "b", "gesplitst op
    01-09-2025") give two boxes, an arrow and the row "3.01 (vervangen)", "3.05 (actief)",
    "gesplitst op 01-09-2025". Raises ValueError for an unknown key and for a circle.
    """
    family = _family(nodes, edges)
    return Figure(
        key=key,
        title=title,
        finding=finding,
        svg=_draw(family, finding, width=paint.WIDE),
        svg_narrow=_draw(family, finding, width=paint.NARROW),
        table=_table(nodes, edges, title),
        source=source,
    )


def _family(nodes: Sequence[Node], edges: Sequence[Edge]) -> _Family:
    numbers = {node.key: number for number, node in enumerate(nodes)}
    count, pairs = len(nodes), []
    starts, stops = set(), set()
    for edge in edges:
        if unknown := {edge.start, edge.end} - {None, *numbers}:
            raise ValueError(f"An edge names {unknown}, which is no node.")
        start, end = numbers.get(edge.start or ""), numbers.get(edge.end or "")
        if start is None:
            start, count = count, count + 1
            starts.add(start)
        if end is None:
            end, count = count, count + 1
            stops.add(end)
        pairs.append((start, end))
    layout = _layout(nodes, count, pairs, frozenset(starts))
    return _Family(tuple(nodes), tuple(edges), layout, frozenset(starts), frozenset(stops))


def _layout(
    nodes: Sequence[Node], count: int, pairs: list[layers.Pair], starts: frozenset[int]
) -> layers.Layout:
    try:
        return layers.arrange(count, pairs, floating=starts)
    except layers.Circle as circle:
        path = " -> ".join(nodes[number].key for number in circle.path)
        raise ValueError(f"The lineage runs in a circle: {path}.") from circle


def _table(nodes: Sequence[Node], edges: Sequence[Edge], title: str) -> Table:
    names: dict[str | None, str] = {
        node.key: f"{node.label} ({node.note})" if node.note else node.label for node in nodes
    }
    touched = {end for edge in edges for end in (edge.start, edge.end)}
    rows = [
        (names.get(edge.start, "nieuw"), names.get(edge.end, "gestopt"), edge.label)
        for edge in edges
    ]
    rows += [
        (names[node.key], "geen", "geen wijziging") for node in nodes if node.key not in touched
    ]
    return Table(title, ("Van", "Naar", "Wat"), tuple(rows), frozenset())


def _draw(family: _Family, finding: str, *, width: float) -> Svg:
    if not family.nodes:
        parts = [svg.label(0, 22, "Nog geen wijzigingen", fill=paint.MUTED)]
        return svg.drawing(width=width, height=34, finding=finding, parts=parts)
    sheet = (_lying(family) if width == paint.WIDE else None) or _upright(family, width)
    leaving, reaching = family.steps(0), family.steps(1)
    lines, words = [], []
    taken: list[Frame] = []
    for chain, edge in zip(family.layout.chains, family.edges, strict=True):
        steps = [
            _step(sheet, pair, is_alone=(reaching[pair[1]] == 1, leaving[pair[0]] == 1))
            for pair in pairwise(chain)
        ]
        lines.append(_line(family, sheet, chain, steps))
        text = _text(edge.label, sheet, steps[0])
        if text and not any(_overlap(text.frame, frame) for frame in taken):
            taken.append(text.frame)
            words.append(text.drawn)
    boxes = [_box(node, number, sheet) for number, node in enumerate(family.nodes)]
    return svg.drawing(
        width=sheet.width, height=sheet.height, finding=finding, parts=[*lines, *words, *boxes]
    )


def _lying(family: _Family) -> _Sheet | None:
    """From left to right, unless so many layers leave no room for words."""
    empty, count = _empty_layers(family), len(family.layout.layers)
    room = paint.WIDE - 2 * EDGE - len(empty) * DOT
    box = min(WIDEST, (room - (count - 1) * ARROW) / (count - len(empty)))
    if box < SMALLEST:
        return None
    arrow = min(1.5 * ARROW, (room - (count - len(empty)) * box) / max(count - 1, 1))
    along, _ = _along(family, depth=box, arrow=arrow)
    across, height = _across(family, pitch=HEIGHT + 24, least=0)
    return _Sheet(
        paint.WIDE, height, is_upright=False, box=(box, HEIGHT), along=along, across=across
    )


def _upright(family: _Family, width: float) -> _Sheet:
    most = max(len(layer) for layer in family.layout.layers)
    # More than three beside each other do not fit on a phone: the sheet grows, the page shrinks it.
    pitch = max(84.0, min(WIDEST + 12, (width - 2 * EDGE + 12) / most))
    along, height = _along(family, depth=HEIGHT, arrow=DROP)
    across, wide = _across(family, pitch=pitch, least=width)
    return _Sheet(
        wide, height, is_upright=True, box=(pitch - 12, HEIGHT), along=along, across=across
    )


def _empty_layers(family: _Family) -> set[int]:
    boxes = range(len(family.nodes))
    return {
        index
        for index, layer in enumerate(family.layout.layers)
        if not any(number in boxes for number in layer)
    }


def _along(family: _Family, *, depth: float, arrow: float) -> tuple[dict[int, Place], float]:
    along, begin, empty = {}, EDGE, _empty_layers(family)
    for index, layer in enumerate(family.layout.layers):
        end = begin + (DOT if index in empty else depth)
        for number in layer:
            along[number] = (
                end - DOT / 2 if number in family.starts else begin,
                begin + DOT / 2 if number in family.stops else end,
            )
        begin = end + arrow
    return along, begin - arrow + EDGE


def _across(family: _Family, *, pitch: float, least: float) -> tuple[dict[int, float], float]:
    most = max(len(layer) for layer in family.layout.layers)
    size = max(least, most * pitch - 12 + 2 * EDGE)
    across = {
        number: size / 2 + (index - (len(layer) - 1) / 2) * pitch
        for layer in family.layout.layers
        for index, number in enumerate(layer)
    }
    return across, size


def _step(sheet: _Sheet, pair: layers.Pair, *, is_alone: tuple[bool, bool]) -> list[Place]:
    """Points from one layer to the next: an arrow keeps to the lane that is its own.

    Along, across. An arrow that is alone at its end slants first, one that is alone at its start
    slants last. Two points mean that it has no lane, and no room for words.
    """
    start, end = pair
    here, there = sheet.along[start][1], sheet.along[end][0]
    before, after = sheet.across[start], sheet.across[end]
    length = there - here
    if is_alone[0]:
        return [(here, before), (here + 0.18 * length, after), (there, after)]
    if is_alone[1]:
        return [(here, before), (here + 0.78 * length, before), (there - 12, after), (there, after)]
    return [(here, before), (there, after)]


def _line(family: _Family, sheet: _Sheet, chain: tuple[int, ...], steps: list[list[Place]]) -> Svg:
    points = [sheet.at(*point) for step in steps for point in step]
    (x, y), (tip_x, tip_y) = points[-2], points[-1]
    length = hypot(tip_x - x, tip_y - y)
    ahead = ((tip_x - x) / length, (tip_y - y) / length)
    stops = chain[-1] in family.stops
    end = _bar(points[-1], ahead) if stops else _head(points[-1], ahead)
    if not stops:
        # The line ends inside the head: its own end would make the tip blunt.
        points[-1] = (tip_x - 6 * ahead[0], tip_y - 6 * ahead[1])
    ink: dict[str, svg.Value] = {"stroke": paint.BLUE, "stroke_width": 2, "stroke_linecap": "round"}
    parts = [svg.line(x1, y1, x2, y2, **ink) for (x1, y1), (x2, y2) in pairwise(points)]
    if chain[0] in family.starts:
        parts.append(svg.circle(*points[0], DOT / 2, fill=paint.BLUE))
    return svg.group(*parts, end)


def _head(tip: Place, ahead: Place) -> Svg:
    (x, y), (dx, dy) = tip, ahead
    back_x, back_y = x - 11 * dx, y - 11 * dy
    sides = [(back_x - 6 * dy, back_y + 6 * dx), (back_x + 6 * dy, back_y - 6 * dx)]
    return svg.polygon([tip, *sides], fill=paint.BLUE)


def _bar(end: Place, ahead: Place) -> Svg:
    (x, y), (dx, dy) = end, ahead
    side_x, side_y = 10 * dy, 10 * dx
    ink: dict[str, svg.Value] = {"stroke": paint.INK, "stroke_width": 5}
    return svg.line(x - side_x, y + side_y, x + side_x, y - side_y, **ink)


def _text(content: str, sheet: _Sheet, step: list[Place]) -> _Text | None:
    """The words beside an arrow, or nothing when they do not fit: then only the table has them."""
    if len(step) < 3:
        return None
    run = max(pairwise(step), key=lambda ends: ends[1][0] - ends[0][0])
    length = run[1][0] - run[0][0]
    room = sheet.box[0] + 6 if sheet.is_upright else length - 8
    whole = " ".join(content.split()).replace("-", DASH)
    lines = [line.replace(DASH, "-") for line in paint.wrapped(whole, width=room)]
    wide = max(paint.text_width(line, size=paint.SMALL) for line in lines)
    if not whole or len(lines) > 2 or wide > room:
        return None
    # The head of an arrow and the border of a box keep a little white around the words.
    shift = 0 if sheet.is_upright else -4 if run[1] == step[-1] else 3
    x, y = sheet.at(run[0][0] + length / 2 + shift, run[0][1])
    ink: dict[str, svg.Value] = {"text_anchor": "middle", "font_size": paint.SMALL}
    if sheet.is_upright:
        top = y - 8 * len(lines) - 3
        frame = (x - wide / 2 - 2, top, wide + 4, 16.0 * len(lines))
        plate = svg.rect(*frame, fill=paint.WHITE)
        return _Text(svg.group(plate, svg.lines_of_text(x, top + 12, lines, **ink)), frame)
    places = zip((y - 7, y + 16), lines, strict=False)
    drawn = svg.group(*(svg.label(x, place, line, **ink) for place, line in places))
    return _Text(drawn, (x - wide / 2, y - 20, wide, 20.0 * len(lines)))


def _overlap(one: Frame, other: Frame) -> bool:
    return (
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    )


def _box(node: Node, number: int, sheet: _Sheet) -> Svg:
    width, height = sheet.box
    begin, end = sheet.along[number]
    x, y = sheet.at((begin + end) / 2, sheet.across[number])
    weight, border = (700, 3.5) if node.is_focus else (400, 1.5)
    fill = paint.BLUE_SOFT if node.is_focus else paint.WHITE
    parts = [
        svg.rect(
            x - width / 2,
            y - height / 2,
            width,
            height,
            fill=fill,
            stroke=paint.BLUE,
            stroke_width=border,
        )
    ]
    texts = (
        (node.label, -3 if node.note else 5, paint.TEXT, paint.INK),
        (node.note, 15, paint.SMALL, paint.MUTED),
    )
    for text, down, size, fill in texts:
        line = fitted(text, width=width - 6, size=size, most=1)[0]
        ink: dict[str, svg.Value] = {"font_size": size, "fill": fill, "font_weight": weight}
        parts.append(svg.label(x, y + down, line, text_anchor="middle", **ink))
    return svg.group(*parts)
