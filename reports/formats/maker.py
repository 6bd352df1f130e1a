"""Which form is made by what, and with which versions of it."""

import zlib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import version

from django.conf import settings

from reports.canonical import Document, canonical_text
from reports.formats.csvw import csv_bundle_of
from reports.formats.docx import docx_of
from reports.formats.html import html_of
from reports.formats.xlsx import xlsx_of
from reports.pdf import pdf_of
from reports.progress import Tell

# What the bytes of a file depend on; another version may draw or pack otherwise.
_TOOLS = (
    "weasyprint",
    "pikepdf",
    "pydyf",
    "python-docx",
    "openpyxl",
    "pypdfium2",
    "pillow",
)


def _json(document: Document, tell: Tell) -> bytes:
    tell("Schrijven")
    return canonical_text(document).encode()


MAKERS: Mapping[str, Callable[[Document, Tell], bytes]] = {
    "pdf": lambda document, tell: pdf_of(document, tell=tell),
    "html": html_of,
    "docx": docx_of,
    "xlsx": xlsx_of,
    "csv": csv_bundle_of,
    "json": _json,
}


@cache
def made_with() -> str:
    """The versions that make files here: "portaal 0.1.0, weasyprint 70.0, ..., zlib 1.3"."""
    ours = f"portaal {settings.PORTAL_VERSION}"
    tools = [f"{tool} {version(tool)}" for tool in _TOOLS]
    return ", ".join([ours, *tools, f"zlib {zlib.ZLIB_RUNTIME_VERSION}"])
