"""A letter that somebody sent: its sentences, each with its place. Raises WrongLetter in Dutch."""

import json
import logging
from dataclasses import dataclass

from offensief.lib import boxed
from offensief.lib.dutch import number
from reports.letter.limits import MOST_BYTES, MOST_FOUND, MOST_PAGES, SECONDS
from reports.letter.sentences import Sentence, sentences

_logger = logging.getLogger(__name__)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_HEAD = 1024
_NOTHING_KEPT = "Er is niets opgeslagen en eerdere controles zijn er nog."
_SENTENCES = {
    "empty": "Dit bestand is leeg. Kies de brief als pdf of als Word-document (.docx).",
    "too_big": (
        f"Dit bestand is groter dan {MOST_BYTES // 1024**2} MB. Sla de brief op zonder grote "
        "afbeeldingen, of als pdf voor het web."
    ),
    "other": (
        "Dit is geen pdf en geen Word-document (.docx). Sla de brief op als pdf of als .docx en "
        "kies dat bestand."
    ),
    "old_word": (
        "Dit is een oud Word-document (.doc) of een bestand met een wachtwoord. Sla de brief op "
        "als .docx of als pdf, zonder wachtwoord."
    ),
    "encrypted": (
        "Deze pdf heeft een wachtwoord of een beveiliging. Sla de brief op zonder wachtwoord en "
        "zonder beveiliging en kies dat bestand."
    ),
    "too_many_pages": (
        f"Deze pdf heeft meer dan {number(MOST_PAGES)} bladzijden. Kies alleen de brief, zonder de "
        "bijlagen."
    ),
    "no_text": (
        "In dit bestand staat geen tekst die de computer kan lezen. Is het een scan? Kies dan het "
        "bestand waarvan de brief is gemaakt (.docx), of een pdf die uit Word is opgeslagen."
    ),
    "too_much": (
        "In dit bestand zit veel meer dan in een brief hoort. Kies alleen de brief, zonder "
        "bijlagen, en sla die opnieuw op als pdf of als .docx."
    ),
    "too_many_numbers": (
        f"In dit bestand staan meer dan {number(MOST_FOUND)} getallen. Kies alleen de brief, "
        "zonder bijlagen met tabellen."
    ),
    "broken": (
        "Dit bestand kan niet worden gelezen: het is beschadigd, of er is iets bijzonders mee. "
        "Open de brief, sla hem opnieuw op als pdf of als .docx en probeer het dan weer."
    ),
}


class WrongLetter(ValueError):
    """This file cannot be checked; the message tells in Dutch what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Letter:
    """The text of a letter."""

    kind: str
    pages: int
    sentences: tuple[Sentence, ...]
    # A Word document in which somebody still has to accept or reject changes.
    has_changes: bool = False


def read_letter(data: bytes, *, seconds: float = SECONDS) -> Letter:
    """The sentences of a PDF or Word document. Raises WrongLetter with a sentence."""
    _require_letter(data)
    try:
        told = json.loads(boxed.run("reports.letter.opening", data, seconds=seconds))
    except boxed.Ended as error:
        _logger.warning("a letter was not read: %s", error)
        raise wrong("broken") from error
    if "fault" in told:
        raise wrong(told["fault"])
    found = tuple(
        sentence for place, text in told["blocks"] for sentence in sentences(text, place=place)
    )
    if not any(sign.isalnum() for sentence in found for sign in sentence.text):
        raise wrong("no_text")
    return Letter(told["kind"], told["pages"], found, told["has_changes"])


def wrong(fault: str) -> WrongLetter:
    """The refusal with this name: "empty", "encrypted"."""
    return WrongLetter(f"{_SENTENCES[fault]} {_NOTHING_KEPT}")


def _require_letter(data: bytes) -> None:
    """Look only at the size and the first bytes."""
    if not data.strip():
        raise wrong("empty")
    if len(data) > MOST_BYTES:
        raise wrong("too_big")
    if data.startswith(_OLE):
        raise wrong("old_word")
    if not data.startswith(_ZIP) and b"%PDF-" not in data[:_HEAD]:
        raise wrong("other")
