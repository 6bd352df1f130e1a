"""Charts as pictures for programs that cannot draw SVG: the same drawing, the same bytes.

The printer of the PDF draws the chart on a page of its own size; pdfium makes points of it. No
browser is needed, and the letters are those of our own font.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pypdfium2
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from offensief.charts.figure import Figure
from reports.pdf import SCHEME, OwnAssets, printable

# Points of the picture per point of the drawing: sharp on paper at the width of a page.
SCALE = 3
_LOOK = """
@font-face { font-family: "Noto Sans"; font-weight: 400;
  src: url("asset:fonts/pdf/NotoSans-Regular.ttf"); }
@font-face { font-family: "Noto Sans"; font-weight: 700;
  src: url("asset:fonts/pdf/NotoSans-Bold.ttf"); }
@page { size: %(width)spx %(height)spx; margin: 0 }
html, body { margin: 0 }
svg { display: block }
"""
_PX_PER_POINT = 96 / 72


def picture_of(figure: Figure) -> bytes:
    """The chart as PNG."""
    width, height = size_of(figure)
    fonts, closed = FontConfiguration(), {"base_url": SCHEME, "url_fetcher": OwnAssets()}
    look = _LOOK % {"width": width, "height": height}
    page = f'<!DOCTYPE html><html lang="nl"><body>{figure.svg}</body></html>'
    with _quietly():
        style = CSS(string=look, font_config=fonts, **closed)
        html = HTML(string=printable(page), **closed)
        return _as_png(html.write_pdf(stylesheets=[style], font_config=fonts))


@contextmanager
def _quietly() -> Iterator[None]:
    """The printer tells each step; of a single chart nobody wants to know."""
    logger = logging.getLogger("weasyprint.progress")
    level = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(level)


def size_of(figure: Figure) -> tuple[float, float]:
    """Width and height of a drawing, as its own frame says."""
    frame = figure.svg.split('viewBox="', 1)[1].split('"', 1)[0].split()
    return float(frame[2]), float(frame[3])


def _as_png(pdf: bytes) -> bytes:
    document = pypdfium2.PdfDocument(pdf)
    try:
        drawn = document[0].render(scale=SCALE * _PX_PER_POINT)
        picture = drawn.to_pil().convert("RGB")
    finally:
        document.close()
    written = BytesIO()
    picture.save(written, "PNG", compress_level=9)
    return written.getvalue()
