"""The coverage matrix: which measures touch which role of the crime script in which phase."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from measures.statuses import ScriptPhase, ScriptRole
from offensief.lib.dutch import enumerate_nl, plural


def cell(role: ScriptRole, phase: ScriptPhase) -> str:
    """The name of a cell: "broker.recruitment"."""
    return f"{role.value}.{phase.value}"


CELLS = tuple(cell(role, phase) for role in ScriptRole for phase in ScriptPhase)


@dataclass(frozen=True, slots=True)
class Line:
    """One role with the measures of each phase, in the order of ScriptPhase."""

    role: ScriptRole
    per_phase: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole matrix. A white spot is a cell that no measure touches."""

    lines: tuple[Line, ...]
    white_spots: tuple[str, ...]
    without_card: tuple[str, ...]

    @property
    def finding(self) -> str:
        """What the matrix shows, in words."""
        if not self.white_spots:
            return "Elke rol wordt in elke fase door ten minste één maatregel geraakt."
        total = len(CELLS)
        said = f"Van de {total} vakken zijn er {len(self.white_spots)} leeg"
        if len(self.white_spots) <= 4:
            said += f": {enumerate_nl(list(self.white_spots))}"
        if self.without_card:
            said += (
                f". {plural(len(self.without_card), 'maatregel heeft', 'maatregelen hebben')} "
                "nog geen bijdragekaart; een leeg vak kan dus ook nog niet ingevuld zijn"
            )
        return f"{said}."


def coverage(cards: Mapping[str, Sequence[str]], numbers: Sequence[str]) -> Coverage:
    """The matrix over these active measures, from the cells on their cards."""
    lines = tuple(
        Line(
            role,
            tuple(
                tuple(n for n in numbers if cell(role, phase) in cards.get(n, ()))
                for phase in ScriptPhase
            ),
        )
        for role in ScriptRole
    )
    white = tuple(
        f"{line.role.label.lower()} bij {phase.label.lower()}"
        for line in lines
        for phase, found in zip(ScriptPhase, line.per_phase, strict=True)
        if not found
    )
    return Coverage(lines, white, tuple(n for n in numbers if n not in cards))
