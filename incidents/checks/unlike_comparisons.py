"""Finds figures that stand side by side and do not count the same thing or the same time."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date

from incidents.checks.finding import Counted, Finding, Weight
from incidents.checks.passages import Passage, passages, plan_lines
from offensief.lib.dutch import enumerate_nl, plural

CHECK = "unlike_comparisons"
# Enough to see what is meant; a table can hold thousands.
_MOST_CELLS = 12


def unlike_comparisons(figures: Iterable[Counted]) -> Iterator[Finding]:
    """Mixed definitions or years within one passage of the plan, or within one delivery.

    Found are areas of one level that share no definition (or, in the plan, no year), a series of
    one area that no definition runs through, a part of a year beside whole years, and in the plan
    a count that does not say what it counts beside others that do. Source: plan l.1036-1037 (the
    Netherlands and Sweden in 2023, Belgium in 2022, each with its own definition), l.774-776 (343
    incidents, then 1543 attacks), l.1043-1045 (84 until 30 September 2024 after whole years) and
    l.1036 (1054, where l.774-775 have 1057 and 901).
    """
    kept = list(figures)
    for passage in passages(kept):
        yield from _mixed_areas(passage)
        yield from _mixed_series(passage)
        yield from _part_of_year(passage)
    yield from _unstated(kept)


def _groups(
    figures: Iterable[Counted], key: Callable[[Counted], Hashable]
) -> dict[Hashable, list[Counted]]:
    found: dict[Hashable, list[Counted]] = {}
    for figure in figures:
        found.setdefault(key(figure), []).append(figure)
    return found


def _share_nothing(
    figures: Iterable[Counted],
    of: Callable[[Counted], Hashable],
    trait: Callable[[Counted], Hashable],
) -> bool:
    """Whether no trait is there in every group: {A}, {A, I} share A, {A}, {I} share nothing."""
    groups = [{trait(figure) for figure in found} for found in _groups(figures, of).values()]
    return len(groups) > 1 and not set.intersection(*groups)


def _mixed_areas(passage: Passage) -> Iterator[Finding]:
    tables = _groups(passage.figures, lambda f: (f.level, f.object_type, f.outcome))
    for table in tables.values():
        unlike = []
        if _share_nothing(table, lambda f: f.area, lambda f: f.definition):
            unlike.append("tellen niet hetzelfde")
        if passage.is_of_plan and _share_nothing(table, lambda f: f.area, _period):
            unlike.append("gaan niet over dezelfde periode")
        if unlike:
            shown = table[:_MOST_CELLS]
            sides = enumerate_nl([f"{f.area_name} ({f.when}: {f.shown})" for f in shown])
            sentence = f"{passage.where} staan {sides} naast elkaar. Die {' en '.join(unlike)}."
            yield Finding(CHECK, Weight.WARNING, sentence, tuple(shown))
            return


def _period(figure: Counted) -> tuple[date, date]:
    return figure.period_start, figure.period_end


def _series(passage: Passage) -> list[list[Counted]]:
    return list(_groups(passage.figures, lambda f: (f.area, f.object_type, f.outcome)).values())


def _mixed_series(passage: Passage) -> Iterator[Finding]:
    mixed = [
        series
        for series in _series(passage)
        if _share_nothing(series, _period, lambda f: f.definition)
    ]
    if mixed:
        shown = sorted(mixed[0], key=lambda f: (f.period_start, f.key))[:_MOST_CELLS]
        told = enumerate_nl([f"{f.when} {f.shown} als '{f.definition_name}'" for f in shown])
        sentence = (
            f"{passage.where} loopt een reeks over {shown[0].area_name} die niet steeds hetzelfde "
            f"telt: {told}.{_more(mixed)}"
        )
        yield Finding(CHECK, Weight.WARNING, sentence, tuple(shown))


def _more(series: Sequence[object]) -> str:
    left = len(series) - 1
    return f" Dat geldt ook voor {plural(left, 'andere reeks', 'andere reeksen')}." if left else ""


def _part_of_year(passage: Passage) -> Iterator[Finding]:
    found = [(series, part) for series in _series(passage) if (part := _loose_part(series))]
    if found:
        series, part = found[0]
        years = sorted({f.when for f in series if f.is_whole_year})
        sentence = (
            f"{passage.where} staat {part.where_and_when} ({part.shown}) naast "
            f"{'het hele jaar' if len(years) == 1 else 'de hele jaren'} {enumerate_nl(years)}. "
            f"Een deel van een jaar is niet met een heel jaar te vergelijken.{_more(found)}"
        )
        yield Finding(CHECK, Weight.NOTICE, sentence, tuple(series[:_MOST_CELLS]))


def _loose_part(series: Sequence[Counted]) -> Counted | None:
    """The only count of its year, from 1 January until within it, in a series of whole years."""
    if len({f.definition for f in series}) > 1 or not any(f.is_whole_year for f in series):
        return None
    for year in _groups(series, lambda f: f.period_start.year).values():
        first = year[0]
        begins = (first.period_start.month, first.period_start.day) == (1, 1)
        if len(year) == 1 and begins and first.period_end < date(first.period_start.year + 1, 1, 1):
            return first
    return None


def _unstated(figures: Iterable[Counted]) -> Iterator[Finding]:
    printed = [figure for figure in figures if plan_lines(figure.locator)]
    cells = _groups(printed, lambda f: (f.area, *_period(f), f.object_type, f.outcome))
    for cell in cells.values():
        stated = [f for f in cell if f.says_what_it_counts and f.value is not None]
        known = {f.value for f in stated}
        for figure in cell:
            if figure.says_what_it_counts or figure.value is None or not stated:
                continue
            if figure.value not in known:
                yield _unstated_finding(figure, stated)


def _unstated_finding(figure: Counted, stated: Sequence[Counted]) -> Finding:
    others = enumerate_nl([f"{f.shown} als '{f.definition_name}'" for f in stated])
    sentence = (
        f"Het actieplan noemt voor {figure.where_and_when} ook {figure.shown}, en zegt niet wat "
        f"dan is geteld. Elders in het plan staat {others}."
    )
    return Finding(CHECK, Weight.WARNING, sentence, (figure, *stated))
