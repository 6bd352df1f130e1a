"""Which printed figures are not yet open for everybody at a moment."""

from collections.abc import Iterable
from datetime import date, datetime

from incidents.models import Observation
from incidents.sight import Sight
from reports.canonical import Document

_CELL = ("release", "definition", "area_code", "object", "outcome", "period_start", "period_end")


def closed_figures(document: Document, at: datetime) -> list[str]:
    """The codes of figures that the public may not see at that moment, as far as is known now.

    An edition shows what parliament may see, and that may be before everybody else.
    """
    entries = document["provenance"]
    opened = _opened(entries, at)
    return [entry["code"] for entry in entries if _cell(entry) not in opened]


def _opened(entries: Iterable[Document], at: datetime) -> set[tuple[str, ...]]:
    found = Observation.objects.filter(
        release__code__in={entry["release"] for entry in entries},
        definition__code__in={entry["definition"] for entry in entries},
        area__code__in={entry["area_code"] for entry in entries},
    ).shown(Sight.public(at))
    rows = found.values_list(
        "release__code",
        "definition__code",
        "area__code",
        "object_type",
        "outcome",
        "period_start",
        "period_end",
    )
    return {tuple(_text(part) for part in row) for row in rows}


def _cell(entry: Document) -> tuple[str, ...]:
    return tuple(entry[part] for part in _CELL)


def _text(part: str | date) -> str:
    return part.isoformat() if isinstance(part, date) else part
