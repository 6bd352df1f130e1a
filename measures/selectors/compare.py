"""What changed between two days: added, ended, changed, as known on each of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from measures.models import Involvement, Measure, Milestone, RegisterEntry
from measures.selectors.then import PlanThen, plan_as_of
from measures.statuses import Decision, InvolvementRole, MilestoneState
from offensief.audit.readable import name_of, value_of
from offensief.lib.dutch import date_long


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: what it was and what it became."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Changed:
    """One measure or entry that differs."""

    number: str
    title: str
    url: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two days beside each other."""

    old: date
    new: date
    added: tuple[Measure, ...]
    ended: tuple[Measure, ...]
    changed: tuple[Changed, ...]
    entries: tuple[Changed, ...]

    @property
    def is_equal(self) -> bool:
        """Nothing differs."""
        return not (self.added or self.ended or self.changed or self.entries)


def compare(old: date, new: date, *, numbers: set[str], sees_registers: bool = True) -> Comparison:
    """Compare what was known at the end of two days, as far as these measures go."""
    before, after = plan_as_of(old), plan_as_of(new)
    was = {m.number: m for m in before.measures if m.number in numbers}
    now = {m.number: m for m in after.measures if m.number in numbers}
    both = [n for n in now if n in was]
    return Comparison(
        old=old,
        new=new,
        added=tuple(now[n] for n in now if n not in was),
        ended=tuple(
            now[n]
            for n in both
            if was[n].decision == Decision.ACTIVE and now[n].decision != Decision.ACTIVE
        ),
        changed=tuple(
            Changed(n, now[n].short_title, now[n].get_absolute_url(), found)
            for n in both
            if (found := tuple(_differences(_said(was[n]), _said(now[n]))))
        ),
        entries=_entries(before, after) if sees_registers else (),
    )


def _differences(was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Difference]:
    for name in dict.fromkeys([*was, *now]):
        old, new = was.get(name, ""), now.get(name, "")
        if old != new:
            yield Difference(name, old, new)


def _said(measure: Measure) -> dict[str, str]:
    """What pages say of a measure, in words."""
    present: list[Involvement] = measure.present  # type: ignore[attr-defined]
    steps: list[Milestone] = measure.steps  # type: ignore[attr-defined]
    lead = next((p.partner.name for p in present if p.role == InvolvementRole.LEAD), "")
    confirmed = measure.confirmed_on
    return {
        "Titel": measure.short_title,
        "Officiële tekst": measure.official_text,
        "Pijler": str(measure.pillar),
        "Fase": measure.get_phase_display(),
        "Koers": measure.get_course_display(),
        "Besluit": measure.get_decision_display(),
        "Zekerheid": measure.get_certainty_display(),
        "Laatste opgave": date_long(confirmed) if confirmed else "",
        "Trekker": lead or "Nog te beleggen",
        "Partners": ", ".join(
            f"{p.partner.short_name} ({p.get_role_display().lower()})" for p in present
        ),
        **_steps(steps),
    }


def _steps(steps: Sequence[Milestone]) -> dict[str, str]:
    """Two milestones may have the same title; they are told apart by their order."""
    said: dict[str, str] = {}
    for step in sorted(steps, key=lambda step: step.pk):
        name, n = f"Mijlpaal '{step.title}'", 1
        while name in said:
            n += 1
            name = f"Mijlpaal '{step.title}' ({n})"
        said[name] = _step(step)
    return said


def _step(step: Milestone) -> str:
    if step.done_on:
        return f"behaald op {date_long(step.done_on)}"
    if step.state == MilestoneState.DROPPED:
        return "vervallen"
    return f"gepland op {date_long(step.current_on)}"


def _entries(before: PlanThen, after: PlanThen) -> tuple[Changed, ...]:
    """Every field of a register entry counts."""
    return tuple(
        Changed(entry.code, entry.title, entry.get_absolute_url(), found)
        for entry in after.entries
        if (found := tuple(_differences(_told(before, entry.code), _told(after, entry.code))))
    )


# Bookkeeping, and what the line above says.
_UNTOLD = {"version", "register", "number"}


def _told(plan: PlanThen, code: str) -> dict[str, str]:
    return {
        name_of(RegisterEntry, name).capitalize(): value_of(RegisterEntry, name, value)
        for name, value in plan.told.get(code, {}).items()
        if name not in _UNTOLD
    }
