"""Fields and values of answers as readers see them: in a review, a receipt and a workbook."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from measures.models import Milestone
from measures.rounds.content import LABELS, STEP_PARTS, Content, order, step_field
from measures.statuses import Course, Phase
from offensief.lib.dutch import date_long


@dataclass(frozen=True, slots=True)
class Words:
    """What the keys in an answer stand for: milestones by row number, places by their value."""

    steps: Mapping[int, str]
    places: Mapping[str, str]

    def label(self, name: str) -> str:
        """ "step.12.planned_on" is "Mijlpaal 'Kader vastgesteld': gepland op"."""
        step = step_field(name)
        if step is None:
            return LABELS.get(name, name)
        part = STEP_PARTS[step.part]
        if step.is_new:
            return f"Nieuwe mijlpaal {step.number}: {part}"
        title = self.steps.get(step.number, "die er niet meer is")
        return f"Mijlpaal '{title}': {part}"

    def value(self, name: str, value: str) -> str:
        """ "on_track" is "Op schema", "2026-05-01" is "1 mei 2026"."""
        if not value:
            return ""
        if name == "phase":
            return Phase(value).label
        if name == "course":
            return Course(value).label
        if name == "result_place":
            return self.places.get(value, "Niet meer bij deze maatregel")
        if name.endswith("_on"):
            return date_long(date.fromisoformat(value))
        return value


def words_for(steps: Iterable[Milestone], places: Iterable[tuple[str, str]] = ()) -> Words:
    """The words for the answer about one measure."""
    return Words({step.pk: step.title for step in steps}, dict(places))


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs, in words."""

    name: str
    label: str
    old: str
    new: str


def changes_in_words(before: Content, after: Content, words: Words) -> Sequence[Change]:
    """Every field that differs, in the order of the form."""
    names = [n for n in order({*before, *after}) if before.get(n, "") != after.get(n, "")]
    return [
        Change(
            name,
            words.label(name),
            words.value(name, before.get(name, "")),
            words.value(name, after.get(name, "")),
        )
        for name in names
    ]
