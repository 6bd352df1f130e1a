"""The figures part of a document: dashboards and editions read the very same answer.

Counts are whole numbers, fractions text with a decimal point, dates ISO text.
"""

from datetime import date

from incidents import wording
from incidents.models import AreaLevel
from incidents.selectors import figures
from incidents.selectors.areas import level_totals
from incidents.selectors.contradictions import ContradictionRow, told_to_parliament
from incidents.selectors.figures import YearPair
from incidents.selectors.splits import SplitPair, split_pair
from incidents.selectors.target import target_standing
from incidents.sight import Sight
from reports.canonical import Document
from reports.content.counts import count_part, ratio_part
from reports.content.provenance import Provenance
from reports.content.target import target_detail, target_part
from reports.selectors.target import mix_sentence


def figures_document(day: date, sight: Sight, *, provenance: Provenance) -> Document:
    """Target, years, objects and units as known on `day` and visible to whoever looks."""
    standing = target_standing(day, sight)
    pair = figures.same_period(standing.year, day, sight) if standing else None
    base_year = standing.baseline.year if standing else day.year - 1
    counted = figures.years(day, sight)
    return {
        "target": target_part(standing, provenance) if standing else None,
        "same_period": (
            {
                "text": wording.same_period(pair),
                "codes": [provenance.code(pair.current), provenance.code(pair.earlier)],
                "ratio": ratio_part(pair.ratio),
            }
            if pair
            else None
        ),
        "years": [count_part(k, provenance) for k in counted],
        "years_compared": _years_compared(figures.last_years(counted)),
        "objects": [
            count_part(k, provenance)
            for year in (base_year - 1, base_year)
            for k in figures.objects(year, day, sight)
        ],
        "units": [
            {
                "current": count_part(u.current, provenance),
                "earlier": count_part(u.earlier, provenance),
                "ratio": ratio_part(u.ratio),
                "marks": list(u.marks),
            }
            for u in figures.unit_changes(base_year, day, sight)
        ],
    }


def edition_figures(day: date, sight: Sight, *, provenance: Provenance) -> Document:
    """The same, with what only an edition has room for."""
    told = figures_document(day, sight, provenance=provenance)
    target = told["target"]
    year = target["baseline"]["year"] if target else day.year - 1
    split = split_pair(year, day, sight)
    return {
        **told,
        "detail": target_detail(target["year"], day, sight, provenance) if target else None,
        "split": _split(split, provenance) if split else None,
        "map": _map(day, sight, provenance),
    }


def _split(split: SplitPair, provenance: Provenance) -> Document:
    """Two years of one way of counting, each with its types of object from the same delivery."""
    return {
        **{
            side: {
                "total": count_part(year.total, provenance),
                "parts": [count_part(k, provenance) for k in year.parts],
            }
            for side, year in (("before", split.before), ("after", split.after))
        },
        "marks": list(split.marks),
        "mix": mix_sentence(split),
    }


def _map(day: date, sight: Sight, provenance: Provenance) -> Document | None:
    """The units with a figure in the last year of which half of them are known."""
    totals = level_totals(AreaLevel.UNIT, day, sight)
    if totals.year is None:
        return None
    cells = [cell for cell in totals.cells if cell.withdrawn is None]
    return {
        "year": totals.year,
        "counts": [count_part(cell.known, provenance) for cell in cells if cell.known],
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
        "severity_label": row.severity.label,
        "state": row.state.value,
        "state_label": row.state.label,
        "sentence": row.sentence,
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
