"""The numbers of a figure as a file."""

from offensief.charts.figure import Table
from offensief.charts.files import file_rows


def table(*rows: tuple[str, ...]) -> Table:
    return Table("Tellingen", ("Gebied", "2025", "Verschil"), rows, frozenset({1, 2}))


def test_numbers_become_numbers_and_marks_a_column() -> None:
    head, rows = file_rows(table(("Nederland", "1.525*", "-18"), ("Rotterdam", "296", "+95")))

    assert head == ("Gebied", "2025", "Verschil", "voorlopig")
    assert rows == [["Nederland", 1525, -18, "ja"], ["Rotterdam", 296, 95, "nee"]]


def test_what_is_not_shown_stays_a_word() -> None:
    head, rows = file_rows(table(("Texel", "niet openbaar", "geen cijfer")))

    assert head == ("Gebied", "2025", "Verschil")
    assert rows == [["Texel", "niet openbaar", "geen cijfer"]]


def test_a_name_that_looks_like_a_number_stays_a_name() -> None:
    _, rows = file_rows(table(("2024", "1", "1,5%")))

    assert rows == [["2024", 1, "1,5%"]]
