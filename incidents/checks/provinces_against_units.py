"""Finds provinces and police units that cannot both be right."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from incidents.checks.finding import Counted, Finding, is_above, sum_bounds, weight_of
from offensief.lib.dutch import number

CHECK = "provinces_against_units"
_OTHER = {"province": "unit", "unit": "province"}
_ONE = {"province": "Provincie", "unit": "Politie-eenheid"}
_NOUNS = {"province": "provincies", "unit": "politie-eenheden"}


@dataclass(slots=True)
class _Table:
    """Figures of one stand, definition, period, object and outcome: by level and area."""

    levels: dict[str, dict[str, Counted]] = field(
        default_factory=lambda: {"province": {}, "unit": {}}
    )
    unknown: dict[str, Counted] = field(default_factory=dict)


def provinces_against_units(figures: Iterable[Counted]) -> Iterator[Finding]:
    """Provinces and units cover the same country, so each bounds the other.

    Which of them overlap follows from the municipalities they have. A count without a known place
    may belong anywhere, so it widens the bounds. Source: plan l.779-781 and 789. Of 2023 it counts
    the units Rotterdam (271) and Den Haag (93), which together are Zuid-Holland: 364. The
    province Noord-Holland lies in the units Amsterdam (207), Noord-Holland (110) and partly
    Midden-Nederland (96), so it has 317 to 413. More is found.
    """
    tables: dict[tuple[object, ...], _Table] = {}
    for figure in figures:
        if figure.level not in _OTHER:
            continue
        place = (
            figure.stand, figure.definition, figure.period_start, figure.period_end,
            figure.object_type, figure.outcome,
        )  # fmt: skip
        table = tables.setdefault(place, _Table())
        if figure.is_unknown_place:
            table.unknown[figure.level] = figure
        else:
            table.levels[figure.level][figure.area] = figure
    for table in tables.values():
        yield from _in_table(table)


def bounds_from(
    area: Counted, others: Mapping[str, Counted]
) -> tuple[int, int | None, tuple[Counted, ...]]:
    """What the other level leaves for an area: the least, the most, and the figures that say so.

    Noord-Holland, from the five units of 2023 in the plan: 317, 413. The most is None as long as
    one of the areas it overlaps with has no figure.
    """
    around = [others[code] for code in area.overlaps if code in others]
    inside = [other for other in around if other.overlaps == (area.area,)]
    low = sum_bounds(inside)[0]
    high = sum_bounds(around)[1] if around and len(around) == len(area.overlaps) else None
    return low, high, tuple(around)


def _in_table(table: _Table) -> Iterator[Finding]:
    told: set[frozenset[str]] = set()
    for level, areas in table.levels.items():
        others = table.levels[_OTHER[level]]
        for area in areas.values():
            low, high, around = bounds_from(area, others)
            least, most = area.bounds
            own, other = _unknown(table, level), _unknown(table, _OTHER[level])
            beside = tuple(f for f in (table.unknown.get(name) for name in _OTHER) if f)
            cells = (area, *around, *beside)
            same = frozenset(cell.key for cell in cells)
            found = is_above(least, _plus(high, other)) or is_above(low, _plus(most, own))
            if found and same not in told:
                told.add(same)
                yield _finding(area, cells, low, high)


def _unknown(table: _Table, level: str) -> int | None:
    """At most how many of a level have no known place; none are told: nothing."""
    figure = table.unknown.get(level)
    return figure.bounds[1] if figure else 0


def _plus(high: int | None, more: int | None) -> int | None:
    return None if high is None or more is None else high + more


def _finding(area: Counted, cells: Sequence[Counted], low: int, high: int | None) -> Finding:
    noun = _NOUNS[_OTHER[area.level]]
    room = f"ten minste {number(low)}"
    if high is not None:
        room = number(low) if low == high else f"{number(low)} tot en met {number(high)}"
    sentence = (
        f"{_ONE[area.level]} {area.where_and_when}: {area.shown}. Volgens de {noun} daar kan het "
        f"alleen {room} zijn."
    )
    return Finding(CHECK, weight_of(cells), sentence, tuple(cells))
