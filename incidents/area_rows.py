"""Reads the lines of areas.csv: what areas there are, when, and of what they are part.

The file lists every area after the one it is part of. `valid_until` is the first day without the
area; empty days are open. No Django, no clock.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from incidents.count_cells import FAULTY_DAY, Row

LEVELS = (
    "country",
    "province",
    "unit",
    "safety_region",
    "municipality",
    "city",
    "province_be",
    "region_be",
    "region",
)
# The level of the area around it, for the levels that cover the Netherlands.
PARENT_LEVELS = {
    "province": "country",
    "unit": "country",
    "safety_region": "unit",
    "municipality": "safety_region",
}


@dataclass(frozen=True, slots=True)
class AreaEntry:
    """Where is counted; `parent`, `province` and `merged_into` are codes of areas, or empty."""

    code: str
    level: str
    name: str
    parent: str
    province: str
    official_code: str
    valid_from: date | None
    valid_until: date | None
    merged_into: str


def read_area(row: Row) -> AreaEntry:
    """One area; what is wrong in its own cells is added to the faults of the row."""
    entry = AreaEntry(
        code=row.text("code"),
        level=row.choice("level", LEVELS),
        name=row.text("name"),
        parent=row.optional("parent"),
        province=row.optional("province"),
        official_code=row.optional("official_code"),
        valid_from=row.day_or_none("valid_from"),
        valid_until=row.day_or_none("valid_until"),
        merged_into=row.optional("merged_into"),
    )
    _check_days(row, entry)
    return entry


def check_areas(rows: Sequence[tuple[Row, AreaEntry]]) -> None:
    """Add a fault wherever an area does not fit with the other areas of the file."""
    known = {entry.code: entry for _, entry in rows}
    above: set[str] = set()
    for row, entry in rows:
        _check_parent(row, entry, known)
        # Also refuses circles: no area is part of itself, however far around.
        if entry.parent in known and entry.parent not in above and entry.parent != entry.code:
            row.fault("parent", f"het gebied '{entry.parent}' staat lager. Zet het hierboven.")
        _check_province(row, entry, known)
        _check_successor(row, entry, known)
        above.add(entry.code)


def _check_days(row: Row, entry: AreaEntry) -> None:
    if FAULTY_DAY in (entry.valid_from, entry.valid_until):
        return
    if entry.valid_from and entry.valid_until and entry.valid_until <= entry.valid_from:
        row.fault(
            "valid_until",
            "het einde ligt niet na het begin. Vul de eerste dag zonder dit gebied in.",
        )


def _check_parent(row: Row, entry: AreaEntry, known: Mapping[str, AreaEntry]) -> None:
    wanted = PARENT_LEVELS.get(entry.level)
    if entry.parent:
        row.code("parent", known.keys() - {entry.code}, "het gebied", "areas.csv")
    elif wanted:
        row.text("parent")
    parent = known.get(entry.parent)
    if wanted and parent and parent.level != wanted:
        row.fault(
            "parent",
            f"een gebied van de soort {entry.level} is deel van een gebied van de soort "
            f"{wanted}, en '{parent.code}' is dat niet. Kies een ander gebied.",
        )


def _check_province(row: Row, entry: AreaEntry, known: Mapping[str, AreaEntry]) -> None:
    if entry.level != "municipality":
        if entry.province:
            row.fault("province", "alleen een gemeente heeft een provincie. Maak de kolom leeg.")
        return
    provinces = {code for code, area in known.items() if area.level == "province"}
    if row.text("province"):
        row.code("province", provinces, "de provincie", "areas.csv")


def _check_successor(row: Row, entry: AreaEntry, known: Mapping[str, AreaEntry]) -> None:
    if not entry.merged_into:
        return
    if not entry.valid_until:
        row.fault("valid_until", "er staat niets. Vul in vanaf welke dag dit gebied opging.")
        return
    alike = {code: area for code, area in known.items() if area.level == entry.level}
    row.code("merged_into", alike.keys() - {entry.code}, "het gebied", "areas.csv")
    successor = alike.get(entry.merged_into)
    if successor and not _exists_on(successor, entry.valid_until):
        row.fault(
            "merged_into",
            f"het gebied '{successor.code}' bestaat niet op {entry.valid_until}. "
            "Verbeter de dagen of de code.",
        )


def _exists_on(entry: AreaEntry, day: date) -> bool:
    return (entry.valid_from or date.min) <= day < (entry.valid_until or date.max)
