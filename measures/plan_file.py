"""Reads a plan file (TOML) into checked dataclasses, and passages of the plan's own text."""

import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from measures import plan_shape

WAVES = frozenset({"now", "phased"})
ROLES = frozenset({"lead", "executor", "involved"})
SUCCESSIONS = frozenset({"add", "split", "merge", "replace", "stop"})


@dataclass(frozen=True, slots=True)
class SectionEntry:
    """A section of a pillar, such as 3.1."""

    number: str
    title: str


@dataclass(frozen=True, slots=True)
class PillarEntry:
    """A pillar with its sections."""

    number: int
    title: str
    sections: tuple[SectionEntry, ...]


@dataclass(frozen=True, slots=True)
class PartnerEntry:
    """An organisation and the words by which the plan names it; `lines` say where."""

    key: str
    name: str
    short_name: str
    kind: str
    is_member: bool
    lines: str
    named_as: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InvolvementEntry:
    """A partner at a measure, with the lines of the plan that say so."""

    partner: str
    role: str
    lines: str
    specifier: str


@dataclass(frozen=True, slots=True)
class MeasureEntry:
    """A measure, word for word; `short_title` is ours, for lists."""

    number: str
    pillar: int
    section: str
    wave: str
    short_title: str
    text: str
    lines: str
    involvements: tuple[InvolvementEntry, ...]


@dataclass(frozen=True, slots=True)
class SuccessionEntry:
    """What a new version does with measures of before; successors may be new or kept ones."""

    kind: str
    decided_on: date
    reason: str
    predecessors: tuple[str, ...]
    successors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A whole plan version. `sha256` is over the bytes of the file."""

    key: str
    title: str
    offered_on: date
    sha256: str
    pillars: tuple[PillarEntry, ...]
    partners: tuple[PartnerEntry, ...]
    measures: tuple[MeasureEntry, ...]
    successions: tuple[SuccessionEntry, ...] = ()


class PlanFileError(Exception):
    """The file is not a plan; `problems` holds every reason, one Dutch sentence each."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def read_plan(path: Path) -> PlanFile:
    """Read and check a plan file. Raises PlanFileError with all problems at once."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise PlanFileError([f"Het bestand {path} is niet te lezen: {error.strerror}."]) from error
    return parse_plan(raw, name=str(path))


def parse_plan(raw: bytes, *, name: str) -> PlanFile:
    """Check the bytes of a plan file; `name` is how people know it. Raises PlanFileError."""
    # A browser sends a form with other line ends; the same text has the same hash all the same.
    raw = raw.replace(b"\r\n", b"\n")
    try:
        data = tomllib.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise PlanFileError([f"Het bestand {name} is geen UTF-8-tekst. Sla het zo op."]) from error
    except tomllib.TOMLDecodeError as error:
        raise PlanFileError([f"Het bestand {name} is geen geldige TOML: {error}."]) from error
    problems = [*plan_shape.problems(data)]
    if not problems:
        problems = [
            *_wrong_references(data),
            *_doubles(data),
            *_wrong_values(data),
            *_wrong_successions(data),
        ]
    if problems:
        raise PlanFileError(problems)
    return _plan(data, hashlib.sha256(raw).hexdigest())


def _wrong_references(data: Mapping[str, Any]) -> Iterator[str]:
    """What a measure points to exists."""
    pillars = {pillar["number"]: pillar for pillar in data["pillars"]}
    partners = {partner["key"] for partner in data["partners"]}
    for measure in data["measures"]:
        where = f"Maatregel {measure['number']}"
        pillar = pillars.get(measure["pillar"])
        sections = {part["number"] for part in pillar["sections"]} if pillar else set()
        if pillar is None:
            yield f"{where}: pijler {measure['pillar']} bestaat niet in dit bestand."
        elif measure["section"] and measure["section"] not in sections:
            section = measure["section"]
            yield f"{where}: paragraaf '{section}' hoort niet bij pijler {pillar['number']}."
        for part in measure["partners"]:
            if part.get("partner") not in partners:
                yield f"{where}: partner '{part.get('partner')}' staat niet bij de partners."


def _doubles(data: Mapping[str, Any]) -> Iterator[str]:
    """Numbers and keys are used once; a partner stands once at a measure; one lead at most."""
    for part, name in (("pillars", "number"), ("partners", "key"), ("measures", "number")):
        counts = Counter(entry[name] for entry in data[part])
        for value, times in counts.items():
            if times > 1:
                yield f"{part}: '{value}' komt {times} keer voor. Elk nummer en elke key is uniek."
    for measure in data["measures"]:
        where = f"Maatregel {measure['number']}"
        for key, times in Counter(part.get("partner") for part in measure["partners"]).items():
            if times > 1:
                yield f"{where}: partner '{key}' staat er {times} keer bij."
        if sum(part.get("role") == "lead" for part in measure["partners"]) > 1:
            yield f"{where}: er is meer dan één trekker. Kies er een."


def _wrong_values(data: Mapping[str, Any]) -> Iterator[str]:
    """Waves and roles are known ones, texts are not empty, line numbers are line numbers."""
    for measure in data["measures"]:
        where = f"Maatregel {measure['number']}"
        if measure["wave"] not in WAVES:
            yield f"{where}: golf '{measure['wave']}' kennen we niet. Kies now of phased."
        for name in ("text", "short_title"):
            if not measure[name].strip():
                yield f"{where}: '{name}' is leeg."
        if not _is_lines(measure["lines"]):
            yield f"{where}: regels '{measure['lines']}' zijn geen regelnummers zoals '284-287'."
        for part in measure["partners"]:
            yield from _wrong_involvement(where, part)


def _wrong_successions(data: Mapping[str, Any]) -> Iterator[str]:
    """Kinds are known ones, and what goes on stands in this file."""
    numbers = {measure["number"] for measure in data["measures"]}
    for position, entry in enumerate(data.get("successions", ()), start=1):
        where = f"successions {position}"
        if entry["kind"] not in SUCCESSIONS:
            kinds = ", ".join(sorted(SUCCESSIONS))
            yield f"{where}: soort '{entry['kind']}' kennen we niet. Kies uit: {kinds}."
        for number in sorted(set(entry["successors"]) & set(entry["predecessors"])):
            yield f"{where}: {number} staat aan beide kanten. Haal hem aan één kant weg."
        for number in sorted(set(entry["successors"]) - numbers):
            yield f"{where}: opvolger {number} staat niet bij de maatregelen."


def _wrong_involvement(where: str, part: Mapping[str, Any]) -> Iterator[str]:
    if part.get("role") not in ROLES:
        yield f"{where}: rol '{part.get('role')}' kennen we niet. Kies lead, executor of involved."
    if not _is_lines(part.get("lines", "")):
        yield f"{where}, partner '{part.get('partner')}': regels ontbreken of kloppen niet."


def _is_lines(lines: str) -> bool:
    return re.fullmatch(r"\d+(-\d+)?(; \d+(-\d+)?)*", lines) is not None


def _plan(data: Mapping[str, Any], sha256: str) -> PlanFile:
    return PlanFile(
        key=data["key"],
        title=data["title"],
        offered_on=data["offered_on"],
        sha256=sha256,
        pillars=tuple(
            PillarEntry(p["number"], p["title"], tuple(SectionEntry(**s) for s in p["sections"]))
            for p in data["pillars"]
        ),
        partners=tuple(
            PartnerEntry(**{**p, "named_as": tuple(p["named_as"])}) for p in data["partners"]
        ),
        measures=tuple(_measure(m) for m in data["measures"]),
        successions=tuple(
            SuccessionEntry(
                **{
                    **s,
                    "predecessors": tuple(s["predecessors"]),
                    "successors": tuple(s["successors"]),
                }
            )
            for s in data.get("successions", ())
        ),
    )


def _measure(entry: Mapping[str, Any]) -> MeasureEntry:
    rest = {name: value for name, value in entry.items() if name != "partners"}
    involvements = tuple(
        InvolvementEntry(part["partner"], part["role"], part["lines"], part.get("specifier", ""))
        for part in entry["partners"]
    )
    return MeasureEntry(**rest, involvements=involvements)


def plan_passage(plan_text: str, lines: str) -> str:
    """The text on these lines ("284-287" or "172-173; 589") as one line, without bullets.

    A word broken after a hyphen ("oor-" / "functie") is joined; other lines get one space.
    """
    all_lines = plan_text.split("\n")
    passage = ""
    for part in lines.split("; "):
        first, _, last = part.partition("-")
        for line in all_lines[int(first) - 1 : int(last or first)]:
            text = line.strip().removeprefix("•").strip()
            glue = "" if not passage or re.search(r"\w-$", passage) else " "
            passage += f"{glue}{text}" if text else ""
    return passage
