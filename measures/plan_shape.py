"""Whether a plan file has the shape of one: tables, fields, types, lengths, signs. No Django."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

# Signs that no page and no database should meet; a new line and a tab may stand in a text.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Text:
    """A text of at most so many signs, of this form when there is one."""

    most: int
    form: str = ""


@dataclass(frozen=True, slots=True)
class Many:
    """A list: of texts, or of tables with these fields."""

    of: "Text | Mapping[str, Field]"


type Field = Text | Many | type

_NUMBER = Text(10, r"[1-9][0-9]?\.([0-9]{2}|[1-9][0-9]{2,3})")
_SECTION: Mapping[str, Field] = {"number": Text(10), "title": Text(200)}
_PART: Mapping[str, Field] = {"partner": Text(40), "role": Text(10), "lines": Text(60)}

TOP: Mapping[str, Field] = {
    "key": Text(20, r"[0-9A-Za-z][0-9A-Za-z_.\-]*"),
    "title": Text(200),
    "offered_on": date,
    "pillars": Many({"number": int, "title": Text(100), "sections": Many(_SECTION)}),
    "partners": Many(
        {
            "key": Text(40, r"[a-z0-9\-]+"),
            "name": Text(150),
            "short_name": Text(40),
            "kind": Text(30),
            "is_member": bool,
            "lines": Text(40),
            "named_as": Many(Text(150)),
        }
    ),
    "measures": Many(
        {
            "number": _NUMBER,
            "pillar": int,
            "section": Text(10),
            "wave": Text(10),
            "short_title": Text(100),
            "text": Text(10_000),
            "lines": Text(40),
            "partners": Many(_PART),
        }
    ),
    "successions": Many(
        {
            "kind": Text(10),
            "decided_on": date,
            "reason": Text(10_000),
            "predecessors": Many(_NUMBER),
            "successors": Many(_NUMBER),
        }
    ),
}
# What may be left out.
_OPTIONAL = {"successions"}
_EXTRA: Mapping[str, Field] = {"specifier": Text(200)}


def problems(data: Mapping[str, Any]) -> Iterator[str]:
    """Every way in which the file is not shaped like a plan, one Dutch sentence each."""
    for name, field in TOP.items():
        if name not in data and name not in _OPTIONAL:
            yield f"Bovenaan ontbreekt '{name}', of het heeft een verkeerde vorm."
        elif name in data:
            yield from _field("Bovenaan", name, data[name], field, part=name)
    for unknown in sorted(set(data) - set(TOP)):
        yield f"Bovenaan staat '{unknown}'. Dat kennen we niet; haal het weg."


def _table(where: str, table: Any, fields: Mapping[str, Field]) -> Iterator[str]:
    """A table has exactly its fields, each as it should be."""
    if not isinstance(table, dict):
        yield f"{where} is geen tabel met velden."
        return
    for name, field in fields.items():
        if name not in table:
            yield f"{where}: '{name}' ontbreekt of heeft een verkeerde vorm."
        else:
            yield from _field(where, name, table[name], field, part=f"{where}, {name}")
    for name in sorted(set(table) - set(fields)):
        if fields is _PART and name in _EXTRA:
            yield from _field(where, name, table[name], _EXTRA[name], part=name)
        else:
            yield f"{where}: '{name}' kennen we niet; haal het weg."


def _field(where: str, name: str, value: Any, field: Field, *, part: str) -> Iterator[str]:
    if isinstance(field, Text):
        yield from _text(where, name, value, field)
    elif isinstance(field, Many):
        yield from _many(where, name, value, field, part=part)
    # Exactly this type: a moment is no day, and "true" is no number.
    elif type(value) is not field:
        yield _wrong(where, name)
    elif isinstance(value, int) and field is int and not 1 <= value <= 99:
        yield f"{where}: '{name}' is geen nummer van 1 t/m 99."


def _wrong(where: str, name: str) -> str:
    if where == "Bovenaan":
        return f"Bovenaan ontbreekt '{name}', of het heeft een verkeerde vorm."
    return f"{where}: '{name}' ontbreekt of heeft een verkeerde vorm."


def _text(where: str, name: str, value: Any, field: Text) -> Iterator[str]:
    if not isinstance(value, str):
        yield _wrong(where, name)
    elif _CONTROL.search(value):
        yield f"{where}: in '{name}' staat een onzichtbaar stuurteken. Typ de tekst opnieuw."
    elif len(value) > field.most:
        yield f"{where}: '{name}' heeft {len(value)} tekens; hoogstens {field.most} passen."
    elif field.form and not re.fullmatch(field.form, value):
        yield f"{where}: '{name}' heeft een vorm die niet kan: '{value}'."


def _many(where: str, name: str, value: Any, field: Many, *, part: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield _wrong(where, name)
        return
    for position, entry in enumerate(value, start=1):
        if isinstance(field.of, Text):
            yield from _text(where, name, entry, field.of)
        else:
            yield from _table(f"{part} {position}", entry, field.of)
