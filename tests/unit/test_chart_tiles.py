"""Both maps of tiles, and counts on them that may not be shown."""

from itertools import combinations

import pytest

from offensief.charts.tiles import (
    PLACES,
    PROVINCES,
    SHADES,
    WITHHELD,
    Count,
    province_map,
    tile_map,
)
from tests.unit.chart_marks import nodes, overlapping, texts_in


@pytest.mark.parametrize(
    ("counts", "finding"),
    [
        ({}, "Voor 2024 zijn er geen cijfers per provincie."),
        (
            {"Drenthe": WITHHELD},
            (
                "Voor 2024 zijn er geen openbare cijfers per provincie. "
                "Van 1 van de 12 provincies is het cijfer niet openbaar. "
                "Van 11 van de 12 provincies is er geen cijfer."
            ),
        ),
        (
            {"Drenthe": 12, "Zeeland": WITHHELD},
            (
                "Over 2024 is alleen het cijfer van Drenthe openbaar: 12. "
                "Van 1 van de 12 provincies is het cijfer niet openbaar. "
                "Van 10 van de 12 provincies is er geen cijfer."
            ),
        ),
        (
            {"Drenthe": 12, "Utrecht": 9, "Zeeland": WITHHELD},
            (
                "Van de openbare cijfers over 2024 is dat van Drenthe het hoogste: 12. "
                "Van 1 van de 12 provincies is het cijfer niet openbaar. "
                "Van 9 van de 12 provincies is er geen cijfer."
            ),
        ),
        (
            dict.fromkeys(PROVINCES, 0) | {"Utrecht": 3, "Limburg": 3},
            "In 2024 telden Utrecht en Limburg het hoogste aantal: elk 3.",
        ),
    ],
)
def test_provinces_are_told_in_words(counts: dict[str, Count], finding: str) -> None:
    assert province_map(counts, year=2024, source="").finding == finding


def test_nothing_known_is_not_said_twice() -> None:
    figure = tile_map({}, year=2024, source="", provisional=True)

    assert figure.finding == "Voor 2024 zijn er geen cijfers per politie-eenheid."


def test_a_withheld_count_is_hatched_and_called_that() -> None:
    figure = province_map({"Drenthe": WITHHELD, "Zeeland": 7}, year=2024, source="")

    assert ("Drenthe", "niet openbaar") in figure.table.rows
    assert ("Fryslân", "geen cijfer") in figure.table.rows
    assert texts_in(figure.svg).count("niet openbaar") == 1
    slanted = [line for line in nodes(figure.svg, "line") if line.get("x1") != line.get("x2")]
    assert len(slanted) > 10


def test_withholding_more_counts_changes_no_other_tile() -> None:
    full: dict[str, Count] = {"Utrecht": 10, "Limburg": 4}

    shown = province_map(full | {"Zeeland": 3}, year=2024, source="")
    hidden = province_map(full | {"Zeeland": WITHHELD}, year=2024, source="")

    assert set(texts_in(shown.svg)) - set(texts_in(hidden.svg)) == {"3"}


@pytest.mark.parametrize(("value", "shade"), [(0, 0), (19, 0), (20, 1), (60, 3), (100, 4)])
def test_the_shade_of_a_tile_follows_its_share_of_the_highest(value: int, shade: int) -> None:
    picture = province_map({"Utrecht": 100, "Limburg": value}, year=2024, source="").svg

    fills = [box.get("fill") for box in nodes(picture, "rect")]

    assert SHADES[shade] in fills


@pytest.mark.parametrize(("places", "count"), [(PLACES, 10), (PROVINCES, 12)])
def test_no_two_tiles_lie_on_each_other(places: dict[str, tuple[float, int]], count: int) -> None:
    clashes = [
        (one, two)
        for one, two in combinations(places.values(), 2)
        if one[1] == two[1] and abs(one[0] - two[0]) < 1
    ]

    assert len(places) == count
    assert clashes == []


@pytest.mark.parametrize("value", [WITHHELD, None, 0, 12_345_678])
def test_words_on_tiles_never_overlap(value: Count) -> None:
    for figure in (
        tile_map(dict.fromkeys(PLACES, value), year=2024, source="", provisional=True),
        province_map(dict.fromkeys(PROVINCES, value), year=2024, source="", provisional=True),
    ):
        assert overlapping(figure.svg) == []
        assert overlapping(figure.svg_narrow) == []


@pytest.mark.parametrize("counts", [{"Holland": 3}, {"Zeeland": -1}])
def test_what_cannot_be_is_refused(counts: dict[str, Count]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        province_map(counts, year=2024, source="")
