"""One count, and the ratio of two, as a document writes them down."""

from incidents.selectors.figures import Known
from incidents.statistics.counts import RateRatio
from reports.canonical import Document
from reports.content.provenance import Provenance


def count_part(known: Known, provenance: Provenance) -> Document:
    """A count with its code of the annex."""
    return {
        "code": provenance.code(known),
        "value": known.value,
        "year": known.year,
        "period_start": known.period_start.isoformat(),
        "period_end": known.period_end.isoformat(),
        "definition": known.definition,
        "definition_name": known.definition_name,
        "area": known.area,
        "area_code": known.area_code,
        "object": known.object_type.value,
        "object_label": known.object_type.label,
        "provisional": known.is_provisional,
        "known": known.known,
        "source": known.source,
        "release": known.release,
        "status": known.status,
    }


def ratio_part(found: RateRatio) -> dict[str, str]:
    """Fractions as text, so that every reader of the document has the same digits."""
    return {
        "ratio": f"{found.ratio:.6f}",
        "low": f"{found.low:.6f}",
        "high": f"{found.high:.6f}",
    }
