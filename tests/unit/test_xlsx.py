"""The report as a workbook: real dates and numbers, and never a formula."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from offensief.lib.sheets import CUT, LONGEST_TEXT
from reports.formats.tables.all import tables
from reports.formats.xlsx import xlsx_of
from reports.reading import WrongDocument
from reports.text import report
from tests.unit.edition_documents import progress_document
from tests.unit.format_documents import DOCUMENTS
from tests.unit.receipt_documents import receipt_document

NAMES = list(DOCUMENTS)
SHEETS = [
    "Leesmij",
    "Maatregelen",
    "Opgaven",
    "Mijlpalen",
    "Verschuivingen",
    "Cijfers",
    "Berekend",
    "Tegenspraken",
    "Registers",
    "Lessen",
    "Sinds vorige",
    "Volledigheid",
    "Herkomst",
]


@cache
def written(name: str) -> bytes:
    return xlsx_of(DOCUMENTS[name](), lambda step: None)


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def sheet_of(name: str, title: str) -> Worksheet:
    sheet = opened(written(name))[title]
    assert isinstance(sheet, Worksheet)
    return sheet


def column(sheet: Worksheet, head: str) -> Sequence[object]:
    heads = [cell.value for cell in sheet[1]]
    return [cell.value for cell in next(sheet.iter_cols(heads.index(head) + 1))][1:]


@pytest.mark.parametrize("name", NAMES)
def test_every_document_has_the_same_sheets(name: str) -> None:
    assert opened(written(name)).sheetnames == SHEETS


@pytest.mark.parametrize("name", NAMES)
def test_a_list_has_a_head_that_stays_filters_and_a_row_per_line(name: str) -> None:
    document = DOCUMENTS[name]()
    book = opened(written(name))

    for table in tables(document, report.read(document)):
        sheet = book[table.title]
        assert isinstance(sheet, Worksheet)
        assert [cell.value for cell in sheet[1]] == [c.title for c in table.columns]
        assert sheet.max_row == len(table.rows) + 1
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref
        assert sheet.auto_filter.ref.startswith("A1:")


@pytest.mark.parametrize("name", NAMES)
def test_no_cell_is_a_formula_or_too_long(name: str) -> None:
    for sheet in opened(written(name)):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in {"s", "n", "d"}
                assert len(str(cell.value or "")) <= LONGEST_TEXT


def test_days_and_numbers_are_real() -> None:
    counts, steps = sheet_of("usual", "Cijfers"), sheet_of("usual", "Mijlpalen")

    assert column(counts, "Aantal")[:2] == [1543, 1525]
    assert column(counts, "Periode van")[0] == datetime(2024, 1, 1)  # noqa: DTZ001
    assert column(counts, "Periode tot en met")[0] == datetime(2024, 12, 31)  # noqa: DTZ001
    assert column(counts, "Voorlopig")[:2] == ["nee", "ja"]
    assert column(steps, "Nu gepland op")[0] == datetime(2026, 3, 31)  # noqa: DTZ001
    # On the Dutch clock.
    said = column(sheet_of("usual", "Opgaven"), "Vastgelegd op")
    assert said[0] == datetime(2025, 12, 1, 11)  # noqa: DTZ001


def test_the_first_sheet_says_what_it_is_and_how_to_check_it() -> None:
    texts = [str(cell.value) for row in sheet_of("usual", "Leesmij").iter_rows() for cell in row]

    assert texts[0].startswith("CONCEPT · Voortgangsrapportage")
    assert report.read(DOCUMENTS["usual"]()).sha256 in texts
    assert "Dit is een concept. Het is niet vastgesteld en kan nog veranderen." in texts
    assert any("sha256sum" in text for text in texts)
    final = [str(c.value) for row in sheet_of("final", "Leesmij").iter_rows() for c in row]
    assert final[0].startswith("VASTGESTELD · ")
    assert "Editie 2025-2" in final


def test_the_file_tells_its_title_status_and_moment() -> None:
    said = opened(written("usual")).properties

    assert said.title
    assert said.title.startswith("CONCEPT · ")
    assert said.language == "nl-NL"
    assert said.created == said.modified == datetime(2026, 1, 12, 9, 30)  # noqa: DTZ001


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("x")'])
def test_text_of_a_partner_never_becomes_a_formula(text: str) -> None:
    document = progress_document()
    document["plan"]["pillars"][0]["measures"][0]["lead"] = text

    sheet = opened(xlsx_of(document, lambda step: None))["Maatregelen"]
    cell = next(row[9] for row in sheet.iter_rows(min_row=2))

    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_a_text_that_does_not_fit_says_so() -> None:
    document = progress_document()
    document["plan"]["pillars"][0]["measures"][0]["text"] = "lang " * 10_000

    told = column(
        _only(opened(xlsx_of(document, lambda step: None)), "Maatregelen"), "Officiële tekst"
    )

    assert len(str(told[0])) == LONGEST_TEXT
    assert str(told[0]).endswith(CUT)


def _only(book: Workbook, title: str) -> Worksheet:
    sheet = book[title]
    assert isinstance(sheet, Worksheet)
    return sheet


def test_measures_that_ended_are_listed_with_what_was_decided() -> None:
    sheet = sheet_of("usual", "Maatregelen")

    assert column(sheet, "Nummer")[-1] == "9.01"
    assert column(sheet, "Besluit")[-2:] == ["Loopt", "Vervallen"]


def test_what_changed_is_told_per_kind() -> None:
    kinds = column(sheet_of("usual", "Sinds vorige"), "Soort wijziging")

    assert kinds == [
        "Antwoord op het doel",
        "Fase en koers",
        "Trekker",
        "Mijlpaal: verschoven",
        "Besluit: vervangen",
        "Nieuwe maatregel",
        "Gestopt",
        "Cijfer bijgesteld",
        "Nieuw cijfer",
        "Cijfer niet meer vermeld",
        "Moties en toezeggingen",
    ]


def test_who_did_not_answer_is_told_by_name() -> None:
    sheet = sheet_of("round", "Volledigheid")

    assert "Partner 0" in column(sheet, "Wie het moet aanvullen")
    assert {"Ontbreekt", "Niet ingediend", "Niet gevraagd"} == set(column(sheet, "Soort"))


def test_every_code_of_the_report_has_its_origin() -> None:
    document = DOCUMENTS["usual"]()
    codes = column(sheet_of("usual", "Herkomst"), "Code")

    assert {entry["code"] for entry in document["provenance"]} <= set(codes)
    assert {entry["code"] for entry in document["computed"]} <= set(codes)
    assert "S1.01" in codes


def test_a_receipt_is_no_report() -> None:
    with pytest.raises(WrongDocument, match="ontbreekt"):
        xlsx_of(receipt_document(), lambda step: None)
