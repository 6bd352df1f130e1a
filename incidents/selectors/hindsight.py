"""What was said then and what is known now, figure by figure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from incidents.models import Observation
from incidents.models.releases import Precision
from incidents.selectors.figures import COUNTRY, describe_known
from incidents.sight import Sight
from incidents.statistics.comparing import UNSTATED_DEFINITION

type CellKey = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What one delivery says of a cell. `value` is None for bounds and for what was withdrawn."""

    value: int | None
    printed: str
    known_until: date
    known: str
    source: str
    release: str
    provisional: bool
    # The day it was known is told, not only bounded.
    is_dated: bool


@dataclass(frozen=True, slots=True)
class CellHistory:
    """One cell of the whole country with everything that was ever said of it, oldest first."""

    definition: str
    definition_name: str
    period_start: date
    period_end: date
    object_label: str
    outcome_label: str
    said: tuple[Said, ...]

    @property
    def is_revised(self) -> bool:
        """More than one delivery speaks of it, and not with one voice."""
        return len({said.printed for said in self.said}) > 1

    def as_of(self, day: date) -> Said | None:
        """What was known of it on a day."""
        known = [said for said in self.said if said.known_until <= day]
        return known[-1] if known else None


def histories(sight: Sight, *, definition: str = "") -> tuple[CellHistory, ...]:
    """Every cell of the whole country, by definition and period; DEMO only when it is asked for."""
    wanted = {"definition__code": definition} if definition else {"definition__is_demo": False}
    found = (
        Observation.objects.visible(sight)
        .filter(area__code=COUNTRY, period_is_exact=True, **wanted)
        .select_related("release__source", "definition")
        .order_by(
            "definition__code",
            "-period_start",
            "-period_end",
            "object_type",
            "outcome",
            "release__known_until",
            "release__rank",
            "release__pk",
        )
    )
    cells: dict[CellKey, list[Observation]] = {}
    for o in found:
        key: CellKey = (o.definition_id, o.period_start, o.period_end, o.object_type, o.outcome)
        if o.definition.code == UNSTATED_DEFINITION:
            # Nobody knows that two of these count the same.
            key = (*key, o.release_id)
        cells.setdefault(key, []).append(o)
    return tuple(_history(said) for said in cells.values())


def _history(rows: list[Observation]) -> CellHistory:
    first = rows[0]
    return CellHistory(
        definition=first.definition.code,
        definition_name=first.definition.name,
        period_start=first.period_start,
        period_end=first.period_end,
        object_label=first.get_object_type_display(),
        outcome_label=first.get_outcome_display(),
        said=tuple(_said(rows)),
    )


def _said(rows: Iterable[Observation]) -> Iterable[Said]:
    for o in rows:
        release = o.release
        provisional = release.status in {"provisional", "further_provisional"}
        yield Said(
            value=o.value,
            printed=o.printed,
            known_until=release.known_until,
            known=describe_known(release),
            source=str(release.source),
            release=release.code,
            provisional=provisional,
            is_dated=release.known_precision in {Precision.DAY, Precision.MONTH},
        )
