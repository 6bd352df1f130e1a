"""The chain of hashes through the trail, and the search for its first broken link."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC

from django.db.models import QuerySet

from offensief.audit.models import Entry

# Stands before the first entry.
START = "0" * 64
_PIECE = 2000
_CHAINED = (
    "actor_id",
    "actor_label",
    "on_behalf_of",
    "action",
    "object_type",
    "object_id",
    "object_label",
    "before",
    "after",
    "reason",
    "origin",
    "result",
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Outcome of a walk along the trail. Keep `head` elsewhere: it also shows a cut-off end."""

    entries: int
    head: str
    broken: Entry | None
    why: str = ""


def link(entry: Entry) -> str:
    """Hash of an entry together with that of the entry before it: SHA-256, 64 hex digits."""
    facts = {name: getattr(entry, name) for name in _CHAINED}
    for name in ("at", "known_at"):
        facts[name] = getattr(entry, name).astimezone(UTC).isoformat(timespec="microseconds")
    facts["previous_hash"] = entry.previous_hash
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def in_pieces(entries: QuerySet[Entry]) -> Iterator[Entry]:
    """Entries, oldest first, some thousands at a time.

    Each piece is a question of its own: a cursor over the whole trail would be kept on disk by the
    database, and stopped after the ten seconds that a statement gets.
    """
    piece = list(entries.order_by("pk")[:_PIECE])
    while piece:
        yield from piece
        piece = list(entries.filter(pk__gt=piece[-1].pk).order_by("pk")[:_PIECE])


def verify() -> Verdict:
    """Walk along the whole trail, oldest first, until the first entry that does not fit."""
    head, count = START, 0
    for entry in in_pieces(Entry.objects.all()):
        if entry.previous_hash != head:
            return Verdict(count, head, entry, "de regel ervoor ontbreekt of is vervangen")
        if link(entry) != entry.hash:
            return Verdict(count, head, entry, "de inhoud is gewijzigd na het vastleggen")
        head, count = entry.hash, count + 1
    return Verdict(count, head, None)
