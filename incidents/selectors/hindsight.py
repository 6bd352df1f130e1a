"""What was said then and what is known now, figure by figure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from incidents.models import FigureStatus, ObjectType, Observation, Outcome
from incidents.models.releases import Precision
from incidents.selectors.figures import ATTACKS, COUNTRY, INCIDENTS, describe_known
from incidents.sight import Sight
from incidents.statistics.comparing import UNSTATED_DEFINITION

# Definitions of which one year was counted more than once, the one of the target first.
_COUNTED_AGAIN = (ATTACKS, INCIDENTS, UNSTATED_DEFINITION)

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
    is_withdrawn: bool


@dataclass(frozen=True, slots=True)
class CellHistory:
    """One cell of the whole country with everything that was ever said of it, oldest first."""

    definition: str
    definition_name: str
    period_start: date
    period_end: date
    object_label: str
    outcome_label: str
    # All objects, attempts and attacks together.
    is_total: bool
    # The end of the period is known to the day.
    is_exact: bool
    # The period in words, no more exactly than it is known: "eerste maanden van 2024".
    when: str
    said: tuple[Said, ...]

    @property
    def is_revised(self) -> bool:
        """More than one delivery speaks of it, and not with one voice."""
        return self.is_exact and len({said.printed for said in self.said}) > 1

    @property
    def is_whole_year(self) -> bool:
        """One calendar year, known to the day."""
        year = self.period_start.year
        whole = date(year, 1, 1), date(year + 1, 1, 1)
        return self.is_exact and (self.period_start, self.period_end) == whole

    def as_of(self, day: date) -> Said | None:
        """What was known of it on a day."""
        known = [said for said in self.said if said.known_until <= day]
        return known[-1] if known else None


@dataclass(frozen=True, slots=True)
class Recount:
    """A figure with what became known later of its whole year: not to be compared."""

    cell: CellHistory
    was: Said
    year: CellHistory
    later: Said


def recounts(cells: Sequence[CellHistory], then: date, now: date) -> tuple[Recount, ...]:
    """For each total of part of a year, or within bounds, the later count of that whole year.

    622 for January up to November 2023, known in December 2023, gets the 901 of 2023 that was known
    in May 2024. A year counted under the same definition goes first. A whole year with a single
    count is left out: what came after it is a revision, or counts something else.
    """
    totals = [c for c in cells if c.is_total and c.definition in _COUNTED_AGAIN]
    years = [
        (c, last)
        for c in totals
        if c.is_whole_year and (last := c.as_of(now)) and not last.is_withdrawn
    ]
    found = []
    for cell in totals:
        if cell.period_end > date(cell.period_start.year + 1, 1, 1):
            continue
        for was in _still_told(cell, then):
            later = [pair for pair in years if _tells_later(*pair, cell=cell, was=was)]
            if later:
                year, last = min(later, key=lambda pair: _nearness(cell, pair[0]))
                found.append(Recount(cell, was, year, last))
    return tuple(found)


def _still_told(cell: CellHistory, then: date) -> list[Said]:
    """What was last said, and every rounded count or bound before it: "~900" beside 901."""
    last = cell.as_of(then)
    known = [s for s in cell.said if s.known_until <= then and not s.is_withdrawn]
    return [s for s in known if s.value is None or (s is last and not cell.is_whole_year)]


def _tells_later(year: CellHistory, last: Said, *, cell: CellHistory, was: Said) -> bool:
    if year.period_start.year != cell.period_start.year:
        return False
    if year == cell:
        return last != was
    return last.known_until > was.known_until


def _nearness(cell: CellHistory, year: CellHistory) -> tuple[bool, int]:
    # Nobody knows that two figures count the same when neither says what it counts.
    is_alike = cell.definition == year.definition != UNSTATED_DEFINITION
    return not is_alike, _COUNTED_AGAIN.index(year.definition)


def histories(sight: Sight, *, definition: str = "") -> tuple[CellHistory, ...]:
    """Every cell of the whole country, by definition and period; DEMO only when it is asked for.

    Periods of which the end is not known are cells of their own, also beside one of the same days.
    """
    wanted = {"definition__code": definition} if definition else {"definition__is_demo": False}
    found = (
        Observation.objects.visible(sight)
        .filter(area__code=COUNTRY, **wanted)
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
        days = (o.period_start, o.period_end, o.period_is_exact)
        key: CellKey = (o.definition_id, *days, o.object_type, o.outcome)
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
        is_total=(first.object_type, first.outcome) == (ObjectType.TOTAL, Outcome.TOTAL),
        is_exact=first.period_is_exact,
        when=first.period_in_words,
        said=tuple(_said(rows)),
    )


def _said(rows: Iterable[Observation]) -> Iterable[Said]:
    for o in rows:
        release = o.release
        provisional = release.is_provisional
        yield Said(
            value=o.value,
            printed=o.printed,
            known_until=release.known_until,
            known=describe_known(release),
            source=str(release.source),
            release=release.code,
            provisional=provisional,
            is_dated=release.known_precision in {Precision.DAY, Precision.MONTH},
            is_withdrawn=o.status == FigureStatus.WITHDRAWN,
        )
