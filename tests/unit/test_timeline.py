"""Milestones on a time axis, in words, in the table and as a picture."""

from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offensief.charts import paint, timeline
from offensief.charts.figure import Figure
from offensief.charts.fitting import fitted
from offensief.charts.timeline import TimelineRow

TODAY = date(2026, 4, 20)
MAY = date(2026, 5, 1)
TEXT = "{http://www.w3.org/2000/svg}text"
DAYS = st.dates(date(1990, 1, 1), date(2150, 12, 31))


def draw(*rows: TimelineRow, today: date = TODAY) -> Figure:
    return timeline.timeline(rows, key="mijlpalen", title="Mijlpalen", today=today, source="")


def milestone(
    first: date = MAY, current: date | None = None, done: date | None = None, group: str = ""
) -> TimelineRow:
    return TimelineRow("Handreiking klaar", first, current or first, done, group)


def months_in(picture: str) -> list[tuple[float, str]]:
    root = ElementTree.fromstring(picture)  # noqa: S314 - our own markup
    height = f"{timeline.TOP - 28:g}"
    nodes = [node for node in root.iter(TEXT) if node.get("y") == height]
    return [(float(node.get("x", 0)), node.text or "") for node in nodes]


DONE = milestone(done=MAY)
LATE = milestone(date(2026, 4, 6))
MOVED = milestone(current=date(2026, 6, 12))
EARLY = milestone(current=date(2026, 4, 28))
ONE_DAY = milestone(current=date(2026, 5, 2))


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        ([], "Er zijn nog geen mijlpalen gepland."),
        ([DONE], "De enige mijlpaal is behaald."),
        ([LATE], "De enige mijlpaal is te laat."),
        (
            [MOVED],
            (
                "De enige mijlpaal staat nog open; die is verschoven "
                "(42 dagen later dan eerst gepland)."
            ),
        ),
        ([DONE, DONE], "Alle 2 mijlpalen zijn behaald."),
        (
            [ONE_DAY, milestone()],
            (
                "Alle 2 mijlpalen staan nog open; 1 mijlpaal is verschoven "
                "(1 dag later dan eerst gepland)."
            ),
        ),
        (
            [DONE, DONE, LATE, MOVED, milestone()],
            (
                "Van de 5 mijlpalen zijn er 2 behaald, 1 is te laat en 2 staan nog open; "
                "1 mijlpaal is verschoven (42 dagen later dan eerst gepland)."
            ),
        ),
        (
            [LATE, ONE_DAY, MOVED, EARLY],
            (
                "Van de 4 mijlpalen is er 1 te laat en 3 staan nog open; "
                "2 mijlpalen zijn verschoven (tot 42 dagen later dan eerst gepland) en "
                "1 mijlpaal is vervroegd (3 dagen eerder dan eerst gepland)."
            ),
        ),
    ],
)
def test_milestones_are_told_in_words(rows: list[TimelineRow], finding: str) -> None:
    assert draw(*rows).finding == finding


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        (DONE, ("01-05-2026", "01-05-2026", "01-05-2026", "op tijd")),
        (milestone(), ("01-05-2026", "01-05-2026", "nog niet", "op tijd")),
        (MOVED, ("01-05-2026", "12-06-2026", "nog niet", "42 dagen later")),
        (EARLY, ("01-05-2026", "28-04-2026", "nog niet", "3 dagen eerder")),
        (LATE, ("06-04-2026", "06-04-2026", "nog niet", "14 dagen te laat")),
        (
            milestone(date(2026, 4, 1), date(2026, 4, 19)),
            ("01-04-2026", "19-04-2026", "nog niet", "18 dagen later, nu 1 dag te laat"),
        ),
    ],
)
def test_the_table_tells_the_difference(row: TimelineRow, cells: tuple[str, ...]) -> None:
    assert draw(row).table.rows == (("Handreiking klaar", *cells),)


def test_the_measure_is_named_only_among_measures() -> None:
    assert draw(milestone()).table.head[0] == "Mijlpaal"

    table = draw(milestone(group="3.01"), milestone()).table

    assert table.head[0] == "Maatregel"
    assert [row[0] for row in table.rows] == ["3.01", ""]


def test_a_planned_day_is_late_only_when_it_is_over() -> None:
    assert milestone(TODAY).state(TODAY) == "nog open"
    assert milestone(TODAY).state(TODAY + timedelta(days=1)) == "te laat"


def test_overdue_has_a_shape_of_its_own() -> None:
    legend = 1

    assert draw(LATE).svg.count(paint.ACCENT) == 1 + legend
    assert draw(milestone()).svg.count(paint.ACCENT) == legend
    assert draw(LATE).svg.count("<polygon") == draw(milestone()).svg.count("<polygon")


def test_two_hundred_rows_keep_their_own_place() -> None:
    rows = [milestone(MAY + timedelta(days=n), group=f"{n}.01") for n in range(200)]

    root = ElementTree.fromstring(draw(*rows).svg_narrow)  # noqa: S314 - our own markup

    places = [float(node.get("y", 0)) for node in root.iter(TEXT) if ".01" in (node.text or "")]
    assert len(places) == 200
    assert all(after - before > timeline.LINE for before, after in pairwise(places))


@pytest.mark.parametrize("day", [date.min, TODAY, date.max])
def test_one_day_is_enough_for_an_axis(day: date) -> None:
    figure = draw(milestone(day, day, day), today=day)

    assert months_in(figure.svg)


@settings(deadline=None)
@given(st.lists(DAYS, min_size=1, max_size=4), DAYS)
def test_ticks_never_touch_and_never_leave_the_sheet(days: list[date], today: date) -> None:
    figure = draw(*(milestone(day) for day in days), today=today)

    for picture, width in ((figure.svg, paint.WIDE), (figure.svg_narrow, paint.NARROW)):
        ticks = months_in(picture)
        half = paint.text_width("2026", size=paint.SMALL) / 2
        assert ticks
        assert ticks[0][0] - half >= 0
        assert ticks[-1][0] + half <= width
        assert all(after[0] - before[0] > 2 * half for before, after in pairwise(ticks))


def test_a_long_label_is_cut_after_two_lines() -> None:
    text = "Werkafspraken met gemeenten over nazorg"

    assert fitted(text, width=120) == ["Werkafspraken", "met gemeenten…"]
    assert fitted("n" * 90, width=120) == [f"{'n' * 14}…"]
    assert fitted("Nazorg\n klaar", width=120) == ["Nazorg klaar"]
