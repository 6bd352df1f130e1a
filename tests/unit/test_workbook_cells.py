"""Every way in which people fill a cell of a workbook."""

from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook as Sheets
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from measures.rounds.workbook import values
from measures.rounds.workbook.values import Kind, Raw
from measures.rounds.workbook.writing import write_book
from tests.workbook_files import (
    CONTENT,
    answers_of,
    book,
    cell_of,
    changed,
    filled,
    read,
    read_cell,
    row_of,
)


@pytest.mark.parametrize("value", ["", " ", "\xa0", "\u200b", None])
def test_an_empty_cell_leaves_the_field_as_it_was(value: str | None) -> None:
    assert read(filled(write_book(book()), {("1.01", "text"): value})).cells == ()


@pytest.mark.parametrize("value", ["LEEG", "leeg", " Leeg\xa0"])
def test_a_word_empties_the_field(value: str) -> None:
    assert read_cell("text", value).value == ""
    assert read_cell("step.12.planned_on", value).value == ""


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (date(2026, 5, 1), "2026-05-01"),
        ("1-5-2026", "2026-05-01"),
        (" 1/5/2026\xa0", "2026-05-01"),
        ("01.05.2026", "2026-05-01"),
        ("1 - 5 - 2026", "2026-05-01"),
        ("1 mei 2026", "2026-05-01"),
        ("1\xa0Mei 2026", "2026-05-01"),
        ("vrijdag 1 mei 2026", "2026-05-01"),
        ("9 mrt 2026", "2026-03-09"),
        ("9 sept. 2026", "2026-09-09"),
        ("2026-05-01", "2026-05-01"),
        ("2026-05-01 00:00:00", "2026-05-01"),
    ],
)
def test_a_date_is_understood_when_it_can_mean_one_thing(value: str | date, kept: str) -> None:
    cell = read_cell("result_on", value)

    assert (cell.value, cell.error, cell.note) == (kept, "", "")


def test_a_date_with_a_time_loses_the_time() -> None:
    cell = read_cell("result_on", datetime(2026, 5, 1, 13, 45))  # noqa: DTZ001

    assert cell.value == "2026-05-01"
    assert "de dag is genomen" in cell.note


def test_a_date_that_lost_its_form_is_recognised() -> None:
    def lose_form(sheets: Sheets) -> None:
        cell = cell_of(sheets, "1.01", "result_on")
        cell.value, cell.number_format = 46143.0, "General"

    (cell,) = read(changed(write_book(book()), lose_form)).cells

    assert cell.value == "2026-05-01"
    assert cell.note == "Het getal 46143 is gelezen als 1 mei 2026."


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("05/06/26", "Schrijf het jaar voluit"),
        ("1 mei '26", "Schrijf het jaar voluit"),
        ("binnenkort", "geen bestaande datum"),
        ("31-2-2026", "geen bestaande datum"),
        ("1 m 2026", "geen bestaande datum"),
        ("1-5-1999", "Vul een dag in van 2020"),
        (2026, "Vul een dag in van 2020"),
        (time(13, 45), "geen datum"),
        (True, "geen datum"),
    ],
)
def test_what_is_no_clear_date_is_an_error_that_says_how(value: Any, sentence: str) -> None:
    cell = read_cell("result_on", value)

    assert sentence in cell.error
    assert cell.value == CONTENT["result_on"]


@pytest.mark.filterwarnings("ignore:Cell .* is marked as a date")
def test_a_number_beyond_all_dates_is_an_error() -> None:
    assert "foutmelding van Excel" in read_cell("result_on", 1e300).error


def test_the_calendar_of_an_old_mac_gives_the_same_days() -> None:
    def as_mac(sheets: Sheets) -> None:
        sheets.epoch = CALENDAR_MAC_1904
        cell_of(sheets, "1.01", "result_on").value = date(2026, 5, 1)
        cell_of(sheets, "1.01", "new.1.planned_on").value = 46143 - 1462
        cell_of(sheets, "1.01", "new.1.planned_on").number_format = "General"
        cell_of(sheets, "1.01", "step.12.planned_on").value = date(2027, 9, 1)

    found = read(changed(write_book(book()), as_mac))

    assert found.wanted == {"result_on": "2026-05-01", "new.1.planned_on": "2026-05-01"}


@pytest.mark.parametrize("value", ["vraagt aandacht", " VRAAGT  AANDACHT\xa0", "Vraagt aandacht"])
def test_a_choice_is_understood_in_other_capitals(value: str) -> None:
    assert read_cell("course", value).value == "needs_attention"


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("phase", "Bijna klaar", "'Bijna klaar' is geen fase uit de lijst"),
        ("course", "Nog niet beoordeeld", "geen koers uit de lijst"),
        ("result_place", "Product: Iets anders", "geen keuze uit de lijst"),
        ("result_link", "intranet/map", "geen internetadres"),
        ("result", "x" * 301, "hoogstens 300 tekens"),
        ("new.1.title", "x" * 201, "hoogstens 200 tekens"),
        ("text", "x" * 10_001, "hoogstens 10000"),
        ("text", "#DIV/0!", "foutmelding van Excel"),
        ("text", "=A1&A2", "formule zonder uitkomst"),
    ],
)
def test_what_a_field_cannot_hold_is_an_error_at_that_cell(
    name: str, value: str, sentence: str
) -> None:
    cell = read_cell(name, value)

    assert sentence in cell.error
    assert cell.value == CONTENT[name]
    assert cell.place == f"D{cell.row}"


def test_of_a_formula_the_outcome_is_taken_and_told() -> None:
    data = filled(write_book(book()), {("1.01", "needed"): "=1+1"})
    data = with_outcome(data, "<f>1+1</f><v></v>", "<f>1+1</f><v>2</v>")

    (cell,) = read(data).cells

    assert (cell.value, cell.error) == ("2", "")
    assert cell.note == "Formule: de uitkomst is genomen."


def with_outcome(data: bytes, old: str, new: str) -> bytes:
    """The file with other XML in its sheets, such as what Excel worked out."""
    content = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(content, "w") as target:
        for entry in source.infolist():
            part_ = source.read(entry)
            target.writestr(entry, part_.replace(old.encode(), new.encode()))
    assert old.encode() in b"".join(ZipFile(BytesIO(data)).read(n) for n in source.namelist())
    return content.getvalue()


@pytest.mark.parametrize(
    ("value", "kept"), [(12.0, "12"), (2.5, "2,5"), (True, "WAAR"), (date(2026, 5, 1), "1-5-2026")]
)
def test_what_excel_made_of_a_text_is_read_as_it_was_seen(value: Any, kept: str) -> None:
    assert read_cell("needed", value).value == kept


def test_a_text_that_is_too_long_to_hand_in_is_kept_and_told() -> None:
    cell = read_cell("text", "woord " * 121)

    assert len(cell.value.split()) == 121
    assert "121 woorden" in cell.note


def test_lines_of_windows_are_lines() -> None:
    raw = Raw(Kind.TEXT, "Eerst dit._x000D_\r\nDan dat.")

    assert values.read("text", raw, base="", places=()).value == "Eerst dit.\nDan dat."


def test_merged_cells_are_an_error_at_each_of_them() -> None:
    def merge(sheets: Sheets) -> None:
        sheet = answers_of(sheets)
        row = row_of(sheet, "1.01", "needed")
        sheet.merge_cells(f"D{row}:D{row + 1}")
        row = row_of(sheet, "1.01", "note")
        sheet[f"D{row}"].value = "Breed."
        sheet.merge_cells(f"D{row}:E{row}")

    found = read(changed(write_book(book()), merge))

    assert {cell.name for cell in found.errors} == {"needed", "result"}
    assert found.wanted == {"note": "Breed."}
