"""The receipt: what a partner signed in a round, who did it, when and how.

The document is the only source: no database, no clock. Schema version 1. All values are text (days
and moments ISO) but the three that say yes or no.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from offensief.lib.dutch import date_long, moment, number, period, plural
from reports.canonical import Document, canonical_text, digest
from reports.reading import faults_named, may_be_hyphenated

SCHEMA = "ontvangstbewijs/1"
# Longer answers are read as a text below the table.
LONGEST_IN_TABLE = 100
_WAYS = {
    "pagina": "op de pagina van de ronde, na inloggen",
    "persoonlijke link": "met een persoonlijke link",
}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing that was told: what it is now and what it was. Empty: it was not there."""

    label: str
    value: str
    before: str

    @property
    def is_same(self) -> bool:
        """True when it was confirmed as it was."""
        return self.value == self.before

    @property
    def is_long(self) -> bool:
        """True when it does not fit a table."""
        texts = (self.value, self.before)
        return any(len(text) > LONGEST_IN_TABLE or "\n" in text for text in texts)


@dataclass(frozen=True, slots=True)
class Move:
    """A milestone that got another day, and why."""

    title: str
    to: str
    before: str
    reason: str


@dataclass(frozen=True, slots=True)
class AnsweredMeasure:
    """A measure with what was told about it."""

    number: str
    title: str
    # In a few words: "ongewijzigd", or how much was told.
    told: str
    is_unchanged: bool
    answers: tuple[Answer, ...]
    texts: tuple[Answer, ...]
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class PrintedReceipt:
    """Everything the template prints, in the order of the receipt."""

    round_number: str
    round_title: str
    period: str
    partner: str
    sentence: str
    signed_by: str
    kept_by: str
    signed: str
    signed_at: str
    way: str
    remarks: tuple[str, ...]
    count: str
    measures: tuple[AnsweredMeasure, ...]
    is_hyphenated: bool
    answer_hash: str
    sha256: str

    @property
    def told(self) -> tuple[AnsweredMeasure, ...]:
        """The measures about which there is more to print than a line."""
        return tuple(m for m in self.measures if m.answers or m.texts or m.moves)


def read(document: Document) -> PrintedReceipt:
    """The receipt that a document holds. Raises WrongDocument when something is missing."""
    with faults_named():
        return _read(document)


def _read(document: Document) -> PrintedReceipt:
    asked, signed = document["round"], document["signed"]
    start, end = (date.fromisoformat(asked[f"period_{side}"]) for side in ("start", "end"))
    at = datetime.fromisoformat(signed["at"])
    measures = tuple(_measure(answer) for answer in document["answers"])
    return PrintedReceipt(
        round_number=_text(asked["number"]),
        round_title=_text(asked["title"]),
        period=period(start, end + timedelta(days=1)),
        partner=_text(document["partner"]["name"]),
        sentence=_sentence(document, moment(at)),
        signed_by=_text(signed["by"]),
        kept_by=_text(signed["on_behalf_by"]),
        signed=moment(at),
        signed_at=at.isoformat(timespec="seconds"),
        way=_WAYS.get(signed["via"], _text(signed["via"])),
        remarks=tuple(_remarks(signed)),
        count=_count(measures),
        measures=measures,
        is_hyphenated=may_be_hyphenated(canonical_text(document)),
        answer_hash=_hash(document["answer_hash"]),
        sha256=digest(canonical_text(document)),
    )


def _sentence(document: Document, at: str) -> str:
    """Who signed what for whom and when, as one sentence."""
    signed, partner = document["signed"], document["partner"]["name"]
    what = f"de opgave voor ronde {document['round']['number']}"
    if signed["on_behalf_by"]:
        return (
            f"{signed['on_behalf_by']} van het secretariaat legde op {at} {what} vast, namens "
            f"{partner} en zoals opgegeven door {signed['by']}."
        )
    return f"{signed['by']} ondertekende op {at} {what}, namens {partner}."


def _remarks(signed: Document) -> Iterable[str]:
    if _flag(signed["late"]):
        yield "Ondertekend na de uiterste datum van de ronde."
    if _flag(signed["again"]):
        yield "Opnieuw ondertekend, nadat het secretariaat de opgave had teruggestuurd."


def _count(measures: tuple[AnsweredMeasure, ...]) -> str:
    """How many measures: "4 maatregelen, waarvan 1 ongewijzigd"."""
    counted = plural(len(measures), "maatregel", "maatregelen") if measures else "geen"
    unchanged = sum(measure.is_unchanged for measure in measures)
    return f"{counted}, waarvan {number(unchanged)} ongewijzigd" if unchanged else counted


def _measure(answer: Document) -> AnsweredMeasure:
    answers = [_answer(field) for field in answer["fields"]]
    # Not in every document: a moved milestone may also be told as an answer with two days.
    moves = tuple(_move(move) for move in answer.get("milestones", ()))
    is_unchanged = _flag(answer["unchanged"])
    return AnsweredMeasure(
        number=_text(answer["number"]),
        title=_text(answer["title"]),
        told="ongewijzigd" if is_unchanged else _told(len(answers), len(moves)),
        is_unchanged=is_unchanged,
        answers=tuple(a for a in answers if not a.is_long),
        texts=tuple(a for a in answers if a.is_long),
        moves=moves,
    )


def _told(answers: int, moves: int) -> str:
    """How much: "3 antwoorden en 1 verschoven mijlpaal"."""
    told = [plural(answers, "antwoord", "antwoorden")] if answers or not moves else []
    if moves:
        told.append(plural(moves, "verschoven mijlpaal", "verschoven mijlpalen"))
    return " en ".join(told)


def _answer(field: Document) -> Answer:
    return Answer(_text(field["label"]), _value(field["value"]), _value(field["before"]))


def _move(move: Document) -> Move:
    return Move(
        _text(move["title"]), _value(move["value"]), _value(move["before"]), _text(move["reason"])
    )


def _value(value: object) -> str:
    """What was filled in; a day as people write it. Somebody may type "2026-02-30" as text."""
    text = _text(value)
    if not _DAY.fullmatch(text):
        return text
    try:
        return date_long(date.fromisoformat(text))
    except ValueError:
        return text


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is geen tekst.")
    return value.strip()


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} is geen ja of nee.")
    return value


def _hash(value: object) -> str:
    text = _text(value)
    if not _HASH.fullmatch(text):
        raise ValueError(f"'{text}' is geen SHA-256.")
    return text
