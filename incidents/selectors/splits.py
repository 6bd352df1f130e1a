"""Whole years split by type of object, of one delivery: only then do the parts make the whole."""

from dataclasses import dataclass
from datetime import date

from incidents.selectors.figures import ATTACKS, Known, objects, years
from incidents.sight import Sight
from incidents.statistics.comparing import Refusal, compare


@dataclass(frozen=True, slots=True)
class SplitYear:
    """The count of a year and its types of object, all of one delivery."""

    total: Known
    parts: tuple[Known, ...]


@dataclass(frozen=True, slots=True)
class SplitPair:
    """Two years that the guard lets stand side by side, in total and per type of object."""

    before: SplitYear
    after: SplitYear
    marks: tuple[str, ...]


def split_pair(year: int, day: date, sight: Sight) -> SplitPair | None:
    """The year before and `year`; None without both, or when the guard refuses a pair of counts.

    With 599 homes of one delivery and the 901 of 2023 of another there is none: what stands
    between those two can be a recount.
    """
    before, after = (split_year(y, day, sight) for y in (year - 1, year))
    if before is None or after is None:
        return None
    was = {k.object_type: k for k in before.parts}
    pairs = [(k, was[k.object_type]) for k in after.parts if k.object_type in was]
    marks: list[str] = []
    for current, earlier in [(after.total, before.total), *pairs]:
        found = compare(current.measured, earlier.measured)
        if isinstance(found, Refusal):
            return None
        marks.extend(found.marks)
    return SplitPair(before, after, tuple(dict.fromkeys(marks)))


def split_year(year: int, day: date, sight: Sight) -> SplitYear | None:
    """The types of object of a year with its total; None unless all are of one delivery."""
    parts = objects(year, day, sight)
    totals = [k for k in years(day, sight) if k.definition == ATTACKS and k.year == year]
    if not parts or not totals or {k.release for k in parts} != {totals[0].release}:
        return None
    return SplitYear(totals[0], parts)
