"""Decides which figures of a delivery stay hidden, before anybody can see it.

Only totals of whole years are open below the units (docs/decisions/0033), so that is what is
looked at: per definition and year, all areas as they will be known once the delivery is released.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from incidents.delivery.entries import Entry
from incidents.models import (
    Area,
    AreaLevel,
    HidingReason,
    ObjectType,
    Observation,
    Outcome,
)
from incidents.sight import Sight
from incidents.statistics.suppression import CannotHide, Sum, suppress

_SMALL_LEVELS = (AreaLevel.SAFETY_REGION, AreaLevel.MUNICIPALITY)
_LEVELS = (AreaLevel.COUNTRY, AreaLevel.UNIT, AreaLevel.PROVINCE, *_SMALL_LEVELS)

type Place = tuple[str, date, date, str]


@dataclass(frozen=True, slots=True)
class _Places:
    """The areas by code, with the two ways in which they add up."""

    level: Mapping[str, str]
    parts: Mapping[str, tuple[str, ...]]
    towns_of_province: Mapping[str, tuple[str, ...]]


def plan_hiding(entries: Iterable[Entry], known_on: date) -> dict[Place, HidingReason]:
    """Which of these figures to hide: definition, period and area with the reason.

    Takes seconds, so it runs before the transaction that writes the delivery.
    """
    offered = [e for e in entries if _is_whole_year_total(e)]
    groups: dict[tuple[str, date, date], list[Entry]] = {}
    for entry in offered:
        groups.setdefault((entry.definition, entry.period_start, entry.period_end), []).append(
            entry
        )
    places: dict[Place, HidingReason] = {}
    for (definition, start, end), found in groups.items():
        areas = _areas(start)
        if not any(areas.level.get(e.area) in _SMALL_LEVELS for e in found):
            continue
        hidden = _hide(found, areas, _known_before(definition, start, end, known_on))
        places |= {(definition, start, end, area): reason for area, reason in hidden.items()}
    return places


def _is_whole_year_total(entry: Entry) -> bool:
    start, end = entry.period_start, entry.period_end
    return (
        (entry.object_type, entry.outcome) == (ObjectType.TOTAL, Outcome.TOTAL)
        and (start.month, start.day) == (1, 1)
        and end == date(start.year + 1, 1, 1)
    )


def _areas(day: date) -> _Places:
    rows = list(
        Area.objects.filter(level__in=_LEVELS)
        .valid_on(day)
        .values_list("code", "level", "parent__code", "province__code")
    )
    parts: dict[str, list[str]] = {}
    towns: dict[str, list[str]] = {}
    for code, level, parent, province in rows:
        if parent and level != AreaLevel.PROVINCE:
            parts.setdefault(parent, []).append(code)
        if province:
            towns.setdefault(province, []).append(code)
    return _Places(
        level={code: level for code, level, _, _ in rows},
        parts={code: tuple(found) for code, found in parts.items()},
        towns_of_province={code: tuple(found) for code, found in towns.items()},
    )


def _known_before(
    definition: str, start: date, end: date, known_on: date
) -> dict[str, tuple[int, bool]]:
    """Counts of other deliveries of the same year, and whether everybody could see them."""
    sight = Sight.desk(timezone.now())
    public = Sight.public(timezone.now())
    found = (
        Observation.objects.as_of(
            known_on,
            sight,
            definition__code=definition,
            period_start=start,
            period_end=end,
            object_type=ObjectType.TOTAL,
            outcome=Outcome.TOTAL,
            area__level__in=_LEVELS,
        )
        .filter(value__isnull=False)
        .select_related("area")
    )
    seen = set(
        Observation.objects.filter(pk__in=[o.pk for o in found])
        .visible(public)
        .filter(hidden=None)
        .values_list("pk", flat=True)
    )
    return {o.area.code: (o.value, o.pk in seen) for o in found if o.value is not None}


def _hide(
    offered: list[Entry], areas: _Places, before: Mapping[str, tuple[int, bool]]
) -> dict[str, HidingReason]:
    """Areas of this delivery to hide."""
    mine = {e.area: _likely(e) for e in offered if e.area in areas.level}
    counts = {area: count for area, (count, _) in before.items()} | mine
    exempt = {
        area
        for area in counts
        if areas.level[area] not in _SMALL_LEVELS
        # What everybody saw before cannot be taken back.
        or (area not in mine and before[area][1])
    }
    sums, rests = _sums(areas, counts)
    small = {area for area in mine if areas.level[area] in _SMALL_LEVELS}
    # A bound says by itself that the number is small.
    bounds = {e.area for e in offered if e.value is None and e.area in small}
    try:
        found = suppress(counts | rests, sums, exempt=exempt | set(rests))
    except CannotHide:
        return dict.fromkeys(small, HidingReason.COMPLEMENT)
    return {
        **dict.fromkeys(found.beside & small, HidingReason.COMPLEMENT),
        **dict.fromkeys((found.small & small) | bounds, HidingReason.SMALL),
    }


def _likely(entry: Entry) -> int:
    """The count, or of bounds a number between them."""
    if entry.value is not None:
        return entry.value
    low, high = entry.lower or 0, entry.upper
    return low if high is None else (low + high + 1) // 2


def _sums(areas: _Places, counts: Mapping[str, int]) -> tuple[list[Sum], dict[str, int]]:
    """Totals with their parts. What parts fall short of the total is a cell of its own, taken as
    known to the attacker; parts above their total contradict each other and prove nothing."""
    sums: list[Sum] = []
    rests: dict[str, int] = {}
    for kind, tree in (("deel", areas.parts), ("provincie", areas.towns_of_province)):
        for total, every in tree.items():
            parts = tuple(part for part in every if part in counts)
            if total not in counts or not parts:
                continue
            rest = counts[total] - sum(counts[part] for part in parts)
            if rest < 0:
                continue
            if rest:
                key = f"rest {kind} {total}"
                rests[key] = rest
                parts = (*parts, key)
            sums.append((total, parts))
    return sums, rests
