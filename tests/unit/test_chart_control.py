"""Usual and unusual periods: in words, in the table and as a picture."""

import pytest

from offensief.charts.control import ControlLimits, ControlPoint, Signal, control_chart
from offensief.charts.figure import Figure
from tests.unit.chart_marks import circles, height_of, nodes, overlapping, texts_in

LIMITS = ControlLimits(128.6, 95.3, 161.8, on_trial=False)
TRIAL = ControlLimits(128.6, 95.3, 161.8, on_trial=True)
USUAL = ControlPoint("april 2025", "apr", 120)
HIGH = ControlPoint("mei 2025", "mei", 171, (Signal.OUTSIDE,))
LAST = ControlPoint("juni 2025", "jun", 143, provisional=True)
MANY = [ControlPoint(f"week {n}", f"w{n}", 140, (Signal.SHIFT,)) for n in range(1, 8)]


def draw(*points: ControlPoint, limits: ControlLimits | None = LIMITS) -> Figure:
    return control_chart(points, limits, periods="maanden", source="")


@pytest.mark.parametrize(
    ("points", "limits", "finding"),
    [
        ([], None, "Er zijn nog geen cijfers om naar uitschieters te kijken."),
        ([USUAL], TRIAL, "Er is nog maar één punt: te weinig om te zeggen wat gewoon is."),
        (
            [USUAL, LAST],
            LIMITS,
            (
                "Van de 2 maanden valt er geen op. "
                "Ze schommelen gewoon, rond 128,6 (grenzen 95,3 tot 161,8)."
            ),
        ),
        (
            [USUAL, HIGH, LAST],
            TRIAL,
            (
                "Van de 3 maanden valt er 1 op: mei 2025 (buiten de grenzen). "
                "De andere schommelen gewoon, rond 128,6 (grenzen 95,3 tot 161,8). "
                "De grenzen zijn nog proefgrenzen: er zijn te weinig punten om ze vast te stellen."
            ),
        ),
        (
            [ControlPoint("mei 2025", "mei", 171, (Signal.OUTSIDE, Signal.TREND)), *MANY],
            LIMITS,
            (
                "Van de 8 maanden vallen er 8 op: "
                "mei 2025 (buiten de grenzen en 7 op rij omhoog of omlaag), "
                "week 1 (7 op rij aan één kant), week 2 (7 op rij aan één kant) en "
                "nog 5 (zie de tabel)."
            ),
        ),
    ],
)
def test_unusual_periods_are_told_in_words(
    points: list[ControlPoint], limits: ControlLimits | None, finding: str
) -> None:
    assert draw(*points, limits=limits).finding == finding


def test_the_table_names_the_rule_of_every_point() -> None:
    table = draw(USUAL, HIGH, LAST, limits=TRIAL).table

    assert table.rows == (
        ("april 2025", "120", "gewoon"),
        ("mei 2025", "171", "buiten de grenzen"),
        ("juni 2025", "143*", "gewoon"),
    )
    assert table.caption == (
        "Aantal per periode (maanden); gemiddeld 128,6, proefgrenzen 95,3 tot 161,8"
    )


def test_points_and_limits_stand_at_their_height() -> None:
    picture = draw(USUAL, HIGH, LAST).svg

    zero, hundred = height_of(picture, "0"), height_of(picture, "100")
    levels = [
        100 * (zero - float(line.get("y1", 0))) / (zero - hundred)
        for line in nodes(picture, "line")
        if line.get("y1") == line.get("y2") and line.get("stroke-width") == "1.5"
    ]

    assert levels == pytest.approx([161.8, 128.6, 95.3], abs=0.05)
    assert [100 * (zero - y) / (zero - hundred) for _, y in circles(picture)] == pytest.approx(
        [120, 143], abs=0.05
    )


@pytest.mark.parametrize(
    ("signal", "shape"),
    [
        (Signal.OUTSIDE, "polygon"),
        (Signal.NEAR, "polygon"),
        (Signal.SHIFT, "rect"),
        (Signal.TREND, "circle"),
    ],
)
def test_every_rule_has_its_shape_and_is_named(signal: Signal, shape: str) -> None:
    picture = draw(USUAL, ControlPoint("mei 2025", "mei", 150, (signal,))).svg

    marked = [n for n in nodes(picture, shape) if "#b3501c" in (n.get("fill"), n.get("stroke"))]

    assert len(marked) == 1
    assert signal.value in texts_in(picture)


def test_limits_on_trial_are_called_that_in_the_picture() -> None:
    assert "proefgrenzen 95,3 tot 161,8" in texts_in(draw(USUAL, limits=TRIAL).svg)
    assert "grenzen 95,3 tot 161,8" in texts_in(draw(USUAL).svg)


@pytest.mark.parametrize(
    ("points", "limits"),
    [
        ([USUAL], LIMITS),
        (MANY, LIMITS),
        ([USUAL, HIGH, LAST] * 40, LIMITS),
        ([ControlPoint("mei 2025", "mei", 0)], ControlLimits(0, 0, 0, on_trial=True)),
        ([ControlPoint("mei 2025", "mei", 10**7)], ControlLimits(9e6, 0, 2e7, on_trial=True)),
    ],
)
def test_labels_never_overlap(points: list[ControlPoint], limits: ControlLimits) -> None:
    figure = draw(*points, limits=limits)

    assert overlapping(figure.svg) == []
    assert overlapping(figure.svg_narrow) == []


@pytest.mark.parametrize(
    ("points", "limits"),
    [
        ([USUAL], None),
        ([ControlPoint("mei 2025", "mei", -1)], LIMITS),
        ([USUAL], ControlLimits(100.0, -4.0, 120.0, on_trial=False)),
        ([USUAL], ControlLimits(130.0, 95.3, 120.0, on_trial=False)),
    ],
)
def test_what_cannot_be_is_refused(
    points: list[ControlPoint], limits: ControlLimits | None
) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        draw(*points, limits=limits)
