"""What a check looks at, and what it says."""

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from offensief.lib.dutch import period


class Weight(StrEnum):
    """How much a finding matters; the values of incidents.models.Severity."""

    FAULT = "fault"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One figure with everything that decides what it may be held against.

    `key` is where it stands: a delivery and a cell. `parent` and `province` are codes of areas.
    """

    key: str
    delivery: str
    delivery_title: str
    definition: str
    period_start: date
    period_end: date
    is_exact: bool = True
    area: str
    area_name: str
    level: str
    parent: str = ""
    province: str = ""
    object_type: str
    outcome: str
    value: int | None
    lower: int | None = None
    upper: int | None = None
    printed: str
    known_until: date | None
    known_precision: str = "day"
    source: str
    locator: str = ""

    @property
    def bounds(self) -> tuple[int, int | None]:
        """The least and the most it can be; None above: no bound. 5 is (5, 5), "<5" is (0, 4)."""
        if self.value is not None:
            return self.value, self.value
        return self.lower or 0, self.upper

    @property
    def where_and_when(self) -> str:
        """For people: "Rotterdam, 2024"."""
        return f"{self.area_name}, {period(self.period_start, self.period_end)}"

    def as_cell(self) -> dict[str, Any]:
        """The figure as it is kept with a finding, so that it can be shown without the store."""
        return {
            "key": self.key,
            "delivery": self.delivery,
            "delivery_title": self.delivery_title,
            "definition": self.definition,
            "period": period(self.period_start, self.period_end),
            "area": self.area_name,
            "object": self.object_type,
            "outcome": self.outcome,
            "value": self.value,
            "printed": self.printed,
            "known_until": self.known_until.isoformat() if self.known_until else "",
            "source": self.source,
            "locator": self.locator,
        }


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
        told = "\n".join([self.check, *(f"{c.key}={c.printed}" for c in self.cells)])
        return hashlib.sha256(told.encode()).hexdigest()
