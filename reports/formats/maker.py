"""Which form is made by what, and with which versions of it."""

import zlib
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from reports.canonical import Document, canonical_text, digest
from reports.progress import Tell

type Maker = Callable[[Document, Tell], bytes]

# What the bytes of a file depend on; another version may draw or pack otherwise.
_TOOLS = (
    "weasyprint",
    "pikepdf",
    "pydyf",
    "python-docx",
    "openpyxl",
    "pypdfium2",
    "pillow",
    "lxml",
)

_LAYOUT = (
    "templates/reports/kinds/**/*.html",
    "static/css/edition*.css",
    "static/fonts/pdf/*",
    "offensief/charts/*.py",
    "reports/pdf.py",
    "reports/charts.py",
    "reports/formats/**/*.py",
    "reports/text/*.py",
)


def _of(module: str, name: str) -> Maker:
    """A maker that is loaded when it is asked for.

    Each file is made in a process of its own, and the printers take longer to load than most
    files take to make.
    """

    def make(document: Document, tell: Tell) -> bytes:
        made: bytes = getattr(import_module(f"reports.{module}"), name)(document, tell=tell)
        return made

    return make


def _json(document: Document, tell: Tell) -> bytes:
    tell("Schrijven")
    return canonical_text(document).encode()


MAKERS: Mapping[str, Maker] = {
    "pdf": _of("pdf", "pdf_of"),
    "html": _of("formats.html", "html_of"),
    "docx": _of("formats.docx", "docx_of"),
    "xlsx": _of("formats.xlsx", "xlsx_of"),
    "csv": _of("formats.csvw", "csv_bundle_of"),
    "json": _json,
}


@cache
def made_with() -> str:
    """The versions that make files here: "portaal 0.1.0, weasyprint 70.0, ..., zlib 1.3"."""
    ours = f"portaal {settings.PORTAL_VERSION}"
    tools = [f"{tool} {version(tool)}" for tool in _TOOLS]
    # These come with the machine, not with our lock file.
    system = [f"pango {_pango()}", f"zlib {zlib.ZLIB_RUNTIME_VERSION}"]
    return ", ".join([ours, f"opmaak {_layout()}", *tools, *system])


def _layout() -> str:
    """The templates, styles and fonts in eight signs: with others the same text looks otherwise."""
    root = Path(settings.BASE_DIR)
    files = [file for place in _LAYOUT for file in sorted(root.glob(place)) if file.is_file()]
    return digest("".join(digest(file.read_bytes()) for file in files))[:8]


def _pango() -> str:
    """Which version of Pango sets the lines of the PDF: 15012 is "1.50.12"."""
    number: int = import_module("weasyprint.text.ffi").pango.pango_version()
    return f"{number // 10_000}.{number // 100 % 100}.{number % 100}"
