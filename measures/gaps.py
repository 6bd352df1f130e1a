"""The radar of gaps: what is missing in the plan, as one list and one score. No Django.

The same function feeds the dashboard, the page of the radar and the report.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from measures.planning import Planned, days_late
from offensief.lib.dutch import plural


class GapKind(StrEnum):
    """What can be missing. The order is that of the page."""

    NO_LEAD = "no_lead"
    NO_DATE = "no_date"
    NO_PRODUCT = "no_product"
    NO_WORD = "no_word"
    PASSED = "passed"
    NO_NEXT_STEP = "no_next_step"
    TOO_GOOD = "too_good"

    @property
    def label(self) -> str:
        """What people call it."""
        return _LABELS[self]

    def sentence(self, count: int) -> str:
        """The sentence of the report: 2 of NO_LEAD is "2 maatregelen hebben nog geen trekker."."""
        measures = plural(count, "maatregel", "maatregelen")
        return _SENTENCES[self][count != 1].format(measures)

    @property
    def advice(self) -> str:
        """What to do about it."""
        return _ADVICE[self]


_LABELS = {
    GapKind.NO_LEAD: "Geen trekker",
    GapKind.NO_DATE: "Geen datum",
    GapKind.NO_PRODUCT: "Geen product of resultaat",
    GapKind.NO_WORD: "Geen actuele stand",
    GapKind.PASSED: "Mijlpaal voorbij",
    GapKind.NO_NEXT_STEP: "Koers niet goed, geen volgende stap gepland",
    GapKind.TOO_GOOD: "'Op schema', maar later dan eerst gepland",
}
# For one measure, and for several.
_SENTENCES = {
    GapKind.NO_LEAD: ("{} heeft nog geen trekker.", "{} hebben nog geen trekker."),
    GapKind.NO_DATE: (
        "{} heeft nog geen geplande mijlpaal.",
        "{} hebben nog geen geplande mijlpaal.",
    ),
    GapKind.NO_PRODUCT: ("Bij {} is nog geen product of resultaat vermeld.",) * 2,
    GapKind.NO_WORD: ("Over {} is er geen actuele opgave.",) * 2,
    GapKind.PASSED: ("Bij {} is een mijlpaal voorbij die niet als behaald is gemeld.",) * 2,
    GapKind.NO_NEXT_STEP: ("Bij {} is de koers niet goed en is geen volgende stap gepland.",) * 2,
    GapKind.TOO_GOOD: (
        "{} staat op schema, maar is later dan eerst gepland.",
        "{} staan op schema, maar zijn later dan eerst gepland.",
    ),
}
_ADVICE = {
    GapKind.NO_LEAD: "Beleg de maatregel bij een trekker.",
    GapKind.NO_DATE: "Plan ten minste één mijlpaal.",
    GapKind.NO_PRODUCT: "Koppel het product dat de maatregel oplevert.",
    GapKind.NO_WORD: "Vraag de partner hoe het ervoor staat.",
    GapKind.PASSED: "Meld de mijlpaal als behaald of plan een nieuwe datum.",
    GapKind.NO_NEXT_STEP: "Plan de stap die de maatregel weer op koers brengt.",
    GapKind.TOO_GOOD: "Beoordeel de koers opnieuw, gemeten aan de eerste planning.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What the radar looks at of one active measure."""

    number: str
    title: str
    pillar: int
    has_lead: bool
    has_product: bool
    confirmed_on: date | None
    is_done: bool
    is_bad: bool
    is_on_track: bool
    milestones: tuple[Planned, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing missing at one measure; `detail` says which milestone, for instance."""

    kind: GapKind
    number: str
    title: str
    pillar: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """How much is in order: 100 means that no check found a gap."""

    measures: int
    gaps: int

    @property
    def checks(self) -> int:
        """Each measure is checked on every kind of gap."""
        return self.measures * len(GapKind)

    @property
    def percent(self) -> int | None:
        """Share of the checks without a gap, in whole per cent downwards; None without measures.

        31 measures are 217 checks; with 93 gaps 124 are in order: 57.
        """
        return 100 * (self.checks - self.gaps) // self.checks if self.measures else None


@dataclass(frozen=True, slots=True)
class Radar:
    """All gaps, in the order of kind and number, with the score per pillar and for the plan."""

    gaps: tuple[Gap, ...]
    score: Score
    per_pillar: dict[int, Score]

    def of_kind(self, kind: GapKind) -> tuple[Gap, ...]:
        """The gaps of one kind."""
        return tuple(gap for gap in self.gaps if gap.kind == kind)


def radar(measures: Sequence[Watched], *, today: date, current_for_days: int) -> Radar:
    """Look at every measure. A word older than `current_for_days` days is no recent word."""
    since = today - timedelta(days=current_for_days)
    found = [
        Gap(kind, m.number, m.title, m.pillar, detail)
        for m in measures
        for kind, detail in _gaps(m, today, since).items()
    ]
    order = list(GapKind)
    found.sort(key=lambda gap: (order.index(gap.kind), gap.number))
    pillars = sorted({m.pillar for m in measures})
    return Radar(
        gaps=tuple(found),
        score=Score(len(measures), len(found)),
        per_pillar={
            pillar: Score(
                sum(m.pillar == pillar for m in measures),
                sum(gap.pillar == pillar for gap in found),
            )
            for pillar in pillars
        },
    )


def _gaps(measure: Watched, today: date, since: date) -> dict[GapKind, str]:
    """The gaps of one measure. What is done needs no planning any more."""
    ahead = [m for m in measure.milestones if m.is_open]
    passed = [m for m in ahead if m.current_on < today]
    late = [m for m in ahead if days_late(m, today=today) > 0]
    counts = [m for m in measure.milestones if m.is_open or m.done_on]
    facts = {
        GapKind.NO_LEAD: not measure.has_lead,
        GapKind.NO_DATE: not measure.is_done and not counts,
        GapKind.NO_PRODUCT: not measure.has_product,
        GapKind.NO_WORD: measure.confirmed_on is None or measure.confirmed_on < since,
        GapKind.PASSED: bool(passed),
        GapKind.NO_NEXT_STEP: measure.is_bad and len(ahead) == len(passed),
        GapKind.TOO_GOOD: measure.is_on_track and bool(late),
    }
    detail = {
        GapKind.PASSED: ", ".join(m.title for m in passed),
        GapKind.TOO_GOOD: ", ".join(m.title for m in late),
    }
    return {kind: detail.get(kind, "") for kind, is_gap in facts.items() if is_gap}
