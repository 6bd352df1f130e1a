"""Finds the head of a file and says what each column is, in the long and in the wide form.

Wide: a row per area or object, and a column per period ("2023", "2024"), object ("Woning") or
outcome ("Pogingen").
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from incidents.delivery.cells import Period, WrongCell, read_period
from incidents.delivery.grid import Line, UnreadableFile
from incidents.delivery.words import (
    FIELDS,
    LEVEL_OF_COLUMN,
    OBJECTS,
    OUTCOMES,
    Field,
    points_at_a_person,
)
from offensief.lib.dutch import enumerate_nl
from offensief.lib.folding import fold

_MOST_BEFORE = 20
_STRANGE = (
    "deze kolom hoort niet bij de andere kolommen met aantallen. Haal de kolom weg, of zet die in "
    "een apart bestand."
)


class PersonalData(UnreadableFile):
    """The file holds facts about people; it is refused and not kept."""


@dataclass(frozen=True, slots=True)
class Spread:
    """A column of the wide form: all its counts are of this period, object or outcome."""

    column: int
    title: str
    kind: Field
    value: Period | str


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands. `level` is the kind of area that the column's own name tells."""

    line: int
    width: int
    columns: dict[Field, int]
    spread: tuple[Spread, ...] = ()
    level: str = ""
    faults: tuple[tuple[str, str], ...] = field(default=())

    @property
    def is_wide(self) -> bool:
        """The counts stand in several columns."""
        return bool(self.spread)

    @property
    def said(self) -> str:
        """How the file was understood, for people."""
        if not self.is_wide:
            return "lange vorm: één cijfer per regel"
        kinds = {Field.PERIOD: "periode", Field.OBJECT: "object", Field.OUTCOME: "uitkomst"}
        return f"brede vorm: een kolom per {kinds[self.spread[0].kind]}"


def find_layout(lines: Iterable[Line]) -> tuple[Layout, list[Line]]:
    """The head, and the lines before it (titles). Raises UnreadableFile when there is none."""
    before: list[Line] = []
    for line, cells in lines:
        titles = [cell.strip() for cell in cells]
        _refuse_people(titles)
        if _is_head(titles):
            return _layout(line, titles), before
        before.append((line, cells))
        if len(before) >= _MOST_BEFORE:
            break
    raise UnreadableFile(
        "Er is geen kopregel gevonden. Zet boven de cijfers een regel met de namen van de "
        "kolommen, ten minste 'gebied', 'periode' en 'aantal'. Op de pagina over het "
        "bestandsformaat staat een voorbeeld."
    )


def _refuse_people(titles: Sequence[str]) -> None:
    found = [title for title in titles if title and points_at_a_person(title)]
    if found:
        names = enumerate_nl([f"'{title[:40]}'" for title in found])
        raise PersonalData(
            f"Dit bestand heeft gegevens over personen, adressen of zaken: kolom {names}. Die "
            "mogen niet in het portaal. Het bestand is niet bewaard. Haal deze kolommen weg, tel "
            "per gebied en periode, en stuur het opnieuw."
        )


def _is_head(titles: Sequence[str]) -> bool:
    known = [title for title in titles if fold(title) in FIELDS]
    has_count = any(FIELDS.get(fold(title)) is Field.COUNT for title in titles)
    spread = [title for title in titles if _spread_kind(title)]
    if has_count:
        return len(known) > 1
    return len(spread) > 0 and (bool(known) or (len(spread) > 1 and not titles[0]))


def _spread_kind(title: str) -> tuple[Field, Period | str] | None:
    """What the counts under this title are of."""
    name = fold(title)
    if name in OBJECTS:
        return Field.OBJECT, OBJECTS[name]
    if name in OUTCOMES:
        return Field.OUTCOME, OUTCOMES[name]
    try:
        return (Field.PERIOD, read_period(title)) if title else None
    except WrongCell:
        return None


def _layout(line: int, titles: Sequence[str]) -> Layout:
    columns: dict[Field, int] = {}
    faults: list[tuple[str, str]] = []
    has_count = any(FIELDS.get(fold(title)) is Field.COUNT for title in titles)
    spread = [] if has_count else _spread(titles, faults)
    taken = {part.column for part in spread}
    for column, title in enumerate(titles):
        if column in taken or any(title == name for name, _ in faults):
            continue
        found = FIELDS.get(fold(title))
        if found is None and not title and column == 0 and spread:
            found = Field.AREA
        _place(found, column, title, columns, faults)
    return Layout(
        line=line,
        width=len(titles),
        columns=columns,
        spread=tuple(spread),
        level=LEVEL_OF_COLUMN.get(_folded(titles, columns.get(Field.AREA)), ""),
        faults=tuple(faults),
    )


def _folded(titles: Sequence[str], column: int | None) -> str:
    return "" if column is None else fold(titles[column])


def _place(
    found: Field | None,
    column: int,
    title: str,
    columns: dict[Field, int],
    faults: list[tuple[str, str]],
) -> None:
    if found is None:
        if title:
            allowed = enumerate_nl([f"'{name}'" for name in Field])
            faults.append(
                (title, f"deze kolom is niet bekend. Haal haar weg, of kies uit {allowed}.")
            )
    elif found in columns:
        faults.append((title, "deze kolom staat er dubbel. Haal er een weg."))
    else:
        columns[found] = column


def _spread(titles: Sequence[str], faults: list[tuple[str, str]]) -> list[Spread]:
    """The columns with counts: all of one kind, the kind most of them are of."""
    found = [
        Spread(column, title, *kind)
        for column, title in enumerate(titles)
        if fold(title) not in FIELDS and (kind := _spread_kind(title))
    ]
    kinds = [part.kind for part in found]
    main = max(set(kinds), key=kinds.count)
    strange = [part for part in found if part.kind is not main]
    faults += [
        (
            part.title,
            _STRANGE,
        )
        for part in strange
    ]
    return [part for part in found if part.kind is main]
