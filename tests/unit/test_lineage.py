"""What became of what: layers, picture and table."""

from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offensief.charts import layers, paint
from offensief.charts.figure import Figure
from offensief.charts.lineage import Edge, Node, lineage
from tests.unit import chart_examples

SVG_NAME = "{http://www.w3.org/2000/svg}"
STEPS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=12).map(
    lambda pairs: [(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]]
)


def draw(nodes: list[Node], edges: list[Edge]) -> Figure:
    return lineage(nodes, edges, key="verloop", title="Verloop", finding="Zo ging het.", source="")


def measures(*keys: str) -> list[Node]:
    return [Node(key, f"3.{key}", "actief", is_focus=key == "a") for key in keys]


def nodes_in(picture: str, kind: str) -> list[ElementTree.Element]:
    root = ElementTree.fromstring(picture)  # noqa: S314 - our own markup
    return list(root.iter(f"{SVG_NAME}{kind}"))


def texts_in(picture: str) -> list[str]:
    return [node.text or "" for node in nodes_in(picture, "text")]


def test_an_arrow_past_a_layer_gets_a_place_there() -> None:
    layout = layers.arrange(3, [(0, 1), (1, 2), (0, 2)])

    assert layout.layers == ((0,), (1, 3), (2,))
    assert layout.chains == ((0, 1), (1, 2), (0, 3, 2))


def test_what_floats_stands_right_before_its_end() -> None:
    layout = layers.arrange(4, [(0, 1), (1, 2), (3, 2)], floating={3})

    assert layout.layers == ((0,), (1, 3), (2,))


@settings(deadline=None)
@given(STEPS)
def test_every_arrow_goes_one_layer_at_a_time(pairs: list[tuple[int, int]]) -> None:
    layout = layers.arrange(8, pairs)

    level = {number: index for index, layer in enumerate(layout.layers) for number in layer}
    assert len(level) == sum(map(len, layout.layers))
    assert [(chain[0], chain[-1]) for chain in layout.chains] == pairs
    for chain in layout.chains:
        assert all(level[end] == level[start] + 1 for start, end in pairwise(chain))


@pytest.mark.parametrize(
    ("edges", "path"),
    [
        (["ab", "bc", "cb"], "b -> c -> b"),
        (["aa"], "a -> a"),
        (["ab", "bc", "ca", "cd"], "a -> b -> c -> a"),
    ],
)
def test_a_circle_is_named(edges: list[str], path: str) -> None:
    with pytest.raises(ValueError, match=path):
        draw(measures(*"abcd"), [Edge(edge[0], edge[1], "vervangen") for edge in edges])


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(ValueError, match="'x'"):
        draw(measures("a"), [Edge("a", "x", "vervangen")])


def test_the_table_tells_the_whole_picture() -> None:
    edges = [Edge("a", "b", "vervangen"), Edge(None, "c", "nieuw"), Edge("b", None, "stopt")]

    table = draw(measures(*"abcd"), edges).table

    assert table.head == ("Van", "Naar", "Wat")
    assert table.rows == (
        ("3.a (actief)", "3.b (actief)", "vervangen"),
        ("nieuw", "3.c (actief)", "nieuw"),
        ("3.b (actief)", "gestopt", "stopt"),
        ("3.d (actief)", "geen", "geen wijziging"),
    )


def test_the_focus_is_bold_and_has_a_thicker_border() -> None:
    picture = draw(measures("a", "b"), [Edge("a", "b", "")]).svg

    borders = [float(box.get("stroke-width", 0)) for box in nodes_in(picture, "rect")]
    weights = {text.text: text.get("font-weight") for text in nodes_in(picture, "text")}
    assert borders[0] > borders[1]
    assert (weights["3.a"], weights["3.b"]) == ("700", "400")


def test_a_stop_ends_in_a_bar_and_a_change_in_a_head() -> None:
    stopped = draw(measures("a"), [Edge("a", None, "gestopt op 01-09-2025")]).svg
    changed = draw(measures("a", "b"), [Edge("a", "b", "vervangen")]).svg

    assert (len(nodes_in(stopped, "polygon")), len(nodes_in(changed, "polygon"))) == (0, 1)
    assert 'stroke-width="5"' in stopped
    assert "gestopt op 01-09-2025" in texts_in(stopped)


def test_words_that_do_not_fit_are_in_the_table_only() -> None:
    long = "samengevoegd met een andere maatregel na overleg met alle partners"

    figure = draw(measures("a", "b"), [Edge("a", "b", long)])

    assert not [text for text in texts_in(figure.svg) if "overleg" in text]
    assert figure.table.rows[0][2] == long


@pytest.mark.parametrize("figure", [chart_examples.measures_through_the_years()])
def test_boxes_stand_apart(figure: Figure) -> None:
    for picture in (figure.svg, figure.svg_narrow):
        boxes = [
            [float(node.get(name, 0)) for name in ("x", "y", "width", "height")]
            for node in nodes_in(picture, "rect")
        ]
        for one, other in combinations(boxes, 2):
            beside = one[0] + one[2] <= other[0] or other[0] + other[2] <= one[0]
            below = one[1] + one[3] <= other[1] or other[1] + other[3] <= one[1]
            assert beside or below


@pytest.mark.parametrize("count", [0, 1, 3, 9, 31])
def test_any_length_keeps_to_its_sheet(count: int) -> None:
    nodes = [Node(str(n), f"3.{n}", "vervangen") for n in range(count)]
    chain = [Edge(one.key, other.key, "vervangen") for one, other in pairwise(nodes)]
    fan = [Edge(nodes[0].key, node.key, "gesplitst") for node in nodes[1:]]

    for edges in (chain, fan, []):
        figure = draw(nodes, edges)
        for picture, width in ((figure.svg, paint.WIDE), (figure.svg_narrow, paint.NARROW)):
            sheet = nodes_in(picture, "svg")[0]
            assert float(sheet.get("width", 0)) >= width
            for box in nodes_in(picture, "rect"):
                assert float(box.get("x", 0)) >= 0
                assert float(box.get("x", 0)) + float(box.get("width", 0)) <= float(
                    sheet.get("width", 0)
                )
