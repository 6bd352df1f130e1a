"""The edition as one page that stands alone: same body as the PDF, nothing asked of any address."""

from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from reports.canonical import Document
from reports.progress import Tell
from reports.text import report

STYLE = "css/edition-web.css"


def html_of(document: Document, tell: Tell) -> bytes:
    """The page. Raises WrongDocument when the document is not whole."""
    tell("Pagina opmaken")
    context = {"edition": report.read(document), "style": mark_safe(_style())}  # noqa: S308  # nosec B308 B703 -- ours
    return render_to_string("reports/kinds/progress_page.html", context).encode()


def _style() -> str:
    return (Path(settings.BASE_DIR) / "static" / STYLE).read_text(encoding="utf-8")
