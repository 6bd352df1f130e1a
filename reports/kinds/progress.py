"""The progress report: everything it prints, as one self-contained document.

The print template reads this document and nothing else, so what is live may change afterwards.
Schema version 1. Dates are ISO text, counts whole numbers, fractions text with a decimal point.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from measures import selectors as plan
from measures.models import Measure, Pillar, StatusUpdate
from measures.statuses import COURSES_THAT_NEED_A_NEXT_STEP, Course, Phase
from offensief.lib.dutch import number, plural
from reports.canonical import Document
from reports.figures import Provenance, figures_document
from reports.models import Edition

SCHEMA = "voortgangsrapportage/1"
TEMPLATE = {"name": "reports/kinds/progress.html", "version": 1}


def content(edition: Edition, *, frozen_at: datetime) -> Document:
    """The document of an edition, read from the database as it is now."""
    provenance = Provenance()
    measures = list(
        plan.with_partners(Measure.objects.all())
        .select_related("section", "plan")
        .prefetch_related("updates__made_by")
    )
    today = timezone.localdate(frozen_at)
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
        "plan": _plan(measures, edition),
        "summary": _summary(measures, today),
        "provenance": provenance.entries(),
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
    without_word = [m.number for m in measures if m.confirmed_on is None or m.confirmed_on < since]
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
            f"{'is' if done == 1 else 'zijn'} er {number(done)} gerealiseerd of geborgd."
        ),
    }
