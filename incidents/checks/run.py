"""Runs all checks in a fixed order, over the store or over one offered delivery."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from incidents.checks import (
    cells_with_two_values,
    missing_origin,
    parts_above_the_whole,
    parts_that_grew_apart,
    provinces_against_units,
    shares_that_do_not_fit,
    types_that_do_not_add_up,
    unlike_comparisons,
)
from incidents.checks.finding import Counted, Finding, Share, Weight
from offensief.lib.dutch import number

# More of one check in the same deliveries is one finding about the rest: a file with a column too
# many contradicts itself in every line.
MOST_SINGLE = 25

# What people read, by the key that findings carry.
LABELS: Mapping[str, str] = {
    types_that_do_not_add_up.CHECK: "Soorten en totaal",
    shares_that_do_not_fit.CHECK: "Aantallen en percentages",
    parts_above_the_whole.CHECK: "Deel en geheel",
    provinces_against_units.CHECK: "Provincies en politie-eenheden",
    cells_with_two_values.CHECK: "Twee waarden voor hetzelfde",
    parts_that_grew_apart.CHECK: "Groei van een deel",
    unlike_comparisons.CHECK: "Ongelijke vergelijking",
    missing_origin.CHECK: "Peildatum of bron ontbreekt",
}


def find_all(figures: Iterable[Counted], shares: Iterable[Share] = ()) -> tuple[Finding, ...]:
    """Everything that the eight checks find, each in the order of its figures.

    Of what one check finds in the same deliveries the first 25 are told singly, the rest together.
    Time grows in proportion to the number of figures: 200,000 take some five seconds.
    """
    kept = list(figures)
    found = (
        *types_that_do_not_add_up.types_that_do_not_add_up(kept),
        *shares_that_do_not_fit.shares_that_do_not_fit(kept, shares),
        *parts_above_the_whole.parts_above_the_whole(kept),
        *provinces_against_units.provinces_against_units(kept),
        *cells_with_two_values.cells_with_two_values(kept),
        *parts_that_grew_apart.parts_that_grew_apart(kept),
        *unlike_comparisons.unlike_comparisons(kept),
        *missing_origin.missing_origin(kept),
    )
    return tuple(_gathered(found))


def _gathered(found: Iterable[Finding]) -> Iterator[Finding]:
    alike: dict[tuple[str, frozenset[str]], list[Finding]] = {}
    for finding in found:
        deliveries = frozenset(cell.delivery for cell in finding.cells)
        alike.setdefault((finding.check, deliveries), []).append(finding)
    for findings in alike.values():
        yield from findings[:MOST_SINGLE]
        left = findings[MOST_SINGLE:]
        if left:
            yield _rest(left)


def _rest(left: Sequence[Finding]) -> Finding:
    """The first of those left stands for all; the weight is that of the worst."""
    order = list(Weight)
    worst = min((finding.weight for finding in left), key=order.index)
    first = left[0]
    more = len(left) - 1
    are = "is" if more == 1 else "zijn"
    also = f" Zo {are} er hier nog {number(more)} andere." if more else ""
    return Finding(first.check, worst, first.sentence + also, first.cells)


def find_in_delivery(offered: Sequence[Counted], beside: Iterable[Counted]) -> tuple[Finding, ...]:
    """What is found in an offered delivery, on its own and against what is stored `beside` it.

    Only findings with a figure of the offered delivery; contradictions within the store are known
    already. An offered delivery has no printed percentages.
    """
    own = {figure.key for figure in offered}
    return tuple(
        found
        for found in find_all([*offered, *beside])
        if any(cell.key in own for cell in found.cells)
    )
