"""What a delivery says by not saying it: where it is complete, an absent area counted nothing."""

from collections.abc import Iterable, Sequence
from datetime import date

from incidents.delivery.entries import Entry
from incidents.models import Area

# More is a slip: of 342 municipalities in every week, for every object.
MOST_ZEROS = 200_000

type Slice = tuple[str, date, date, str, str]


def zeros_of(entries: Sequence[Entry], complete_levels: Iterable[str]) -> list[Entry]:
    """A zero for each area of these levels that the delivery leaves out.

    Per definition, period, object and outcome of which it counts at least one area of the level.
    Areas for "not known" are never counted as nothing.
    """
    found: list[Entry] = []
    for level in complete_levels:
        areas = _areas(level)
        counted: dict[Slice, set[str]] = {}
        for entry in entries:
            if entry.area in areas:
                definition, start, end, area, object_type, outcome = entry.cell
                counted.setdefault((definition, start, end, object_type, outcome), set()).add(area)
        for part, there in counted.items():
            found += _left_out(part, there, areas)
    return found


def _areas(level: str) -> dict[str, tuple[date, date]]:
    """Areas by code, with the days between which they exist."""
    return {
        area.code: (area.valid_from or date.min, area.valid_until or date.max)
        for area in Area.objects.filter(level=level)
        if not area.is_unknown
    }


def _left_out(part: Slice, there: set[str], areas: dict[str, tuple[date, date]]) -> Iterable[Entry]:
    definition, start, end, object_type, outcome = part
    for area, (begins, ends) in areas.items():
        if area not in there and begins <= start < ends:
            yield Entry(
                line=0,
                definition=definition,
                period_start=start,
                period_end=end,
                area=area,
                object_type=object_type,
                outcome=outcome,
                value=0,
                lower=None,
                upper=None,
                printed="0",
                note="Niet genoemd; de levering is volledig.",
                status="normal",
                is_confidential=False,
            )
