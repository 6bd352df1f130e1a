"""The report in Word: real headings and tables, readable without eyes, closed to the outside."""

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table
from PIL import Image

from reports import charts
from reports.formats.docx import docx_of
from reports.formats.words import clean, paragraphs
from reports.kinds.progress import CONCEPT, ESTABLISHED
from reports.reading import WrongDocument
from reports.text import report
from tests.unit.edition_documents import CHAPTERS, LONG_TEXT, LONG_WORD, SCRIPT
from tests.unit.format_documents import DOCUMENTS
from tests.unit.receipt_documents import receipt_document

# The printer of the charts leaves the file of its colour profile to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
NAMES = list(DOCUMENTS)


@cache
def written(name: str) -> bytes:
    return docx_of(DOCUMENTS[name](), lambda step: None)


def opened(name: str) -> WordFile:
    return docx.Document(BytesIO(written(name)))


def headings(file: WordFile) -> list[tuple[int, str]]:
    found = [(p.style.name or "", p.text) for p in file.paragraphs if p.style]
    return [(int(name[-1]), text) for name, text in found if re.fullmatch(r"Heading \d", name)]


def whole_text(file: WordFile) -> str:
    return "\n".join(node.text or "" for node in file.element.body.iter(qn("w:t")))


def descriptions(file: WordFile) -> list[str]:
    return [node.get("descr") for node in file.element.body.iter(qn("wp:docPr"))]


def head_rows(table: Table) -> Iterator[BaseOxmlElement]:
    yield from table._tbl.iter(qn("w:tblHeader"))  # noqa: SLF001 -- python-docx has no word for it


@pytest.mark.parametrize("name", NAMES)
def test_headings_go_down_one_level_at_a_time(name: str) -> None:
    levels = [level for level, _ in headings(opened(name))]

    assert levels[0] == 1
    assert set(levels) <= {1, 2, 3}
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_chapters_come_in_the_order_of_the_report() -> None:
    chapters = [text for level, text in headings(opened("usual")) if level == 1]

    assert tuple(chapters) == CHAPTERS


@pytest.mark.parametrize("name", NAMES)
def test_the_contents_lead_to_every_chapter(name: str) -> None:
    file = opened(name)
    marks = {node.get(qn("w:name")) for node in file.element.body.iter(qn("w:bookmarkStart"))}
    lines = [p for p in file.paragraphs if p.style and p.style.name == "toc 1"]
    links = [node for p in lines for node in p._p.iter(qn("w:hyperlink"))]  # noqa: SLF001

    assert [p.text for p in lines] == [text for level, text in headings(file) if level == 1]
    assert {link.get(qn("w:anchor")) for link in links} <= marks
    kinds = [node.get(qn("w:fldCharType")) for node in file.element.body.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]


@pytest.mark.parametrize("name", NAMES)
def test_every_table_has_our_style_and_a_head_that_comes_back(name: str) -> None:
    facts, *tables = opened(name).tables

    assert not list(head_rows(facts))
    for table in tables:
        assert table.style
        assert table.style.name == "Rapporttabel"
        assert len(list(head_rows(table))) == 1
        assert next(head_rows(table)).getparent().getparent() is table.rows[0]._tr  # noqa: SLF001
        assert all(cell.text for cell in table.rows[0].cells)


def test_every_table_is_named_for_who_cannot_see_it() -> None:
    names = [
        node.get(qn("w:val")) for node in opened("usual").element.body.iter(qn("w:tblCaption"))
    ]

    assert len(names) == len(opened("usual").tables)
    assert all(names)


def test_charts_are_pictures_that_read_as_their_finding() -> None:
    figures = report.read(DOCUMENTS["usual"]()).figures

    assert figures
    assert descriptions(opened("usual")) == [coded.figure.finding for coded in figures]


def test_pictures_are_sharp_on_paper_and_of_the_shape_of_the_chart() -> None:
    with ZipFile(BytesIO(written("usual"))) as archive:
        names = [name for name in archive.namelist() if name.startswith("word/media/")]
        first = Image.open(BytesIO(archive.read("word/media/image1.png")))
    drawn = charts.years(DOCUMENTS["usual"]()["figures"])

    assert drawn
    assert len(names) == len(report.read(DOCUMENTS["usual"]()).figures)
    # 17 centimetres at 300 points to the inch.
    assert first.width >= 17 / 2.54 * 300
    extremes = first.convert("L").getextrema()
    assert extremes[0] != extremes[1]


@pytest.mark.parametrize(
    ("name", "status"), [("usual", CONCEPT), ("round", CONCEPT), ("final", ESTABLISHED)]
)
def test_the_status_is_on_the_cover_in_the_title_and_above_every_page(
    name: str, status: str
) -> None:
    file = opened(name)

    assert file.paragraphs[0].text == status
    assert file.core_properties.title.startswith(f"{status} · ")
    assert file.core_properties.content_status == status
    assert file.sections[0].header.paragraphs[0].text.startswith(status)
    assert not file.sections[0].different_first_page_header_footer


def test_pages_are_numbered_by_word_itself() -> None:
    fields = opened("usual").sections[0].footer._element.iter(qn("w:fldSimple"))  # noqa: SLF001

    assert [field.get(qn("w:instr")).strip() for field in fields] == ["PAGE", "NUMPAGES"]


def test_the_file_is_dutch_and_tells_what_it_is() -> None:
    file = opened("usual")
    said = file.core_properties
    languages = {node.get(qn("w:val")) for node in file.styles.element.iter(qn("w:lang"))}

    assert languages == {"nl-NL"}
    assert said.language == "nl-NL"
    assert said.subject.startswith("Voortgang van het actieplan over")
    assert said.identifier == report.read(DOCUMENTS["usual"]()).sha256
    assert said.created.isoformat() == said.modified.isoformat() == "2026-01-12T09:30:00+00:00"


@pytest.mark.parametrize("name", NAMES)
def test_only_styles_give_text_its_look(name: str) -> None:
    body = opened(name).element.body
    direct = {child.tag for node in body.iter(qn("w:rPr")) for child in node}
    placed = {child.tag for node in body.iter(qn("w:pPr")) for child in node}

    assert direct <= {qn("w:rStyle")}
    assert placed <= {qn("w:pStyle"), qn("w:pageBreakBefore")}
    assert not list(body.iter(qn("w:txbxContent")))


def test_nothing_of_the_empty_file_of_another_is_left() -> None:
    with ZipFile(BytesIO(written("usual"))) as archive:
        names = archive.namelist()
        text = archive.read("docProps/app.xml") + archive.read("word/settings.xml")

    assert not [name for name in names if "thumbnail" in name or "customXml" in name]
    assert b"Macintosh" not in text
    assert b'w:name="compatibilityMode"' in text
    assert re.search(rb'compatibilityMode"[^>]*w:val="15"', text)


@pytest.mark.parametrize("name", ["hostile", "round, hostile"])
def test_hostile_text_stays_text(name: str) -> None:
    file = opened(name)
    text = whole_text(file)
    outside = [r.target_ref for r in file.part.rels.values() if r.is_external]

    assert SCRIPT in text
    assert LONG_WORD in text
    assert not [sign for sign in text if sign in "\x01\x0b\u202e\u202c"]
    assert all(address.startswith(("https://", "http://")) for address in outside)
    with ZipFile(BytesIO(written(name))) as archive:
        parts = [archive.read(part) for part in archive.namelist() if part.endswith(".xml")]
    assert not [part for part in parts if b"<!DOCTYPE" in part or b"<!ENTITY" in part]


def test_a_long_text_is_whole() -> None:
    assert LONG_TEXT.strip() in whole_text(opened("hostile"))


def test_three_hundred_measures_are_all_there() -> None:
    rows = sum(len(table._tbl.tr_lst) for table in opened("300 measures").tables)  # noqa: SLF001

    # Each has a row of its pillar, of the status and of the official text.
    assert rows > 3 * 300


def test_a_correction_says_what_it_corrects_and_why() -> None:
    cells = [cell.text for row in opened("final").tables[0].rows for cell in row.cells]

    assert "Editie 2025-2" in cells
    assert "Tabel 3 telde een maatregel dubbel." in cells
    assert any(cell.startswith("Vastgesteld door het hoofd") for cell in cells)


def test_a_receipt_is_no_report() -> None:
    with pytest.raises(WrongDocument, match="ontbreekt"):
        docx_of(receipt_document(), lambda step: None)


def test_text_of_people_is_made_fit_for_xml() -> None:
    assert clean("a\x00b\u202ec\r\nd\te\ud800") == "abc\nd e"
    assert paragraphs("een\ntwee\n \n\ndrie\n") == ["een\ntwee", "drie"]
    assert paragraphs(" \n ") == []
