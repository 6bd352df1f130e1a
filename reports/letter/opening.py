"""Reads the text of a letter, in a process of its own (offensief.lib.boxed).

Answers one JSON object: blocks of text, each with its place; or why there are none. A block is a
page of a PDF, or a paragraph, a row of a table or a note of a Word document.
"""

import json
import logging
import lzma
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Protocol
from xml.parsers import expat

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

from offensief.lib import boxed, packed
from reports.letter.limits import CPU_SECONDS, MEMORY_BYTES, MOST_CHARACTERS, MOST_PAGES, WORD

_HEAD = 1024
# Where a Word document keeps its text, beside the body; the place is told in Dutch.
_NOTES = {"footnotes": "voetnoot", "endnotes": "eindnoot"}
_EDGES = {"header": "koptekst", "footer": "voettekst"}
_SKIPPED = {
    qn("w:del"),
    qn("w:moveFrom"),
    # The same text box a second time, for old programs.
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_SIGNS = {qn("w:tab"): " ", qn("w:br"): " ", qn("w:cr"): " ", qn("w:noBreakHyphen"): "-"}
# What reading a damaged PDF or Word document ends in.
_BROKEN = (
    PyPdfError,
    OpcError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    RuntimeError,  # what zipfile says of a part with a password, or packed in an unknown way
    expat.ExpatError,
    SyntaxError,  # also lxml's XMLSyntaxError
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    EOFError,
    OSError,
)


class Fault(Exception):
    """Why the letter was not read: the name of a sentence in reports.letter.reading."""


class _Element(Protocol):
    tag: Any
    text: str | None

    def __iter__(self) -> Iterator["_Element"]: ...

    def get(self, name: str) -> str | None: ...


def main() -> None:
    """The file on standard input, what was read on standard output."""
    boxed.limit_self(memory_bytes=MEMORY_BYTES, cpu_seconds=CPU_SECONDS)
    data = sys.stdin.buffer.read()
    # Complaints of pypdf may repeat what stands in the letter.
    logging.disable(logging.CRITICAL)
    sys.stdout.write(json.dumps(answer(data), ensure_ascii=True))


def answer(data: bytes) -> dict[str, Any]:
    """What the process that asked gets."""
    try:
        return _pdf(data) if b"%PDF-" in data[:_HEAD] else _word(data)
    except Fault as fault:
        return {"fault": str(fault)}
    except packed.TooMuch:
        return {"fault": "too_much"}
    except MemoryError:
        return {"fault": "too_much"}
    except _BROKEN:
        return {"fault": "broken"}


def _pdf(data: bytes) -> dict[str, Any]:
    try:
        return _pages(data)
    except (DependencyError, FileNotDecryptedError) as error:
        # pypdf knows AES only with another library, and says so at the first thing it opens.
        raise Fault("encrypted") from error


def _pages(data: bytes) -> dict[str, Any]:
    reader = PdfReader(BytesIO(data), strict=False)
    # Many programs forbid only copying or printing: such a letter opens without a password.
    if reader.is_encrypted and not reader.decrypt(""):
        raise Fault("encrypted")
    pages = len(reader.pages)
    if pages > MOST_PAGES:
        raise Fault("too_many_pages")
    blocks: list[list[str]] = []
    for number, page in enumerate(reader.pages, 1):
        blocks.append([f"bladzijde {number}", page.extract_text()])
        _require_modest(blocks)
    return _told("pdf", pages, blocks, has_changes=False)


def _word(data: bytes) -> dict[str, Any]:
    packed.check_list(data, WORD)
    packed.walk(data, WORD)
    document = Document(BytesIO(data))
    body: Any = document.element.body
    blocks: list[list[str]] = list(_body(body))
    blocks += _beside(document)
    _require_modest(blocks)
    changed = any(True for _ in body.iter(qn("w:ins"), qn("w:del")))
    return _told("docx", 0, blocks, has_changes=changed)


def _beside(document: WordDocument) -> Iterator[list[str]]:
    """Notes, headers and footers; what stands on every page comes once."""
    edges: set[tuple[str, str]] = set()
    for relation in document.part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if relation.is_external or kind not in _NOTES | _EDGES:
            continue
        root: Any = parse_xml(relation.target_part.blob)
        if kind in _NOTES:
            yield from _notes(root, _NOTES[kind])
            continue
        for _, text in _body(root):
            if (kind, text) not in edges:
                edges.add((kind, text))
                yield [_EDGES[kind], text]


def _told(kind: str, pages: int, blocks: list[list[str]], *, has_changes: bool) -> dict[str, Any]:
    kept = [block for block in blocks if block[1].strip()]
    if not kept:
        raise Fault("no_text")
    return {"kind": kind, "pages": pages, "blocks": kept, "has_changes": has_changes}


def _require_modest(blocks: list[list[str]]) -> None:
    if sum(len(text) for _, text in blocks) > MOST_CHARACTERS:
        raise Fault("too_much")


def _body(body: _Element) -> Iterator[list[str]]:
    """Paragraphs in their order, and each row of a table as one block."""
    # By id, with the element itself: lxml makes a new object for an element that nobody holds.
    in_rows: dict[int, _Element] = {}
    paragraphs = tables = 0
    for element in _walk(body, {qn("w:p"), qn("w:tbl")}):
        if element.tag == qn("w:tbl"):
            tables += 1
            for row, line in enumerate(_rows(element, in_rows), 1):
                yield [f"tabel {tables}, rij {row}", line]
        elif id(element) not in in_rows:
            paragraphs += 1
            yield [f"alinea {paragraphs}", _text(element)]


def _walk(element: _Element, tags: set[str]) -> Iterator[_Element]:
    """Elements of these kinds in the order of the text, without what no reader sees."""
    for child in element:
        if child.tag in tags:
            yield child
        if child.tag not in _SKIPPED:
            yield from _walk(child, tags)


def _rows(table: _Element, in_rows: dict[int, _Element]) -> Iterator[str]:
    """Rows that no other table gave already; "a | b" for two cells."""
    for row in _walk(table, {qn("w:tr")}):
        paragraphs = [p for p in _walk(row, {qn("w:p")}) if id(p) not in in_rows]
        in_rows |= {id(p): p for p in paragraphs}
        yield " | ".join(text for p in paragraphs if (text := _text(p).strip()))


def _notes(notes: _Element, name: str) -> Iterator[list[str]]:
    for note in notes:
        number = note.get(qn("w:id")) if isinstance(note.tag, str) else None
        if number and not note.get(qn("w:type")):
            yield [f"{name} {number}", " ".join(_text(p) for p in _walk(note, {qn("w:p")}))]


def _text(paragraph: _Element) -> str:
    """What a reader of the paragraph sees: inserted text too, removed text not."""
    return "".join(_pieces(paragraph))


def _pieces(element: _Element) -> Iterator[str]:
    for child in element:
        # A text box in a paragraph has paragraphs of its own, which come by themselves.
        if child.tag in _SKIPPED or child.tag == qn("w:txbxContent"):
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        else:
            yield from _pieces(child)


if __name__ == "__main__":
    main()
