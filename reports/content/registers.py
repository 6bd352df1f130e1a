"""The registers part of a document: products, research, motions, bottlenecks, lessons."""

from collections.abc import Iterable
from datetime import datetime

from measures.models import LearningNote, RegisterEntry
from measures.registers import EntryKind, EntryState, Register
from measures.selectors.then import PlanThen
from reports.canonical import Document

# What a report tells of; meetings and goals are for the people of the plan.
TOLD = (
    Register.PRODUCT,
    Register.STUDY,
    Register.WANTED_STUDY,
    Register.COMMITMENT,
    Register.BOTTLENECK,
    Register.INTERNATIONAL,
)


def registers_part(then: PlanThen) -> Document:
    """The lines of each register as they stood, by the name of the register."""
    return {
        register.value: [
            _entry(then, entry)
            for entry in sorted(_of(then, register), key=lambda e: (e.rank or 0, e.number))
        ]
        for register in TOLD
    }


def _of(then: PlanThen, register: Register) -> Iterable[RegisterEntry]:
    return (entry for entry in then.entries if entry.register == register)


def _entry(then: PlanThen, entry: RegisterEntry) -> Document:
    return {
        "code": entry.code,
        "title": entry.title,
        "description": entry.description,
        "kind_label": EntryKind(entry.kind).label if entry.kind else "",
        "state": entry.state,
        "state_label": EntryState(entry.state).label,
        "owner": entry.owner.name if entry.owner else "",
        "party": entry.party,
        "reference": entry.reference,
        "rank": entry.rank,
        "due_on": entry.due_on.isoformat() if entry.due_on else None,
        "settled_on": entry.settled_on.isoformat() if entry.settled_on else None,
        "outcome": entry.outcome,
        "link": entry.link,
        "measures": sorted(then.measures_of(entry)),
        "plan_lines": entry.plan_lines,
        "plan_state": entry.plan_state,
    }


def lessons_part(moment: datetime) -> list[Document]:
    """What practice taught by then, the newest first."""
    found = LearningNote.objects.filter(made_at__lt=moment).select_related("measure")
    return [
        {
            "measure": lesson.measure.number,
            "verdict": lesson.verdict,
            "verdict_label": lesson.get_verdict_display(),
            "text": lesson.text,
            "noted_on": lesson.noted_on.isoformat(),
        }
        for lesson in found.order_by("-noted_on", "-pk")
    ]
