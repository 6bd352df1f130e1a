"""How counts were revised: in words, in the table and as a picture."""

from datetime import date, timedelta

import pytest

from offensief.charts.triangle import Known, Period, revision_triangle
from tests.unit.chart_marks import (
    circles,
    height_of,
    nodes,
    outside,
    overlapping,
    points_of,
    texts_in,
)

APRIL = Known(date(2026, 4, 30), "april 2026", 412)
JULY = Known(date(2026, 7, 31), "juli 2026", 431)
REVISED = Period("kwartaal 1", (APRIL, JULY))
FIRST = Period("2026", (Known(date(2027, 1, 9), "9 januari 2027", 1525, provisional=True),))
BACK = Period("kwartaal 2", (APRIL, JULY, Known(date(2026, 8, 31), "augustus 2026", 412)))


def test_a_long_name_in_the_legend_goes_on_below_on_a_phone() -> None:
    name = "januari t/m maart 2026: (poging tot) aanslag, totaal, aanslagen en pogingen samen"

    figure = revision_triangle([Period(name, (APRIL, JULY))], source="")

    assert outside(figure.svg_narrow) == []
    assert overlapping(figure.svg_narrow) == []


@pytest.mark.parametrize(
    ("periods", "finding"),
    [
        ([], "Er zijn nog geen leveringen om te vergelijken."),
        ([FIRST], "Het cijfer over 2026 is niet bijgesteld."),
        ([FIRST, FIRST], "Van de 2 periodes is er geen later bijgesteld."),
        (
            [REVISED],
            (
                "Bijgesteld is kwartaal 1: van 412 (april 2026) naar 431 (juli 2026), "
                "een verschil van +19."
            ),
        ),
        (
            [REVISED, FIRST],
            (
                "Van de 2 periodes is er 1 later bijgesteld. Het meest veranderde kwartaal 1: "
                "van 412 (april 2026) naar 431 (juli 2026), een verschil van +19."
            ),
        ),
        ([BACK], "Het cijfer over kwartaal 2 is bijgesteld en kwam weer uit op de eerste stand."),
    ],
)
def test_revisions_are_told_in_words(periods: list[Period], finding: str) -> None:
    assert revision_triangle(periods, source="").finding == finding


def test_the_table_has_a_row_per_delivery_with_its_difference() -> None:
    assert revision_triangle([REVISED, FIRST], source="").table.rows == (
        ("kwartaal 1", "april 2026", "412", "eerste stand", "geleverd"),
        ("kwartaal 1", "juli 2026", "431", "+19", "geleverd"),
        ("2026", "9 januari 2027", "1.525*", "eerste stand", "voorlopig"),
    )


def test_every_delivery_stands_at_its_day_and_count() -> None:
    picture = revision_triangle([REVISED, FIRST], source="").svg

    zero, thousand = height_of(picture, "0"), height_of(picture, "1.000")
    heights = [1000 * (zero - y) / (zero - thousand) for _, y in circles(picture)]
    days = [x for x, _ in circles(picture)]

    assert heights == pytest.approx([412, 431, 1525], abs=0.1)
    first, second, third = (known.day for period in (REVISED, FIRST) for known in period.known)
    share = (second - first) / (third - first)
    assert (days[1] - days[0]) / (days[2] - days[0]) == pytest.approx(share, abs=0.001)


def test_a_count_holds_until_the_next_delivery() -> None:
    picture = revision_triangle([REVISED], source="").svg

    (line,) = nodes(picture, "polyline")
    (start, before, after, end) = points_of(line)

    assert start[1] == before[1]
    assert before[0] == after[0]
    assert after[1] == end[1]


def test_a_provisional_count_is_hollow_and_starred() -> None:
    picture = revision_triangle([FIRST], source="").svg

    assert [node.get("fill") for node in nodes(picture, "circle")] == ["#ffffff"]
    assert "2026: 1.525*" in texts_in(picture)
    assert "* Voorlopig cijfer" in texts_in(picture)


def test_long_names_go_to_a_legend_on_a_phone() -> None:
    period = Period("januari tot en met november 2023", (APRIL, JULY))

    figure = revision_triangle([period], source="")

    assert "januari tot en met november 2023:" in texts_in(figure.svg_narrow)
    assert "431" in texts_in(figure.svg_narrow)


def many(count: int) -> list[Period]:
    """Periods whose last counts lie close together."""
    return [
        Period(f"kwartaal {n}", (APRIL, Known(APRIL.day + timedelta(days=9 * n), "later", 400 + n)))
        for n in range(1, count + 1)
    ]


@pytest.mark.parametrize(
    "periods",
    [
        [],
        [FIRST],
        [REVISED, BACK, FIRST],
        many(14),
        [Period("2024", (Known(APRIL.day, "mei 2024", 0),))],
        [Period("2024", (APRIL, Known(date(2026, 6, 1), "juni 2026", 10**8)))],
    ],
)
def test_labels_never_overlap(periods: list[Period]) -> None:
    figure = revision_triangle(periods, source="")

    assert overlapping(figure.svg) == []
    assert overlapping(figure.svg_narrow) == []


@pytest.mark.parametrize(
    "period",
    [
        Period("2024", ()),
        Period("2024", (JULY, APRIL)),
        Period("2024", (Known(APRIL.day, "mei 2024", -1),)),
    ],
)
def test_what_cannot_be_is_refused(period: Period) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        revision_triangle([period], source="")
