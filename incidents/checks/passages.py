"""What stands together in print: figures on the same or the next line of the plan."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from incidents.checks.finding import Counted

_PLAN = "Actieplan, regel "


@dataclass(frozen=True, slots=True)
class Passage:
    """Figures that a reader sees side by side, and where that is."""

    where: str
    is_of_plan: bool
    figures: tuple[Counted, ...]


def plan_lines(locator: str) -> tuple[int, ...]:
    """Lines of the plan that a locator names: "Actieplan, regel 108 en 776" is (108, 776).

    Of "regel 774-775" both. Any other locator, such as a line of a file, gives nothing.
    """
    if not locator.startswith(_PLAN):
        return ()
    return tuple(int(line) for line in re.findall(r"\d+", locator.removeprefix(_PLAN)))


def passages(figures: Iterable[Counted]) -> Iterator[Passage]:
    """Passages of the plan, and of what is not in the plan each delivery as one passage.

    Lines 774, 775 and 776 are one passage, line 779 begins another.
    """
    deliveries: dict[str, list[Counted]] = {}
    printed: list[tuple[int, Counted]] = []
    for figure in figures:
        lines = plan_lines(figure.locator)
        printed += [(line, figure) for line in lines]
        if not lines:
            deliveries.setdefault(figure.delivery, []).append(figure)
    yield from _of_plan(sorted(printed, key=lambda found: (found[0], found[1].key)))
    for found in deliveries.values():
        yield Passage(f"In '{found[0].delivery_title}'", is_of_plan=False, figures=tuple(found))


def _of_plan(printed: list[tuple[int, Counted]]) -> Iterator[Passage]:
    block: list[tuple[int, Counted]] = []
    for line, figure in printed:
        if block and line > block[-1][0] + 1:
            yield _passage(block)
            block = []
        block.append((line, figure))
    if block:
        yield _passage(block)


def _passage(block: list[tuple[int, Counted]]) -> Passage:
    first, last = block[0][0], block[-1][0]
    lines = f"regel {first}" if first == last else f"regel {first}-{last}"
    # A figure that names two lines of one passage stands in it once.
    once = {figure.key: figure for _, figure in block}
    return Passage(f"In het actieplan ({lines})", is_of_plan=True, figures=tuple(once.values()))
