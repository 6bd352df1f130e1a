"""Prints a document as one file that is both PDF/A-2a and PDF/UA-1.

The only place that knows the printer. The same document gives the same bytes, on any day.
"""

import io
import logging
import unicodedata
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
from django.conf import settings
from django.template.loader import render_to_string
from fontTools.ttLib import TTFont
from pikepdf import (
    Array,
    Dictionary,
    Name,
    Object,
    ObjectStreamMode,
    Operator,
    Pdf,
    Stream,
    StreamDecodeLevel,
)
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from reports.canonical import Document, canonical_text, digest
from reports.kinds.registry import kind_of
from reports.progress import Tell

SCHEME = "asset:"
# All the printer may read. A name that is not in this list does not exist.
ASSETS = {
    "css/edition.css": "text/css",
    "fonts/pdf/NotoSans-Regular.ttf": "font/ttf",
    "fonts/pdf/NotoSans-Bold.ttf": "font/ttf",
    "fonts/pdf/NotoSans-Italic.ttf": "font/ttf",
}

# PDF/A wants every metadata schema outside its own list described: here the mark of PDF/UA.
UA_METADATA = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def pdf_of(document: Document, *, tell: Tell) -> bytes:
    """The document as a file. `tell` hears each step, and may stop the print by raising.

    Raises WrongDocument when the document is of no kind we print, or not whole.
    """
    tell("Tekst opstellen")
    kind = kind_of(document)
    html = printable(render_to_string(kind.template, {kind.name: kind.read(document)}))
    number = bytes.fromhex(digest(canonical_text(document)))[:16]
    with _steps_told(tell):
        page = HTML(string=html, base_url=SCHEME, url_fetcher=OwnAssets())
        printed = page.write_pdf(pdf_variant="pdf/a-2a", pdf_identifier=number)
    tell("Toegankelijkheid afronden")
    return _finished(printed)


class OwnAssets(URLFetcher):  # type: ignore[misc]
    """Gives the style sheet and the fonts, and nothing else of disk or network.

    A refusal ends the print: a report without something it asked for must not go out.
    """

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Read one of our own files."""
        name = url.removeprefix(SCHEME)
        if not url.startswith(SCHEME) or name not in ASSETS:
            raise FatalURLFetchingError(f"The report may not read {url!r}.")
        body = (_static() / name).read_bytes()
        return URLFetcherResponse(url, body, {"Content-Type": ASSETS[name]})


def printable(text: str) -> str:
    """Text with only signs that our font has.

    A sign without a shape would make the file invalid, and a borrowed font would make it differ
    per machine. What cannot be drawn is named ("[U+1F525]"); what has no shape, such as control
    signs and marks that turn the reading direction, is left out.
    """
    known = _signs_of_font()
    return "".join(
        sign if sign in known or sign in "\n\t" else _named(sign)
        for sign in unicodedata.normalize("NFC", text)
    )


def _named(sign: str) -> str:
    # Categories: controls, formats, surrogates, and selectors of a variant.
    if unicodedata.category(sign) in {"Cc", "Cf", "Cs"} or "\ufe00" <= sign <= "\ufe0f":
        return ""
    return f"[U+{ord(sign):04X}]"


@cache
def _signs_of_font() -> frozenset[str]:
    """Signs that all our fonts can draw, without controls and direction marks."""
    fonts = [_static() / name for name, kind in ASSETS.items() if kind == "font/ttf"]
    common = frozenset.intersection(*(frozenset(TTFont(font).getBestCmap()) for font in fonts))
    hidden = {"Cc", "Cf"}
    return frozenset(chr(c) for c in common if unicodedata.category(chr(c)) not in hidden)


def _static() -> Path:
    return Path(settings.BASE_DIR) / "static"


# What the printer says, and what the reader of the progress bar sees.
_STEPS = {
    "Step 1": "Tekst lezen",
    "Step 2": "Vormgeving lezen",
    "Step 3": "Vormgeving toepassen",
    "Step 4": "Blokken indelen",
    "Step 6": "PDF schrijven",
    "Step 7": "Gegevens van het bestand toevoegen",
}


class _Narrator(logging.Handler):
    """Passes the printer's progress on in Dutch, each step once in a row."""

    def __init__(self, tell: Tell) -> None:
        super().__init__(logging.INFO)
        self._tell = tell
        self._last = ""
        self._round = 1

    def emit(self, record: logging.LogRecord) -> None:
        """Tell it, unless it is the same as before."""
        step = self._in_dutch(record)
        if step and step != self._last:
            self._last = step
            self._tell(step)

    def _in_dutch(self, record: logging.LogRecord) -> str:
        said = str(record.msg)
        if "Repagination" in said:
            # Page numbers in the contents are known only after a first round.
            self._round += 1
            return "Paginanummers bijwerken"
        if "Page %d" in said and isinstance(record.args, tuple):
            again = f", ronde {self._round}" if self._round > 1 else ""
            return f"Pagina {record.args[0]} opmaken{again}"
        return _STEPS.get(said.split(" - ", maxsplit=1)[0], "")


@contextmanager
def _steps_told(tell: Tell) -> Iterator[None]:
    logger = logging.getLogger("weasyprint.progress")
    narrator, level, propagates = _Narrator(tell), logger.level, logger.propagate
    logger.addHandler(narrator)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(narrator)
        logger.setLevel(level)
        logger.propagate = propagates


def _finished(printed: bytes) -> bytes:
    """Add what the printer leaves out, and write the file without a clock or chance in it."""
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        _mark_as_ua(pdf)
        tree = _Tree(pdf)
        tree.finish()
        for page in pdf.pages:
            _header_and_footer_as_artifacts(pdf, page, tree.content_of(page))
        for stream in pdf.objects:
            if isinstance(stream, Stream) and _ends_with_line_end(stream.read_raw_bytes()):
                stream.write(stream.read_bytes())
        output = io.BytesIO()
        # Streams are written as they are here. The number of the file is made from its content.
        pdf.save(
            output,
            deterministic_id=True,
            compress_streams=False,
            stream_decode_level=StreamDecodeLevel.none,
            object_stream_mode=ObjectStreamMode.disable,
            # It would write the metadata anew.
            fix_metadata_version=False,
        )
    return output.getvalue()


def _compressed(content: bytes) -> bytes:
    """Compressed page content; a space at its end changes the last bytes and nothing else."""
    packed = zlib.compress(content, level=9)
    while _ends_with_line_end(packed):
        content += b" "
        packed = zlib.compress(content, level=9)
    return packed


def _ends_with_line_end(raw: bytes) -> bool:
    """PDF/A checks the length of a stream: its last byte must not look like the line end after."""
    return raw.endswith((b"\r", b"\n"))


def _mark_as_ua(pdf: Pdf) -> None:
    """Put the PDF/UA mark in the printer's own rdf:RDF: checkers do not read a second one."""
    metadata = pdf.Root.Metadata
    written = metadata.read_bytes()
    if written.count(b"</rdf:RDF>") != 1:
        raise ValueError("The printer wrote other metadata than expected.")
    metadata.write(written.replace(b"</rdf:RDF>", UA_METADATA + b"</rdf:RDF>"))


class _Tree:
    """The structure of the document: who is a head of what, and which content it holds."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._content: dict[tuple[int, int], set[int]] = {}

    def finish(self) -> None:
        """Walk it once: a scope on every head, and remember all tagged content."""
        self._walk(self._pdf.Root.StructTreeRoot.K, part="", page=None)

    def content_of(self, page: pikepdf.Page) -> set[int]:
        """Numbers of the content on a page that belongs to the structure."""
        return self._content.get(page.obj.objgen, set())

    def _walk(self, node: Any, *, part: str, page: Object | None) -> None:
        if isinstance(node, Array):
            kids: list[Any] = list(node)
            for kid in kids:
                if isinstance(kid, int):
                    self._remember(kid, page)
                else:
                    self._walk(kid, part=part, page=page)
        elif isinstance(node, Dictionary) and "/S" in node:
            tag = str(node.S)
            part = tag if tag in {"/THead", "/TBody", "/TFoot"} else part
            if tag == "/TH":
                self._set_scope(node, part)
            self._walk(node.get("/K", Array()), part=part, page=node.get("/Pg", page))

    def _set_scope(self, head: Dictionary, part: str) -> None:
        """Heads in the head of a table head a column, the others a row."""
        if "/A" not in head:
            head.A = Dictionary(O=Name.Table)
        head.A.Scope = Name.Column if part == "/THead" else Name.Row

    def _remember(self, number: int, page: Object | None) -> None:
        if page is not None:
            self._content.setdefault(page.objgen, set()).add(number)


def _header_and_footer_as_artifacts(pdf: Pdf, page: pikepdf.Page, tagged: set[int]) -> None:
    """Tell readers to skip the running header and page number.

    The printer tags them and then leaves them out of the structure, so that a screen reader meets
    content that belongs nowhere.
    """
    finished: list[Any] = []
    for step in pikepdf.parse_content_stream(page):
        if step.operator == Operator("BDC") and _number(step.operands) not in tagged | {None}:
            kept = [Name.Artifact, Dictionary(Type=Name.Pagination)]
            finished.append((kept, step.operator))
        else:
            finished.append(step)
    packed = _compressed(pikepdf.unparse_content_stream(finished))
    page.Contents = pdf.make_stream(packed, Filter=Name.FlateDecode)


def _number(operands: Any) -> int | None:
    properties = operands[1] if len(operands) > 1 else None
    if isinstance(properties, Dictionary) and "/MCID" in properties:
        return int(properties.MCID)
    return None
