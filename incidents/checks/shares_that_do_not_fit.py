"""Finds counts and percentages that cannot belong to one total."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from incidents.checks.finding import Counted, Finding, Share, Weight, is_above, weight_of
from offensief.lib.dutch import enumerate_nl, number, percent

CHECK = "shares_that_do_not_fit"


@dataclass(frozen=True, slots=True)
class _Told:
    """A count with its printed percentage, and the totals for which both can be true."""

    cell: Counted
    share: Share
    low: int
    high: int | None

    @property
    def printed(self) -> str:
        """The percentage as it was printed: "72%"."""
        return percent(float(self.share.percent), digits=self.share.decimals)

    @property
    def fits(self) -> str:
        """For which totals: "1.293 tot en met 1.310"."""
        return _range(self.low, self.high)


def base_range(count: int, share: Decimal, decimals: int) -> tuple[int, int | None]:
    """The totals of which `count` is `share` per cent when rounded to `decimals` decimals.

    937 at 72% is a share from 71.5 to 72.5, so the total is 1293 to 1310; 205 at 16% is 1243 to
    1322; 309 at 22% is 1374 to 1437. Both ends count: nobody says how halves were rounded. None
    above: no bound, because it may be 0%. Source: the rounding-interval test of statistics.md.
    """
    half = Fraction(1, 2 * 10**decimals)
    least, most = Fraction(share) - half, Fraction(share) + half
    low = math.ceil(100 * count / most)
    return low, math.floor(100 * count / least) if least > 0 else None


def shares_that_do_not_fit(
    figures: Iterable[Counted], shares: Iterable[Share]
) -> Iterator[Finding]:
    """Counts with percentages of one total: the totals they allow must meet, and hold the total.

    The total is that of the same delivery; when it prints none, any total of the store will do.
    Source: plan l.798, where 937 is 72%, 205 is 16% and 121 is 9%: together only a total of 1293
    to 1310 fits, and l.776 says 1543. L.890-902: 309 is 22% and 1017 is 76% of the attacks since
    2022; no total fits both.
    """
    cells: dict[tuple[object, ...], Counted] = {}
    totals: dict[tuple[object, ...], list[Counted]] = {}
    for figure in figures:
        place = (figure.period_start, figure.period_end, figure.area)
        cells[figure.delivery, figure.definition, *place, figure.object_type, figure.outcome] = (
            figure
        )
        if figure.is_grand_total:
            totals.setdefault((figure.definition, *place), []).append(figure)
    tables: dict[tuple[object, ...], list[_Told]] = {}
    for share in shares:
        place = (share.period_start, share.period_end, share.area)
        cell = cells.get(
            (share.delivery, share.definition, *place, share.object_type, share.outcome)
        )
        if cell is not None and cell.value is not None:
            fits = base_range(cell.value, share.percent, share.decimals)
            table = tables.setdefault((share.delivery, share.of, *place), [])
            table.append(_Told(cell, share, *fits))
    for (delivery, *base), told in tables.items():
        known = totals.get(tuple(base), [])
        own = [total for total in known if total.delivery == delivery]
        yield from _held(told, own or known)


def _held(table: Sequence[_Told], totals: Sequence[Counted]) -> Iterator[Finding]:
    lowest = max(table, key=lambda told: told.low)
    highest = min(table, key=lambda told: math.inf if told.high is None else told.high)
    low, high = lowest.low, highest.high
    if is_above(low, high):
        yield _disjoint(lowest, highest)
    elif totals and not any(_meets(total, low, high) for total in totals):
        yield _other_total(table, totals, _range(low, high))


def _meets(total: Counted, low: int, high: int | None) -> bool:
    least, most = total.bounds
    return not is_above(least, high) and not is_above(low, most)


def _disjoint(lowest: _Told, highest: _Told) -> Finding:
    cells = (highest.cell, lowest.cell)
    sentence = (
        f"In '{lowest.cell.delivery_title}' staan {highest.cell.shown} ({highest.printed}) en "
        f"{lowest.cell.shown} ({lowest.printed}) als delen van hetzelfde totaal. Maar "
        f"{highest.cell.shown} past bij een totaal van {highest.fits}, en {lowest.cell.shown} bij "
        f"{lowest.fits}."
    )
    sure = all(cell.is_exact for cell in cells)
    return Finding(CHECK, Weight.FAULT if sure else Weight.WARNING, sentence, cells)


def _other_total(table: Sequence[_Told], totals: Sequence[Counted], fits: str) -> Finding:
    counts = enumerate_nl([f"{told.cell.shown} ({told.printed})" for told in table])
    known = enumerate_nl(list(dict.fromkeys(total.shown for total in totals)))
    first = table[0].cell
    verb = "past" if len(table) == 1 else "passen"
    sentence = (
        f"In '{first.delivery_title}' {verb} {counts} alleen bij een totaal van {fits}. "
        f"Het totaal over {first.where_and_when} is {known}."
    )
    cells = (*(told.cell for told in table), *totals)
    return Finding(CHECK, weight_of(cells), sentence, cells)


def _range(low: int, high: int | None) -> str:
    if high is None:
        return f"ten minste {number(low)}"
    return number(low) if low == high else f"{number(low)} tot en met {number(high)}"
