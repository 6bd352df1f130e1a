"""Looks at a packed file of XML (a workbook) before a parser does: how much it would become."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import IO
from xml.parsers import expat
from zipfile import ZipFile

from openpyxl.worksheet.cell_range import CellRange

_HEAD = 64
# Blanks, the marks of byte order, and the zeros of UTF-16.
_BEFORE_XML = bytes(range(33)) + b"\xef\xbb\xbf\xfe\xff"
# Of these openpyxl makes a cell for each place in their area. A hyperlink of Word has no area.
_AREAS = {"mergeCell", "hyperlink"}
_WORD = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
}


class TooMuch(Exception):
    """More than such a file needs, or XML that no spreadsheet program writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The most that is read: parts, bytes and their ratio, tags, and places in merged areas."""

    members: int
    unpacked: int
    ratio: int
    elements: int
    area: int


def check_list(data: bytes, limits: Limits) -> None:
    """Look only at the list of parts of the file. Raises TooMuch."""
    with ZipFile(BytesIO(data)) as archive:
        entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if (
        len(entries) > limits.members
        or unpacked > limits.unpacked
        or unpacked > limits.ratio * max(packed, 1)
    ):
        raise TooMuch


def walk(data: bytes, limits: Limits) -> None:
    """Go along all XML without keeping it. Raises TooMuch, or an error of expat or zipfile."""
    left = limits.elements
    with ZipFile(BytesIO(data)) as archive:
        for entry in archive.infolist():
            # By content: a sheet may be called anything.
            with archive.open(entry) as part:
                is_xml = part.read(_HEAD).translate(None, _BEFORE_XML).startswith(b"<")
            if is_xml:
                with archive.open(entry) as part:
                    left -= _elements(part, entry.filename, most=left, most_area=limits.area)


def _elements(part: IO[bytes], name: str, *, most: int, most_area: int) -> int:
    parser = expat.ParserCreate(namespace_separator=" ")
    count = area = 0

    def begin(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal count, area
        count += 1
        namespace, _, name = tag.rpartition(" ")
        if name in _AREAS and namespace not in _WORD:
            size = CellRange(attributes["ref"]).size
            area += size["columns"] * size["rows"]
        if count > most or area > most_area:
            raise TooMuch

    def doctype(*_: object) -> None:
        # Entities are how a small file becomes a huge one, or reads other files.
        raise TooMuch

    parser.StartElementHandler = begin
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.ParseFile(part)
    except expat.ExpatError:
        # Excel writes drawings that are no XML after all. openpyxl does not read them either.
        if not name.lower().endswith(".vml"):
            raise
    return count
