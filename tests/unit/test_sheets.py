"""Lists as CSV and as a workbook: nothing is lost and nothing becomes a formula."""

import csv
import time
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from offensief.lib import sheets

HEAD = ("Naam", "Sinds", "Aantal")
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\rx", "  =1", "\n-1", "＝1", " ＠x", "\x00=1"]  # noqa: RUF001
TEXTS = st.text(st.characters(codec="utf-8"), max_size=40)
ROWS = st.lists(
    st.tuples(
        TEXTS | st.sampled_from(FORMULAS),
        st.dates(date(1950, 1, 1), date(2100, 1, 1)) | st.none(),
        st.integers(-(10**14), 10**14),
    ),
    max_size=5,
)


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def read_xlsx(content: bytes) -> Worksheet:
    sheet = load_workbook(BytesIO(content)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def test_a_dutch_excel_opens_the_csv() -> None:
    content = sheets.write_csv(HEAD, [("Coördinatie; nazorg", date(2026, 1, 9), 1543)])

    assert (
        content == '\ufeffNaam;Sinds;Aantal\r\n"Coördinatie; nazorg";2026-01-09;1543\r\n'.encode()
    )


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_becomes_a_formula(text: str) -> None:
    line = read_csv(sheets.write_csv((text,), [(text,)]))
    sheet = read_xlsx(sheets.write_xlsx((text,), [(text,)], title="Acties"))

    assert [row[0][0] for row in line] == ["'", "'"]
    for row in (1, 2):
        cell = sheet.cell(row, 1)
        assert cell.data_type == "s"
        assert cell.quotePrefix


@pytest.mark.parametrize("text", ["3.01", "a=b", "1-2", "'s-Hertogenbosch", "#N/A", ""])
def test_other_text_stays_as_it_is(text: str) -> None:
    sheet = read_xlsx(sheets.write_xlsx(("Naam",), [(text,)], title="Acties"))

    assert read_csv(sheets.write_csv(("Naam",), [(text, 1)]))[1][0] == text
    assert (sheet["A2"].value or "") == text
    assert not sheet["A2"].quotePrefix


def test_text_that_looks_like_an_escape_stays_text() -> None:
    content = sheets.write_xlsx(("Naam",), [("_x0041_",)], title="Acties")

    with ZipFile(BytesIO(content)) as entries:
        assert b"_x005F_x0041_" in entries.read("xl/worksheets/sheet1.xml")


def test_moments_are_on_the_dutch_clock() -> None:
    moment = datetime(2026, 7, 9, 22, 30, 15, 999, tzinfo=UTC)

    sheet = read_xlsx(sheets.write_xlsx(("Op",), [(moment,)], title="Acties"))

    assert read_csv(sheets.write_csv(("Op",), [(moment,)]))[1] == ["2026-07-10 00:30:15"]
    assert sheet["A2"].value == datetime(2026, 7, 10, 0, 30, 15)  # noqa: DTZ001
    assert sheet["A2"].number_format == "dd-mm-yyyy hh:mm"


def test_a_workbook_has_dates_numbers_and_a_head_that_stays() -> None:
    row = ("Een hele lange naam " * 9, date(2026, 1, 9), 1543)
    sheet = read_xlsx(sheets.write_xlsx(HEAD, [row], title="Acties"))

    assert sheet["B2"].is_date
    assert sheet["B2"].number_format == "dd-mm-yyyy"
    assert sheet["C2"].value == 1543
    assert sheet["A1"].font.bold
    assert sheet["A2"].alignment.wrap_text
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:C2"
    assert [sheet.column_dimensions[letter].width for letter in "ABC"] == [60, 13, 10]


@pytest.mark.parametrize(
    ("value", "text"), [(date(1814, 3, 30), "30-03-1814"), (10**20, "1" + "0" * 20)]
)
def test_what_a_workbook_cannot_count_is_text(value: sheets.Cell, text: str) -> None:
    assert read_xlsx(sheets.write_xlsx(("A",), [(value,)], title="A"))["A2"].value == text


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Acties 3/4: open", "Acties 3 4 open"),
        ("'Besluiten'", "Besluiten"),
        ("[]:*?/\\", "Blad1"),
        ("History", "Blad1"),
        ("n" * 50, "n" * 31),
        ("x" + "💥" * 30, "x" + "💥" * 15),
    ],
)
def test_a_sheet_has_a_name_that_is_allowed(title: str, name: str) -> None:
    assert read_xlsx(sheets.write_xlsx((), [], title=title)).title == name


def test_the_same_list_is_the_same_file(monkeypatch: pytest.MonkeyPatch) -> None:
    row = ("Jansen", date(2026, 1, 9), 1)
    first = sheets.write_xlsx(HEAD, [row], title="Acties")
    later = time.time() + 90_000
    monkeypatch.setattr(time, "time", lambda: later)

    assert sheets.write_xlsx(HEAD, [row], title="Acties") == first
    with ZipFile(BytesIO(first)) as entries:
        assert b"2000-01-01" in entries.read("docProps/core.xml")


@settings(deadline=None)
@given(ROWS)
def test_a_csv_can_be_read_back(rows: list[tuple[str, date | None, int]]) -> None:
    lines = read_csv(sheets.write_csv(HEAD, rows))

    assert lines[0] == list(HEAD)
    for (text, day, count), line in zip(rows, lines[1:], strict=True):
        allowed = "".join(c for c in text if c >= " " or c in "\t\r\n" if c not in "\ufffe\uffff")
        assert line[0].removeprefix("'") == allowed.removeprefix("'")
        assert line[1:] == ["" if day is None else day.isoformat(), str(count)]


@settings(deadline=None)
@given(ROWS)
def test_a_workbook_can_be_read_back(rows: list[tuple[str, date | None, int]]) -> None:
    sheet = read_xlsx(sheets.write_xlsx(HEAD, rows, title="Acties"))

    assert sheet.max_row == len(rows) + 1
    for number, (text, day, count) in enumerate(rows, start=2):
        cells = [sheet.cell(number, column) for column in (1, 2, 3)]
        allowed = "".join(c for c in text if c >= " " or c in "\t\r\n" if c not in "\ufffe\uffff")
        assert (cells[0].value or "") == allowed.replace("\r\n", "\n").replace("\r", "\n")
        assert cells[0].data_type != "f"
        moment = cells[1].value
        assert (moment.date() if isinstance(moment, datetime) else moment) == day
        assert cells[2].value == count


def test_a_fraction_is_a_number_in_both_files() -> None:
    rows = [[Decimal("-15.7")]]

    assert read_csv(sheets.write_csv(["A"], rows))[1] == ["-15,7"]
    assert read_xlsx(sheets.write_xlsx(["A"], rows, title="A"))["A2"].value == -15.7


def test_a_row_is_as_high_as_its_longest_text_up_to_a_dozen_lines() -> None:
    rows = [("kort", 1), ("woord " * 40, 2), ("een\ntwee\ndrie", 3), ("regel\n" * 99, 4)]

    sheet = read_xlsx(sheets.write_xlsx(("Tekst", "Aantal"), rows, title="Acties"))
    heights = [sheet.row_dimensions[row].height for row in range(2, 6)]

    assert heights[0] is None
    assert heights[1:] == [4 * 15 + 2, 3 * 15 + 2, 12 * 15 + 2]


def test_a_text_that_is_too_long_for_a_cell_says_that_it_was_cut() -> None:
    content = sheets.write_xlsx(("Tekst",), [("a" * 40_000,)], title="Acties")
    told = str(read_xlsx(content)["A2"].value)

    assert len(told) == sheets.LONGEST_TEXT
    assert told.endswith(sheets.CUT)
