"""The progress report: everything it prints, as one self-contained document.

The print template reads this document and nothing else, so what is live may change afterwards.
Schema version 2. Dates are ISO text, counts whole numbers, fractions text with a decimal point.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils import timezone

from incidents.sight import Sight
from measures.gaps import GapKind
from measures.models import Measure, StatusUpdate
from measures.rounds.models import Round
from measures.rounds.selectors.handover import LastKnown, handover
from measures.selectors import measures as plan
from measures.selectors import radar
from measures.selectors.measures import MeasureRow
from measures.selectors.then import PlanThen, plan_before
from measures.statuses import PHASES_THAT_NEED_A_RESULT, Certainty, Course, Decision, Phase
from offensief.audit.history import end_of
from offensief.lib.dutch import number, plural
from reports.canonical import Document
from reports.figures import Provenance, contradictions_document, figures_document
from reports.models import Edition

SCHEMA = "voortgangsrapportage/2"
TEMPLATE = {"name": "reports/kinds/progress.html", "version": 1}


def content(edition: Edition, *, frozen_at: datetime) -> Document:
    """The document of an edition, read from the database as it is now."""
    provenance = Provenance()
    then = plan_before(_moment(edition, frozen_at), _standing_on(edition, frozen_at))
    active = [m for m in then.measures if m.decision == Decision.ACTIVE]
    sight = Sight.parliament(frozen_at)
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
        "standing_on": then.day.isoformat(),
        "figures_as_of": edition.figures_as_of.isoformat(),
        "figures": figures_document(edition.figures_as_of, sight, provenance=provenance),
        "contradictions": contradictions_document(edition.figures_as_of, sight),
        "plan": _plan(then, active, _said(_moment(edition, frozen_at))),
        "summary": _summary(then, active),
        "round": _round(edition.round) if edition.round else None,
        "provenance": provenance.entries(),
    }


def _moment(edition: Edition, frozen_at: datetime) -> datetime:
    """Until when things count: the end of the period, or now for one that ends today.

    What partners say of a period they say after it: an edition of a round tells all that was
    approved in that round (docs/decisions/0026).
    """
    return frozen_at if edition.round else min(end_of(edition.period_end), frozen_at)


def _standing_on(edition: Edition, frozen_at: datetime) -> date:
    return timezone.localdate(frozen_at) if edition.round else edition.period_end


def _round(round_: Round) -> Document:
    """Who answered and who did not, by name, with what was known last."""
    told = handover(round_)
    return {
        "number": round_.number,
        "title": round_.title,
        "asked": told.asked,
        "handed_in": told.handed_in,
        "late": told.late,
        "answered": told.answered,
        "unchanged": told.unchanged,
        "missed": [
            {
                "name": partner.name,
                "reason": partner.reason,
                "measures": [_last_known(m) for m in partner.measures],
            }
            for partner in told.missed
        ],
        "not_asked": [_last_known(m) for m in told.not_asked],
    }


def _last_known(measure: LastKnown) -> Document:
    return {
        "number": measure.number,
        "title": measure.title,
        "phase_label": measure.phase.label,
        "course_label": measure.course.label,
        "confirmed_on": measure.confirmed_on.isoformat() if measure.confirmed_on else None,
    }


def _said(moment: datetime) -> dict[str, list[StatusUpdate]]:
    """What had been said of each measure by then, newest first."""
    said: dict[str, list[StatusUpdate]] = defaultdict(list)
    updates = StatusUpdate.objects.filter(made_at__lt=moment)
    for update in updates.select_related("made_by", "measure"):
        said[update.measure.number].append(update)
    return said


def _plan(
    then: PlanThen, active: Sequence[Measure], said: Mapping[str, Sequence[StatusUpdate]]
) -> Document:
    published = then.plan
    rows = {row.number: row for row in plan.rows(active, today=then.day)}
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
                    _measure(m, rows[m.number], said[m.number])
                    for m in active
                    if m.pillar.number == pillar.number
                ],
            }
            for pillar in then.pillars
        ],
        "ended": [
            {
                "number": m.number,
                "title": m.short_title,
                "decision": m.get_decision_display(),
            }
            for m in then.measures
            if m.decision != Decision.ACTIVE
        ],
    }


def _measure(measure: Measure, row: MeasureRow, said: Sequence[StatusUpdate]) -> Document:
    return {
        "number": measure.number,
        "title": measure.short_title,
        "text": measure.official_text,
        "wave": measure.get_wave_display(),
        "plan_lines": measure.plan_lines,
        "lead": row.lead,
        "partners": row.partners,
        "phase": row.phase.value,
        "phase_label": row.phase.label,
        "course": row.course.value,
        "course_label": row.course.label,
        "confirmed_on": row.confirmed_on.isoformat() if row.confirmed_on else None,
        "updates": [_update(u) for u in said],
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


def _summary(then: PlanThen, active: Sequence[Measure]) -> Document:
    """The counts of the first page, and what is missing, at the end of the period."""
    attention = sorted(
        (m for m in active if m.course in plan.WORST_FIRST),
        key=lambda m: (plan.WORST_FIRST.index(m.course), m.number),
    )
    found = radar.then(then, [m.number for m in active])
    done = sum(m.phase in PHASES_THAT_NEED_A_RESULT for m in active)
    return {
        "measures": len(active),
        "done": done,
        "phases": [sum(m.phase == p for m in active) for p in Phase],
        "courses": [sum(m.course == c for m in active) for c in Course],
        "attention": [
            {"number": m.number, "title": m.short_title, "course": Course(m.course).label}
            for m in attention
        ],
        "gaps": [
            {
                "sentence": kind.sentence(len(gaps)),
                "numbers": [gap.number for gap in gaps],
            }
            for kind in GapKind
            if (gaps := found.of_kind(kind))
        ],
        "certainties": [
            {"label": c.label, "count": sum(m.certainty == c for m in active)} for c in Certainty
        ],
        "sentence": _realised(len(active), done),
    }


def _realised(total: int, done: int) -> str:
    measures = plural(total, "maatregel", "maatregelen")
    if done == 0:
        return f"Van de {measures} is er nog geen gerealiseerd of geborgd."
    verb = "is" if done == 1 else "zijn"
    return f"Van de {measures} {verb} er {number(done)} gerealiseerd of geborgd."
