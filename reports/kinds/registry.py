"""What can be printed: for each schema of a document, who reads it and which template prints it.

A document that was made once stays printable, so a new shape is a new schema beside the old one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reports.canonical import Document
from reports.kinds import receipt
from reports.kinds.schemas import SCHEMA
from reports.reading import WrongDocument
from reports.text import report
from reports.text.upgrade import EARLIER


@dataclass(frozen=True, slots=True)
class Kind:
    """`read` turns a document into finished answers, or raises WrongDocument; the template knows
    them by `name`."""

    template: str
    name: str
    read: Callable[[Document], object]


KINDS: Mapping[str, Kind] = {
    schema: Kind("reports/kinds/progress.html", "edition", report.read)
    for schema in (SCHEMA, *EARLIER)
} | {
    receipt.SCHEMA: Kind("reports/kinds/receipt.html", "receipt", receipt.read),
}


def kind_of(document: Document) -> Kind:
    """How to print this document. Raises WrongDocument when we do not know."""
    kind = KINDS.get(str(document.get("schema")))
    if kind is None:
        raise WrongDocument(f"Dit is geen document van een van deze soorten: {', '.join(KINDS)}.")
    return kind
