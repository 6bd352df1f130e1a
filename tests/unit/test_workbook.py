"""The workbook of a partner: written, read back, and refused when it is not whole."""

import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook as Sheets
from openpyxl import load_workbook

from measures.rounds.content import (
    changes,
    cleaned,
)
from measures.rounds.workbook import guide, opening, reading, values
from measures.rounds.workbook.layout import (
    ANSWER_SHEET,
    COURSES,
    FACTS_SHEET,
    GUIDE_SHEET,
    LIMITS,
    PHASES,
    WrongWorkbook,
    facts_from,
    facts_of,
    facts_text,
    is_day,
    with_own_words,
)
from measures.rounds.workbook.writing import write_book
from measures.statuses import Course
from offensief.lib import packed
from offensief.lib.rules import one_line
from tests.workbook_files import (
    CONTENT,
    NAMES,
    PLACES,
    answers_of,
    book,
    cell_of,
    changed,
    filled,
    part,
    read,
    row_of,
)


def test_a_workbook_has_a_guide_the_answers_and_a_sheet_nobody_sees() -> None:
    sheets = load_workbook(BytesIO(write_book(book())))

    assert sheets.sheetnames == [GUIDE_SHEET, ANSWER_SHEET, FACTS_SHEET]
    assert sheets[FACTS_SHEET].sheet_state == "veryHidden"
    assert sheets.security.lockStructure


def test_only_answers_of_open_measures_can_be_changed() -> None:
    locked = part(number="1.04", why_locked="Hierover is geen vraag gesteld.")
    sheets = load_workbook(BytesIO(write_book(book(part(), locked))))

    sheet = answers_of(sheets)
    free = {
        cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked
    }

    assert sheet.protection.sheet
    assert free == {f"D{row_of(sheet, '1.01', name)}" for name in NAMES}
    assert sheet["D5"].value == "In uitvoering"


def test_choices_and_dates_are_checked_while_typing() -> None:
    sheets = load_workbook(BytesIO(write_book(book())))
    sheet, facts = answers_of(sheets), sheets[FACTS_SHEET]
    checks = {check.formula1: check for check in sheet.data_validations.dataValidation}
    lists = {
        str(check.sqref): [cell.value for (cell,) in facts[formula.partition("!")[2]]]
        for formula, check in checks.items()
        if check.type == "list"
    }

    assert lists == {
        f"D{row_of(sheet, '1.01', 'phase')}": list(PHASES.values()),
        f"D{row_of(sheet, '1.01', 'course')}": list(COURSES.values()),
        f"D{row_of(sheet, '1.01', 'result_place')}": [words for _, words in PLACES] + ["LEEG"],
    }
    days = checks["DATE(2020,1,1)"].sqref
    assert all(f"D{row_of(sheet, '1.01', n)}" in days for n in NAMES if is_day(n))


def test_dates_are_dates_and_texts_are_texts() -> None:
    content = {**CONTENT, "text": "=1+1", "note": "- eerst dit", "result": "#N/A"}
    sheets = load_workbook(BytesIO(write_book(book(part(content)))))

    planned = cell_of(sheets, "1.01", "step.12.planned_on")
    assert (planned.value, planned.number_format) == (datetime(2027, 9, 1), "dd-mm-yyyy")  # noqa: DTZ001
    for name in ("text", "note", "result"):
        cell = cell_of(sheets, "1.01", name)
        assert (cell.data_type, cell.value, cell.number_format) == ("s", content[name], "@")


def test_no_cell_of_a_new_workbook_is_a_formula() -> None:
    content = {**CONTENT, "text": "=HYPERLINK(A1)"}
    hostile = part(content, title="=1+1", question="@SUM(A1)", places=(("product.3", "=1+1"),))
    sheets = load_workbook(BytesIO(write_book(replace(book(hostile), partner_name="=2+2"))))

    kinds = {c.data_type for sheet in sheets.worksheets for row in sheet.iter_rows() for c in row}

    assert "f" not in kinds


def test_the_guide_is_short() -> None:
    assert sum(len(step.split()) for step in guide.STEPS) <= 120


def test_the_same_book_is_the_same_file_in_every_process() -> None:
    here = write_book(book())
    program = (
        "import sys; from tests.unit.test_workbook import *; "
        "sys.stdout.buffer.write(write_book(book()))"
    )
    command = [sys.executable, "-c", program]
    there = subprocess.run(command, capture_output=True, check=True, env={"PYTHONHASHSEED": "7"})

    assert there.stdout == here


def test_what_a_part_of_the_milestones_is_called_comes_back() -> None:
    facts = facts_of(book())

    assert facts_from(facts_text(facts)) == facts


def test_two_places_with_the_same_words_can_be_told_apart() -> None:
    titles = {"product.1": "Product: Kader", "product.2": "Product:  kader", "document.1": "leeg"}
    places = tuple(titles.items())

    assert [words for _, words in with_own_words(places)] == [
        "Product: Kader",
        "Product: kader (2)",
        "leeg (2)",
    ]


_ODD = ["=1+1", "- punt", "leeg", "LEEG", "_x0041_", "_x000D_", "x005F_", "#N/A", "1-5-2026", "\n"]
_TEXT = st.text(st.characters(codec="utf-8"), max_size=60) | st.sampled_from(_ODD)
_DAY = st.dates(date(2020, 1, 1), date(2050, 12, 31)).map(str) | st.just("")


def _value(name: str) -> st.SearchStrategy[str]:
    """Values as they may be kept in a field, odd ones included."""
    some = {
        "phase": ["", *PHASES],
        "course": ["", Course.NOT_ASSESSED, *COURSES],
        "result_place": ["", "product.3", "document.4", "product.99"],
        "result_link": ["", "https://example.nl/plan", "http://example.nl/?a=1&b=2"],
    }.get(name)
    if some is not None:
        return st.sampled_from(some)
    return _DAY if is_day(name) else _TEXT.map(lambda text: cleaned(name, text))


CONTENTS = st.fixed_dictionaries({name: _value(name) for name in NAMES})


@settings(deadline=None, max_examples=60)
@given(CONTENTS)
def test_what_was_written_and_not_touched_changes_nothing(content: Mapping[str, str]) -> None:
    assert read(write_book(book(part(content))), content).cells == ()


# What cannot be chosen, has a meaning of its own in a cell, or is empty to whoever looks at it.
_SPECIAL = {"product.99", Course.NOT_ASSESSED}


def _can_be_typed(text: str) -> bool:
    return (
        text not in _SPECIAL
        and text.casefold() != "leeg"
        and not re.search("_x|x005F_|[\ufffe\uffff]", text)
        and bool(one_line(text) or not text)
    )


@settings(deadline=None, max_examples=100)
@given(CONTENTS, st.sampled_from(NAMES), st.data())
def test_one_changed_cell_is_exactly_that_change(
    content: Mapping[str, str], name: str, data: st.DataObject
) -> None:
    # A field that holds the word itself cannot be emptied with it.
    assume(content[name].casefold() != "leeg")
    new = data.draw(_value(name).filter(_can_be_typed))
    typed = values.shown(name, new, PLACES) if new else "LEEG"

    found = read(filled_as_text(write_book(book(part(content))), name, typed), content)

    assert found.errors == ()
    assert changes(content, found.wanted) == changes(content, {name: new})


def filled_as_text(data: bytes, name: str, value: str | date | None) -> bytes:
    """The file with this in a cell, as Excel keeps it: also "=1+1" is text there."""

    def fill(sheets: Sheets) -> None:
        cell = cell_of(sheets, "1.01", name)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"

    return changed(data, fill)


def test_rows_may_be_sorted() -> None:
    def swap(sheets: Sheets) -> None:
        sheet = answers_of(sheets)
        one, two = row_of(sheet, "1.01", "needed"), row_of(sheet, "1.01", "note")
        for column in range(1, 7):
            first, second = sheet.cell(one, column), sheet.cell(two, column)
            first.value, second.value = second.value, first.value

    data = filled(changed(write_book(book()), swap), {("1.01", "note"): "Voor u."})

    assert read(data).wanted == {"note": "Voor u."}


def _drop_row(sheets: Sheets) -> None:
    answers_of(sheets).delete_rows(row_of(answers_of(sheets), "1.01", "course"))


def _double_row(sheets: Sheets) -> None:
    answers_of(sheets)["F500"].value = "1.01|course"


def _add_row(sheets: Sheets) -> None:
    answers_of(sheets)["F500"].value = "9.99|course"


def _rename_head(sheets: Sheets) -> None:
    answers_of(sheets)["D3"].value = "Antwoord Aedes"


def _rename_sheet(sheets: Sheets) -> None:
    answers_of(sheets).title = "Antwoorden (2)"


def _drop_facts(sheets: Sheets) -> None:
    del sheets[FACTS_SHEET]


def _touch_facts(sheets: Sheets) -> None:
    cell = sheets[FACTS_SHEET]["A1"]
    cell.value = str(cell.value).replace('"version": 3', '"version": 4')


def _empty_facts(sheets: Sheets) -> None:
    sheets[FACTS_SHEET]["A1"].value = None


def _other_book(sheets: Sheets) -> None:
    for name in (ANSWER_SHEET, FACTS_SHEET):
        del sheets[name]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (_drop_row, "ontbreken rijen: maatregel 1.01"),
        (_double_row, "rijen dubbel: maatregel 1.01"),
        (_add_row, "rijen die er niet horen"),
        (_rename_head, "waar 'Uw antwoord' hoort te staan, staat 'Antwoord Aedes'"),
        (_rename_sheet, "blad 'Antwoorden' ontbreekt of heet anders"),
        (_drop_facts, "verborgen blad '_portaal' ontbreekt"),
        (_touch_facts, "verborgen blad van dit werkboek is gewijzigd"),
        (_empty_facts, "verborgen blad van dit werkboek is gewijzigd"),
        (_other_book, "geen werkboek van het portaal"),
    ],
)
def test_a_workbook_that_is_not_whole_is_refused_in_a_sentence(change: Any, sentence: str) -> None:
    with pytest.raises(WrongWorkbook, match=sentence.replace("(", r"\(").replace(")", r"\)")):
        read(changed(write_book(book()), change))


def test_an_older_lay_out_is_refused() -> None:
    raw = opening.read_book(write_book(book()))
    old = facts_text(replace(facts_of(book()), template=0))

    with pytest.raises(WrongWorkbook, match="oude indeling"):
        reading.check_whole(replace(raw, facts=old))


def test_an_error_gets_a_remark_and_a_colour_at_its_cell() -> None:
    data = filled(write_book(book()), {("1.01", "result_on"): "binnenkort"})
    (wrong,) = read(data).errors

    sheets = load_workbook(BytesIO(opening.marked(data, {wrong.row: wrong.error})))

    cell = cell_of(sheets, "1.01", "result_on")
    assert cell.comment is not None
    assert "geen bestaande datum" in cell.comment.text
    assert cell.fill.fgColor.rgb == "FFF6C6C0"
    assert cell.value == "binnenkort"
    again = filled(
        opening.marked(data, {wrong.row: wrong.error}), {("1.01", "result_on"): "1-5-2026"}
    )
    assert read(again).wanted == {"result_on": "2026-05-01"}


def test_a_remark_of_the_person_stays_below_ours() -> None:
    data = filled(write_book(book()), {("1.01", "result_on"): "binnenkort"})
    (wrong,) = read(data).errors
    once = opening.marked(data, {wrong.row: "Van Priya."})

    sheets = load_workbook(BytesIO(opening.marked(once, {wrong.row: "Van het portaal."})))

    comment = cell_of(sheets, "1.01", "result_on").comment
    assert comment is not None
    assert comment.text == "Van het portaal.\n\nVan Priya."


def _with_part(name: str, part: bytes) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        archive.writestr(name, part)
        archive.writestr("xl/media/image1.png", b"\x89PNG and no XML")
        archive.writestr("xl/drawings/vmlDrawing1.vml", b"<xml><br></xml>")
    return content.getvalue()


@pytest.mark.parametrize(
    "xml",
    [
        '<!DOCTYPE w [<!ENTITY a "b">]><w/>',
        f"<w>{'<c/>' * LIMITS.elements}</w>",
        '<w><mergeCell ref="A1:XFD1048576"/></w>',
        '<x:w xmlns:x="y"><x:hyperlink ref="A1:XFD9"/></x:w>',
    ],
)
def test_xml_that_asks_for_much_is_not_even_opened(xml: str) -> None:
    for written in (xml.encode(), f"\ufeff {xml}".encode("utf-16-le"), f"\n{xml}".encode()):
        for name in ("xl/worksheets/sheet1.xml", "xl/blad.png"):
            with pytest.raises(packed.TooMuch):
                packed.walk(_with_part(name, written), LIMITS)


def test_pictures_and_odd_drawings_are_let_through() -> None:
    packed.walk(_with_part("xl/worksheets/sheet1.xml", b"<worksheet/>"), LIMITS)


def test_the_xml_of_a_workbook_is_looked_at_and_let_through() -> None:
    packed.walk(write_book(book()), LIMITS)
