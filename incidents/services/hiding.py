"""Decides which figures of a delivery stay hidden, before anybody can see it.

Only totals of whole years are open below the units (docs/decisions/0033), so that is what is
looked at: per definition and year, all areas as they will be known once the delivery is released,
of every delivery, also those under embargo and with a later peildatum.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from incidents.delivery.entries import Entry
from incidents.models import (
    Area,
    AreaLevel,
    Audience,
    HidingReason,
    ObjectType,
    Observation,
    Outcome,
)
from incidents.models.catalogue import UNKNOWN_ENDING
from incidents.sight import Sight
from incidents.statistics.suppression import (
    SMALLEST_SHOWN,
    CannotHide,
    Sum,
    audit,
    suppress,
)
from offensief.lib.dutch import enumerate_nl

_SMALL_LEVELS = (AreaLevel.SAFETY_REGION, AreaLevel.MUNICIPALITY)
_LEVELS = (AreaLevel.COUNTRY, AreaLevel.UNIT, AreaLevel.PROVINCE, *_SMALL_LEVELS)

type Place = tuple[str, date, date, str]


@dataclass(frozen=True, slots=True)
class HidingPlan:
    """Which figures to hide, and areas of which a small number could be computed after all."""

    reasons: Mapping[Place, HidingReason]
    exposed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Before:
    """A figure of another delivery, and whether anybody outside the desk has seen its value."""

    count: int
    was_seen: bool


@dataclass(frozen=True, slots=True)
class _Places:
    """The areas by code, with the two ways in which they add up."""

    level: Mapping[str, str]
    parts: Mapping[str, tuple[str, ...]]
    towns_of_province: Mapping[str, tuple[str, ...]]

    def is_small(self, area: str) -> bool:
        return self.level[area] in _SMALL_LEVELS


@dataclass(slots=True)
class _Table:
    """One definition and year: every area with a count, and what may not be hidden."""

    mine: dict[str, int]
    before: Mapping[str, _Before]
    areas: _Places
    reasons: dict[str, HidingReason] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, int]:
        return {area: known.count for area, known in self.before.items()} | self.mine

    @property
    def small(self) -> set[str]:
        """What of this delivery can be hidden."""
        return {area for area in self.mine if self.areas.is_small(area)} - self.seen

    @property
    def seen(self) -> set[str]:
        """What somebody saw before: that is known for ever, also when it is delivered again."""
        return {
            area
            for area, known in self.before.items()
            if known.was_seen and self.mine.get(area, known.count) == known.count
        }

    @property
    def exempt(self) -> set[str]:
        return {area for area in self.counts if not self.areas.is_small(area)} | self.seen


def plan_hiding(entries: Iterable[Entry]) -> HidingPlan:
    """Which of these figures to hide: definition, period and area with the reason.

    Takes seconds, so it runs before the transaction that writes the delivery. A delivery of totals
    only can expose what another one hides, so those are looked at too.
    """
    groups: dict[tuple[str, date, date], list[Entry]] = {}
    for entry in entries:
        if _is_whole_year_total(entry):
            key = (entry.definition, entry.period_start, entry.period_end)
            groups.setdefault(key, []).append(entry)
    reasons: dict[Place, HidingReason] = {}
    exposed: list[str] = []
    for (definition, start, end), found in groups.items():
        areas = _areas(start)
        mine = {e.area: _likely(e) for e in found if e.area in areas.level}
        table = _Table(mine, _known_before(definition, start, end), areas)
        if not any(areas.is_small(area) for area in table.counts):
            continue
        _hide(table)
        # A bound says by itself that the number is small.
        bounds = {e.area for e in found if e.value is None and e.area in table.small}
        table.reasons |= dict.fromkeys(bounds, HidingReason.SMALL)
        reasons |= {(definition, start, end, area): why for area, why in table.reasons.items()}
        exposed += sorted(_exposed(table))
    return HidingPlan(reasons, tuple(exposed))


def why_exposed(areas: Sequence[str]) -> str:
    """Why figures cannot be opened: what somebody could compute from them."""
    named = enumerate_nl(areas[:5]) + (" en andere gebieden" if len(areas) > 5 else "")
    return (
        f"Met deze cijfers erbij is het kleine aantal van {named} te berekenen uit wat al openbaar "
        "is. Laat de totalen van die eenheid, provincie of regio weg, of houd deze levering alleen "
        "voor de balie."
    )


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


def _known_before(definition: str, start: date, end: date) -> dict[str, _Before]:
    """The last counts of the same year, whoever delivered them and from whenever they are open."""
    found = (
        Observation.objects.as_of(
            date.max,
            Sight.everything(),
            definition__code=definition,
            period_start=start,
            period_end=end,
            object_type=ObjectType.TOTAL,
            outcome=Outcome.TOTAL,
        )
        .filter(value__isnull=False, area__level__in=_LEVELS)
        .select_related("area")
    )
    anybody = Sight(Sight.everything().at, frozenset(Audience.values))
    seen = set(
        Observation.objects.filter(pk__in=[o.pk for o in found])
        .shown(anybody)
        .values_list("pk", flat=True)
    )
    return {o.area.code: _Before(o.value, o.pk in seen) for o in found if o.value is not None}


def _hide(table: _Table) -> None:
    """Fill in the reasons, one group of connected areas after the other."""
    sums, rests = _sums(table.areas, table.counts)
    exempt = table.exempt | set(rests)
    for group in _groups(sums, table.counts, exempt):
        cells = {area: count for area, count in {**table.counts, **rests}.items() if area in group}
        inside = [found for found in sums if found[0] in group]
        try:
            hidden = suppress(cells, inside, exempt=exempt & group)
        except CannotHide:
            table.reasons |= dict.fromkeys(table.small & group, HidingReason.COMPLEMENT)
            continue
        table.reasons |= dict.fromkeys(hidden.beside & table.small, HidingReason.COMPLEMENT)
        table.reasons |= dict.fromkeys(hidden.small & table.small, HidingReason.SMALL)


def _groups(sums: list[Sum], counts: Mapping[str, int], exempt: set[str]) -> list[set[str]]:
    """Areas that can give each other away: those that share a sum with a cell that is not exempt.

    An exempt total belongs to the group of its parts; what is exempt ties no groups together.
    """
    group_of: dict[str, set[str]] = {area: {area} for area in counts if area not in exempt}
    members: list[tuple[set[str], set[str]]] = []
    for total, parts in sums:
        loose = {cell for cell in (total, *parts) if cell not in exempt}
        members.append((loose, {total, *parts}))
        merged = set().union(*(group_of[cell] for cell in loose)) if loose else set()
        for cell in merged:
            group_of[cell] = merged
    groups = {id(group): set(group) for group in group_of.values()}
    for loose, every in members:
        if loose:
            groups[id(group_of[next(iter(loose))])] |= every
    return list(groups.values())


def _exposed(table: _Table) -> set[str]:
    """Areas of which a small number can be computed from all that is or will be shown.

    What could be computed without this delivery is not its doing.
    """
    unseen = {
        area
        for area, known in table.before.items()
        if table.areas.is_small(area) and not known.was_seen
    }
    after = _computable(table.areas, table.counts, set(table.reasons) | (unseen - set(table.mine)))
    if not after:
        return set()
    earlier = {area: known.count for area, known in table.before.items()}
    return after - _computable(table.areas, earlier, unseen)


def _computable(areas: _Places, counts: Mapping[str, int], hidden: set[str]) -> set[str]:
    """Hidden small numbers that everything shown narrows down too far."""
    if not hidden:
        return set()
    sums, rests = _sums(areas, counts)
    ends = audit({**counts, **rests}, sums, hidden)
    return {
        area
        for area, (low, high) in ends.items()
        if 0 < counts[area] < SMALLEST_SHOWN and high - low < SMALLEST_SHOWN
    }


def _likely(entry: Entry) -> int:
    """The count, or of bounds a number between them."""
    if entry.value is not None:
        return entry.value
    low, high = entry.lower or 0, entry.upper
    return low if high is None else (low + high + 1) // 2


def _sums(areas: _Places, counts: Mapping[str, int]) -> tuple[list[Sum], dict[str, int]]:
    """Totals with their parts.

    What parts fall short of a total is a cell of its own, taken as known to the attacker. A total
    of which parts are not known at all says little, and is left out unless hardly anything is left
    for them. Parts above their total contradict each other and prove nothing.
    """
    sums: list[Sum] = []
    rests: dict[str, int] = {}
    for kind, tree in (("deel", areas.parts), ("provincie", areas.towns_of_province)):
        for total, every in tree.items():
            if total not in counts:
                continue
            parts, is_whole = _with_counts(every, areas, counts)
            rest = counts[total] - sum(counts[part] for part in parts)
            if not parts or rest < 0 or not (is_whole or rest < 2 * SMALLEST_SHOWN):
                continue
            if rest:
                key = f"rest {kind} {total}"
                rests[key] = rest
                parts.append(key)
            sums.append((total, tuple(parts)))
    return sums, rests


def _with_counts(
    every: Iterable[str], areas: _Places, counts: Mapping[str, int]
) -> tuple[list[str], bool]:
    """The parts that have a count, and whether that is all of them.

    Of a part without one, what it consists of in turn: a unit of which only the municipalities are
    known is their sum too.
    """
    found: list[str] = []
    is_whole = True
    for part in every:
        if part in counts:
            found.append(part)
        elif part in areas.parts:
            inside, inside_whole = _with_counts(areas.parts[part], areas, counts)
            found += inside
            is_whole &= inside_whole
        elif not part.endswith(UNKNOWN_ENDING):
            is_whole = False
    return found, is_whole
