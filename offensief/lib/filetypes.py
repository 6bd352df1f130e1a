"""Recognises an uploaded file by what is in it: a name is only what somebody called it."""

import re
import struct
import unicodedata
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import SEEK_END
from lzma import LZMAError
from pathlib import PurePosixPath
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from PIL import Image

MOST_PIXELS = 50_000_000
MOST_ENTRIES = 5_000
MOST_UNPACKED = 200 * 1024**2
LONGEST_NAME = 120
LONGEST_EXTENSION = 10
HEAD = 1024  # bytes in which a file must say what it is
TAIL = 2048  # bytes in which a PDF must end
MOST_CONTENT_TYPES = 1024**2

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_JPEG_END = b"\xff\xd9"
_NEAR_END = 4096
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_BYTE_ORDER = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_BLANKS = bytes(range(33))
_MARKUP = re.compile(rb"<(?:svg|html|script)", re.IGNORECASE)
_OVERRIDE = re.compile(rb"<(?:\w+:)?Override\b[^>]*>")
_ATTRIBUTE = re.compile(rb"""\b(PartName|ContentType)\s*=\s*["']([^"']*)["']""")
_OFFICE = "application/vnd.openxmlformats-officedocument"
# Pillow and zipfile tell of a damaged file in all these ways, also by dividing by zero; zipfile
# raises NotImplementedError for a compression or version it does not know, which a damaged or odd
# header can name.
_BROKEN = (
    OSError,
    EOFError,
    SyntaxError,
    ValueError,
    ArithmeticError,
    LookupError,
    NotImplementedError,
    BadZipFile,
    LZMAError,
    struct.error,
    zlib.error,
)


class WrongFile(ValueError):
    """This file cannot be taken; the message tells in Dutch what is wrong and what to do."""


class FileType(StrEnum):
    """The kinds of files that people may add."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PNG = "png"
    JPEG = "jpg"

    @property
    def media_type(self) -> str:
        """What a browser is told: "application/pdf"."""
        return {
            FileType.PDF: "application/pdf",
            FileType.DOCX: f"{_OFFICE}.wordprocessingml.document",
            FileType.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
            FileType.PNG: "image/png",
            FileType.JPEG: "image/jpeg",
        }[self]

    @property
    def extension(self) -> str:
        """The usual end of the name: ".pdf", and ".jpg" for JPEG."""
        return f".{self.value}"

    @property
    def extensions(self) -> tuple[str, ...]:
        """Every end that fits: (".jpg", ".jpeg")."""
        return (".jpg", ".jpeg") if self is FileType.JPEG else (self.extension,)

    @property
    def label(self) -> str:
        """What a reader calls it: "Word-document"."""
        return {
            FileType.PDF: "pdf",
            FileType.DOCX: "Word-document",
            FileType.XLSX: "Excel-bestand",
            FileType.PNG: "afbeelding (PNG)",
            FileType.JPEG: "afbeelding (JPEG)",
        }[self]


_PROGRAMS = {FileType.DOCX: "Word", FileType.XLSX: "Excel"}
_CHOICES = {
    FileType.PDF: "een pdf",
    FileType.DOCX: "een Word-document (.docx)",
    FileType.XLSX: "een Excel-bestand (.xlsx)",
    FileType.PNG: "een PNG",
    FileType.JPEG: "een JPEG",
}


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is taken at one place, in the words of a fault: no other kind is of use there."""

    taken: tuple[FileType, ...]

    @property
    def any(self) -> str:
        """What to choose: "een pdf of een Word-document (.docx)"."""
        return _or([_CHOICES[kind] for kind in FileType if kind in self.taken])

    @property
    def ends(self) -> str:
        """What to save it as, of what is no picture: ".docx, .xlsx of .pdf"."""
        order = (FileType.DOCX, FileType.XLSX, FileType.PDF)
        return _or([kind.extension for kind in order if kind in self.taken])

    @property
    def packed(self) -> str:
        """The same of the packed ones only: ".docx of .xlsx"."""
        return _or([kind.extension for kind in _PROGRAMS if kind in self.taken])

    @property
    def programs(self) -> str:
        """What it is made with: "Word of Excel"."""
        return _or([name for kind, name in _PROGRAMS.items() if kind in self.taken])

    @property
    def program(self) -> str:
        """A file of such a program: "Word- of Excel-bestand", or "Excel-bestand"."""
        return f"{self.programs.replace(' of ', '- of ')}-bestand"


def _or(words: Sequence[str]) -> str:
    return " of ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def recognise(
    stream: BinaryIO, *, name: str, taken: tuple[FileType, ...] = tuple(FileType)
) -> FileType:
    """Tell what a file is, or raise WrongFile. The stream is at its start again afterwards.

    Faults advise only what is `taken`. A sound file of another kind is told, not refused: the
    caller knows what it was for.

    A stream that starts with "%PDF-1.7" and ends with "%%EOF", called "brief.pdf", is
    FileType.PDF. Called "brief.docx" it is refused: "De naam eindigt op .docx, maar dit is een
    pdf. Geef het bestand een naam die eindigt op .pdf."
    """
    try:
        kind = _by_content(stream, _Wanted(taken))
    finally:
        stream.seek(0)
    if kind in taken:
        _require_fitting_name(kind, name)
    return kind


def safe_name(name: str) -> str:
    r"""A name that can be kept and offered again: r"C:\map\Brief <1>.pdf" is "Brief 1.pdf".

    Letters, digits, spaces and - _ . ( ) stay; at most 120 characters, with the extension.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    spaced = "".join(" " if letter.isspace() else letter for letter in last)
    kept = "".join(letter for letter in spaced if letter.isalnum() or letter in " -_.()")
    tidy = " ".join(kept.split()).rstrip(" .")
    stem, dot, extension = tidy.rpartition(".")
    if not dot or not extension.isalnum() or len(extension) > LONGEST_EXTENSION:
        stem, extension = tidy, ""
    end = f".{extension}" if extension else ""
    begin = stem.strip(" .")[: LONGEST_NAME - len(end)].rstrip(" .")
    return f"{begin or 'bestand'}{end}"


def _by_content(stream: BinaryIO, wanted: _Wanted) -> FileType:
    stream.seek(0)
    head = stream.read(HEAD)
    _require_no_markup(head, wanted)
    if head.startswith(_OLE):
        raise WrongFile(
            f"Dit is een oud {wanted.program} of een bestand met een wachtwoord. "
            f"Sla het op als {wanted.packed}, zonder wachtwoord."
        )
    if head.startswith(_ZIP):
        return _office(stream, wanted)
    if head.startswith(_PNG):
        return _picture(stream, FileType.PNG)
    if head.startswith(_JPEG):
        return _picture(stream, FileType.JPEG)
    if b"%PDF-" in head:
        return _pdf(stream)
    raise WrongFile(f"Dit soort bestand kan niet worden toegevoegd. Kies {wanted.any}.")


def _require_no_markup(head: bytes, wanted: _Wanted) -> None:
    if not head:
        raise WrongFile("Dit bestand is leeg. Kies een bestand met inhoud.")
    text = head
    for mark in _BYTE_ORDER:
        text = text.removeprefix(mark)
    # Text in UTF-16 has a zero beside every letter.
    text = text.replace(b"\0", b"").lstrip(_BLANKS)
    if text.startswith(b"<") or _MARKUP.search(text):
        raise WrongFile(
            "Dit is een webpagina of een SVG-tekening, en daar kan een programma in zitten. "
            f"Kies {wanted.any}."
        )


def _require_fitting_name(kind: FileType, name: str) -> None:
    end = PurePosixPath(safe_name(name)).suffix.lower()
    if end in kind.extensions:
        return
    given = f"De naam eindigt op {end}" if end else "De naam heeft geen einde zoals .pdf"
    raise WrongFile(
        f"{given}, maar dit is een {kind.label}. "
        f"Geef het bestand een naam die eindigt op {kind.extension}."
    )


def _pdf(stream: BinaryIO) -> FileType:
    size = stream.seek(0, SEEK_END)
    stream.seek(max(0, size - TAIL))
    if b"%%EOF" not in stream.read(TAIL):
        raise WrongFile("Deze pdf is niet compleet. Sla de pdf opnieuw op en voeg die weer toe.")
    return FileType.PDF


def _picture(stream: BinaryIO, kind: FileType) -> FileType:
    stream.seek(0)
    try:
        with Image.open(stream, formats=("PNG", "JPEG")) as picture:
            width, height = picture.size
            _require_modest(width * height)
            if kind is FileType.PNG:
                picture.verify()
            else:
                # Pillow verifies no JPEG. Reading it at an eighth is cheap and finds a torn file.
                picture.draft("RGB", (width // 8, height // 8))
                picture.load()
                # Another library may have told Pillow to put up with a file that was cut off.
                _require_end(stream)
    except WrongFile:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        _require_modest(MOST_PIXELS + 1)
    except _BROKEN as error:
        raise WrongFile(
            "Deze afbeelding is beschadigd. Sla de afbeelding opnieuw op en voeg die weer toe."
        ) from error
    return kind


def _require_end(stream: BinaryIO) -> None:
    """The end mark of a JPEG, near the end: some cameras write a little after it."""
    size = stream.seek(0, SEEK_END)
    stream.seek(max(0, size - _NEAR_END))
    if _JPEG_END not in stream.read():
        raise OSError("The picture has no end.")


def _require_modest(pixels: int) -> None:
    if pixels > MOST_PIXELS:
        raise WrongFile(
            "Deze afbeelding heeft meer dan 50 miljoen pixels. "
            "Maak de afbeelding kleiner en voeg die dan toe."
        )


def _office(stream: BinaryIO, wanted: _Wanted) -> FileType:
    try:
        with ZipFile(stream) as archive:
            entries = archive.infolist()
            _require_harmless(entries, wanted)
            return _main_part(archive, wanted)
    except WrongFile:
        raise
    except _BROKEN as error:
        raise WrongFile(
            f"Dit {wanted.program} is beschadigd. Sla het opnieuw op en voeg het weer toe."
        ) from error


def _require_harmless(entries: list[ZipInfo], wanted: _Wanted) -> None:
    # A list that is too long is not even looked through.
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        smaller = (
            "Sla het op als pdf en voeg die toe."
            if FileType.PDF in wanted.taken
            else "Haal eruit wat er niet in hoort, zoals afbeeldingen, en sla het opnieuw op."
        )
        raise WrongFile(f"Dit bestand wordt uitgepakt veel te groot. {smaller}")
    names = [entry.orig_filename for entry in entries]
    if any(entry.flag_bits & 1 for entry in entries):
        raise WrongFile("Dit bestand heeft een wachtwoord. Sla het op zonder wachtwoord.")
    if len(set(names)) < len(names) or any(_leads_outside(name) for name in names):
        raise WrongFile(
            "Dit bestand bevat onderdelen met een verboden naam. "
            f"Open het in {wanted.programs} en sla het opnieuw op."
        )
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise _macros(wanted)


def _leads_outside(name: str) -> bool:
    return name.startswith("/") or ".." in name.split("/") or bool(set(name) & set("\\:\0"))


def _macros(wanted: _Wanted) -> WrongFile:
    return WrongFile(f"Dit bestand bevat macro's. Sla het op zonder macro's, als {wanted.packed}.")


def _main_part(archive: ZipFile, wanted: _Wanted) -> FileType:
    names = set(archive.namelist())
    if "[Content_Types].xml" not in names:
        raise _no_office(wanted)
    with archive.open("[Content_Types].xml") as part:
        written = part.read(MOST_CONTENT_TYPES)
    if b"macroenabled" in written.lower():
        raise _macros(wanted)
    found = set()
    for override in _OVERRIDE.findall(written):
        about = {key: value.decode() for key, value in _ATTRIBUTE.findall(override)}
        path = about.get(b"PartName", "").removeprefix("/")
        for kind in (FileType.DOCX, FileType.XLSX):
            if about.get(b"ContentType") == f"{kind.media_type}.main+xml" and path in names:
                found.add(kind)
    if len(found) != 1:
        raise _no_office(wanted)
    return found.pop()


def _no_office(wanted: _Wanted) -> WrongFile:
    return WrongFile(
        f"Dit is een ingepakt bestand, maar geen {wanted.program}. Sla het op als {wanted.ends}."
    )
