"""Figures for the checks, typed by hand; without a word they are the 1543 of the plan."""

from dataclasses import replace
from datetime import date
from typing import Any

from incidents.checks.finding import Counted
from offensief.lib.dutch import number

_ATTACKS_2024 = Counted(
    key="",
    delivery="plan",
    delivery_title="Het actieplan",
    definition="A",
    definition_name="(Poging tot) aanslag",
    period_start=date(2024, 1, 1),
    period_end=date(2025, 1, 1),
    area="NL",
    area_name="Nederland",
    level="country",
    object_type="total",
    outcome="total",
    object_label="Totaal",
    value=1543,
    printed="1543",
    known_until=date(2025, 4, 15),
    known="15 april 2025",
    source="Politie (LFCT), Actieplan",
)
# Code: name, level, what it is part of, and of units and provinces what they overlap with.
_AREAS: dict[str, tuple[str, str, tuple[str, ...], tuple[str, ...]]] = {
    "NL": ("Nederland", "country", (), ()),
    "PE-AMSTERDAM": ("Amsterdam", "unit", ("NL",), ("PV27",)),
    "PE-NOORD-HOLLAND": ("Noord-Holland", "unit", ("NL",), ("PV27",)),
    "PE-MIDDEN-NEDERLAND": ("Midden-Nederland", "unit", ("NL",), ("PV24", "PV26", "PV27")),
    "PE-ROTTERDAM": ("Rotterdam", "unit", ("NL",), ("PV28",)),
    "PE-DEN-HAAG": ("Den Haag", "unit", ("NL",), ("PV28",)),
    "PE-ONBEKEND": ("Onbekende eenheid", "unit", ("NL",), ()),
    "PV27": (
        "Noord-Holland",
        "province",
        ("NL",),
        ("PE-AMSTERDAM", "PE-MIDDEN-NEDERLAND", "PE-NOORD-HOLLAND"),
    ),
    "PV28": ("Zuid-Holland", "province", ("NL",), ("PE-DEN-HAAG", "PE-ROTTERDAM")),
    "GM0363": ("Amsterdam", "municipality", ("VR13", "PE-AMSTERDAM", "PV27", "NL"), ()),
    "SE": ("Zweden", "country", (), ()),
    "BE": ("België", "country", (), ()),
}


def counted(
    value: int | None = 1543, *, year: int = 2024, area: str = "NL", **more: Any
) -> Counted:
    """A figure of a whole year; `more` are fields of Counted."""
    name, level, within, overlaps = _AREAS[area]
    told = {
        "value": value,
        "printed": "" if value is None else number(value),
        "period_start": date(year, 1, 1),
        "period_end": date(year + 1, 1, 1),
        "area": area,
        "area_name": name,
        "level": level,
        "within": within,
        "overlaps": overlaps,
        "is_unknown_place": area.endswith("-ONBEKEND"),
        **more,
    }
    figure = replace(_ATTACKS_2024, **told)
    place = (figure.delivery, figure.definition, figure.period_start, figure.period_end)
    key = "/".join(map(str, (*place, area, figure.object_type, figure.outcome)))
    return replace(figure, key=key)


def objects(*counts: int, **more: Any) -> list[Counted]:
    """Counts of homes, businesses, vehicles, infrastructure and other objects, in this order."""
    kinds = ("home", "business", "vehicle", "infrastructure", "other")
    return [counted(n, object_type=kind, **more) for kind, n in zip(kinds, counts, strict=False)]


def units(year: int, *counts: int, **more: Any) -> list[Counted]:
    """Counts of Amsterdam, Noord-Holland, Midden-Nederland, Rotterdam and Den Haag."""
    codes = [code for code, (_, level, *_) in _AREAS.items() if level == "unit"]
    pairs = zip(codes, counts, strict=False)
    return [counted(n, year=year, area=code, **more) for code, n in pairs]
