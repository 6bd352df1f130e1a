"""The desk: what lies there, and one delivery with all that was found in it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from incidents.models import (
    Area,
    AreaLevel,
    Audience,
    ObjectType,
    Outcome,
    Upload,
    UploadNote,
    UploadState,
)
from incidents.models.upload import ENDED
from incidents.permissions import may_deliver, may_release
from incidents.selectors.predecessor import predecessor
from offensief.accounts.models import Person
from offensief.lib.dutch import number, period, plural, signed_percent

SHOWN_CHANGES = 100
SHOWN_FAULTS = 200


@dataclass(frozen=True, slots=True)
class DeskRow:
    """An offered delivery in the list, with what has to happen to it."""

    upload: Upload
    next_step: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """Something that was found, and what was said about it."""

    key: str
    text: str
    needs_explanation: bool
    cells: tuple[dict[str, Any], ...]
    notes: tuple[UploadNote, ...]

    @property
    def is_open(self) -> bool:
        """It asks for a word and has none."""
        return self.needs_explanation and not self.notes


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A cell that differs from the delivery before, as finished text."""

    what: str
    area: str
    kind: str
    old: str
    new: str
    source: str
    change: str


@dataclass(frozen=True, slots=True)
class DeskPage:
    """One offered delivery."""

    upload: Upload
    levels: tuple[tuple[str, str], ...]
    faults: tuple[tuple[int, str, str], ...]
    fault_count: int
    findings: tuple[FindingRow, ...]
    changes: tuple[ChangeRow, ...]
    change_count: int
    counts: tuple[tuple[str, str], ...]
    may_deliver: bool
    may_release: bool

    @property
    def open_count(self) -> int:
        """Findings that still ask for a word."""
        return sum(finding.is_open for finding in self.findings)

    @property
    def shown_faults(self) -> tuple[tuple[int, str, str], ...]:
        """The first faults; the file with faults has more."""
        return self.faults[:SHOWN_FAULTS]


_NEXT = {
    UploadState.READING: "Een ogenblik: het bestand wordt gelezen.",
    UploadState.FAULTY: "Verbeter het bestand en bied het opnieuw aan.",
    UploadState.RELEASING: "Een ogenblik: de cijfers worden vastgelegd.",
    UploadState.FAILED: "Laat het portaal het bestand opnieuw lezen.",
}


def waiting_count() -> int:
    """How many deliveries wait for somebody."""
    return Upload.objects.exclude(state__in=ENDED).count()


def desk_rows() -> tuple[tuple[DeskRow, ...], tuple[DeskRow, ...]]:
    """Deliveries that wait for somebody, and the last fifty that are done with."""
    uploads = (
        Upload.objects.select_related("uploaded_by", "released_by", "release")
        .prefetch_related("notes")
        .defer("complete_levels")
    )
    waiting = [DeskRow(u, _next_step(u)) for u in uploads.exclude(state__in=ENDED)]
    ended = [DeskRow(u, "") for u in uploads.filter(state__in=ENDED).defer("outcome")[:50]]
    return tuple(waiting), tuple(ended)


def widest_before(upload: Upload) -> dict[str, str]:
    """Per level the widest audience of the delivery before; nothing where it was not open."""
    earlier = predecessor(upload)
    if earlier is None:
        return {}
    order = list(Audience)
    widest: dict[str, str] = {}
    for opened in earlier.clearances.all():
        now = widest.get(opened.level)
        if now is None or order.index(Audience(opened.audience)) > order.index(Audience(now)):
            widest[opened.level] = opened.audience
    return widest


def _next_step(upload: Upload) -> str:
    if upload.state != UploadState.READY:
        return _NEXT[UploadState(upload.state)]
    left = sum(finding.is_open for finding in _findings(upload))
    if left:
        return f"Nog {number(left)} keer uitleg nodig."
    return "Wacht op vrijgave door een ander."


def desk_page(upload: Upload, person: Person) -> DeskPage:
    """Everything about one offered delivery."""
    outcome = upload.outcome
    counts = Counter(outcome.get("counts", {}))
    names = {"changed": "gewijzigd", "new": "nieuw", "gone": "niet meer geleverd"}
    return DeskPage(
        upload=upload,
        levels=tuple(
            (AreaLevel(level).label, plural(count, "cijfer", "cijfers"))
            for level, count in outcome.get("levels", {}).items()
        ),
        faults=tuple((line, column, text) for line, column, text in outcome.get("faults", [])),
        fault_count=outcome.get("fault_count", 0),
        findings=tuple(_findings(upload)),
        changes=_changes(outcome.get("changes", [])[:SHOWN_CHANGES]),
        change_count=counts.total(),
        counts=(
            ("gelijk gebleven", number(outcome.get("same", 0))),
            *((label, number(counts[name])) for name, label in names.items()),
        ),
        may_deliver=may_deliver(person),
        may_release=may_release(person, upload),
    )


def _findings(upload: Upload) -> list[FindingRow]:
    notes: dict[str, list[UploadNote]] = {}
    for note in upload.notes.all():
        notes.setdefault(note.finding, []).append(note)
    return [
        FindingRow(
            key=found["key"],
            text=found["text"],
            needs_explanation=found["needs_explanation"],
            cells=tuple(found["cells"]),
            notes=tuple(notes.get(found["key"], ())),
        )
        for found in upload.outcome.get("findings", [])
    ]


def _changes(changes: list[dict[str, Any]]) -> tuple[ChangeRow, ...]:
    areas = dict(
        Area.objects.filter(code__in={c["area"] for c in changes}).values_list("code", "name")
    )
    kinds = {"new": "nieuw", "changed": "gewijzigd", "gone": "niet meer geleverd"}
    rows = []
    for told in changes:
        start, end = date.fromisoformat(told["start"]), date.fromisoformat(told["end"])
        old, new = told["old"], told["new"]
        rows.append(
            ChangeRow(
                what=f"{period(start, end)}, {ObjectType(told['object']).label.lower()}, "
                f"{Outcome(told['outcome']).label.lower()}",
                area=areas.get(told["area"], told["area"]),
                kind=kinds[told["kind"]],
                old=number(old) if old is not None else told["old_text"] or "geen",
                new=number(new) if new is not None else told["new_text"] or "geen",
                source=told["source"],
                change=signed_percent(100 * (new - old) / old) if old and new is not None else "",
            )
        )
    return tuple(rows)
