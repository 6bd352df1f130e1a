"""Real files for tests of attachments."""

from io import BytesIO
from zipfile import ZipFile

from openpyxl import Workbook
from PIL import Image

from measures.models import Attachment, Measure, RegisterEntry
from measures.services import attachments
from offensief.accounts.models import User

PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n%%EOF\n"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def picture(kind: str) -> bytes:
    """A small picture, "PNG" or "JPEG"."""
    content = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(content, kind)
    return content.getvalue()


def workbook() -> bytes:
    """An Excel file with one empty sheet."""
    content = BytesIO()
    Workbook().save(content)
    return content.getvalue()


def letter() -> bytes:
    """A Word document with nothing in it."""
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        part = f'<Override PartName="/word/document.xml" ContentType="{_WORD}.main+xml"/>'
        archive.writestr("[Content_Types].xml", f'<?xml version="1.0"?><Types>{part}</Types>')
        archive.writestr("word/document.xml", "<document/>")
    return content.getvalue()


def add_file(
    to: Measure | RegisterEntry, by: User, *, name: str = "brief.pdf", data: bytes = PDF
) -> Attachment:
    """An attachment that is kept."""
    file = attachments.examine(BytesIO(data), name=name, size=len(data))
    return attachments.add_attachment(to=to, file=file, description="", by=by)
