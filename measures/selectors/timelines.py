"""Milestones against time, as pictures: per measure and per pillar."""

from collections.abc import Sequence
from datetime import date

from measures.models import Measure, Milestone, Pillar
from measures.permissions import visible_measures
from measures.selectors.then import plan_as_of
from measures.statuses import Decision, MilestoneState
from offensief.accounts.models import Person
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


def all_pillars(person: Person, *, today: date, day: date | None) -> list[Figure]:
    """A timeline per pillar over the active measures this person may see, now or as on `day`."""
    visible = visible_measures(person).filter(decision=Decision.ACTIVE)
    if day is None:
        pillars: Sequence[Pillar] = list(Pillar.objects.current())
        steps = list(
            Milestone.objects.filter(measure__in=visible.values("pk")).select_related(
                "measure__pillar"
            )
        )
    else:
        plan = plan_as_of(day)
        numbers = set(visible_measures(person).values_list("number", flat=True))
        active = [m for m in plan.measures if m.number in numbers and m.decision == Decision.ACTIVE]
        pillars = plan.pillars
        steps = [step for m in active for step in m.steps]  # type: ignore[attr-defined]
    return [
        pillar_timeline(
            pillar,
            [step for step in steps if step.measure.pillar.number == pillar.number],
            today=day or today,
        )
        for pillar in pillars
    ]
