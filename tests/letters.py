"""Letters to check: small PDFs and Word documents, made by hand or with python-docx."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from pypdf import PdfReader, PdfWriter

from offensief.accounts.models import User
from reports.models import Edition, LetterCheck

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
RIGHT = "In 2024 waren er 1.543 aanslagen en pogingen."
WRONG = "In 2023 waren er 910 aanslagen en pogingen."
UNKNOWN = "In 2024 zijn 296 verdachten aangehouden."
_FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def pdf(*pages: str) -> bytes:
    """A PDF with these texts, a page each; a line break begins another line."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for n, text in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * n)
        )
        stream = _stream(text)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    return _file(objects)


def _stream(text: str) -> bytes:
    lines = [
        line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        for line in text.split("\n")
    ]
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    return f"BT /F1 11 Tf 14 TL 60 780 Td {shown} ET".encode("cp1252", "replace")


def _file(objects: Sequence[bytes]) -> bytes:
    content = BytesIO(b"%PDF-1.7\n")
    content.seek(0, 2)
    offsets = []
    for number, data in enumerate(objects, 1):
        offsets.append(content.tell())
        content.write(b"%d 0 obj\n%s\nendobj\n" % (number, data))
    start = content.tell()
    content.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    content.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    content.write(b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1))
    content.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return content.getvalue()


def locked(data: bytes, *, password: str, owner: str = "eigenaar") -> bytes:
    """The same PDF with a password; an empty one only forbids printing and copying."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    writer.encrypt(user_password=password, owner_password=owner, algorithm="RC4-128")
    content = BytesIO()
    writer.write(content)
    return content.getvalue()


def locked_with_aes(text: str) -> bytes:
    """A PDF that says it is locked as programs do since 2017 (AES, revision 6)."""
    said = "<" + "00" * 48 + ">"
    half = "<" + "00" * 32 + ">"
    lock = (
        f"<< /Filter /Standard /V 5 /R 6 /Length 256 /P -1 /O {said} /U {said} /OE {half} "
        f"/UE {half} /Perms <{'00' * 16}> /StmF /StdCF /StrF /StdCF /CF << /StdCF << /CFM /AESV3 "
        "/AuthEvent /DocOpen /Length 32 >> >> >>"
    )
    more = f"/Encrypt {lock} /ID [<00> <00>] /Root 1 0 R"
    return pdf(text).replace(b"/Root 1 0 R", more.encode())


def with_edges(data: bytes, *, header: str, footer: str) -> bytes:
    """The document with this header and footer, on the first page and on even ones too."""
    document = Document(BytesIO(data))
    section = document.sections[0]
    section.different_first_page_header_footer = True
    for edge in (section.header, section.first_page_header, section.even_page_header):
        edge.paragraphs[0].text = header
    for below in (section.footer, section.first_page_footer):
        below.paragraphs[0].text = footer
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def docx(
    *paragraphs: str, rows: Sequence[Sequence[str]] = (), parts: dict[str, str] | None = None
) -> bytes:
    """A Word document with these paragraphs and one table; `parts` replaces XML in its body."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    content = BytesIO()
    document.save(content)
    return with_parts(content.getvalue(), parts) if parts else content.getvalue()


def letter_check(edition: Edition, by: User, **changes: Any) -> LetterCheck:
    """A check that is kept, without anything found unless `changes` say so."""
    counts = {"matching": 0, "differing": 0, "unknown": 0, "references": 0}
    return LetterCheck.objects.create(
        edition=edition,
        made_by=by,
        **{"name": "brief.pdf", "size": 4, "sha256": "2" * 64, **counts, **changes},
    )


def with_parts(data: bytes, replaced: dict[str, str]) -> bytes:
    """The document in which each text of its body became another, "</w:body>" for one."""
    content = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(content, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                for old, new in replaced.items():
                    assert old.encode() in part, old
                    part = part.replace(old.encode(), new.encode())
            target.writestr(name, part)
    return content.getvalue()


def with_footnote(data: bytes, text: str) -> bytes:
    """The document with one footnote beside its body."""
    note = (
        f'<w:footnotes {_NS}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        f'<w:footnote w:id="1"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    content = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(content, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name).decode("utf-8", "surrogateescape")
            if name == "[Content_Types].xml":
                override = (
                    f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
                )
                part = part.replace("</Types>", override)
            if name == "word/_rels/document.xml.rels":
                relation = f'<Relationship Id="rId99" Type="{_FOOTNOTES}" Target="footnotes.xml"/>'
                part = part.replace("</Relationships>", f"{relation}</Relationships>")
            target.writestr(name, part.encode("utf-8", "surrogateescape"))
        target.writestr("word/footnotes.xml", f'<?xml version="1.0" encoding="UTF-8"?>{note}')
    return content.getvalue()
