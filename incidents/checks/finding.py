"""What a check looks at, and what it says."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from incidents.statistics.comparing import UNSTATED_DEFINITION
from offensief.lib.dutch import number, period_as_known

TOTAL = "total"


class Weight(StrEnum):
    """How much a finding matters; the values of incidents.models.Severity."""

    FAULT = "fault"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One figure with everything that decides what it may be held against.

    `key` is where it stands: a delivery and a cell; `observation` is its row, when it is stored.
    `within` are codes of all areas it is part of, the smallest first: of Vlaardingen its safety
    region, police unit, province and country. `overlaps` are, of a unit, the provinces it has
    municipalities in; of a province, the units. `rank` orders deliveries known on the same day.
    `period_text` is the period as it was published.
    """

    key: str
    observation: int | None = None
    delivery: str
    delivery_title: str
    definition: str
    definition_name: str
    period_start: date
    period_end: date
    is_exact: bool = True
    period_text: str = ""
    area: str
    area_name: str
    level: str
    within: tuple[str, ...] = ()
    overlaps: tuple[str, ...] = ()
    is_unknown_place: bool = False
    object_type: str
    outcome: str
    object_label: str
    value: int | None
    lower: int | None = None
    upper: int | None = None
    printed: str
    known_until: date | None
    known_precision: str = "day"
    known: str
    rank: int = 0
    source: str
    locator: str = ""

    @property
    def bounds(self) -> tuple[int, int | None]:
        """The least and the most it can be; None above: no bound. 5 is (5, 5), "<5" is (0, 4)."""
        if self.value is not None:
            return self.value, self.value
        return self.lower or 0, self.upper

    @property
    def shown(self) -> str:
        """The count as people read it: 1543 is "1.543", a bound is as it was printed: "<50"."""
        return self.printed if self.value is None else number(self.value)

    @property
    def when(self) -> str:
        """The period in words: "2024"; one that is not exact as published: "begin 2024"."""
        return period_as_known(
            self.period_start, self.period_end, self.period_text, is_exact=self.is_exact
        )

    @property
    def where_and_when(self) -> str:
        """For people: "Rotterdam, 2024"."""
        return f"{self.area_name}, {self.when}"

    @property
    def is_whole_year(self) -> bool:
        """One calendar year: 1 January 2024 up to 1 January 2025."""
        year = self.period_start.year
        whole = date(year, 1, 1), date(year + 1, 1, 1)
        return (self.period_start, self.period_end) == whole

    @property
    def is_grand_total(self) -> bool:
        """All objects, attempts and attacks together."""
        return self.object_type == TOTAL and self.outcome == TOTAL

    @property
    def says_what_it_counts(self) -> bool:
        """Figures of which nobody says what they count may each count something else."""
        return self.definition != UNSTATED_DEFINITION

    @property
    def stand(self) -> str:
        """Figures of one stand became known together, so that one cannot be older than another.

        That are figures of one delivery, and of deliveries from one source with one peildatum.
        """
        if self.known_until is None or not self.says_what_it_counts:
            return self.delivery
        return f"{self.source} {self.known_until}"

    def as_cell(self) -> dict[str, Any]:
        """The figure as it is kept with a finding, so that it can be shown without the store."""
        return {
            "key": self.key,
            "observation": self.observation,
            "delivery": self.delivery,
            "delivery_title": self.delivery_title,
            "definition": self.definition,
            "definition_name": self.definition_name,
            "period": self.when,
            "area": self.area_name,
            "object": self.object_type,
            "object_label": self.object_label,
            "outcome": self.outcome,
            "value": self.value,
            "printed": self.shown,
            "known_until": self.known_until.isoformat() if self.known_until else "",
            "known": self.known,
            "source": self.source,
            "locator": self.locator,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A percentage as printed with a figure: 937 homes are 72% `of` all attacks (a definition).

    `decimals` is how many are printed: 0 for "72%", so that it can be anything from 71.5 to 72.5.
    """

    delivery: str
    definition: str
    period_start: date
    period_end: date
    area: str
    object_type: str
    outcome: str
    percent: Decimal
    decimals: int
    of: str
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Figures that contradict each other, in one Dutch sentence, with the figures side by side."""

    check: str
    weight: Weight
    sentence: str
    cells: tuple[Counted, ...]

    @property
    def fingerprint(self) -> str:
        """The same contradiction has the same fingerprint, however often it is found."""
        told = "\n".join([self.check, *sorted(f"{c.key}={c.printed}" for c in self.cells)])
        return hashlib.sha256(told.encode()).hexdigest()


def sum_bounds(figures: Iterable[Counted]) -> tuple[int, int | None]:
    """The least and the most that figures can be together: 5 and "<5" are (5, 9)."""
    low, high = 0, 0
    is_bounded = True
    for figure in figures:
        least, most = figure.bounds
        low += least
        high += most or 0
        is_bounded = is_bounded and most is not None
    return low, high if is_bounded else None


def is_above(low: int, high: int | None) -> bool:
    """Whether at least `low` is more than at most `high`: 5 above 4 is, above no bound never."""
    return high is not None and low > high


def weight_of(cells: Iterable[Counted]) -> Weight:
    """What cannot be within one delivery may be between two: those may differ by a day."""
    return Weight.FAULT if len({cell.delivery for cell in cells}) == 1 else Weight.WARNING
