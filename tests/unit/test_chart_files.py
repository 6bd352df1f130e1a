"""The numbers of a figure as a file."""

from decimal import Decimal

import pytest

from offensief.charts.figure import Figure, Table
from offensief.charts.files import file_rows
from offensief.charts.svg import Svg
from offensief.lib.sheets import write_csv

ORIGIN = ["Tellingen", "Bron: LFCT."]


def picture(*rows: tuple[str, ...]) -> Figure:
    table = Table("Tellingen", ("Gebied", "2025", "Verschil"), rows, frozenset({1, 2}))
    return Figure("x", ORIGIN[0], "", Svg(), Svg(), table, ORIGIN[1])


def test_numbers_become_numbers_and_marks_a_column() -> None:
    head, rows = file_rows(picture(("Nederland", "1.525*", "-18"), ("Rotterdam", "296", "+95")))

    assert head == ("Gebied", "2025", "Verschil", "voorlopig", "titel", "bron")
    assert rows == [
        ["Nederland", 1525, -18, "ja", *ORIGIN],
        ["Rotterdam", 296, 95, "nee", *ORIGIN],
    ]


@pytest.mark.parametrize("word", ["niet openbaar", "geen cijfer"])
def test_what_is_not_shown_is_empty_and_stands_in_words_apart(word: str) -> None:
    head, rows = file_rows(picture(("Texel", word, ""), ("Rotterdam", "296", "+95")))

    assert head == ("Gebied", "2025", "Verschil", "toelichting", "titel", "bron")
    assert rows[0] == ["Texel", "", "", f"2025: {word}", *ORIGIN]
    assert rows[1] == ["Rotterdam", 296, 95, "", *ORIGIN]


def test_a_column_without_any_number_is_empty_with_words_too() -> None:
    _, rows = file_rows(picture(("Texel", "niet openbaar", "geen cijfer")))

    assert rows == [["Texel", "", "", "2025: niet openbaar; Verschil: geen cijfer", *ORIGIN]]


def test_a_percentage_is_a_number_and_its_sign_stands_in_the_head() -> None:
    head, rows = file_rows(picture(("2024", "1", "-15,7%"), ("2025", "2", "<1%")))

    assert head[2] == "Verschil (%)"
    assert rows[0] == ["2024", 1, Decimal("-15.7"), "", *ORIGIN]
    assert rows[1] == ["2025", 2, "", "Verschil: <1%", *ORIGIN]


def test_a_range_becomes_two_columns() -> None:
    head, rows = file_rows(picture(("Utrecht", "9", "-52 tot +52"), ("Zeeland", "4", "gelijk")))

    assert head[2:4] == ("Verschil van", "Verschil tot")
    assert rows[0][2:4] == [-52, 52]
    assert rows[1][2:5] == ["", "", "Verschil van: gelijk"]


def test_a_percentage_among_counts_leaves_the_column_text() -> None:
    _, rows = file_rows(picture(("Utrecht", "9", "12"), ("Zeeland", "4", "12%")))

    assert [row[2] for row in rows] == ["12", "12%"]


def test_only_text_is_kept_from_becoming_a_formula() -> None:
    head, rows = file_rows(picture(("-Texel", "-1.052", "-1,5%")))

    line = write_csv(head, rows).decode("utf-8-sig").splitlines()[1]

    assert line == "'-Texel;-1052;-1,5;Tellingen;Bron: LFCT."
