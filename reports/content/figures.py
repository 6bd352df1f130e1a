"""The figures part of a document: dashboards and editions read the very same answer.

Counts are whole numbers, fractions text with a decimal point, dates ISO text.
"""

from datetime import date

from incidents import wording
from incidents.selectors import figures
from incidents.selectors.contradictions import ContradictionRow, told_to_parliament
from incidents.selectors.figures import Known, YearPair
from incidents.selectors.target import TargetStanding, target_standing
from incidents.sight import Sight
from incidents.statistics.comparing import Comparison
from incidents.statistics.counts import RateRatio
from reports.canonical import Document
from reports.content.provenance import Provenance


def figures_document(day: date, sight: Sight, *, provenance: Provenance) -> Document:
    """Target, years, objects and units as known on `day` and visible to whoever looks."""
    standing = target_standing(day, sight)
    pair = figures.same_period(standing.year, day, sight) if standing else None
    base_year = standing.baseline.year if standing else day.year - 1
    counted = figures.years(day, sight)
    return {
        "target": _target(standing, provenance) if standing else None,
        "same_period": (
            {
                "text": wording.same_period(pair),
                "codes": [provenance.code(pair.current), provenance.code(pair.earlier)],
                "ratio": _ratio(pair.ratio),
            }
            if pair
            else None
        ),
        "years": [_count(k, provenance) for k in counted],
        "years_compared": _years_compared(figures.last_years(counted)),
        "objects": [
            _count(k, provenance)
            for year in (base_year - 1, base_year)
            for k in figures.objects(year, day, sight)
        ],
        "units": [
            {
                "current": _count(u.current, provenance),
                "earlier": _count(u.earlier, provenance),
                "ratio": _ratio(u.ratio),
                "marks": list(u.marks),
            }
            for u in figures.unit_changes(base_year, day, sight)
        ],
    }


def _years_compared(pair: YearPair | None) -> Document | None:
    if pair is None:
        return None
    return {"before": pair.earlier.year, "after": pair.current.year, "marks": list(pair.marks)}


def contradictions_document(day: date, sight: Sight) -> list[Document]:
    """Contradictions between figures known on `day`, with what was said about them last."""
    return [_contradiction(row) for row in told_to_parliament(day, sight)]


def _contradiction(row: ContradictionRow) -> Document:
    return {
        "check": row.discrepancy.check_key,
        "check_label": row.label,
        "severity_label": row.discrepancy.get_severity_display(),
        "state": row.state.value,
        "state_label": row.state.label,
        "sentence": row.discrepancy.sentence,
        "explanation": row.note.text if row.note else "",
        "figures": [
            {
                "area": cell["area"],
                "period": cell["period"],
                "object": cell["object_label"],
                "definition": cell["definition_name"],
                "printed": cell["printed"],
                "release": cell["delivery_title"],
                "known": cell["known"],
                "locator": cell["locator"],
            }
            for cell in row.cells
        ],
    }


def _target(standing: TargetStanding, provenance: Provenance) -> Document:
    said = wording.answer(standing)
    return {
        "year": standing.year,
        "reduction_percent": standing.reduction_percent,
        "maximum": standing.maximum,
        "locator": standing.locator,
        "baseline": _count(standing.baseline, provenance),
        "current": _count(standing.current, provenance) if standing.current else None,
        "ratio": (
            _ratio(standing.comparison.ratio)
            if isinstance(standing.comparison, Comparison) and standing.comparison.ratio
            else None
        ),
        "verdict": said.verdict,
        "headline": said.headline,
        "sentences": list(said.sentences),
        "marks": list(said.marks),
    }


def _ratio(found: RateRatio) -> dict[str, str]:
    """Fractions as text, so that every reader of the document has the same digits."""
    return {
        "ratio": f"{found.ratio:.6f}",
        "low": f"{found.low:.6f}",
        "high": f"{found.high:.6f}",
    }


def _count(known: Known, provenance: Provenance) -> Document:
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
