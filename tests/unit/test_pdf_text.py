"""What the PDF says, chapter by chapter, is what the page says: nothing lost between the two."""

import re
from functools import cache
from html.parser import HTMLParser
from io import BytesIO

import pytest
from django.template.loader import render_to_string
from pypdf import PdfReader

from reports.pdf import pdf_of, printable
from reports.text import report
from tests.unit.edition_documents import CHAPTERS, round_document

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

# What stands around the text of a page, and what the style sheet adds to a link.
_AROUND = re.compile(
    r"^(CONCEPT · Voortgangsrapportage .*|CONCEPT|Offensief tegen Explosies|pagina \d+ van \d+)$",
    re.MULTILINE,
)
_ADDED = re.compile(r"\s*\(\s*pagina\s+\d+\s*\)")


def bare(text: str) -> str:
    """Letters and digits only: hyphens, line ends and bullets are the printer's."""
    return re.sub(r"[\W_]", "", text)


class _Chunks(HTMLParser):
    """Texts of the page per chapter, without pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.chapters: dict[str, list[str]] = {}
        self._chapter = ""
        self._is_heading = self._is_picture = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._mark(tag, is_open=True)

    def handle_endtag(self, tag: str) -> None:
        self._mark(tag, is_open=False)

    def _mark(self, tag: str, *, is_open: bool) -> None:
        if tag == "h2":
            self._is_heading = is_open
        if tag == "svg":
            self._is_picture = is_open

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if not text or self._is_picture:
            return
        if self._is_heading and text in CHAPTERS:
            self._chapter = text
        if self._chapter:
            self.chapters.setdefault(self._chapter, []).append(text)


@cache
def on_the_page() -> dict[str, list[str]]:
    edition = report.read(round_document())
    page = render_to_string("reports/kinds/progress.html", {"edition": edition})
    chunks = _Chunks()
    chunks.feed(printable(page))
    return chunks.chapters


@cache
def in_the_pdf() -> dict[str, str]:
    reader = PdfReader(BytesIO(pdf_of(round_document(), tell=lambda step: None)))
    pages = [_AROUND.sub("", page.extract_text()) for page in reader.pages[1:]]
    text = bare(_ADDED.sub("", "\n".join(pages)))
    starts = [text.index(bare(chapter)) for chapter in CHAPTERS]
    assert starts == sorted(starts)
    ends = [*starts[1:], len(text)]
    return {c: text[a:b] for c, a, b in zip(CHAPTERS, starts, ends, strict=True)}


def test_the_chapters_are_the_same() -> None:
    assert tuple(on_the_page()) == CHAPTERS


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_everything_on_the_page_is_in_the_same_chapter_of_the_pdf(chapter: str) -> None:
    printed = in_the_pdf()[chapter]

    lost = [text for text in on_the_page()[chapter] if bare(text) not in printed]

    assert lost == []
