"""Three versions of the same answer side by side: what it was, mine, and what others made of it.

Used by the form (two people at once) and by the workbook (typed offline, uploaded later).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from measures.rounds.content import Content, order


class Outcome(StrEnum):
    """What becomes of one field."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Cell:
    """One field in its three versions."""

    name: str
    base: str
    mine: str
    theirs: str

    @property
    def outcome(self) -> Outcome:
        """Mine is taken only when nobody else touched the field; both changed is a conflict."""
        if self.mine in {self.base, self.theirs}:
            return Outcome.UNCHANGED
        return Outcome.CHANGED if self.theirs == self.base else Outcome.CONFLICT


def merge(*, base: Content, mine: Content, theirs: Content) -> list[Cell]:
    """Every field that I send, in the order of the form.

    base {"text": "a"}, mine {"text": "b"}, theirs {"text": "a"} is one changed cell; with theirs
    {"text": "c"} it is a conflict; with mine {"text": "a"} it is unchanged, whatever others did.
    """
    return [
        Cell(name, base.get(name, ""), mine[name], theirs.get(name, "")) for name in order(mine)
    ]


def taken(cells: list[Cell]) -> dict[str, str]:
    """The fields that may be written without asking anybody."""
    return {cell.name: cell.mine for cell in cells if cell.outcome is Outcome.CHANGED}


def versions(first: Content, edits: Iterable[Mapping[str, str]]) -> Content:
    """The content after these edits, oldest first."""
    content = dict(first)
    for edit in edits:
        content.update(edit)
    return content
