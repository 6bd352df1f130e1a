"""What happened to a register entry, told by the trail in words: old value and new value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from measures.models import AgendaPoint, Attachment, Partner, RegisterEntry
from measures.permissions import may_keep_plan, may_see_whole_plan, visible_measures
from measures.registers import SPECS, EntryKind, EntryState, Register
from offensief.accounts.models import Person
from offensief.audit.models import Entry, Result
from offensief.lib.dutch import date_long, enumerate_nl, moment

EMPTY = "leeg"
# What a reader has no use for: keys, counters and what the page itself says.
_UNTOLD = {
    "version",
    "register",
    "number",
    "measure",
    "entry",
    "media_type",
    "size",
    "sha256",
}
_COMMON = {
    "title": "Titel",
    "state": "Stand",
    "description": "Omschrijving",
    "measures": "Maatregelen",
    "settled_on": "Afgedaan op",
    "rank": "Plaats",
}
_AGENDA = {
    "title": "Agendapunt",
    "position": "Plaats",
    "outcome": "Uitkomst",
    "bottleneck": "Knelpunt",
    "is_dropped": "Vervallen",
}
_FILE = {"name": "Naam", "description": "Omschrijving", "withdrawn_at": "Ingetrokken op"}


@dataclass(frozen=True, slots=True)
class Change:
    """A field that became something else; both values in words."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Event:
    """A deed as the history of a page tells it. `about` is empty for the entry itself."""

    at: datetime
    who: str
    action: str
    about: str
    reason: str
    changes: tuple[Change, ...]


def entry_history(entry: RegisterEntry, person: Person) -> tuple[Event, ...]:
    """Every deed on the entry, its agenda and its files, the newest first."""
    own = RegisterEntry._meta.label_lower
    wanted = Q(object_type=own, object_id=entry.code)
    for kind, rows in (
        (Attachment, _files(entry, person)),
        (AgendaPoint, entry.agenda.values_list("pk", flat=True)),
    ):
        ids = [str(pk) for pk in rows]
        wanted |= Q(object_type=kind._meta.label_lower, object_id__in=ids)
    words = _Words.for_reader(Register(entry.register), person)
    # What was refused is for whoever may read the trail: it names who tried.
    deeds = Entry.objects.filter(wanted, result=Result.DONE).order_by("-pk")
    events = (_event(told, words, own) for told in deeds)
    return tuple(event for event in events if event)


def _files(entry: RegisterEntry, person: Person) -> QuerySet[Attachment, int]:
    """Of a withdrawn file nobody but the secretariat learns the name, nor why it went."""
    files = entry.attachments.values_list("pk", flat=True)
    return files if may_keep_plan(person) else files.filter(withdrawn_at=None)


def _event(told: Entry, words: "_Words", own: str) -> Event | None:
    """The deed in words, or None when nothing a reader knows was changed."""
    is_own = told.object_type == own
    labels = words.labels if is_own else _labels_of(told.object_type)
    changes = tuple(words.changes(told, labels)) if told.before else ()
    if told.before and not changes:
        return None
    return Event(
        at=told.at,
        who=told.actor_label,
        action=told.action,
        about="" if is_own else told.object_label,
        reason=told.reason,
        changes=changes,
    )


def _labels_of(object_type: str) -> Mapping[str, str]:
    return _AGENDA if object_type == AgendaPoint._meta.label_lower else _FILE


@dataclass(frozen=True, slots=True)
class _Words:
    """Turns stored values into words for one reader."""

    labels: Mapping[str, str]
    partners: Mapping[str, str]
    # Numbers of the measures this reader may know; None for all.
    known: frozenset[str] | None

    @classmethod
    def for_reader(cls, register: Register, person: Person) -> "_Words":
        known = None
        if not may_see_whole_plan(person):
            known = frozenset(visible_measures(person).values_list("number", flat=True))
        return cls(
            labels={**_COMMON, **SPECS[register].fields},
            partners=dict(Partner.objects.values_list("key", "short_name")),
            known=known,
        )

    def changes(self, told: Entry, labels: Mapping[str, str]) -> Iterable[Change]:
        for name, new in told.after.items():
            if name in _UNTOLD or name not in labels or self._hides(name):
                continue
            old = self._word(name, told.before.get(name))
            if old != (word := self._word(name, new)):
                yield Change(labels[name], old, word)

    def _hides(self, name: str) -> bool:
        """An entry that this reader may not know is not named."""
        return self.known is not None and name in {"meeting", "bottleneck"}

    def _word(self, name: str, value: Any) -> str:
        if value in (None, "", []):
            return EMPTY
        if isinstance(value, bool):
            return "ja" if value else "nee"
        if name == "measures":
            numbers = [n for n in value if self.known is None or n in self.known]
            return enumerate_nl(numbers) or EMPTY
        return self._named(name, str(value))

    def _named(self, name: str, value: str) -> str:
        if name == "state":
            return _label(EntryState, value)
        if name == "kind":
            return _label(EntryKind, value)
        if name in {"owner", "raised_by"}:
            return self.partners.get(value, value)
        if name.endswith("_on"):
            return date_long(date.fromisoformat(value))
        if name.endswith("_at"):
            return moment(datetime.fromisoformat(value))
        return value


def _label(choices: type[EntryState] | type[EntryKind], value: str) -> str:
    """The trail outlives the list of values: an old one is shown as it was."""
    return str(choices(value).label) if value in choices.values else value
