"""Which form is made by what, and with which versions of it."""

from collections.abc import Callable, Mapping
from importlib.metadata import version

from reports.canonical import Document, canonical_text
from reports.formats.html import html_of
from reports.pdf import pdf_of
from reports.progress import Tell

# What the bytes of a file depend on; another version may draw or pack otherwise.
_TOOLS = ("weasyprint", "pikepdf", "pydyf")


def _json(document: Document, tell: Tell) -> bytes:
    tell("Schrijven")
    return canonical_text(document).encode()


MAKERS: Mapping[str, Callable[[Document, Tell], bytes]] = {
    "pdf": lambda document, tell: pdf_of(document, tell=tell),
    "html": html_of,
    "json": _json,
}


def made_with() -> str:
    """The versions that make files here: "weasyprint 70.0, pikepdf 10.18"."""
    return ", ".join(f"{tool} {version(tool)}" for tool in _TOOLS)
