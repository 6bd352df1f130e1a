"""The letter that goes with an edition, in Word: plain paragraphs, to be put on the own paper."""

from datetime import UTC, datetime
from io import BytesIO

import docx

from reports.formats import about
from reports.formats.docx import tidy
from reports.formats.word import styles
from reports.formats.words import clean, one_line
from reports.formats.zipped import normalised


def letter_docx(text: str, *, title: str, at: datetime, is_concept: bool) -> bytes:
    """The text with a paragraph for every empty line. The same text gives the same bytes."""
    file = docx.Document()
    styles.set_up(file)
    if is_concept:
        title = f"CONCEPT · {title}"
        file.sections[0].header.paragraphs[0].add_run("CONCEPT", style=styles.MARK)
    for part in text.split("\n\n"):
        lines = [clean(line) for line in part.split("\n")]
        if any(line.strip() for line in lines):
            file.add_paragraph("\n".join(lines), style=styles.NORMAL)
    said, moment = file.core_properties, at.astimezone(UTC).replace(tzinfo=None)
    said.title, said.language = one_line(title), styles.LANGUAGE
    said.author = said.last_modified_by = about.AUTHOR
    said.created = said.modified = moment
    said.comments, said.keywords, said.revision = "", "", 1
    tidy(file)
    written = BytesIO()
    file.save(written)
    return normalised(written.getvalue(), at)
