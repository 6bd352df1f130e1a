"""What an answer holds, as a flat set of texts: the form, the workbook, the diff and the receipt
all go by it.

Fixed fields by their name; per milestone that was open when the round opened three fields such as
"step.12.planned_on"; for new milestones "new.1.title" and "new.1.planned_on". Dates are ISO text,
an empty text means: nothing.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from measures.statuses import Course, Phase
from offensief.lib.rules import one_line, visible_words

type Content = Mapping[str, str]

MOST_WORDS = 120
MOST_SIGNS = 10_000
NEW_STEPS = 3
EARLIEST, LATEST = date(2020, 1, 1), date(2050, 12, 31)

# In the order of the form. The report prints `text`; `note` stays inside.
FIXED = (
    "phase",
    "course",
    "text",
    "needed",
    "result",
    "result_on",
    "result_link",
    "result_place",
    "note",
)
LABELS = {
    "phase": "Fase",
    "course": "Koers",
    "text": "Tekst voor de rapportage",
    "needed": "Wat is er nodig?",
    "result": "Resultaat",
    "result_on": "Datum van het resultaat",
    "result_link": "Internetadres van het resultaat",
    "result_place": "Product of document bij deze maatregel",
    "note": "Notitie voor het secretariaat",
}
STEP_PARTS = {
    "planned_on": "gepland op",
    "done_on": "behaald op",
    "reason": "toelichting",
    "title": "wat er klaar is",
}
# By the last part of the name: the title of a new milestone has 200 signs, like the milestone.
_LONGEST = {"result": 300, "result_link": 500, "result_place": 40, "title": 200}
_STEP = re.compile(r"step\.([0-9]{1,9})\.(planned_on|done_on|reason)")
_NEW = re.compile(rf"new\.([1-{NEW_STEPS}])\.(title|planned_on)")
_PLACE = re.compile(r"(product|document)\.[0-9]{1,9}")
# Control signs, and those that turn the direction of what follows: a reader would see other words.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class WrongValue(ValueError):
    """A value that cannot be kept in this field; the message says in Dutch what to do."""


@dataclass(frozen=True, slots=True)
class StepField:
    """A field about a milestone: of an existing one (`number` is its key) or a new one."""

    number: int
    part: str
    is_new: bool


def step_field(name: str) -> StepField | None:
    """What a field says about which milestone, or None for a fixed field."""
    if found := _STEP.fullmatch(name):
        return StepField(int(found[1]), found[2], is_new=False)
    if found := _NEW.fullmatch(name):
        return StepField(int(found[1]), found[2], is_new=True)
    return None


def new_step_fields() -> list[str]:
    """The fields for milestones that are not there yet."""
    return [f"new.{n}.{part}" for n in range(1, NEW_STEPS + 1) for part in ("title", "planned_on")]


def order(names: Iterable[str]) -> list[str]:
    """Fields as the form shows them: fixed ones, milestones, new milestones, the note last."""

    def place(name: str) -> tuple[int, int, int, str]:
        if name == "note":
            return (3, 0, 0, "")
        step = step_field(name)
        if step is None:
            return (0, FIXED.index(name) if name in FIXED else len(FIXED), 0, name)
        parts = ("title", "planned_on", "done_on", "reason")
        return (2 if step.is_new else 1, step.number, parts.index(step.part), name)

    return sorted(names, key=place)


def words(text: str) -> int:
    """How many words a text has, as a reader counts them: "twee woorden" has 2."""
    return len(visible_words(text))


def cleaned(name: str, raw: str) -> str:
    """A value as it is kept. Raises WrongValue when the field can never hold it.

    Whether an answer is complete is another question (measures.rounds.answer_rules): a draft may
    be unfinished, and a text that is too long is kept until it is made shorter.
    """
    text = _CONTROL.sub("", raw.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if len(text) > MOST_SIGNS:
        raise WrongValue(
            f"Deze tekst heeft {len(text)} tekens. Maak er hoogstens {MOST_SIGNS} van."
        )
    longest = _LONGEST.get(name.rpartition(".")[2], MOST_SIGNS)
    if len(text) > longest:
        raise WrongValue(f"Maak hier hoogstens {longest} tekens van.")
    if not text:
        return ""
    return _by_kind(name, text)


def _by_kind(name: str, text: str) -> str:
    part = name.rpartition(".")[2]
    if name == "phase":
        return _choice(text, Phase.values, "Kies een fase uit de lijst.")
    if name == "course":
        return _choice(text, Course.values, "Kies een koers uit de lijst.")
    if name == "result_link":
        return _address(text)
    if name == "result_place":
        if not _PLACE.fullmatch(text):
            raise WrongValue("Kies een product of document uit de lijst.")
        return text
    if part.endswith("_on"):
        return as_date(text).isoformat()
    if part in {"title", "result"}:
        return one_line(text)[:300]
    return text


def _choice(text: str, values: Iterable[Any], sentence: str) -> str:
    if text not in set(values):
        raise WrongValue(sentence)
    return text


def _address(text: str) -> str:
    try:
        parts = urlsplit(text)
        known = parts.scheme in {"http", "https"} and bool(parts.hostname)
        # "https://rijksoverheid.nl@elsewhere.example" leads elsewhere.
        known = known and "@" not in parts.netloc
    except ValueError:
        known = False
    if not known or re.search(r"\s", text):
        raise WrongValue(
            "Dit is geen internetadres. Kopieer het adres uit uw browser; het begint met https://."
        )
    return text


_DUTCH_DATE = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")


def as_date(text: str) -> date:
    """A day as a form sends it (2026-05-01) or as people type it (1-5-2026). Raises WrongValue."""
    try:
        if found := _DUTCH_DATE.fullmatch(text):
            day = date(int(found[3]), int(found[2]), int(found[1]))
        else:
            day = date.fromisoformat(text)
    except ValueError:
        raise WrongValue(
            f"'{text[:40]}' is geen bestaande datum. Schrijf hem als dag-maand-jaar: 31-12-2026."
        ) from None
    if not EARLIEST <= day <= LATEST:
        raise WrongValue(f"Vul een dag in van {EARLIEST.year} t/m {LATEST.year}.")
    return day


def day_in(content: Content, name: str) -> date | None:
    """A kept day, or None."""
    text = content.get(name, "")
    return date.fromisoformat(text) if text else None


def changes(before: Content, after: Content) -> dict[str, str]:
    """Fields of `after` that differ from `before`; a field that is not there counts as empty."""
    return {name: value for name, value in after.items() if value != before.get(name, "")}


def digest(value: Any) -> str:
    """SHA-256 of a payload over one fixed way of writing it down."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
