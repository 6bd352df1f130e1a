"""Uploaded files: recognised by their content, refused with a sentence."""

import itertools
import re
import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from PIL import Image

from offensief.lib import filetypes
from offensief.lib.filetypes import FileType, WrongFile, recognise, safe_name

TYPES = (
    '<?xml version="1.0"?><Types>'
    '<Override PartName="/{part}" ContentType="{kind}.main+xml"/></Types>'
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n%%EOF\n"


def picture(kind: str, *, mode: str = "RGB") -> bytes:
    content = BytesIO()
    Image.effect_noise((64, 48), 40).convert(mode).save(content, kind)
    return content.getvalue()


def workbook() -> bytes:
    content = BytesIO()
    Workbook().save(content)
    return content.getvalue()


def package(*more: str, types: str | None = None) -> bytes:
    content = BytesIO()
    part = "word/document.xml"
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        usual = TYPES.format(part=part, kind=FileType.DOCX.media_type)
        archive.writestr("[Content_Types].xml", usual if types is None else types)
        archive.writestr(part, "<document/>")
        for name in more:
            archive.writestr(name, "")
    return content.getvalue()


def bomb(width: int, height: int) -> bytes:
    """Write a PNG of a few bytes that says it is enormous."""
    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", size), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    chunks = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


REAL = {
    FileType.PDF: PDF,
    FileType.DOCX: package(),
    FileType.XLSX: workbook(),
    FileType.PNG: picture("PNG"),
    FileType.JPEG: picture("JPEG"),
}


@pytest.mark.parametrize("kind", FileType)
def test_a_real_file_is_recognised(kind: FileType) -> None:
    stream = BytesIO(REAL[kind])
    stream.seek(5)

    assert recognise(stream, name=f"Brief {kind.extension.upper()}") is kind
    assert stream.tell() == 0


def test_a_kind_knows_what_to_tell_a_browser_and_a_reader() -> None:
    assert FileType.PDF.media_type == "application/pdf"
    assert FileType.XLSX.media_type.endswith("spreadsheetml.sheet")
    assert [kind.extension for kind in FileType] == [".pdf", ".docx", ".xlsx", ".png", ".jpg"]
    assert FileType.DOCX.label == "Word-document"


@pytest.mark.parametrize("name", ["foto.jpg", "foto.jpeg", "FOTO.JPEG"])
def test_jpeg_has_two_extensions(name: str) -> None:
    assert recognise(BytesIO(REAL[FileType.JPEG]), name=name) is FileType.JPEG


def test_a_pdf_may_start_with_a_little_rubbish() -> None:
    assert recognise(BytesIO(b"\n" * 900 + PDF), name="a.pdf") is FileType.PDF


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Dit bestand is leeg."),
        (b"zomaar wat tekst", "Dit soort bestand kan niet worden toegevoegd."),
        (b"GIF89a" + bytes(50), "Dit soort bestand kan niet worden toegevoegd."),
        (b"\n" * 2000 + PDF, "Dit soort bestand kan niet worden toegevoegd."),
        (PDF[:20], "Deze pdf is niet compleet."),
        (OLE, "Dit is een oud Word- of Excel-bestand of een bestand met een wachtwoord."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Dit is een webpagina of een SVG-tekening"),
        (b"\xef\xbb\xbf \n<!DOCTYPE html>", "Dit is een webpagina of een SVG-tekening"),
        ("\ufeff<html>".encode("utf-16-le"), "Dit is een webpagina of een SVG-tekening"),
        (b"%PDF-1.7 <SCRIPT>alert(1)</SCRIPT>%%EOF", "Dit is een webpagina of een SVG-tekening"),
        (picture("PNG")[:200], "Deze afbeelding is beschadigd."),
        (picture("JPEG")[:700], "Deze afbeelding is beschadigd."),
        (bomb(10_000, 6_000), "Deze afbeelding heeft meer dan 50 miljoen pixels."),
        (bomb(12_000, 10_000), "Deze afbeelding heeft meer dan 50 miljoen pixels."),
        (bomb(60_000, 60_000), "Deze afbeelding heeft meer dan 50 miljoen pixels."),
        (package()[:100], "Dit Word- of Excel-bestand is beschadigd."),
        (package("word/vbaProject.bin"), "Dit bestand bevat macro's."),
        (package(types="application/vnd.ms-word.document.macroEnabled"), "Dit bestand bevat macro"),
        (package("../../etc/passwd"), "Dit bestand bevat onderdelen met een verboden naam."),
        (package("/etc/passwd"), "Dit bestand bevat onderdelen met een verboden naam."),
        (package("word\\x.xml"), "Dit bestand bevat onderdelen met een verboden naam."),
        (
            package(types="<Types/>"),
            "Dit is een ingepakt bestand, maar geen Word- of Excel-bestand",
        ),
        (
            package(types=TYPES.format(part="no/where.xml", kind=FileType.DOCX.media_type)),
            "Dit is een ingepakt bestand, maar geen Word- of Excel-bestand",
        ),
        (
            package(*(f"word/{number}.xml" for number in range(5_000))),
            "Dit bestand wordt uitgepakt veel te groot.",
        ),
    ],
    # By number: a packed file holds the moment of packing, so that two workers, each with a clock
    # of its own, would call the same case differently.
    ids=itertools.count(),
)
def test_another_file_is_refused_with_its_own_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(WrongFile, match=sentence):
        recognise(BytesIO(content), name="brief.docx")


def test_a_zip_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filetypes, "MOST_UNPACKED", 100)

    with pytest.raises(WrongFile, match="uitgepakt veel te groot"):
        recognise(BytesIO(package()), name="brief.docx")


def test_an_encrypted_zip_is_refused() -> None:
    content = bytearray(package())
    directory = content.index(b"PK\x01\x02")
    content[directory + 8] |= 1

    with pytest.raises(WrongFile, match="Sla het op zonder wachtwoord"):
        recognise(BytesIO(bytes(content)), name="brief.docx")


def test_a_damaged_package_in_another_compression_is_refused() -> None:
    written = BytesIO()
    with ZipFile(written, "w", ZIP_LZMA) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>" * 99)
    content = bytearray(written.getvalue())
    start = len("[Content_Types].xml") + 30
    content[start + 4 : start + 9] = b"\xff" * 5

    with pytest.raises(WrongFile, match="beschadigd"):
        recognise(BytesIO(bytes(content)), name="brief.docx")


def test_a_zip_without_content_types_is_no_document() -> None:
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        archive.writestr("lijst.csv", "a;b")

    with pytest.raises(WrongFile, match="ingepakt bestand"):
        recognise(content, name="lijst.xlsx")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            "brief.pdf",
            (
                "De naam eindigt op .pdf, maar dit is een afbeelding (PNG). "
                "Geef het bestand een naam die eindigt op .png."
            ),
        ),
        (
            "brief",
            (
                "De naam heeft geen einde zoals .pdf, maar dit is een afbeelding (PNG). "
                "Geef het bestand een naam die eindigt op .png."
            ),
        ),
    ],
)
def test_the_name_fits_the_content(name: str, sentence: str) -> None:
    with pytest.raises(WrongFile) as refused:
        recognise(BytesIO(REAL[FileType.PNG]), name=name)

    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    "content",
    [
        OLE,
        b"GIF89a" + bytes(50),
        b"<svg/>",
        package()[:100],
        package("word/vbaProject.bin"),
        package(types="<Types/>"),
        package("../x"),
        package(*(f"word/{number}.xml" for number in range(5_000))),
    ],
    ids=itertools.count(),
)
def test_a_fault_advises_only_what_is_taken_there(content: bytes) -> None:
    with pytest.raises(WrongFile) as refused:
        recognise(BytesIO(content), name="a.xlsx", taken=(FileType.XLSX,))

    assert not re.search(r"docx|pdf|PNG|Word", str(refused.value)), refused.value


def test_a_sound_file_of_another_kind_is_told_whatever_its_name() -> None:
    kind = recognise(BytesIO(package()), name="a.xlsx", taken=(FileType.XLSX,))

    assert kind is FileType.DOCX


def answer(content: bytes, kind: FileType) -> str:
    try:
        return recognise(BytesIO(content), name=f"bestand{kind.extension}").label
    except WrongFile as refused:
        return str(refused)


# Pillow warns about pictures that are half right; that is no answer to the person who sends one.
@pytest.mark.filterwarnings("ignore::UserWarning")
@settings(deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from(
        [b"", b"PK\x03\x04", b"PK\x05\x06", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", OLE]
    ),
)
def test_any_bytes_are_recognised_or_refused(content: bytes, start: bytes) -> None:
    assert answer(start + content, FileType.PDF)


@pytest.mark.filterwarnings("ignore::UserWarning")
@settings(deadline=None)
@given(st.sampled_from(list(FileType)), st.data())
def test_a_damaged_file_is_recognised_or_refused(kind: FileType, data: st.DataObject) -> None:
    content = bytearray(REAL[kind])
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(0, len(content)) | st.just(len(content)))

    assert answer(bytes(content[:end]), kind)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Brief aan de Kamer (2).pdf", "Brief aan de Kamer (2).pdf"),
        ("C:\\map\\Brief <1>.pdf", "Brief 1.pdf"),
        ("../../etc/passwd", "passwd"),
        ("coördinatie_é-2.docx", "coördinatie_é-2.docx"),
        ("fact\N{RIGHT-TO-LEFT OVERRIDE}fdp.exe", "factfdp.exe"),
        ("a\x00b\nc.pdf", "ab c.pdf"),
        (".pdf", "bestand.pdf"),
        ("", "bestand"),
        ("../..", "bestand"),
        ("n" * 200 + ".docx", "n" * 115 + ".docx"),
        ("verslag.eerste versie", "verslag.eerste versie"),
    ],
)
def test_a_name_becomes_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@settings(deadline=None)
@given(st.text(max_size=300))
def test_a_safe_name_is_short_and_has_no_path(name: str) -> None:
    safe = safe_name(name)

    assert 1 <= len(safe) <= filetypes.LONGEST_NAME
    assert all(letter.isalnum() or letter in " -_.()" for letter in safe)
    assert safe not in {".", ".."}
    assert safe == safe.strip(" ")
