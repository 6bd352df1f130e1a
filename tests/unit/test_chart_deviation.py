"""The distance to the line: in words, in the table and as a picture."""

from datetime import date

import pytest

from offensief.charts.deviation import Deviation, deviation
from tests.unit.chart_marks import circles, height_of, nodes, overlapping, points_of, texts_in

OCTOBER = date(2025, 10, 31)
LARGE = Deviation(date(2025, 7, 31), 80, 60)
LOW = Deviation(date(2025, 8, 31), -150, 100)


@pytest.mark.parametrize(
    ("points", "finding"),
    [
        ([], "Er zijn nog geen cijfers om met de lijn te vergelijken."),
        (
            [Deviation(OCTOBER, 23, 67)],
            (
                "Tot en met 31 oktober 2025 ligt de telling 23 boven de lijn naar het maximum. "
                "Dat valt binnen de ruis van 67 en kan toeval zijn."
            ),
        ),
        (
            [Deviation(OCTOBER, 0, 0)],
            (
                "Tot en met 31 oktober 2025 ligt de telling precies op de lijn naar het maximum. "
                "Dat valt binnen de ruis van 0 en kan toeval zijn."
            ),
        ),
        (
            [LARGE, LOW],
            (
                "Tot en met 31 augustus 2025 ligt de telling 150 onder de lijn naar het maximum. "
                "Dat verschil is groter dan de ruis van 100. "
                "Op 2 van de 2 momenten ligt het verschil buiten de ruis."
            ),
        ),
        (
            [Deviation(date(2025, 9, 30), 5, 60), Deviation(OCTOBER, 23, 67, provisional=True)],
            (
                "Tot en met 31 oktober 2025 ligt de telling 23 boven de lijn naar het maximum "
                "(voorlopig). Dat valt binnen de ruis van 67 en kan toeval zijn. "
                "Op geen van de 2 momenten ligt het verschil buiten de ruis."
            ),
        ),
    ],
)
def test_the_distance_is_told_in_words(points: list[Deviation], finding: str) -> None:
    assert deviation(points, source="").finding == finding


@pytest.mark.parametrize(
    ("difference", "verdict"),
    [
        (67, "kan toeval zijn"),
        (-67, "kan toeval zijn"),
        (68, "te veel"),
        (-68, "onder de lijn"),
    ],
)
def test_only_a_difference_larger_than_the_noise_counts(difference: int, verdict: str) -> None:
    assert Deviation(OCTOBER, difference, 67).verdict == verdict


def test_the_table_has_difference_noise_and_verdict() -> None:
    points = [LARGE, LOW, Deviation(OCTOBER, 1023, 67, provisional=True)]

    assert deviation(points, source="").table.rows == (
        ("31-07-2025", "+80", "-60 tot +60", "te veel"),
        ("31-08-2025", "-150", "-100 tot +100", "onder de lijn"),
        ("31-10-2025", "+1.023*", "-67 tot +67", "te veel"),
    )


def test_marks_and_band_stand_at_their_height() -> None:
    picture = deviation([LARGE, LOW, Deviation(OCTOBER, 23, 67)], source="").svg

    zero, hundred = height_of(picture, "0"), height_of(picture, "+100")
    unit = (zero - hundred) / 100
    band, over, under = (points_of(shape) for shape in nodes(picture, "polygon"))

    assert [round((zero - y) / unit) for _, y in band] == [60, 100, 67, -67, -100, -60]
    assert (zero - over[0][1]) / unit == pytest.approx(80 + 7 / unit, abs=0.1)
    assert (zero - under[0][1]) / unit == pytest.approx(-150 - 7 / unit, abs=0.1)
    assert (zero - circles(picture)[0][1]) / unit == pytest.approx(23, abs=0.1)


def test_what_may_be_chance_is_hollow() -> None:
    picture = deviation([Deviation(OCTOBER, 23, 67, provisional=True)], source="").svg

    assert [node.get("fill") for node in nodes(picture, "circle")] == ["#ffffff"]
    assert "+23*" in texts_in(picture)
    assert "* Voorlopig cijfer" in texts_in(picture)


@pytest.mark.parametrize(
    "points",
    [[], [LARGE], [LARGE, LOW], [Deviation(OCTOBER, 0, 0)], [Deviation(OCTOBER, 10**6, 9)]],
)
def test_labels_of_the_distance_never_overlap(points: list[Deviation]) -> None:
    figure = deviation(points, source="")

    assert overlapping(figure.svg) == []
    assert overlapping(figure.svg_narrow) == []


@pytest.mark.parametrize("points", [[LOW, LARGE], [LOW, LOW], [Deviation(OCTOBER, 3, -1)]])
def test_what_cannot_be_is_refused(points: list[Deviation]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        deviation(points, source="")
