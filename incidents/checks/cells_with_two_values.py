"""Finds cells that got different values in different deliveries."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from incidents.checks.finding import Counted, Finding, Weight, is_above
from incidents.delivery.changes import OUTLIER_NUMBER, OUTLIER_SHARE
from offensief.lib.dutch import number

CHECK = "cells_with_two_values"
# More between two deliveries is one finding: nobody explains five hundred cells one by one.
MOST_SINGLE = 5
_WHY = {
    Weight.WARNING: "Dat vraagt uitleg.",
    Weight.NOTICE: "De latere telt meer, zoals gewoon is bij een bijstelling.",
}

type _Pair = tuple[Counted, Counted]


def cells_with_two_values(figures: Iterable[Counted]) -> Iterator[Finding]:
    """Equal definition, period, area, object and outcome, and another number in a later delivery.

    Each delivery is held against the one before it. A later one that counts more is an ordinary
    revision (notice), up to a quarter more. One that counts less, far more, or something else on
    the same day asks for explanation. Periods that are only roughly known, and figures of which
    nobody says what they count, are left alone. "About 900" and 901 are no contradiction.
    Source: plan l.798 (937 homes, 205 businesses, 121 vehicles in 2024) against l.111-115 (1119,
    230 and 154).
    """
    cells: dict[tuple[object, ...], list[Counted]] = {}
    for figure in figures:
        if figure.is_exact and figure.says_what_it_counts:
            place = (
                figure.definition, figure.period_start, figure.period_end, figure.area,
                figure.object_type, figure.outcome,
            )  # fmt: skip
            cells.setdefault(place, []).append(figure)
    between: dict[tuple[str, str, Weight], list[_Pair]] = {}
    for told in cells.values():
        for earlier, later in pairwise(sorted(told, key=_order)):
            if not _agree(earlier, later):
                pair = (earlier.delivery, later.delivery, _weigh(earlier, later))
                between.setdefault(pair, []).append((earlier, later))
    for (_, _, weight), pairs in between.items():
        if len(pairs) > MOST_SINGLE:
            yield _many(pairs, weight)
        else:
            yield from (_one(earlier, later, weight) for earlier, later in pairs)


def _order(figure: Counted) -> tuple[str, int, str]:
    day = figure.known_until.isoformat() if figure.known_until else ""
    return day, figure.rank, figure.delivery


def _agree(earlier: Counted, later: Counted) -> bool:
    (a, b), (c, d) = earlier.bounds, later.bounds
    return not is_above(a, d) and not is_above(c, b)


def _weigh(earlier: Counted, later: Counted) -> Weight:
    if earlier.known_until is None or earlier.known_until == later.known_until:
        return Weight.WARNING
    most, least = earlier.bounds[1], later.bounds[0]
    if most is None or least < most:
        return Weight.WARNING
    usual = max(OUTLIER_NUMBER, OUTLIER_SHARE * most)
    return Weight.NOTICE if least - most <= usual else Weight.WARNING


def _days(earlier: Counted, later: Counted, weight: Weight) -> str:
    if "unknown" in {earlier.known_precision, later.known_precision}:
        return "De peildatum staat er niet bij. " + _WHY[weight]
    if earlier.known_until == later.known_until:
        return "Beide hebben dezelfde peildatum. " + _WHY[weight]
    return _WHY[weight]


def _one(earlier: Counted, later: Counted, weight: Weight) -> Finding:
    sentence = (
        f"{later.where_and_when} ({later.object_label.lower()}): {earlier.shown} in "
        f"'{earlier.delivery_title}' en {later.shown} in '{later.delivery_title}'. "
        f"{_days(earlier, later, weight)}"
    )
    return Finding(CHECK, weight, sentence, (earlier, later))


def _many(pairs: Sequence[_Pair], weight: Weight) -> Finding:
    largest = sorted(pairs, key=lambda pair: -abs(pair[1].bounds[0] - pair[0].bounds[0]))
    earlier, later = largest[0]
    sentence = (
        f"{number(len(pairs))} cijfers in '{later.delivery_title}' zijn anders dan in "
        f"'{earlier.delivery_title}'. Het grootste verschil: {later.where_and_when} "
        f"({later.object_label.lower()}), {earlier.shown} en {later.shown}. "
        f"{_days(earlier, later, weight)}"
    )
    cells = tuple(cell for pair in largest[:MOST_SINGLE] for cell in pair)
    return Finding(CHECK, weight, sentence, cells)
