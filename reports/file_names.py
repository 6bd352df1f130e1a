"""What a file of an edition is called when it is saved. A concept is never mistaken for a final."""

from reports.models import Edition, Format

_ENDINGS = {Format.CSV: "csv.zip"}
_MEDIA = {
    Format.PDF: "application/pdf",
    Format.HTML: "text/html; charset=utf-8",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.CSV: "application/zip",
    Format.JSON: "application/json",
}


def file_name(edition: Edition, form: str) -> str:
    """voortgangsrapportage-2026-1.pdf, or CONCEPT-voortgangsrapportage-2026-concept-3.pdf."""
    before = "" if edition.is_final else "CONCEPT-"
    ending = _ENDINGS.get(Format(form), form)
    return f"{before}voortgangsrapportage-{edition.number}.{ending}"


def media_type(form: str) -> str:
    """The media type of a form."""
    return _MEDIA[Format(form)]
