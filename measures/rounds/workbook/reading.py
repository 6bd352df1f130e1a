"""From what stands in a workbook that came back to what its sender wants to change."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from measures.rounds.content import Content, WrongValue
from measures.rounds.workbook import values
from measures.rounds.workbook.layout import (
    ANSWER_LETTER,
    ANSWER_SHEET,
    FACTS_SHEET,
    HEAD,
    HEAD_ROW,
    TEMPLATE,
    Facts,
    PartFacts,
    WrongWorkbook,
    code,
    facts_from,
)
from measures.rounds.workbook.raw import RawBook, RawRow
from offensief.lib.dutch import enumerate_nl

_MOST_NAMED = 3
_AGAIN = "Download een nieuw werkboek en neem uw antwoorden daarin over."


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A cell of which there is something to say: changed, read in some way, or unreadable."""

    name: str
    row: int
    value: str
    # Something the person should know about how it was read.
    note: str = ""
    # Why it cannot be taken; then `value` is what the field had.
    error: str = ""

    @property
    def place(self) -> str:
        """Where it is in the sheet: "D14"."""
        return f"{ANSWER_LETTER}{self.row}"


@dataclass(frozen=True, slots=True)
class ReadPart:
    """One measure, and the version of its answer that the workbook was made from."""

    number: str
    version: int
    cells: tuple[ReadCell, ...]
    # Every field that had a row, also those that were left as they were.
    names: tuple[str, ...]

    @property
    def errors(self) -> tuple[ReadCell, ...]:
        """Cells that cannot be taken."""
        return tuple(cell for cell in self.cells if cell.error)

    @property
    def wanted(self) -> dict[str, str]:
        """What the sender made of these fields."""
        return {cell.name: cell.value for cell in self.cells if not cell.error}


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole workbook as it was read."""

    parts: tuple[ReadPart, ...]

    @property
    def errors(self) -> dict[int, str]:
        """What is wrong, by row of the sheet."""
        return {cell.row: cell.error for part in self.parts for cell in part.errors}

    def to_json(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)


def from_json(said: Mapping[str, Any]) -> Reading:
    """A reading as it was kept."""
    return Reading(
        tuple(
            ReadPart(
                part["number"],
                part["version"],
                tuple(ReadCell(**cell) for cell in part["cells"]),
                tuple(part["names"]),
            )
            for part in said["parts"]
        )
    )


def check_whole(book: RawBook) -> Facts:
    """The facts of a workbook whose sheets, head and rows are all there. Raises WrongWorkbook."""
    if book.facts is None and book.head is None:
        raise WrongWorkbook(
            "Dit is geen werkboek van het portaal. Download het werkboek en vul dat in."
        )
    if book.facts is None:
        raise WrongWorkbook(f"Het verborgen blad '{FACTS_SHEET}' ontbreekt. {_AGAIN}")
    if book.head is None:
        raise WrongWorkbook(
            f"Het blad '{ANSWER_SHEET}' ontbreekt of heet anders. Geef het zijn naam terug en "
            "upload het werkboek opnieuw."
        )
    facts = facts_from(book.facts)
    if facts.template != TEMPLATE:
        raise WrongWorkbook(f"Dit werkboek heeft een oude indeling. {_AGAIN}")
    _check_head(book.head)
    _check_rows(facts, [row.code for row in book.rows])
    return facts


def _check_head(head: Sequence[str]) -> None:
    for stands, belongs in zip(head, HEAD, strict=True):
        if " ".join(stands.split()).casefold() != belongs.casefold():
            raise WrongWorkbook(
                f"De kopregel op rij {HEAD_ROW} is gewijzigd: waar '{belongs}' hoort te staan, "
                f"staat '{stands[:40]}'. Zet dat terug en upload het werkboek opnieuw."
            )


def _check_rows(facts: Facts, found: Sequence[str]) -> None:
    expected = [code(part.number, name) for part in facts.parts for name in part.names]
    doubled = [row for row, count in Counter(found).items() if count > 1]
    if doubled:
        raise WrongWorkbook(
            f"In dit werkboek staan rijen dubbel: {_measures(doubled)}. Verwijder de rijen die u "
            "hebt toegevoegd, of download een nieuw werkboek."
        )
    missing = [row for row in expected if row not in set(found)]
    if missing:
        raise WrongWorkbook(f"In dit werkboek ontbreken rijen: {_measures(missing)}. {_AGAIN}")
    if len(found) > len(expected):
        raise WrongWorkbook(f"In dit werkboek staan rijen die er niet horen. {_AGAIN}")


def _measures(codes: Sequence[str]) -> str:
    numbers = sorted({row.partition("|")[0][:20] for row in codes})
    named = [f"maatregel {number}" for number in numbers[:_MOST_NAMED]]
    return enumerate_nl([*named, "andere"] if len(numbers) > _MOST_NAMED else named)


def read(book: RawBook, facts: Facts, bases: Mapping[str, Content]) -> Reading:
    """What the sender wants to change. `bases`: what each answer held when the workbook was made,
    by the number of its measure."""
    rows = {row.code: row for row in book.rows}
    return Reading(tuple(_part(book, part, rows, bases[part.number]) for part in facts.parts))


def _part(book: RawBook, facts: PartFacts, rows: Mapping[str, RawRow], base: Content) -> ReadPart:
    cells = []
    for name in facts.names:
        was = base.get(name, "")
        cell = _cell(book, name, rows[code(facts.number, name)], was, facts)
        if cell.value != was or cell.error or cell.note:
            cells.append(cell)
    return ReadPart(facts.number, facts.version, tuple(cells), facts.names)


def _cell(book: RawBook, name: str, row: RawRow, was: str, facts: PartFacts) -> ReadCell:
    if row.is_merged:
        error = "Deze cel is samengevoegd met een andere. Splits de cellen weer."
        return ReadCell(name, row.row, was, error=error)
    try:
        taken = values.read(
            name,
            row.cell,
            base=was,
            places=facts.places,
            counts_from_1904=book.counts_from_1904,
        )
    except WrongValue as error:
        return ReadCell(name, row.row, was, error=str(error))
    return ReadCell(name, row.row, taken.value, taken.note)
