"""Writes in Word: headings, text, tables and pictures, each in a style and never by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Emu

from reports.formats.word import marks, styles
from reports.formats.words import clean, one_line, paragraphs

# A4 with margins of two centimetres.
TEXT_WIDTH = 17.0
# A row longer than this may be split over two pages; others stay whole.
_LONG_ROW = 600
_FACT_WIDTH = 5.2


@dataclass(frozen=True, slots=True)
class Linked:
    """Text that is a link to an address of the web; plain text without one."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Text of weight."""

    text: str


type Said = str | Linked | Strong
# What a cell says: one thing, or several after each other.
type CellText = Said | tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: what it shows, its heads, its rows, and how wide its columns are in centimetres."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[CellText]]
    widths: Sequence[float]
    numeric: frozenset[int] = frozenset()


class Pen:
    """Writes at the end of a file."""

    def __init__(self, file: WordFile) -> None:
        self._file = file
        self._end = file.element.body.get_or_add_sectPr()
        self._ids = {style.name or "": style.style_id for style in file.styles}
        self._headings: list[tuple[int, str, str]] = []
        self._tables = self._pictures = 0
        self._contents: CT_P | None = None

    def heading(self, text: str, level: int, *, on_new_page: bool = False) -> None:
        """A heading that the contents can point to."""
        line = self._line(f"Heading {level}", on_new_page=on_new_page)
        told, number = one_line(text), len(self._headings) + 1
        marks.write(line, told)
        name = f"_Toc{number:06}"
        marks.bookmark(line, name, number)
        self._headings.append((level, told, name))

    def text(self, *said: Said, style: str = styles.NORMAL) -> None:
        """A paragraph; where one text has blank lines, more of them. Nothing for no text."""
        if len(said) == 1 and isinstance(said[0], str):
            for part in paragraphs(said[0]):
                marks.write(self._line(style), part)
        else:
            self._write(self._line(style), said)

    def led(self, lead: str, text: str) -> None:
        """A text that begins with what it is: "Toelichting. ..."."""
        first, *others = paragraphs(text) or [""]
        if first:
            self.text(Strong(f"{lead}."), f" {first}")
        for part in others:
            self.text(part)

    def bullets(self, items: Sequence[Sequence[Said]]) -> None:
        """A list."""
        for item in items:
            self._write(self._line(styles.BULLET), item)

    def table(self, grid: Grid) -> None:
        """A table with its caption above; the head comes back on every page."""
        self._tables += 1
        self._caption("Tabel", self._tables, grid.caption, styles.CAPTION)
        table = marks.new_table(
            self._ids[styles.TABLE], grid.widths, described=one_line(grid.caption), has_head=True
        )
        heads = [
            self._cell(
                styles.TABLE_HEAD_NUMBER if column in grid.numeric else styles.TABLE_HEAD, text
            )
            for column, text in enumerate(grid.head)
        ]
        marks.add_row(table, grid.widths, heads, is_head=True)
        for cells in grid.rows:
            lines = [
                self._cell(
                    styles.TABLE_NUMBER if column in grid.numeric else styles.TABLE_TEXT, said
                )
                for column, said in enumerate(cells)
            ]
            length = sum(len(_plain(part)) for said in cells for part in _parts(said))
            marks.add_row(table, grid.widths, lines, stays_whole=length < _LONG_ROW)
        self._put(table)

    def facts(self, name: str, facts: Sequence[tuple[str, str]]) -> None:
        """A table of two columns: what it is, and its value. It has heads of rows only."""
        widths = (_FACT_WIDTH, TEXT_WIDTH - _FACT_WIDTH)
        table = marks.new_table(
            self._ids[styles.TABLE], widths, described=one_line(name), has_head=False
        )
        for label, value in facts:
            cells = [
                self._cell(styles.TABLE_HEAD, label),
                self._cell(styles.TABLE_TEXT, value),
            ]
            marks.add_row(table, widths, cells)
        self._put(table)

    def picture(self, png: bytes, *, title: str, finding: str, ratio: float) -> None:
        """A picture as wide as the text; who cannot see it hears the finding."""
        self._pictures += 1
        width = Cm(TEXT_WIDTH)
        drawn = self._file.part.new_pic_inline(BytesIO(png), width, Emu(round(width * ratio)))
        drawn.docPr.set("descr", one_line(finding))
        drawn.docPr.set("title", one_line(title))
        self._line(styles.PICTURE).add_r().add_drawing(drawn)
        self._caption("Figuur", self._pictures, title, styles.FIGURE_CAPTION)

    def contents_here(self) -> None:
        """The place of the contents; `finish` fills it, when all headings are known."""
        self._contents = self._line(styles.CONTENTS[0])

    def finish(self) -> None:
        """Write the contents."""
        if self._contents is None:
            return
        told = [heading for heading in self._headings if heading[0] <= len(styles.CONTENTS)]
        for line in marks.contents(told, [self._ids[name] for name in styles.CONTENTS]):
            self._contents.addprevious(line)
        self._contents.getparent().remove(self._contents)

    def _line(self, style: str, *, on_new_page: bool = False) -> CT_P:
        line = marks.paragraph(self._ids[style], on_new_page=on_new_page)
        self._end.addprevious(line)
        return line

    def _put(self, table: BaseOxmlElement) -> None:
        """Place a table, with a little air under it: without, two tables become one."""
        self._end.addprevious(table)
        self._line(styles.UNDER_TABLE)

    def _cell(self, style: str, said: CellText) -> CT_P:
        line = marks.paragraph(self._ids[style])
        self._write(line, _parts(said))
        return line

    def _caption(self, kind: str, number: int, text: str, style: str) -> None:
        line = self._line(style)
        marks.write(line, f"{kind} ")
        marks.add_field(line, f"SEQ {kind} \\* ARABIC", str(number))
        marks.write(line, f". {one_line(text)}")

    def _write(self, line: CT_P, said: Sequence[Said]) -> None:
        for part in said:
            text = clean(_plain(part))
            if isinstance(part, Linked) and part.address:
                relation = self._file.part.relate_to(
                    clean(part.address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True
                )
                marks.write_link(line, text, self._ids[styles.LINK], relation)
            else:
                marks.write(line, text, self._ids[styles.LEAD] if isinstance(part, Strong) else "")


def _parts(said: CellText) -> tuple[Said, ...]:
    return said if isinstance(said, tuple) else (said,)


def _plain(said: Said) -> str:
    return said if isinstance(said, str) else said.text
