"""Measures as lines of a file or of a sheet of paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from measures.models import Measure, Milestone
from measures.planning import Completion, completion
from measures.selectors.measures import MeasureRow, rows, with_partners
from measures.statuses import MilestoneState
from offensief.lib.sheets import Cell

HEAD = (
    "Nummer",
    "Titel",
    "Pijler",
    "Start",
    "Fase",
    "Koers",
    "Besluit",
    "Zekerheid",
    "Trekker",
    "Partners",
    "Laatste opgave",
    "Eerste mijlpaal",
    "Volgende mijlpaal",
    "Volgende mijlpaal eerst gepland",
    "Mijlpalen behaald",
    "Mijlpalen in totaal",
)


@dataclass(frozen=True, slots=True)
class Line:
    """A measure with its planning in short."""

    row: MeasureRow
    first_on: date | None
    next_on: date | None
    next_first_on: date | None
    completion: Completion


def with_steps(measures: QuerySet[Measure]) -> QuerySet[Measure]:
    """The measures with partners and milestones, in a fixed number of queries."""
    return with_partners(measures).prefetch_related(Prefetch("milestones", to_attr="steps"))


def lines(measures: Sequence[Measure], *, today: date) -> list[Line]:
    """Lines of measures from `with_steps` or from `selectors.then`."""
    return [
        _line(row, measure.steps)  # type: ignore[attr-defined]
        for row, measure in zip(rows(measures, today=today), measures, strict=True)
    ]


def _line(row: MeasureRow, steps: Sequence[Milestone]) -> Line:
    counting = [step for step in steps if step.state != MilestoneState.DROPPED]
    still_open = [step for step in counting if step.state == MilestoneState.OPEN]
    following = min(still_open, key=lambda step: step.current_on, default=None)
    return Line(
        row=row,
        first_on=min((step.done_on or step.current_on for step in counting), default=None),
        next_on=following.current_on if following else None,
        next_first_on=following.first_on if following else None,
        completion=completion([step.as_planned() for step in steps]),
    )


def cells(line: Line) -> list[Cell]:
    """The cells of a line, in the order of HEAD."""
    row = line.row
    return [
        row.number,
        row.title,
        row.pillar,
        row.wave,
        row.phase.label,
        row.course.label,
        row.decision.label,
        row.certainty.label,
        row.lead,
        row.partners,
        row.confirmed_on,
        line.first_on,
        line.next_on,
        line.next_first_on,
        line.completion.done,
        line.completion.total,
    ]
