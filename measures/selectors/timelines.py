"""Milestones against time, as pictures: per measure and per pillar."""

from collections.abc import Sequence
from datetime import date

from measures.models import Measure, Milestone, Pillar
from measures.statuses import MilestoneState
from offensief.charts.figure import Figure
from offensief.charts.timeline import TimelineRow, timeline

_SOURCE = "Planning in het portaal. Vervallen mijlpalen tellen niet mee."


def measure_timeline(measure: Measure, steps: Sequence[Milestone], *, today: date) -> Figure:
    """The milestones of one measure."""
    return timeline(
        _rows(steps, grouped=False),
        key=f"planning-{measure.number.replace('.', '-')}",
        title="Planning",
        today=today,
        source=_SOURCE,
    )


def pillar_timeline(pillar: Pillar, steps: Sequence[Milestone], *, today: date) -> Figure:
    """The milestones of all measures of a pillar, in the order of their measures."""
    ordered = sorted(steps, key=lambda step: (step.measure.number, step.current_on))
    return timeline(
        _rows(ordered, grouped=True),
        key=f"planning-pijler-{pillar.number}",
        title=f"Planning van pijler {pillar}",
        today=today,
        source=_SOURCE,
    )


def _rows(steps: Sequence[Milestone], *, grouped: bool) -> list[TimelineRow]:
    return [
        TimelineRow(
            label=step.title,
            first_on=step.first_on,
            current_on=step.current_on,
            done_on=step.done_on,
            group=step.measure.number if grouped else "",
        )
        for step in steps
        if step.state != MilestoneState.DROPPED
    ]
