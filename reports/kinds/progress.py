"""The progress report: everything it prints, as one self-contained document.

The print template reads this document and nothing else, so what is live may change afterwards.
Schema version 1. Dates are ISO text, counts whole numbers, fractions text with a decimal point.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from incidents import selectors as figures
from incidents import wording
from incidents.selectors import Known
from measures import selectors as plan
from measures.models import Measure, Pillar, StatusUpdate
from measures.statuses import COURSES_THAT_NEED_A_NEXT_STEP, Course, Phase
from offensief.lib.dutch import number, plural
from reports.canonical import Document
from reports.models import Edition

SCHEMA = "voortgangsrapportage/1"
TEMPLATE = {"name": "reports/kinds/progress.html", "version": 1}


class Provenance:
    """Hands out a code per source figure; the annex lists them (herkomst per getal)."""

    def __init__(self) -> None:
        self._entries: dict[tuple[str, ...], dict[str, Any]] = {}

    def code(self, known: Known) -> str:
        """The code of this figure, the same one every time: C1, C2, …"""
        entry = self._entries.setdefault(
            (known.release, known.key), {"code": f"C{len(self._entries) + 1}", **_origin(known)}
        )
        return str(entry["code"])

    def entries(self) -> list[dict[str, Any]]:
        """All figures used, in the order of their codes."""
        return list(self._entries.values())


def content(edition: Edition, *, frozen_at: datetime) -> Document:
    """The document of an edition, read from the database as it is now."""
    provenance = Provenance()
    measures = list(
        plan.with_partners(Measure.objects.all())
        .select_related("section", "plan")
        .prefetch_related("updates__made_by")
    )
    today = frozen_at.date()
    return {
        "schema": SCHEMA,
        "template": TEMPLATE,
        "edition": {
            "number": edition.number,
            "title": edition.title,
            "status": "CONCEPT",
            "requested_by": edition.requested_by.name,
            "frozen_at": frozen_at.isoformat(timespec="seconds"),
        },
        "period": {
            "start": edition.period_start.isoformat(),
            "end": edition.period_end.isoformat(),
        },
        "figures_as_of": edition.figures_as_of.isoformat(),
        "figures": _figures(edition.figures_as_of, frozen_at, provenance),
        "plan": _plan(measures, edition),
        "summary": _summary(measures, today),
        "provenance": provenance.entries(),
    }


def _figures(day: date, at: datetime, provenance: Provenance) -> Document:
    standing = figures.target_standing(day, at=at)
    pair = figures.same_period(standing.year, day, at=at) if standing else None
    base_year = standing.baseline.year if standing else day.year - 1
    return {
        "target": _target(standing, provenance) if standing else None,
        "same_period": (
            {
                "text": wording.same_period(pair),
                "codes": [provenance.code(pair.current), provenance.code(pair.earlier)],
            }
            if pair
            else None
        ),
        "years": [_count(k, provenance) for k in figures.years(day, at=at)],
        "objects": [
            _count(k, provenance)
            for year in (base_year - 1, base_year)
            for k in figures.objects(year, day, at=at)
        ],
        "units": [
            {
                "current": _count(u.current, provenance),
                "earlier": _count(u.earlier, provenance),
                "ratio": _ratio(u.ratio.ratio, u.ratio.low, u.ratio.high),
            }
            for u in figures.unit_changes(base_year, day, at=at)
        ],
    }


def _target(standing: figures.TargetStanding, provenance: Provenance) -> Document:
    said = wording.answer(standing)
    return {
        "year": standing.year,
        "reduction_percent": standing.reduction_percent,
        "maximum": standing.maximum,
        "locator": standing.locator,
        "baseline": _count(standing.baseline, provenance),
        "current": _count(standing.current, provenance) if standing.current else None,
        "ratio": (
            _ratio(standing.ratio.ratio, standing.ratio.low, standing.ratio.high)
            if standing.ratio
            else None
        ),
        "verdict": said.verdict,
        "headline": said.headline,
        "sentences": list(said.sentences),
        "marks": list(said.marks),
    }


def _ratio(ratio: float, low: float, high: float) -> dict[str, str]:
    """Fractions as text, so that every reader of the document has the same digits."""
    return {"ratio": f"{ratio:.6f}", "low": f"{low:.6f}", "high": f"{high:.6f}"}


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
    }


def _origin(known: Known) -> dict[str, Any]:
    return {
        "value": known.value,
        "printed": known.printed,
        "what": f"{known.object_type.label}, {known.outcome.label.lower()}, {known.area}",
        "period_start": known.period_start.isoformat(),
        "period_end": known.period_end.isoformat(),
        "definition": known.definition_name,
        "source": known.source,
        "address": known.address,
        "locator": known.locator,
        "release": known.release,
        "release_title": known.release_title,
        "known": known.known,
        "status": known.status,
    }


def _plan(measures: Iterable[Measure], edition: Edition) -> Document:
    listed = list(measures)
    published = listed[0].plan if listed else None
    return {
        "title": published.title if published else "",
        "key": published.key if published else "",
        "offered_on": published.offered_on.isoformat() if published else "",
        "sha256": published.sha256 if published else "",
        "phases": [{"value": p.value, "label": p.label} for p in Phase],
        "courses": [{"value": c.value, "label": c.label} for c in Course],
        "pillars": [
            {
                "number": pillar.number,
                "title": pillar.title,
                "measures": [
                    _measure(m, edition) for m in listed if m.pillar.number == pillar.number
                ],
            }
            for pillar in Pillar.objects.order_by("number")
        ],
    }


def _measure(measure: Measure, edition: Edition) -> Document:
    row = plan.rows([measure], today=edition.period_end)[0]
    updates = list(measure.updates.all())
    return {
        "number": measure.number,
        "title": measure.short_title,
        "text": measure.official_text,
        "wave": measure.get_wave_display(),
        "plan_lines": measure.plan_lines,
        "lead": row.lead,
        "partners": row.partners,
        "phase": measure.phase,
        "phase_label": row.phase.label,
        "course": measure.course,
        "course_label": row.course.label,
        "confirmed_on": measure.confirmed_on.isoformat() if measure.confirmed_on else None,
        "updates": [_update(u) for u in updates],
    }


def _update(update: StatusUpdate) -> Document:
    return {
        "made_at": update.made_at.isoformat(timespec="seconds"),
        "made_by": update.made_by.name,
        "phase_from": Phase(update.phase_from).label,
        "phase_to": Phase(update.phase_to).label,
        "course_from": Course(update.course_from).label,
        "course_to": Course(update.course_to).label,
        "explanation": update.explanation,
        "needed": update.needed,
        "result": update.result,
        "result_on": update.result_on.isoformat() if update.result_on else None,
        "result_link": update.result_link,
    }


def _summary(measures: list[Measure], today: date) -> Document:
    """The counts of the first page, and what is missing."""
    since = plan.current_since(today)
    attention = sorted(
        (m for m in measures if m.course in COURSES_THAT_NEED_A_NEXT_STEP),
        key=lambda m: (plan.WORST_FIRST.index(m.course), m.number),
    )
    without_lead = [m.number for m in measures if not plan.rows([m], today=today)[0].lead]
    without_word = [
        m.number for m in measures if m.confirmed_on is None or m.confirmed_on < since
    ]
    done = sum(m.phase in (Phase.DELIVERED, Phase.EMBEDDED) for m in measures)
    return {
        "measures": len(measures),
        "done": done,
        "phases": [sum(m.phase == p for m in measures) for p in Phase],
        "courses": [sum(m.course == c for m in measures) for c in Course],
        "attention": [
            {"number": m.number, "title": m.short_title, "course": m.get_course_display()}
            for m in attention
        ],
        "without_lead": without_lead,
        "without_word": without_word,
        "sentence": (
            f"Van de {plural(len(measures), 'maatregel', 'maatregelen')} "
            f"{'is' if done == 1 else 'zijn'} er {number(done)} gerealiseerd of structureel geborgd."
        ),
    }
