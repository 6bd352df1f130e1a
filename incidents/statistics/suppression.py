"""Small numbers: which cells of a table to hide so that nobody can compute them back.

A cell of 1 to k - 1 is hidden, unless its level is exempt (the country and the police units, which
are public). Hiding one cell is not enough: the rest of a sum gives it away, so other cells are
hidden too. Two attackers then try, by linear programming, with everything that is shown:

- one who only knows that counts are whole and not negative: every hidden cell must keep an interval
  of at least k wide;
- one who also knows the rule, and even which cells are hidden because they are small: each of these
  must keep an interval of at least 2 wide within 0 to k - 1. Three cells of 4 in a public 12 would
  otherwise be given away by the rule alone.

Zeros are shown: nothing happened there, so there is nobody to recognise. Both attackers use them,
so a zero that helps to compute a hidden cell counts, and is hidden when that is what it takes.
Importing this module costs a second (scipy.optimize): no page needs it, only publishing does.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array

SMALLEST_SHOWN = 5
# What a small cell keeps for who knows the rule: three values. The rule itself leaves five.
LEAST_WIDTH_BY_RULE = 2

# A total with all the parts it is the sum of; a part may itself be a total.
Sum = tuple[str, tuple[str, ...]]


class CannotHide(Exception):
    """A hidden cell that can be computed back, while nothing is left to hide beside it.

    `key` is the cell; the text is a Dutch sentence.
    """

    def __init__(self, key: str) -> None:
        super().__init__(
            f"Het aantal van {key} is te herleiden uit wat wordt getoond, "
            "ook als al het andere wordt verborgen."
        )
        self.key = key


@dataclass(frozen=True, slots=True)
class Suppression:
    """A table that may be published: cells hidden for being small, beside them, and not hidden."""

    small: frozenset[str]
    beside: frozenset[str]
    shown: Mapping[str, int]

    @property
    def hidden(self) -> frozenset[str]:
        """Every cell that is not shown."""
        return self.small | self.beside


@dataclass(frozen=True, slots=True)
class _Table:
    """The cells, the sums, and per cell the sums it takes part in."""

    cells: Mapping[str, int]
    sums: Sequence[Sum]
    sums_of: Mapping[str, tuple[int, ...]]

    def terms(self, index: int) -> list[tuple[str, int]]:
        """The total with sign 1 and its parts with sign -1: together they are zero."""
        total, parts = self.sums[index]
        return [(total, 1), *((part, -1) for part in parts)]

    def members(self, index: int) -> list[str]:
        """The total and its parts."""
        return [member for member, _ in self.terms(index)]

    def beside(self, key: str) -> set[str]:
        """Every cell that shares a sum with this one, itself included."""
        return {member for index in self.sums_of[key] for member in self.members(index)}


@dataclass(frozen=True, slots=True)
class _Attacker:
    """The limits an attacker takes for granted, and what was found to stay possible per cell.

    Cells with limits must keep an interval of `width`; without any limits every cell must. Hiding
    more never takes a possibility away, so what was found once stays.
    """

    width: int
    limits: Mapping[str, tuple[int, int]] | None = None
    lowest: dict[str, int] = field(default_factory=dict)
    highest: dict[str, int] = field(default_factory=dict)

    def found(self, values: Mapping[str, int]) -> None:
        """Take in one table that is possible."""
        for key, value in values.items():
            self.lowest[key] = min(value, self.lowest.get(key, value))
            self.highest[key] = max(value, self.highest.get(key, value))

    def threatens(self, key: str) -> bool:
        """Whether it is not shown yet that this cell keeps its interval."""
        if self.limits is not None and key not in self.limits:
            return False
        return self.highest.get(key, 0) - self.lowest.get(key, 0) < self.width


def suppress(
    cells: Mapping[str, int],
    sums: Sequence[Sum],
    *,
    exempt: Collection[str] = (),
    k: int = SMALLEST_SHOWN,
) -> Suppression:
    """Hide small cells and what gives them away; see the module for the rule.

    Each time a cell can be computed too closely, the smallest other cell in the sum with the fewest
    hidden ones is hidden too. A region of 3, 20 and 40 in a country of 63 that is exempt hides 3
    and 20. Raises CannotHide when nothing is left to hide, and ValueError for a negative
    count, a key without a cell, a sum that does not add up or a k below 2.
    """
    table = _table(cells, sums, exempt, k)
    small = frozenset(key for key, n in cells.items() if 1 <= n < k and key not in exempt)
    _refuse_hopeless(table, small, exempt, k)
    kept = _in_vain(table, exempt, k).union(exempt)
    hidden, attackers = set(small), (_Attacker(k), _knowing(small, k))
    while exposed := _exposed(table, hidden, attackers):
        hidden |= _more_to_hide(table, hidden, exposed, kept)
    shown = {key: count for key, count in cells.items() if key not in hidden}
    return Suppression(small, frozenset(hidden - small), shown)


def audit(
    cells: Mapping[str, int], sums: Sequence[Sum], hidden: Set[str]
) -> dict[str, tuple[int, int]]:
    """Lowest and highest possible count of every hidden cell, given all that is shown.

    For an attacker who knows that counts are whole and not negative. Hiding 3 and 20 of 3, 20 and
    40 in 63 leaves 0-23 for both. A cell that nothing limits gets more than twice the largest of
    the table. Raises ValueError as `suppress` does.
    """
    table = _table(cells, sums, (), SMALLEST_SHOWN)
    attacker = _Attacker(SMALLEST_SHOWN)
    for group in _groups(table, hidden):
        program = _Program.of(table, group, attacker)
        for key in group:
            attacker.found(program.extreme(key, sign=1))
            attacker.found(program.extreme(key, sign=-1))
    return {key: (attacker.lowest[key], attacker.highest[key]) for key in hidden}


def _knowing(small: Collection[str], k: int) -> _Attacker:
    """The attacker who knows the rule and which cells it hid."""
    return _Attacker(min(LEAST_WIDTH_BY_RULE, k - 1), dict.fromkeys(small, (0, k - 1)))


def _refuse_hopeless(
    table: _Table, small: Collection[str], exempt: Collection[str], k: int
) -> None:
    """Small cells exposed with everything hidden cannot be helped; the search would find out late.

    Raises CannotHide for the first.
    """
    plain = _Attacker(k, dict.fromkeys(small, (0, _highest(table))))
    everything = set(table.cells).difference(exempt)
    for key in _exposed(table, everything, (plain, _knowing(small, k))):
        raise CannotHide(key)


def _in_vain(table: _Table, exempt: Collection[str], k: int) -> set[str]:
    """Cells below a public total under k, such as the zeros of a unit without attacks.

    Hidden they would be exposed at once, and the search would end there.
    """
    waiting = [key for key in exempt if table.cells[key] < k]
    below: set[str] = set()
    while waiting:
        key = waiting.pop()
        parts = {part for total, parts in table.sums if total == key for part in parts} - below
        below |= parts
        waiting.extend(parts)
    return below


def _exposed(table: _Table, hidden: Set[str], attackers: Iterable[_Attacker]) -> list[str]:
    """Hidden cells that an attacker finds within fewer values than they must keep."""
    return [
        key
        for group in _groups(table, hidden)
        for attacker in attackers
        for key in _exposed_in(table, group, attacker)
    ]


def _exposed_in(table: _Table, group: Sequence[str], attacker: _Attacker) -> list[str]:
    threatened = [key for key in group if attacker.threatens(key)]
    if not threatened:
        return []
    program = _Program.of(table, group, attacker)
    # The true table is one that is possible, so that looking one way is often enough.
    attacker.found({key: table.cells[key] for key in group})
    for key in threatened:
        for sign in (-1, 1):
            # A table found for another cell often settles this one.
            if attacker.threatens(key):
                attacker.found(program.extreme(key, sign=sign))
    return [key for key in threatened if attacker.threatens(key)]


def _more_to_hide(
    table: _Table, hidden: Set[str], exposed: Iterable[str], kept: Set[str]
) -> set[str]:
    """One more cell for every exposed one, unless one close to it helps already.

    Totals come first: what is hidden beside a total gives room to its parts too.
    """
    totals = {total for total, _ in table.sums}
    more: set[str] = set()
    for key in sorted(exposed, key=lambda key: key not in totals):
        close = {key, *hidden & table.beside(key)}
        if all(more.isdisjoint(table.beside(one)) for one in close):
            more.add(_beside(table, hidden, key, kept))
    return more


def _beside(table: _Table, hidden: Set[str], exposed: str, kept: Set[str]) -> str:
    """The cell to hide next: near the exposed one, or else near what is hidden together with it."""
    group = next(group for group in _groups(table, hidden) if exposed in group)
    for near in ([exposed], group):
        options = [
            # A zero gives the others no room, so it comes after every other count.
            (len(hidden & set(members)), table.cells[one] == 0, table.cells[one], one)
            for index in sorted({index for key in near for index in table.sums_of[key]})
            for members in [table.members(index)]
            for one in members
            if one not in hidden and one not in kept
        ]
        if options:
            return min(options)[-1]
    raise CannotHide(exposed)


def _groups(table: _Table, hidden: Set[str]) -> list[list[str]]:
    """Hidden cells that are tied together by sums: each group is a problem of its own."""
    groups, left = [], set(hidden)
    while left:
        waiting, group = [min(left)], []
        left.discard(waiting[0])
        while waiting:
            key = waiting.pop()
            group.append(key)
            tied = table.beside(key) & left
            left -= tied
            waiting.extend(sorted(tied))
        groups.append(group)
    return groups


@dataclass(frozen=True, slots=True)
class _Program:
    """One group of hidden cells as equations between whole numbers."""

    group: Sequence[str]
    matrix: csr_array
    known: NDArray[np.float64]
    bounds: list[tuple[int, int]]

    @classmethod
    def of(cls, table: _Table, group: Sequence[str], attacker: _Attacker) -> "_Program":
        """Equation per sum: hidden parts minus a hidden total is what the shown cells leave."""
        place = {key: i for i, key in enumerate(group)}
        indices = sorted({index for key in group for index in table.sums_of[key]})
        matrix, known = np.zeros((len(indices), len(group))), np.zeros(len(indices))
        for row, index in enumerate(indices):
            for member, sign in table.terms(index):
                if member in place:
                    matrix[row, place[member]] = sign
                else:
                    known[row] -= sign * table.cells[member]
        highest = _highest(table)
        limits = attacker.limits or {}
        bounds = [limits.get(key, (0, highest)) for key in group]
        return cls(group, csr_array(matrix), known, bounds)

    def extreme(self, key: str, *, sign: int) -> dict[str, int]:
        """A possible table in which this cell is as low (sign 1) or high (sign -1) as can be."""
        goal = np.zeros(len(self.group))
        goal[self.group.index(key)] = sign
        found = linprog(goal, A_eq=self.matrix, b_eq=self.known, bounds=self.bounds, integrality=1)
        return {member: round(value) for member, value in zip(self.group, found.x, strict=True)}


def _highest(table: _Table) -> int:
    """What an attacker thinks a cell can be at most when nothing shown limits it."""
    return 2 * max(table.cells.values()) + 2 * SMALLEST_SHOWN


def _table(
    cells: Mapping[str, int], sums: Sequence[Sum], exempt: Collection[str], k: int
) -> _Table:
    if k < 2:
        raise ValueError("A smallest number to show is at least 2.")
    if any(count < 0 for count in cells.values()):
        raise ValueError("A count cannot be negative.")
    sums_of: dict[str, list[int]] = {key: [] for key in cells}
    unknown = {key for total, parts in sums for key in (total, *parts)}.union(exempt) - set(cells)
    if unknown:
        raise ValueError(f"No cell for {', '.join(sorted(unknown))}.")
    for index, (total, parts) in enumerate(sums):
        if cells[total] != sum(cells[part] for part in parts):
            raise ValueError(f"The parts of {total} do not add up to it.")
        for key in (total, *parts):
            sums_of[key].append(index)
    return _Table(cells, sums, {key: tuple(found) for key, found in sums_of.items()})
