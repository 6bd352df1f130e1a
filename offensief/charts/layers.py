"""Puts things that follow from each other in layers, so that every arrow points forward."""

from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import combinations, pairwise
from statistics import mean

type Pair = tuple[int, int]


class Circle(ValueError):
    """Something follows from itself; the path starts and ends at the same number."""

    def __init__(self, path: list[int]) -> None:
        super().__init__(f"Runs in a circle: {path}.")
        self.path = path


@dataclass(frozen=True)
class Layout:
    """The layers, and per arrow the places it passes: start, a bend per layer between, end."""

    layers: tuple[tuple[int, ...], ...]
    chains: tuple[tuple[int, ...], ...]


def arrange(
    count: int, pairs: Sequence[Pair], *, floating: AbstractSet[int] = frozenset()
) -> Layout:
    """Give the things 0 to count a layer: the longest path that leads to them.

    Three things with 0-1, 1-2 and 0-2 stand in layers 0, 1 and 2. The arrow 0-2 needs a place
    between the others, number 3: layers ((0,), (1, 3), (2,)), chains ((0, 1), (1, 2), (0, 3, 2)).
    What floats has no layer of its own: it stands right before its end.
    """
    levels = _levels(count, pairs)
    for start, end in pairs:
        if start in floating:
            levels[start] = levels[end] - 1
    chains = []
    for start, end in pairs:
        between = range(levels[start] + 1, levels[end])
        chains.append((start, *range(len(levels), len(levels) + len(between)), end))
        levels += between
    layers: list[list[int]] = [[] for _ in range(max(levels, default=-1) + 1)]
    for number, level in enumerate(levels):
        layers[level].append(number)
    _untangle(layers, chains)
    return Layout(tuple(tuple(layer) for layer in layers), tuple(chains))


def _levels(count: int, pairs: Sequence[Pair]) -> list[int]:
    levels, waiting = [0] * count, [0] * count
    ends = defaultdict(list)
    for start, end in pairs:
        ends[start].append(end)
        waiting[end] += 1
    ready = [number for number in range(count) if not waiting[number]]
    for number in ready:  # grows while it is read
        for end in ends[number]:
            levels[end] = max(levels[end], levels[number] + 1)
            waiting[end] -= 1
            if not waiting[end]:
                ready.append(end)
    if len(ready) < count:
        raise Circle(_circle(pairs, left=set(range(count)) - set(ready)))
    return levels


def _circle(pairs: Sequence[Pair], *, left: set[int]) -> list[int]:
    # Whatever is left waits for something that is left too: walking back must meet itself.
    before = {end: start for start, end in pairs if start in left and end in left}
    path = [min(left)]
    while before[path[-1]] not in path:
        path.append(before[path[-1]])
    meeting = before[path[-1]]
    return [meeting, *reversed(path[path.index(meeting) :])]


def _untangle(layers: list[list[int]], chains: Sequence[tuple[int, ...]]) -> None:
    # Each thing goes to the middle of its neighbours; three sweeps are enough for a family.
    before, after = defaultdict(list), defaultdict(list)
    for chain in chains:
        for start, end in pairwise(chain):
            before[end].append(start)
            after[start].append(end)
    places: dict[int, float] = {}
    for layer in layers:
        _place(layer, places)
    for neighbours, order in ((before, layers), (after, layers[::-1]), (before, layers)):
        for layer in order:
            wishes = {
                number: mean([places[near] for near in neighbours[number] or [number]])
                for number in layer
            }
            layer.sort(key=wishes.__getitem__)
            _place(layer, places)
    _swap(layers, [step for chain in chains for step in pairwise(chain)], places)


def _swap(layers: list[list[int]], steps: list[Pair], places: dict[int, float]) -> None:
    # What the middle cannot decide, neighbours that change places can.
    for layer in layers:
        for index in range(len(layer) - 1):
            two = layer[index : index + 2]
            sides = [[step for step in steps if step[side] in two] for side in (0, 1)]
            before = sum(_crossings(side, places) for side in sides)
            _turn(layer, index, places)
            if sum(_crossings(side, places) for side in sides) >= before:
                _turn(layer, index, places)


def _turn(layer: list[int], index: int, places: dict[int, float]) -> None:
    layer[index : index + 2] = layer[index + 1], layer[index]
    _place(layer, places)


def _crossings(steps: list[Pair], places: dict[int, float]) -> int:
    lanes = [(start, end, places[start], places[end]) for start, end in steps]
    return sum(
        (one[2] - other[2]) * (one[3] - other[3]) < 0 for one, other in combinations(lanes, 2)
    )


def _place(layer: list[int], places: dict[int, float]) -> None:
    for index, number in enumerate(layer):
        places[number] = index - (len(layer) - 1) / 2
