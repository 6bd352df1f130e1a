"""The progress report: everything it prints, as one self-contained document.

The print template reads this document and nothing else, so what is live may change afterwards.
Schema version 1. Dates are ISO text, counts whole numbers, fractions text with a decimal point.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from measures.models import Measure, Pillar, StatusUpdate
from measures.selectors import measures as plan
from measures.statuses import COURSES_THAT_NEED_A_NEXT_STEP, Course, Phase
from offensief.lib.dutch import number, plural
from reports.canonical import Document
from reports.figures import Provenance, figures_document
from reports.models import Edition

SCHEMA = "voortgangsrapportage/1"
TEMPLATE = {"name": "reports/kinds/progress.html", "version": 1}


@dataclass(frozen=True, slots=True)
class _Standing:
    """A measure as it stood at the end of a day, and what had been said by then, newest first."""

    measure: Measure
    phase: Phase
    course: Course
    confirmed_on: date | None
    updates: tuple[StatusUpdate, ...]


def _as_of(measure: Measure, day: date) -> _Standing:
    """From the updates alone: what was said later does not exist yet."""
    said = tuple(u for u in measure.updates.all() if timezone.localdate(u.made_at) <= day)
    last = said[0] if said else None
    return _Standing(
        measure=measure,
        phase=Phase(last.phase_to) if last else Phase.NOT_STARTED,
        course=Course(last.course_to) if last else Course.NOT_ASSESSED,
        confirmed_on=timezone.localdate(last.made_at) if last else None,
        updates=said,
    )


def content(edition: Edition, *, frozen_at: datetime) -> Document:
    """The document of an edition, read from the database as it is now."""
    provenance = Provenance()
    measures = list(
        plan.with_partners(Measure.objects.all())
        .select_related("section", "plan")
        .prefetch_related("updates__made_by")
    )
    # A period that ends today ends at the moment of freezing.
    standings = [_as_of(measure, edition.period_end) for measure in measures]
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
        "figures": figures_document(edition.figures_as_of, at=frozen_at, provenance=provenance),
        "plan": _plan(standings),
        "summary": _summary(standings, edition.period_end),
        "provenance": provenance.entries(),
    }


def _plan(standings: Sequence[_Standing]) -> Document:
    published = standings[0].measure.plan if standings else None
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
                "measures": [_measure(s) for s in standings if s.measure.pillar_id == pillar.pk],
            }
            for pillar in Pillar.objects.order_by("number")
        ],
    }


def _measure(standing: _Standing) -> Document:
    measure = standing.measure
    row = plan.rows([measure], today=timezone.localdate())[0]
    return {
        "number": measure.number,
        "title": measure.short_title,
        "text": measure.official_text,
        "wave": measure.get_wave_display(),
        "plan_lines": measure.plan_lines,
        "lead": row.lead,
        "partners": row.partners,
        "phase": standing.phase.value,
        "phase_label": standing.phase.label,
        "course": standing.course.value,
        "course_label": standing.course.label,
        "confirmed_on": standing.confirmed_on.isoformat() if standing.confirmed_on else None,
        "updates": [_update(u) for u in standing.updates],
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


def _summary(standings: Sequence[_Standing], day: date) -> Document:
    """The counts of the first page, and what is missing, at the end of `day`."""
    since = plan.current_since(day)
    attention = sorted(
        (s for s in standings if s.course in COURSES_THAT_NEED_A_NEXT_STEP),
        key=lambda s: (plan.WORST_FIRST.index(s.course.value), s.measure.number),
    )
    rows = plan.rows([s.measure for s in standings], today=day)
    done = sum(s.phase in (Phase.DELIVERED, Phase.EMBEDDED) for s in standings)
    return {
        "measures": len(standings),
        "done": done,
        "phases": [sum(s.phase == p for s in standings) for p in Phase],
        "courses": [sum(s.course == c for s in standings) for c in Course],
        "attention": [
            {"number": s.measure.number, "title": s.measure.short_title, "course": s.course.label}
            for s in attention
        ],
        "without_lead": [row.number for row in rows if not row.lead],
        "without_word": [
            s.measure.number for s in standings if s.confirmed_on is None or s.confirmed_on < since
        ],
        "sentence": _realised(len(standings), done),
    }


def _realised(total: int, done: int) -> str:
    measures = plural(total, "maatregel", "maatregelen")
    if done == 0:
        return f"Van de {measures} is er nog geen gerealiseerd of geborgd."
    verb = "is" if done == 1 else "zijn"
    return f"Van de {measures} {verb} er {number(done)} gerealiseerd of geborgd."
