"""The styles of the report in Word: Word's own headings, and a few with a name of ours.

Whoever pastes a part takes its style along, so nothing but a style gives text its look.
"""

from dataclasses import dataclass

from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

LANGUAGE = "nl-NL"
# Every office has it; the fonts of the PDF are on few desks.
_FONT, _FIXED_FONT = "Calibri", "Consolas"
_INK, _NAVY, _BLUE, _MUTED, _ACCENT = "17212B", "0C2A43", "17507B", "515C66", "8A3A10"

NORMAL, TITLE, SUBTITLE, CAPTION, BULLET = (
    "Normal",
    "Title",
    "Subtitle",
    "Caption",
    "List Bullet",
)
STATUS, KEY_SENTENCE, FINDING = "Status", "Kernzin", "Bevinding"
SOURCE, HASH = "Bron", "Controlegetal"
TABLE_TEXT, TABLE_HEAD, TABLE_NUMBER = "Tabeltekst", "Tabelkop", "Tabelgetal"
TABLE_HEAD_NUMBER, UNDER_TABLE = "Tabelkop getal", "Onder tabel"
PICTURE, FIGURE_CAPTION = "Figuur", "Figuurtitel"
CONTENTS_HEAD = "TOC Heading"
TABLE = "Rapporttabel"
# Of letters inside a line.
LEAD, LINK, MARK = "Strong", "Hyperlink", "Statusmerk"
CONTENTS = ("toc 1",)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """How a paragraph looks; sizes and spaces in points."""

    size: float
    colour: str = _INK
    bold: bool = False
    before: float = 0
    after: float = 6
    font: str = _FONT
    with_next: bool = False
    right: bool = False
    based_on: str = NORMAL
    line: float = 1.12


_LOOKS = {
    NORMAL: _Look(size=10.5, based_on=""),
    TITLE: _Look(size=27, colour=_NAVY, bold=True, before=6, after=4, line=1),
    SUBTITLE: _Look(size=13, colour=_MUTED, after=18),
    "Heading 1": _Look(
        size=19, colour=_NAVY, bold=True, before=24, after=8, with_next=True, line=1
    ),
    "Heading 2": _Look(size=14, colour=_BLUE, bold=True, before=16, after=4, with_next=True),
    "Heading 3": _Look(size=11.5, colour=_NAVY, bold=True, before=12, after=2, with_next=True),
    CAPTION: _Look(size=9, colour=_NAVY, bold=True, before=10, after=4, with_next=True),
    BULLET: _Look(size=10.5, after=3),
    "Header": _Look(size=8.5, colour=_MUTED, after=0),
    "Footer": _Look(size=8.5, colour=_MUTED, after=0, right=True),
    STATUS: _Look(size=18, colour=_ACCENT, bold=True, before=60, after=0, with_next=True),
    KEY_SENTENCE: _Look(size=13, colour=_NAVY, bold=True, after=8),
    FINDING: _Look(size=11.5, colour=_NAVY, after=6, with_next=True),
    SOURCE: _Look(size=8.5, colour=_MUTED, before=3, after=8, line=1),
    HASH: _Look(size=8.5, font=_FIXED_FONT, line=1),
    TABLE_TEXT: _Look(size=8.5, after=0, line=1),
    TABLE_HEAD: _Look(size=8.5, bold=True, colour=_NAVY, after=0, line=1, based_on=TABLE_TEXT),
    TABLE_NUMBER: _Look(size=8.5, after=0, line=1, right=True, based_on=TABLE_TEXT),
    TABLE_HEAD_NUMBER: _Look(
        size=8.5, bold=True, colour=_NAVY, after=0, line=1, right=True, based_on=TABLE_HEAD
    ),
    UNDER_TABLE: _Look(size=6, after=4, line=1),
    FIGURE_CAPTION: _Look(size=9, colour=_NAVY, bold=True, after=8, line=1),
    CONTENTS_HEAD: _Look(size=14, colour=_BLUE, bold=True, before=14, after=4, with_next=True),
    PICTURE: _Look(size=10.5, before=4, after=4, with_next=True, line=1),
    CONTENTS[0]: _Look(size=10.5, colour=_BLUE, after=3, line=1),
}
_BUILT_IN = {NORMAL, TITLE, SUBTITLE, CAPTION, BULLET, "Header", "Footer", *CONTENTS, CONTENTS_HEAD}

_TABLE_STYLE = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{TABLE}">
  <w:name w:val="{TABLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:qFormat/>
  <w:tblPr>
    <w:tblBorders>
      <w:top w:val="single" w:sz="8" w:space="0" w:color="{_NAVY}"/>
      <w:bottom w:val="single" w:sz="8" w:space="0" w:color="{_NAVY}"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="C9C3B6"/>
    </w:tblBorders>
    <w:tblCellMar>
      <w:top w:w="50" w:type="dxa"/><w:left w:w="90" w:type="dxa"/>
      <w:bottom w:w="50" w:type="dxa"/><w:right w:w="90" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:tcPr>
      <w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{_NAVY}"/></w:tcBorders>
      <w:shd w:val="clear" w:color="auto" w:fill="E4EEF5"/><w:vAlign w:val="bottom"/>
    </w:tcPr>
  </w:tblStylePr>
</w:style>"""


def set_up(file: WordFile) -> None:
    """Give the file our styles and our language, and take away the tables it came with."""
    for style in list(file.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name != "Normal Table":
            style.delete()
    for name, look in _LOOKS.items():
        _set(_style(file, name), look, _style(file, look.based_on) if look.based_on else None)
    _letters(file, LINK, colour=_BLUE, underlined=True)
    _letters(file, MARK, colour=_ACCENT, bold=True)
    _letters(file, LEAD, colour=_INK, bold=True)
    file.styles.element.append(parse_xml(_TABLE_STYLE))
    _set_language(file)


def _style(file: WordFile, name: str) -> ParagraphStyle:
    known = {style.name for style in file.styles}
    if name not in known:
        file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name in _BUILT_IN)
    style = file.styles[name]
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"{name} is no style of paragraphs.")
    return style


def _set(style: ParagraphStyle, look: _Look, base: ParagraphStyle | None) -> None:
    style.base_style = base
    style.quick_style = True
    style.hidden = False
    _set_letters(style, font=look.font, size=look.size, bold=look.bold, colour=look.colour)
    spacing = style.paragraph_format
    spacing.space_before, spacing.space_after = Pt(look.before), Pt(look.after)
    spacing.line_spacing = look.line
    spacing.keep_with_next = look.with_next
    spacing.alignment = WD_ALIGN_PARAGRAPH.RIGHT if look.right else WD_ALIGN_PARAGRAPH.LEFT
    for border in style.element.findall(f"{qn('w:pPr')}/{qn('w:pBdr')}"):
        border.getparent().remove(border)


def _letters(
    file: WordFile, name: str, *, colour: str, bold: bool = False, underlined: bool = False
) -> None:
    if name not in {style.name for style in file.styles}:
        file.styles.add_style(name, WD_STYLE_TYPE.CHARACTER, builtin=name == LINK)
    style = file.styles[name]
    if isinstance(style, CharacterStyle):
        style.font.color.rgb = RGBColor.from_string(colour)
        style.font.bold = bold or None
        style.font.underline = underlined or None


def _set_letters(style: ParagraphStyle, *, font: str, size: float, bold: bool, colour: str) -> None:
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(colour)
    style.font.all_caps = False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    # What refers to the theme would win from the name.
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), font)
    for name in ("w:spacing", "w:kern"):
        for tuned in style.element.rPr.findall(qn(name)):
            style.element.rPr.remove(tuned)


def _set_language(file: WordFile) -> None:
    """Dutch for all text: a speaking program then reads it as Dutch, and spelling is Dutch."""
    defaults = file.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    language = defaults.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        defaults.append(language)
    for attribute in ("w:val", "w:eastAsia"):
        language.set(qn(attribute), LANGUAGE)
    theme = file.settings.element.find(qn("w:themeFontLang"))
    if theme is not None:
        theme.set(qn("w:val"), LANGUAGE)
