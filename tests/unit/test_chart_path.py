"""The count through a year: in words, in the table and as a picture."""

from datetime import date

import pytest

from offensief.charts.figure import Figure
from offensief.charts.path import Forecast, PathPoint, on_line, target_path
from tests.unit.chart_marks import circles, height_of, nodes, overlapping, points_of, texts_in

FORECAST = Forecast(1425, 1385, 1468, 1362, 1491)
OCTOBER = PathPoint(date(2025, 10, 31), 1179)
JULY = PathPoint(date(2025, 7, 31), 800)
WHOLE = PathPoint(date(2025, 12, 31), 1525, provisional=True)


def draw(*points: PathPoint, forecast: Forecast | None = None, maximum: int = 1388) -> Figure:
    return target_path(points, year=2025, maximum=maximum, source="", forecast=forecast)


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (date(2025, 1, 1), 4),
        (date(2025, 10, 31), 1156),
        (date(2025, 12, 31), 1388),
        (date(2024, 12, 31), 1388),
        (date(2024, 2, 29), 228),
    ],
)
def test_the_line_has_reached_its_share_of_the_days(day: date, count: int) -> None:
    assert on_line(1388, day) == count


@pytest.mark.parametrize(
    ("points", "forecast", "finding"),
    [
        ([], None, "Over 2025 zijn er nog geen cijfers. Het maximum is 1.388."),
        (
            [OCTOBER],
            None,
            (
                "Tot en met 31 oktober 2025 zijn er 1.179 geteld. Dat zijn er 23 meer dan de lijn "
                "naar hoogstens 1.388, gelijk verdeeld over het jaar: die staat dan op 1.156."
            ),
        ),
        (
            [PathPoint(date(2025, 10, 31), 1156)],
            None,
            (
                "Tot en met 31 oktober 2025 zijn er 1.156 geteld. Dat zijn er evenveel als de lijn "
                "naar hoogstens 1.388, gelijk verdeeld over het jaar: die staat dan op 1.156."
            ),
        ),
        (
            [JULY, PathPoint(date(2025, 10, 31), 900, provisional=True)],
            FORECAST,
            (
                "Tot en met 31 oktober 2025 zijn er 900 geteld (voorlopig). Dat zijn er 256 minder "
                "dan de lijn naar hoogstens 1.388, gelijk verdeeld over het jaar: die staat dan op "
                "1.156. Voor heel 2025 is de verwachting 1.425 (80%-interval 1.385 tot 1.468, "
                "95%-interval 1.362 tot 1.491)."
            ),
        ),
        (
            [PathPoint(date(2025, 10, 31), 1400)],
            None,
            (
                "Tot en met 31 oktober 2025 zijn er 1.400 geteld. Dat zijn er 244 meer dan de lijn "
                "naar hoogstens 1.388, gelijk verdeeld over het jaar: die staat dan op 1.156. "
                "Het maximum van 1.388 is overschreden met 12."
            ),
        ),
        (
            [WHOLE],
            None,
            (
                "In 2025 zijn er 1.525 geteld (voorlopig). "
                "Het maximum van 1.388 is overschreden met 137."
            ),
        ),
        (
            [PathPoint(date(2025, 12, 31), 1388)],
            None,
            "In 2025 zijn er 1.388 geteld. Het maximum van 1.388 is niet overschreden.",
        ),
    ],
)
def test_the_path_is_told_in_words(
    points: list[PathPoint], forecast: Forecast | None, finding: str
) -> None:
    assert draw(*points, forecast=forecast).finding == finding


def test_the_table_has_every_point_and_the_forecast() -> None:
    figure = draw(JULY, PathPoint(date(2025, 10, 31), 1179, provisional=True), forecast=FORECAST)

    assert figure.table.rows == (
        ("31-07-2025", "800", "806", "-6", "geteld"),
        ("31-10-2025", "1.179*", "1.156", "+23", "voorlopig"),
        ("heel 2025", "1.425", "1.388", "+37", "verwacht"),
        ("heel 2025", "1.385", "1.388", "-3", "80%-interval, laag"),
        ("heel 2025", "1.468", "1.388", "+80", "80%-interval, hoog"),
        ("heel 2025", "1.362", "1.388", "-26", "95%-interval, laag"),
        ("heel 2025", "1.491", "1.388", "+103", "95%-interval, hoog"),
    )


def test_every_count_stands_at_its_height_and_day() -> None:
    picture = draw(JULY, OCTOBER).svg

    zero, thousand = height_of(picture, "0"), height_of(picture, "1.000")
    (first, second) = circles(picture)

    assert zero - first[1] == pytest.approx((zero - thousand) * 0.8, abs=0.02)
    assert zero - second[1] == pytest.approx((zero - thousand) * 1.179, abs=0.02)
    left, right = (float(nodes(picture, "line")[0].get(name, "nan")) for name in ("x1", "x2"))
    assert (second[0] - left) / (right - left) == pytest.approx(304 / 365, abs=0.001)


def test_the_fan_ends_at_the_intervals() -> None:
    picture = draw(OCTOBER, forecast=FORECAST).svg

    zero, thousand = height_of(picture, "0"), height_of(picture, "1.000")
    ends = [
        [round(1000 * (zero - y) / (zero - thousand)) for _, y in points_of(shape)]
        for shape in nodes(picture, "polygon")
    ]

    assert ends == [[1179, 1491, 1362], [1179, 1468, 1385]]


def test_a_provisional_count_is_hollow_dotted_and_starred() -> None:
    picture = draw(JULY, PathPoint(date(2025, 10, 31), 1179, provisional=True)).svg

    assert "1.179*" in texts_in(picture)
    assert "* voorlopig geteld" in texts_in(picture)
    assert [c.get("fill") for c in nodes(picture, "circle")] == ["#17507b", "#ffffff"]


@pytest.mark.parametrize("points", [[], [OCTOBER], [WHOLE], [PathPoint(date(2025, 1, 1), 0)]])
def test_labels_of_the_path_never_overlap(points: list[PathPoint]) -> None:
    figure = draw(*points)

    assert overlapping(figure.svg) == []
    assert overlapping(figure.svg_narrow) == []


def test_labels_at_the_end_keep_apart_when_forecast_and_maximum_are_equal() -> None:
    figure = draw(OCTOBER, forecast=Forecast(1388, 1388, 1388, 1388, 1388))

    assert overlapping(figure.svg) == []


@pytest.mark.parametrize(
    ("points", "maximum", "forecast"),
    [
        ([OCTOBER, JULY], 1388, None),
        ([JULY, JULY], 1388, None),
        ([JULY, PathPoint(date(2025, 8, 1), 799)], 1388, None),
        ([PathPoint(date(2024, 12, 31), 5)], 1388, None),
        ([PathPoint(date(2025, 3, 1), -1)], 1388, None),
        ([JULY], 0, None),
        ([], 1388, FORECAST),
        ([WHOLE], 1388, FORECAST),
        ([JULY], 1388, Forecast(1425, 1468, 1385, 1362, 1491)),
    ],
)
def test_what_cannot_be_is_refused(
    points: list[PathPoint], maximum: int, forecast: Forecast | None
) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        draw(*points, maximum=maximum, forecast=forecast)
