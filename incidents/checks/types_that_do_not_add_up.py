"""Finds totals that are not the sum of their types."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from incidents.checks.finding import TOTAL, Counted, Finding, Weight, is_above, sum_bounds
from offensief.lib.dutch import number

CHECK = "types_that_do_not_add_up"
_OBJECTS = ("home", "business", "vehicle", "infrastructure", "other")
_OUTCOMES = ("realised", "attempt")

type _Group = dict[str, Counted]


def types_that_do_not_add_up(figures: Iterable[Counted]) -> Iterator[Finding]:
    """Within one delivery, period and area: objects make the total, and so do the outcomes.

    The sum is held against the total when every type is there; when one is missing, only what is
    there may not be more than the total. A bound that can be the total is no finding: "<5" and 8
    fit a total of 10. Source: plan l.108-117, whose table adds up: 1119 + 230 + 154 + 39 + 1 is
    1543. With the homes, businesses and vehicles of l.798 (937, 205 and 121) it is 1303, and found.
    """
    objects: dict[tuple[object, ...], _Group] = {}
    outcomes: dict[tuple[object, ...], _Group] = {}
    for figure in figures:
        place = (
            figure.delivery, figure.definition, figure.period_start, figure.period_end, figure.area,
        )  # fmt: skip
        objects.setdefault((*place, figure.outcome), {})[figure.object_type] = figure
        outcomes.setdefault((*place, figure.object_type), {})[figure.outcome] = figure
    for group in objects.values():
        yield from _against_total(group, _OBJECTS, "de soorten")
    for group in outcomes.values():
        yield from _against_total(group, _OUTCOMES, "aanslagen en pogingen")


def _against_total(
    group: Mapping[str, Counted], kinds: Sequence[str], noun: str
) -> Iterator[Finding]:
    total = group.get(TOTAL)
    parts = [group[kind] for kind in kinds if kind in group]
    if total is None or not parts:
        return
    low, high = sum_bounds(parts)
    if len(parts) < len(kinds):
        # What is not there may be any number.
        high = None
    least, most = total.bounds
    if is_above(low, most):
        yield _finding(total, parts, noun, low, "" if low == high else "ten minste ")
    elif high is not None and is_above(least, high):
        yield _finding(total, parts, noun, high, "" if low == high else "hoogstens ")


def _finding(
    total: Counted, parts: Sequence[Counted], noun: str, together: int, bound: str
) -> Finding:
    sentence = (
        f"In '{total.delivery_title}' ({total.where_and_when}) tellen {noun} op tot "
        f"{bound}{number(together)}, en het totaal is {total.shown}."
    )
    return Finding(CHECK, Weight.FAULT, sentence, (total, *parts))
