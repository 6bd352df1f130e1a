"""The edition in Word: bijlage 1 and bijlage 2, for people who paste parts of it in a letter."""

from datetime import UTC
from io import BytesIO

import docx
from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm

from reports.canonical import Document
from reports.formats import about
from reports.formats.word import closing, figures, marks, opening, plan, styles
from reports.formats.word.pen import Pen
from reports.formats.words import one_line
from reports.formats.zipped import normalised
from reports.progress import Tell
from reports.text import report
from reports.text.printed import PrintedEdition

_MARGIN, _PAPER_WIDTH, _PAPER_HEIGHT = 2.0, 21.0, 29.7
# Parts of python-docx's empty file that are another's: a picture of it, and older styles.
_LEFT_OUT = {RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.CUSTOM_XML}
_OLDER_STYLES = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"
_APPLICATION = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">\
<Application>Offensief-portaal</Application></Properties>"""


def docx_of(document: Document, tell: Tell) -> bytes:
    """The document in Word. Raises WrongDocument when it is not whole."""
    tell("Tekst opstellen")
    edition = report.read(document)
    file = docx.Document()
    styles.set_up(file)
    _lay_out(file, edition)
    pen = Pen(file)
    opening.cover(pen, edition)
    opening.one_page(pen, edition)
    opening.since(pen, edition.changes)
    tell("Grafieken tekenen")
    figures.figures(pen, edition)
    tell("Maatregelen schrijven")
    plan.pillars(pen, edition)
    plan.attention(pen, edition)
    closing.knowledge(pen, edition)
    closing.completeness(pen, edition)
    tell("Herkomst schrijven")
    closing.official(pen, edition)
    closing.provenance(pen, edition)
    closing.contradictions(pen, edition)
    closing.method(pen, edition)
    closing.second_annex(pen, edition)
    pen.finish()
    _describe(file, edition)
    tidy(file)
    tell("Schrijven")
    written = BytesIO()
    file.save(written)
    return normalised(written.getvalue(), about.frozen_at(edition))


def _lay_out(file: WordFile, edition: PrintedEdition) -> None:
    """A4, with the status above and the number of the page below every page."""
    section = file.sections[0]
    section.page_width, section.page_height = Cm(_PAPER_WIDTH), Cm(_PAPER_HEIGHT)
    section.left_margin = section.right_margin = Cm(_MARGIN)
    section.top_margin, section.bottom_margin = Cm(2.3), Cm(_MARGIN)
    section.header_distance = section.footer_distance = Cm(1.1)
    head = section.header.paragraphs[0]
    head.add_run(edition.cover.status, style=styles.MARK)
    head.add_run(f"  ·  {one_line(edition.cover.title)}, editie {one_line(edition.cover.number)}")
    foot = section.footer.paragraphs[0]._p  # noqa: SLF001 -- a field has no other door
    marks.write(foot, "pagina ")
    marks.add_field(foot, "PAGE", "1")
    marks.write(foot, " van ")
    marks.add_field(foot, "NUMPAGES", "1")


def _describe(file: WordFile, edition: PrintedEdition) -> None:
    """What the file says of itself, to programs and to search engines."""
    said, at = file.core_properties, about.frozen_at(edition).astimezone(UTC).replace(tzinfo=None)
    said.title, said.subject = (
        one_line(about.title_of(edition)),
        one_line(about.subject_of(edition)),
    )
    said.author = said.last_modified_by = about.AUTHOR
    said.created = said.modified = at
    said.language, said.content_status = styles.LANGUAGE, edition.cover.status
    said.identifier, said.category = edition.sha256, "Voortgangsrapportage"
    said.comments, said.keywords, said.revision = "", "", 1


def tidy(file: WordFile) -> None:
    """Leave nothing of the empty file that another program made."""
    package = file.part.package
    for holder in (package, file.part):
        for key, relation in list(holder.rels.items()):
            if relation.reltype in _LEFT_OUT | {_OLDER_STYLES}:
                del holder.rels[key]
    for relation in package.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.EXTENDED_PROPERTIES:
            relation.target_part._blob = _APPLICATION.encode()  # noqa: SLF001 -- it has no setter
    _modernise(file.settings.element)


def _modernise(settings: BaseOxmlElement) -> None:
    """Dutch signs between numbers, no traces of another program, and Word of today."""
    for name in ("w:zoom", "w:proofState", "w:savePreviewPicture", "w:rsids", "w:shapeDefaults"):
        for found in settings.findall(qn(name)):
            settings.remove(found)
    for name, value in (("w:decimalSymbol", ","), ("w:listSeparator", ";")):
        settings.find(qn(name)).set(qn("w:val"), value)
    compat = settings.find(qn("w:compat"))
    for found in compat.findall(qn("w:useFELayout")):
        compat.remove(found)
    # 15: Word of 2013 and later. An older number opens in "compatibiliteitsmodus".
    compat.find(qn("w:compatSetting")).set(qn("w:val"), "15")
