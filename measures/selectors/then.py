"""The plan as it was known on a day, brought back from the trail alone.

Measures come back as rows of the models that are not in the database: templates read them like
live ones, and nothing of them can be saved.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models

from measures.models import (
    ContributionCard,
    Involvement,
    Measure,
    Milestone,
    Partner,
    Pillar,
    Plan,
    RegisterEntry,
    Section,
)
from offensief.audit.history import States, end_of, states_at

_KINDS = (
    Plan,
    Pillar,
    Section,
    Partner,
    Measure,
    Involvement,
    Milestone,
    RegisterEntry,
    ContributionCard,
)


@dataclass(frozen=True, slots=True)
class PlanThen:
    """Everything known of the plan at the end of a day.

    Each measure carries `present` (its involvements) and `steps` (its milestones), like measures
    from `selectors.measures.with_partners`.
    """

    day: date
    plan: Plan | None
    pillars: tuple[Pillar, ...]
    measures: tuple[Measure, ...]
    entries: tuple[RegisterEntry, ...] = field(repr=False)
    # What the trail tells of each register entry, by its code.
    told: Mapping[str, Mapping[str, Any]] = field(repr=False)
    # Contribution cards by the number of their measure.
    cards: Mapping[str, ContributionCard] = field(repr=False)

    def measures_of(self, entry: RegisterEntry) -> tuple[str, ...]:
        """Numbers of the measures that this register entry was linked to."""
        return tuple(self.told[entry.code].get("measures") or ())

    def measure(self, number: str) -> Measure | None:
        """The measure with this number, if it was there."""
        return next((m for m in self.measures if m.number == number), None)


def plan_as_of(day: date) -> PlanThen:
    """What was known when this day ended. Later facts about earlier days do not count."""
    return plan_before(end_of(day), day)


def plan_before(moment: datetime, day: date) -> PlanThen:
    """What was known just before a moment; `day` is the one that pages name."""
    return _Then(states_at(moment, *_KINDS), day).plan()


class _Then:
    """Rows from states, each referring to the other rows of that time."""

    def __init__(self, states: States, day: date) -> None:
        self.day = day
        self.states = states
        self.plans = self._rows(Plan, {})
        self.pillars = self._rows(Pillar, {"plan": self.plans})
        self.sections = self._rows(Section, {"pillar": self.pillars})
        self.partners = self._rows(Partner, {})

    def _rows[M: models.Model](
        self, kind: type[M], references: Mapping[str, Mapping[str, Any]]
    ) -> dict[str, M]:
        rows = {key: _row(kind, facts, references) for key, facts in self.states[kind].items()}
        for key, row in rows.items():
            if isinstance(row, Plan | Partner):
                row.key = key
        return rows

    def plan(self) -> PlanThen:
        """Put together."""
        measures = self._rows(
            Measure, {"plan": self.plans, "pillar": self.pillars, "section": self.sections}
        )
        self._give_partners(measures)
        self._give_steps(measures)
        current = max(self.plans.values(), key=lambda plan: plan.offered_on, default=None)
        entries = self._rows(RegisterEntry, {"owner": self.partners, "raised_by": self.partners})
        return PlanThen(
            day=self.day,
            plan=current,
            pillars=tuple(
                sorted(
                    (p for p in self.pillars.values() if p.plan is current),
                    key=lambda p: p.number,
                )
            ),
            measures=tuple(sorted(measures.values(), key=lambda m: m.number)),
            entries=tuple(entries.values()),
            told=self.states[RegisterEntry],
            cards=self._rows(ContributionCard, {"measure": measures}),
        )

    def _give_partners(self, measures: Mapping[str, Measure]) -> None:
        """The roles in force that day, as far as known then."""
        present: dict[str, list[Involvement]] = defaultdict(list)
        for key, facts in self.states[Involvement].items():
            part = _row(Involvement, facts, {"measure": measures, "partner": self.partners})
            part.pk = int(key)
            if part.valid_from <= self.day and (part.valid_to is None or part.valid_to > self.day):
                present[facts["measure"]].append(part)
        for number, measure in measures.items():
            parts = sorted(present[number], key=lambda part: part.partner.short_name)
            measure.present = parts  # type: ignore[attr-defined]

    def _give_steps(self, measures: Mapping[str, Measure]) -> None:
        steps: dict[str, list[Milestone]] = defaultdict(list)
        for key, facts in self.states[Milestone].items():
            milestone = _row(Milestone, facts, {"measure": measures})
            milestone.pk = int(key)
            steps[facts["measure"]].append(milestone)
        for number, measure in measures.items():
            found = sorted(steps[number], key=lambda step: (step.current_on, step.pk))
            measure.steps = found  # type: ignore[attr-defined]


def _row[M: models.Model](
    kind: type[M], facts: Mapping[str, Any], references: Mapping[str, Mapping[str, Any]]
) -> M:
    """A row from facts: dates from their text, other rows from those of that time."""
    values: dict[str, Any] = {}
    for name, value in facts.items():
        model_field = kind._meta.get_field(name)
        if name in references:
            values[name] = references[name].get(value) if value is not None else None
        elif isinstance(model_field, models.Field) and not model_field.is_relation:
            values[name] = model_field.to_python(value) if value is not None else None
    return kind(**values)
