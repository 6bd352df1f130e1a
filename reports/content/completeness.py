"""The completeness part of a document: the counts of the first page, what is missing and who must
fill it, and who answered in the round."""

from collections.abc import Mapping, Sequence

from measures.gaps import Gap, GapKind
from measures.models import Measure
from measures.rounds.models import Round
from measures.rounds.selectors.handover import LastKnown, handover
from measures.selectors import measures as plan
from measures.selectors import radar
from measures.selectors.then import PlanThen
from measures.statuses import PHASES_THAT_NEED_A_RESULT, Certainty, Course, Phase
from offensief.lib.dutch import number, plural
from reports.canonical import Document

SECRETARIAT = "Secretariaat"


def summary_part(then: PlanThen, active: Sequence[Measure]) -> Document:
    """The counts of the first page, and what is missing, at the end of the period."""
    attention = sorted(
        (m for m in active if m.course in plan.WORST_FIRST),
        key=lambda m: (plan.WORST_FIRST.index(m.course), m.number),
    )
    found = radar.then(then, [m.number for m in active])
    leads = {row.number: row.lead for row in plan.rows(active, today=then.day)}
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
        "in_order_percent": found.score.percent,
        "gaps": [
            {
                "sentence": kind.sentence(len(gaps)),
                "advice": kind.advice,
                "numbers": [gap.number for gap in gaps],
                "owners": _owners(kind, gaps, leads),
            }
            for kind in GapKind
            if (gaps := found.of_kind(kind))
        ],
        "certainties": [
            {"label": c.label, "count": sum(m.certainty == c for m in active)} for c in Certainty
        ],
        "sentence": _realised(len(active), done),
    }


def _owners(kind: GapKind, gaps: Sequence[Gap], leads: Mapping[str, str]) -> list[Document]:
    """Who must fill these gaps: the lead of each measure, or the secretariat when there is none."""
    owners: dict[str, list[str]] = {}
    for gap in gaps:
        lead = "" if kind == GapKind.NO_LEAD else leads[gap.number]
        owners.setdefault(lead or SECRETARIAT, []).append(gap.number)
    return [{"name": name, "numbers": numbers} for name, numbers in sorted(owners.items())]


def _realised(total: int, done: int) -> str:
    measures = plural(total, "maatregel", "maatregelen")
    if done == 0:
        return f"Van de {measures} is er nog geen gerealiseerd of geborgd."
    verb = "is" if done == 1 else "zijn"
    return f"Van de {measures} {verb} er {number(done)} gerealiseerd of geborgd."


def round_part(round_: Round) -> Document:
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
