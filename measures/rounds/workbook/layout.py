"""What stands where in a workbook, and what it has to know to come back.

One row per field, as on the page of an answer: the answer of before on the left, the present one
beside it in the only column that may be changed. Every row has a code ("1.01|phase"), so that rows
may be sorted. A hidden sheet holds the facts: which round, partner and versions it was made from.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from measures.rounds.content import digest
from measures.statuses import Course, Phase
from offensief.lib.packed import Limits

# Counts the lay-outs. A workbook of an older one is refused: its rows may mean something else.
TEMPLATE = 1

GUIDE_SHEET, ANSWER_SHEET, FACTS_SHEET = "Uitleg", "Antwoorden", "_portaal"
HEAD = ("Maatregel", "Vraag", "Vorig antwoord", "Uw antwoord", "Uitleg", "Code")
HEAD_ROW = 3
NUMBER, QUESTION, BEFORE, ANSWER, HINT, CODE = range(1, 7)
ANSWER_LETTER = "D"
# Typed in a cell it empties the field; a cell without anything leaves the field as it was.
EMPTY_WORD = "LEEG"
# A workbook of 31 measures with five milestones each has about 20,000 tags.
LIMITS = Limits(members=60, unpacked=100 * 1024**2, ratio=100, elements=300_000, area=20_000)
# A cell holds at most 32,767 signs.
FACTS_PIECE = 30_000

PHASES = {str(value): str(label) for value, label in Phase.choices}
COURSES = {c.value: c.label for c in Course if c != Course.NOT_ASSESSED}

_HINTS = {
    "phase": "Verplicht. Kies uit de lijst.",
    "course": "Verplicht. Kies uit de lijst. Meet aan de eerst geplande datum.",
    "text": "Verplicht. Wat is er in deze periode gedaan? Hoogstens 120 woorden; komt in de "
    "rapportage aan de Tweede Kamer.",
    "needed": "Verplicht bij 'vraagt aandacht', 'vertraagd' en 'geblokkeerd'.",
    "result": "Verplicht bij 'gerealiseerd' en 'structureel geborgd': wat is er nu?",
    "result_on": "Een datum, zoals 31-12-2026.",
    "result_link": "Begint met https://. Of kies hieronder een product of document.",
    "result_place": "Kies uit de lijst.",
    "note": "Alleen voor het secretariaat; komt niet in de rapportage.",
}
_PART_HINTS = {
    "planned_on": "Een datum, zoals 31-12-2026.",
    "done_on": "Alleen invullen als de mijlpaal klaar is.",
    "reason": "Verplicht als de datum verschuift.",
    "title": "Alleen voor een mijlpaal die er nog niet is: wat is er klaar op die dag?",
}


class WrongWorkbook(ValueError):
    """This workbook cannot be taken as a whole; the message says in Dutch what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One field: its question, the answer of before in words, and the present one as kept."""

    name: str
    label: str
    before: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One measure. With `why_locked` it is shown and cannot be changed."""

    number: str
    title: str
    version: int
    why_locked: str
    question: str
    # Products and documents to choose from: value and words.
    places: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """Everything that is written in the workbook of one partner."""

    round_number: str
    round_title: str
    partner_key: str
    partner_name: str
    last_day: date
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class PartFacts:
    """A measure as the workbook was made: version of the answer, choices, and its rows."""

    number: str
    version: int
    places: tuple[tuple[str, str], ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the hidden sheet says."""

    template: int
    round: str
    partner: str
    parts: tuple[PartFacts, ...]


def is_day(name: str) -> bool:
    """The field holds a date."""
    return name.rpartition(".")[2].endswith("_on")


def options(name: str, places: Sequence[tuple[str, str]]) -> Mapping[str, str] | None:
    """What can be chosen in this field, words by value; None for a field that is typed."""
    if name == "phase":
        return PHASES
    if name == "course":
        return COURSES
    return dict(places) if name == "result_place" else None


def hint(name: str, places: Sequence[tuple[str, str]]) -> str:
    """What to do in this field."""
    if name == "result_place" and not places:
        return "Bij deze maatregel staat nog geen product of document."
    return _HINTS.get(name) or _PART_HINTS[name.rpartition(".")[2]]


def code(number: str, name: str) -> str:
    """What names a row: "1.01|step.12.planned_on"."""
    return f"{number}|{name}"


def with_own_words(places: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Places of which no two have the same words, or the word that empties a field.

    Two products called "Product: Kader" become "Product: Kader" and "Product: Kader (2)".
    """
    found: list[tuple[str, str]] = []
    used = {EMPTY_WORD.casefold()}
    for value, label in places:
        words, number = " ".join(label.split()), 1
        while words.casefold() in used:
            number += 1
            words = f"{' '.join(label.split())} ({number})"
        used.add(words.casefold())
        found.append((value, words))
    return tuple(found)


def facts_of(book: Book) -> Facts:
    """What the hidden sheet of this workbook has to say."""
    parts = tuple(
        PartFacts(p.number, p.version, with_own_words(p.places), tuple(ln.name for ln in p.lines))
        for p in book.parts
    )
    return Facts(TEMPLATE, book.round_number, book.partner_key, parts)


def facts_text(facts: Facts) -> str:
    """The facts as they are kept, with a hash that shows whether somebody touched them.

    The hash guards against accidents, not against malice: rights are asked again at the upload, and
    whoever forges a version can only propose what they could have typed on the page.
    """
    said = asdict(facts)
    return json.dumps({"facts": said, "sha256": digest(said)}, ensure_ascii=False)


def facts_from(text: str) -> Facts:
    """The facts as they came back. Raises WrongWorkbook when they are not as they were written."""
    try:
        kept = json.loads(text)
        said = kept["facts"]
        if digest(said) != kept["sha256"]:
            raise WrongWorkbook(_TOUCHED)
        return _facts(said)
    except (ValueError, KeyError, TypeError) as error:
        raise WrongWorkbook(_TOUCHED) from error


_TOUCHED = (
    "Het verborgen blad van dit werkboek is gewijzigd of weg. Download een nieuw werkboek en neem "
    "uw antwoorden daarin over."
)


def _facts(said: Mapping[str, Any]) -> Facts:
    parts = tuple(
        PartFacts(
            str(part["number"]),
            int(part["version"]),
            tuple((str(value), str(words)) for value, words in part["places"]),
            tuple(str(name) for name in part["names"]),
        )
        for part in said["parts"]
    )
    return Facts(int(said["template"]), str(said["round"]), str(said["partner"]), parts)
