"""Reads a file with register entries (TOML) into checked dataclasses. Knows no database."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """One entry as the plan tells it; `lines` says where, `source_row` which row of the source.

    Register, kind, state, owner (key of a partner) and measures (numbers) are not checked here.
    """

    source_row: int
    register: str
    state: str
    title: str
    lines: str
    plan_state: str
    kind: str = ""
    description: str = ""
    owner: str = ""
    party: str = ""
    reference: str = ""
    due_on: date | None = None
    settled_on: date | None = None
    outcome: str = ""
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """All entries of one plan version, in the order of the registers' numbers."""

    plan: str
    entries: tuple[EntryLine, ...]


class RegisterFileError(Exception):
    """The file cannot be loaded; `problems` holds every reason, one Dutch sentence each."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def read_registers(path: Path) -> RegisterFile:
    """Read and check a file. Raises RegisterFileError with all problems at once."""
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        problem = f"Het bestand {path} is niet te lezen: {error.strerror}."
        raise RegisterFileError([problem]) from error
    except UnicodeDecodeError as error:
        problem = f"Het bestand {path} is geen UTF-8-tekst. Sla het zo op."
        raise RegisterFileError([problem]) from error
    return parse_registers(text, name=str(path))


def parse_registers(text: str, *, name: str) -> RegisterFile:
    """Check the text of a file; `name` is how people know it. Raises RegisterFileError."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RegisterFileError([f"Het bestand {name} is geen geldige TOML: {error}."]) from error
    problems = [*_wrong_top(data), *_wrong_forms(data)]
    if not problems:
        problems = [*_wrong_values(data["entries"]), *_doubles(data["entries"])]
    if problems:
        raise RegisterFileError(problems)
    return RegisterFile(
        data["plan"],
        tuple(
            EntryLine(**{**entry, "measures": tuple(entry.get("measures", ()))})
            for entry in data["entries"]
        ),
    )


_REQUIRED: dict[str, type] = {
    "source_row": int,
    "register": str,
    "state": str,
    "title": str,
    "lines": str,
    "plan_state": str,
}
_OPTIONAL: dict[str, type] = {
    "kind": str,
    "description": str,
    "owner": str,
    "party": str,
    "reference": str,
    "due_on": date,
    "settled_on": date,
    "outcome": str,
    "measures": list,
}
_LONGEST = {"title": 300, "lines": 60, "plan_state": 200, "party": 200}


def _wrong_top(data: Mapping[str, Any]) -> Iterator[str]:
    for name, kind in {"plan": str, "entries": list}.items():
        if not isinstance(data.get(name), kind):
            yield f"Bovenaan ontbreekt '{name}', of het heeft een verkeerde vorm."
    for unknown in sorted(set(data) - {"plan", "entries"}):
        yield f"Bovenaan staat '{unknown}'. Dat kennen we niet; haal het weg."


def _wrong_forms(data: Mapping[str, Any]) -> Iterator[str]:
    """Every entry has its fields, each of its type, and no others."""
    for position, entry in enumerate(data.get("entries", ()), start=1):
        for name, kind in (_REQUIRED | _OPTIONAL).items():
            wrong = not isinstance(entry[name], kind) if name in entry else name in _REQUIRED
            if wrong:
                yield f"Regel {position}: '{name}' ontbreekt of heeft een verkeerde vorm."
        for unknown in sorted(set(entry) - set(_REQUIRED) - set(_OPTIONAL)):
            yield f"Regel {position}: '{unknown}' kennen we niet; haal het weg."


def _wrong_values(entries: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for position, entry in enumerate(entries, start=1):
        if not entry["title"].strip():
            yield f"Regel {position}: de titel is leeg."
        if not re.fullmatch(r"\d+(-\d+)?(; \d+(-\d+)?)*", entry["lines"]):
            wrong = entry["lines"]
            yield f"Regel {position}: regels '{wrong}' zijn geen regelnummers zoals '85-86; 90'."
        for name, most in _LONGEST.items():
            if len(entry.get(name, "")) > most:
                yield f"Regel {position}: '{name}' heeft meer dan {most} tekens."


def _doubles(entries: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Lines and title together tell entries of a register apart."""
    counts = Counter((e["register"], e["lines"], e["title"]) for e in entries)
    for (_, lines, title), times in counts.items():
        if times > 1:
            yield f"'{title}' (regels {lines}) staat er {times} keer."
