"""Finds areas that count more than the area they are part of."""

from collections.abc import Iterable, Iterator, Mapping

from incidents.checks.finding import Counted, Finding, is_above, sum_bounds, weight_of
from offensief.lib.dutch import number

CHECK = "parts_above_the_whole"


def parts_above_the_whole(figures: Iterable[Counted]) -> Iterator[Finding]:
    """A municipality, region, unit or province never counts more than what it is part of.

    Nor do all areas of one level together. Held against each other are figures of one stand, with
    equal definition, period, object and outcome; of a figure that stands there twice the mildest.
    Source: plan l.779-787 against l.108 and l.775. It holds there: the five units of 2024 are 1027
    of 1543 and Amsterdam is 246 of 268 in its unit. Held against the 901 of 2023 they would not.
    """
    tables: dict[tuple[object, ...], dict[str, list[Counted]]] = {}
    for figure in figures:
        table = (
            figure.stand, figure.definition, figure.period_start, figure.period_end,
            figure.object_type, figure.outcome,
        )  # fmt: skip
        tables.setdefault(table, {}).setdefault(figure.area, []).append(figure)
    for areas in tables.values():
        if len(areas) > 1:
            yield from _in_table(areas)


def _in_table(areas: Mapping[str, list[Counted]]) -> Iterator[Finding]:
    wholes = {code: max(found, key=_most) for code, found in areas.items()}
    levels: dict[tuple[str, str], list[Counted]] = {}
    told: set[tuple[str, str]] = set()
    for found in areas.values():
        part = min(found, key=lambda figure: figure.bounds[0])
        around = [wholes[code] for code in part.within if code in wholes]
        for whole in around:
            levels.setdefault((whole.area, part.level), []).append(part)
        above = [whole for whole in around if is_above(part.bounds[0], whole.bounds[1])]
        if above:
            # The smallest area around it says it all.
            told.add((above[0].area, part.level))
            yield _one(part, above[0])
    for (code, level), parts in levels.items():
        if len(parts) > 1 and (code, level) not in told:
            yield from _together(parts, wholes[code])


def _most(figure: Counted) -> float:
    most = figure.bounds[1]
    return float("inf") if most is None else most


def _one(part: Counted, whole: Counted) -> Finding:
    sentence = (
        f"{part.where_and_when}: {part.shown}. Dat is meer dan {whole.area_name} als geheel: "
        f"{whole.shown}."
    )
    return Finding(CHECK, weight_of((part, whole)), sentence, (part, whole))


def _together(parts: list[Counted], whole: Counted) -> Iterator[Finding]:
    low, high = sum_bounds(parts)
    if not is_above(low, whole.bounds[1]):
        return
    bound = "" if low == high else "ten minste "
    sentence = (
        f"De {len(parts)} gebieden binnen {whole.area_name} tellen over {whole.when} samen "
        f"{bound}{number(low)}. Dat is meer dan {whole.area_name} als geheel: {whole.shown}."
    )
    cells = (whole, *parts)
    yield Finding(CHECK, weight_of(cells), sentence, cells)
