"""The page "Toen en nu": what we said on a day, what we know now, and how figures grew."""

from dataclasses import dataclass
from datetime import date

from incidents.selectors.hindsight import CellHistory, Recount, Said, histories, recounts
from incidents.sight import Sight
from incidents.statistics.comparing import UNSTATED_DEFINITION
from offensief.charts.figure import Figure
from offensief.charts.triangle import MOST_LINES, Known, Period, revision_triangle
from offensief.lib.dutch import enumerate_nl, marked, number, signed_percent


@dataclass(frozen=True, slots=True)
class ThenAndNow:
    """One figure on two days, as finished text."""

    what: str
    then: str
    then_known: str
    now: str
    now_known: str
    change: str
    # That its year was counted otherwise later on, so that this is not what is known now.
    note: str


@dataclass(frozen=True, slots=True)
class CountedOtherwise:
    """A figure with the later count of its year, and why the two are not to be compared."""

    what: str
    count: str
    known: str
    later_what: str
    later_count: str
    later_known: str
    why: str


@dataclass(frozen=True, slots=True)
class HindsightView:
    """Everything the page prints."""

    then: date
    changed: tuple[ThenAndNow, ...]
    same: tuple[ThenAndNow, ...]
    later: tuple[ThenAndNow, ...]
    otherwise: tuple[CountedOtherwise, ...]
    triangle: Figure | None


def hindsight_view(then: date, now: date, sight: Sight) -> HindsightView:
    """Compare what was known on two days, for every figure of the whole country."""
    every = histories(sight)
    again = recounts(every, then, now)
    notes = {found.cell: _note(found) for found in again if found.cell != found.year}
    cells = [cell for cell in every if cell.is_exact]
    pairs = [(cell, cell.as_of(then), cell.as_of(now)) for cell in cells]
    rows = [
        (_row(cell, was, last, note=notes.get(cell, "")), was, last)
        for cell, was, last in pairs
        if last
    ]
    return HindsightView(
        then=then,
        changed=tuple(r for r, was, last in rows if was and was.printed != last.printed),
        same=tuple(r for r, was, last in rows if was and was.printed == last.printed),
        later=tuple(r for r, was, _ in rows if was is None),
        otherwise=tuple(map(_otherwise, again)),
        triangle=triangle_figure([cell for cell in cells if cell.is_revised], now),
    )


def _note(found: Recount) -> str:
    return (
        f"Over {found.year.when} is later een ander cijfer bekend geworden: {_text(found.later)}. "
        "Zie 'Later anders geteld'."
    )


def _otherwise(found: Recount) -> CountedOtherwise:
    return CountedOtherwise(
        what=f"{found.cell.when}: {found.cell.definition_name}",
        count=_text(found.was),
        known=found.was.known,
        later_what=f"{found.year.when}: {found.year.definition_name}",
        later_count=_text(found.later),
        later_known=found.later.known,
        why=_why(found),
    )


def _why(found: Recount) -> str:
    reasons = []
    if found.cell.definition == found.year.definition == UNSTATED_DEFINITION:
        reasons.append("van geen van beide is bekend wat is geteld")
    elif found.cell.definition != found.year.definition:
        reasons.append("er is niet hetzelfde geteld")
    if not found.cell.is_exact:
        reasons.append("van de eerste periode is het einde niet precies bekend")
    elif not found.cell.is_whole_year:
        reasons.append("de eerste periode is een deel van het jaar")
    if found.was.value is None:
        reasons.append("het eerste is geen precies aantal")
    return f"Niet te vergelijken: {enumerate_nl(reasons)}."


def _row(cell: CellHistory, was: Said | None, last: Said, *, note: str) -> ThenAndNow:
    change = ""
    if was and was.value and last.value is not None and was.value != last.value:
        change = signed_percent(100 * (last.value - was.value) / was.value)
    return ThenAndNow(
        what=_what(cell),
        then=_text(was) if was else "nog niet bekend",
        then_known=was.known if was else "",
        now=_text(last),
        now_known=last.known,
        change=change,
        note=note,
    )


def _what(cell: CellHistory) -> str:
    kinds = [cell.definition_name, cell.object_label.lower(), cell.outcome_label.lower()]
    return f"{cell.when}: {', '.join(kinds)}"


def _text(said: Said) -> str:
    if said.value is None:
        return said.printed
    return marked(number(said.value), provisional=said.provisional)


def triangle_figure(cells: list[CellHistory], now: date) -> Figure | None:
    """The cells that changed most between days that are told; the page lists all of them.

    Of two counts "uiterlijk 15 april" nobody knows which came last: these contradict each other and
    are no revision.
    """
    drawn = []
    for cell in cells:
        said = [
            (Known(s.known_until, s.known, s.value, s.provisional), s.source)
            for s in cell.said
            if s.value is not None and s.known_until <= now and s.is_dated
        ]
        if len(said) > 1:
            drawn.append((Period(_what(cell), tuple(known for known, _ in said)), said))
    if not drawn:
        return None
    drawn = sorted(drawn, key=lambda line: -abs(line[0].revision))[:MOST_LINES]
    told = dict.fromkeys(
        f"{source} (peildatum: {known.as_known})" for _, said in drawn for known, source in said
    )
    return revision_triangle([line for line, _ in drawn], source=f"Bron: {'; '.join(told)}.")
