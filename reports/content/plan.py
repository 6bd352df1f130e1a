"""The plan part of a document: pillars, measures with milestones and what was said, decisions."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from measures.models import Measure, Milestone, MilestoneMove, StatusUpdate, Succession
from measures.selectors import measures as plan
from measures.selectors.measures import MeasureRow
from measures.selectors.then import PlanThen
from measures.statuses import Certainty, Course, Decision, MilestoneState, Phase
from reports.canonical import Document

type Said = Mapping[str, Sequence[StatusUpdate]]
type Moves = Mapping[int, Sequence[MilestoneMove]]


def plan_part(then: PlanThen, active: Sequence[Measure], moment: datetime) -> Document:
    """The plan as known at `moment`, with everything that was said of it by then."""
    published = then.plan
    rows = {row.number: row for row in plan.rows(active, today=then.day)}
    said, moves = _said(moment), _moves(moment)
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
                    _measure(m, rows[m.number], said[m.number], moves)
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
        "decisions": _decisions(moment),
    }


def _said(moment: datetime) -> dict[str, list[StatusUpdate]]:
    """What had been said of each measure by then, newest first."""
    said: dict[str, list[StatusUpdate]] = defaultdict(list)
    updates = StatusUpdate.objects.filter(made_at__lt=moment)
    for update in updates.select_related("on_behalf_of", "measure"):
        said[update.measure.number].append(update)
    return said


def _moves(moment: datetime) -> dict[int, list[MilestoneMove]]:
    """Every time the date of a milestone moved by then, newest first."""
    moves: dict[int, list[MilestoneMove]] = defaultdict(list)
    for move in MilestoneMove.objects.filter(moved_at__lt=moment):
        moves[move.milestone_id].append(move)
    return moves


def _decisions(moment: datetime) -> list[Document]:
    """What was decided about which measures, the first decision first."""
    found = Succession.objects.filter(made_at__lt=moment)
    return [
        {
            "id": decision.pk,
            "kind": decision.kind,
            "kind_label": decision.get_kind_display(),
            "decided_on": decision.decided_on.isoformat(),
            "reason": decision.reason,
            "from": sorted({link.predecessor.number for link in links if link.predecessor}),
            "to": sorted({link.successor.number for link in links if link.successor}),
        }
        for decision in found.prefetch_related("links__predecessor", "links__successor")
        if (links := list(decision.links.all()))
    ]


def _measure(
    measure: Measure, row: MeasureRow, said: Sequence[StatusUpdate], moves: Moves
) -> Document:
    steps: list[Milestone] = measure.steps  # type: ignore[attr-defined]
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
        "certainty": measure.certainty,
        "certainty_label": Certainty(measure.certainty).label,
        "confirmed_on": row.confirmed_on.isoformat() if row.confirmed_on else None,
        "milestones": [_milestone(step, moves.get(step.pk, ())) for step in steps],
        "updates": [_update(u) for u in said],
    }


def _milestone(step: Milestone, moves: Sequence[MilestoneMove]) -> Document:
    return {
        "id": step.pk,
        "title": step.title,
        "first_on": step.first_on.isoformat(),
        "current_on": step.current_on.isoformat(),
        "done_on": step.done_on.isoformat() if step.done_on else None,
        "state": step.state,
        "state_label": MilestoneState(step.state).label,
        "moves": [
            {
                "old_on": move.old_on.isoformat(),
                "new_on": move.new_on.isoformat(),
                "reason": move.reason,
            }
            for move in moves
        ],
    }


def _update(update: StatusUpdate) -> Document:
    return {
        "made_at": update.made_at.isoformat(timespec="seconds"),
        # Organisations, no names: the document is published (docs/decisions/0038).
        "said_by": update.on_behalf_of.name if update.on_behalf_of else "Secretariaat",
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
