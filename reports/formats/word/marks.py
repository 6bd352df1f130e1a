"""Parts of Word's own XML: paragraphs, tables, fields, links, bookmarks and the contents."""

from collections.abc import Iterable, Sequence

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.table import CT_Tbl
from docx.oxml.text.paragraph import CT_P
from docx.oxml.text.run import CT_R
from docx.oxml.xmlchemy import BaseOxmlElement

_TWIPS_PER_CM = 567
# A contents list with headings down to this level: links, no page numbers (only Word knows those).
_CONTENTS = r' TOC \o "1-{levels}" \h \n \z \u '


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    """One element of Word with its attributes, such as "w:tcW" with w="567"."""
    made: BaseOxmlElement = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def paragraph(style: str, *, on_new_page: bool = False) -> CT_P:
    """An empty paragraph. A style goes by its id here: "Heading1"."""
    line = OxmlElement("w:p")
    if not isinstance(line, CT_P):
        raise TypeError("Word calls a paragraph otherwise.")
    line.style = style
    if on_new_page:
        line.get_or_add_pPr().get_or_add_pageBreakBefore()
    return line


def write(line: CT_P, text: str, style: str = "") -> CT_R:
    """More text at the end of a paragraph; an end of line stays one."""
    run = line.add_r()
    if style:
        run.style = style
    run.text = text
    return run


def write_link(line: CT_P, text: str, style: str, relation: str) -> None:
    """More text at the end of a paragraph, which is a link."""
    link = element("w:hyperlink")
    link.set(qn("r:id"), relation)
    link.append(write(line, text, style))
    line.append(link)


def add_field(line: CT_P, instruction: str, text: str) -> None:
    """A value that Word can count anew: "SEQ Tabel", "PAGE"; `text` is what it is now."""
    field = element("w:fldSimple", instr=f" {instruction} ")
    field.append(write(line, text))
    line.append(field)


def bookmark(line: CT_P, name: str, number: int) -> None:
    """Name a paragraph, so that a link can point to it."""
    start, end = element("w:bookmarkStart", id=str(number), name=name), element("w:bookmarkEnd")
    end.set(qn("w:id"), str(number))
    line.insert(1 if line.pPr is not None else 0, start)
    line.append(end)


def contents(headings: Sequence[tuple[int, str, str]], level_styles: Sequence[str]) -> list[CT_P]:
    """The contents: level, text and bookmark of each heading, as a field that Word can renew."""
    lines = []
    for level, text, name in headings:
        line = paragraph(level_styles[level - 1])
        link = element("w:hyperlink", anchor=name, history="1")
        link.append(write(line, text))
        line.append(link)
        lines.append(line)
    if lines:
        first = lines[0]
        begin = [_field("begin"), _instruction(len(level_styles)), _field("separate")]
        for place, run in enumerate(begin, start=1):
            first.insert(place, run)
        lines[-1].append(_field("end"))
    return lines


def _field(kind: str) -> BaseOxmlElement:
    run = element("w:r")
    run.append(element("w:fldChar", fldCharType=kind))
    return run


def _instruction(levels: int) -> BaseOxmlElement:
    run, told = element("w:r"), element("w:instrText")
    told.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    told.text = _CONTENTS.format(levels=levels)
    run.append(told)
    return run


def new_table(style: str, widths: Sequence[float], *, described: str, has_head: bool) -> CT_Tbl:
    """A table without rows. A program that speaks tells `described` before it reads the table."""
    table = parse_xml(f"<w:tbl {nsdecls('w')}><w:tblPr/><w:tblGrid/></w:tbl>")
    if not isinstance(table, CT_Tbl):
        raise TypeError("Word calls a table otherwise.")
    total = sum(_twips(width) for width in widths)
    look = {"firstRow": "1" if has_head else "0", "lastRow": "0", "firstColumn": "1"}
    look |= {"lastColumn": "0", "noHBand": "1", "noVBand": "1"}
    for part in (
        element("w:tblStyle", val=style),
        element("w:tblW", w=str(total), type="dxa"),
        element("w:tblLayout", type="fixed"),
        element("w:tblLook", val="06A0" if has_head else "0680", **look),
        element("w:tblCaption", val=described),
    ):
        table.tblPr.append(part)
    for width in widths:
        table.tblGrid.append(element("w:gridCol", w=str(_twips(width))))
    return table


def add_row(
    table: CT_Tbl,
    widths: Sequence[float],
    lines: Iterable[CT_P],
    *,
    is_head: bool = False,
    stays_whole: bool = True,
) -> None:
    """A row with one paragraph in each cell. A head comes back on every page."""
    row, about = element("w:tr"), element("w:trPr")
    if stays_whole:
        about.append(element("w:cantSplit"))
    if is_head:
        about.append(element("w:tblHeader"))
    row.append(about)
    for width, line in zip(widths, lines, strict=True):
        cell, place = element("w:tc"), element("w:tcPr")
        place.append(element("w:tcW", w=str(_twips(width)), type="dxa"))
        cell.extend([place, line])
        row.append(cell)
    table.append(row)


def _twips(centimetres: float) -> int:
    return round(centimetres * _TWIPS_PER_CM)
