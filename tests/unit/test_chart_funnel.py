"""Areas against what was expected: in words, in the table and as a picture."""

import pytest

from offensief.charts.figure import Figure
from offensief.charts.funnel import FunnelLimits, FunnelPoint, funnel
from tests.unit.chart_marks import circles, height_of, nodes, overlapping, points_of, texts_in


def limits(expected: float, spread: float = 0.2) -> FunnelLimits:
    return FunnelLimits(expected, 1 - spread, 1 + spread, 1 - 1.5 * spread, 1 + 1.5 * spread)


USUAL = FunnelPoint("Amsterdam", 110, limits(100))
MORE = FunnelPoint("Den Haag", 125, limits(100))
FEWER = FunnelPoint("Limburg", 20, limits(50))


def draw(*points: FunnelPoint) -> Figure:
    return funnel(points, areas="eenheden", title="Trechter", source="")


@pytest.mark.parametrize(
    ("points", "finding"),
    [
        ([], "Er zijn nog geen cijfers van eenheden."),
        ([USUAL], "Amsterdam wijkt niet meer af dan bij toeval past."),
        (
            [FEWER],
            (
                "Limburg wijkt meer af dan bij toeval past: "
                "minder dan verwacht, buiten de 99,8%-grens."
            ),
        ),
        ([USUAL, USUAL], "Geen van de 2 eenheden wijkt meer af dan bij toeval past."),
        (
            [USUAL, MORE, FEWER],
            (
                "Van de 3 eenheden wijken er 2 meer af dan bij toeval past: "
                "Den Haag (meer dan verwacht, buiten de 95%-grens) en "
                "Limburg (minder dan verwacht, buiten de 99,8%-grens). "
                "Bij de andere kan het verschil toeval zijn."
            ),
        ),
        (
            [MORE] * 7,
            (
                "Van de 7 eenheden wijken er 7 meer af dan bij toeval past: "
                + "Den Haag (meer dan verwacht, buiten de 95%-grens), " * 4
                + "Den Haag (meer dan verwacht, buiten de 95%-grens) en nog 2 (zie de tabel)."
            ),
        ),
    ],
)
def test_what_stands_out_is_told_in_words(points: list[FunnelPoint], finding: str) -> None:
    assert draw(*points).finding == finding


@pytest.mark.parametrize(
    ("observed", "verdict"),
    [
        (120, "kan toeval zijn"),
        (121, "buiten de 95%-grens"),
        (130, "buiten de 95%-grens"),
        (131, "buiten de 99,8%-grens"),
        (80, "kan toeval zijn"),
        (79, "buiten de 95%-grens"),
        (0, "buiten de 99,8%-grens"),
    ],
)
def test_on_a_limit_is_still_within_it(observed: int, verdict: str) -> None:
    assert FunnelPoint("A", observed, FunnelLimits(100, 0.8, 1.2, 0.7, 1.3)).verdict == verdict


def test_the_ratio_is_of_what_was_expected() -> None:
    assert FunnelPoint("A", 75, limits(50)).ratio == 1.5


def test_the_table_is_by_name_and_never_a_ranking() -> None:
    table = draw(FEWER, MORE, USUAL).table

    assert [row[0] for row in table.rows] == ["Amsterdam", "Den Haag", "Limburg"]
    assert table.rows[2] == (
        "Limburg",
        "20",
        "50,0",
        "-60%",
        "-20% tot +20%",
        "-30% tot +30%",
        "buiten de 99,8%-grens",
    )


def test_areas_stand_at_their_expected_count_and_difference() -> None:
    picture = draw(USUAL, FunnelPoint("B", 45, limits(50)), FunnelPoint("C", 200, limits(200))).svg

    level, fifth = height_of(picture, "verwacht"), height_of(picture, "+20%")
    (first, second, _) = circles(picture)

    assert 20 * (level - first[1]) / (level - fifth) == pytest.approx(10, abs=0.05)
    assert 20 * (level - second[1]) / (level - fifth) == pytest.approx(-10, abs=0.05)
    axis = [
        float(line.get("x1", 0))
        for line in nodes(picture, "line")
        if line.get("x1") == line.get("x2")
    ]
    assert (second[0] - axis[0]) / (first[0] - axis[0]) == pytest.approx(0.5, abs=0.001)


def test_the_bands_follow_the_limits() -> None:
    picture = draw(
        USUAL,
        FunnelPoint("B", 65, limits(50, 0.25)),
        FunnelPoint("C", 140, limits(200, 0.1)),
    ).svg

    level, fifth = height_of(picture, "verwacht"), height_of(picture, "+20%")
    # The areas outside are triangles, drawn after the bands.
    outer, inner = (points_of(shape) for shape in nodes(picture, "polygon")[:2])

    assert [round(20 * (level - y) / (level - fifth)) for _, y in inner] == [
        25,
        20,
        10,
        -10,
        -20,
        -25,
    ]
    assert len(outer) == 6


def test_only_areas_outside_are_named_in_the_picture() -> None:
    texts = texts_in(draw(USUAL, MORE, FEWER).svg)

    assert {"Den Haag", "Limburg"} <= set(texts)
    assert "Amsterdam" not in texts


def test_what_may_be_chance_is_hollow_and_what_is_far_out_has_a_ring() -> None:
    picture = draw(USUAL, FEWER).svg

    assert sorted(c.get("fill", "") for c in nodes(picture, "circle")) == ["#ffffff", "none"]


@pytest.mark.parametrize(
    "points",
    [
        [USUAL],
        [MORE] * 6,
        [FunnelPoint(f"Zeer lange naam van gebied {n}", 200, limits(90 + n)) for n in range(12)],
        [FunnelPoint("Texel", 0, FunnelLimits(0.5, 0.0, 9.0, 0.0, 80.0))],
        [FunnelPoint("Groot", 3_000_000, limits(1_000_000.0))],
    ],
)
def test_labels_never_overlap(points: list[FunnelPoint]) -> None:
    figure = draw(*points)

    assert overlapping(figure.svg) == []
    assert overlapping(figure.svg_narrow) == []


def test_fewer_than_none_is_not_on_the_axis() -> None:
    texts = texts_in(draw(FunnelPoint("Texel", 0, FunnelLimits(0.5, 0.0, 9.0, 0.0, 80.0))).svg)

    assert [text for text in texts if text.startswith("-")] == ["-50%", "-100%"][::-1]


@pytest.mark.parametrize(
    "point",
    [
        FunnelPoint("A", -1, limits(10)),
        FunnelPoint("A", 1, limits(0)),
        FunnelPoint("A", 1, FunnelLimits(10, 0.7, 1.3, 0.8, 1.2)),
    ],
)
def test_what_cannot_be_is_refused(point: FunnelPoint) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        draw(point)
