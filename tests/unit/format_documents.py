"""The documents that every format is tried on, by name."""

from collections.abc import Callable
from datetime import datetime

from reports.canonical import Document
from reports.kinds.progress import established
from tests.unit.edition_documents import progress_document, round_document
from tests.unit.edition_parts import version_2


def final_document() -> Document:
    """An established edition that corrects another one."""
    document = progress_document()
    document["edition"]["corrects"] = {
        "number": "2025-2",
        "sha256": "ef" * 32,
        "reason": "Tabel 3 telde een maatregel dubbel.",
    }
    at = datetime.fromisoformat("2026-01-13T10:00:00+00:00")
    return established(document, number="2025-2a", at=at, read="12" * 32)


DOCUMENTS: dict[str, Callable[[], Document]] = {
    "usual": progress_document,
    "hostile": lambda: progress_document(told=2, hostile=True),
    "empty": lambda: progress_document(measures=0),
    "round": round_document,
    "round, hostile": lambda: round_document(hostile=True),
    "final": final_document,
    "version 2": lambda: version_2(progress_document()),
    "300 measures": lambda: progress_document(measures=300, told=300),
}
