"""What a report prints of the registers: motions, products, research, bottlenecks, lessons."""

from dataclasses import dataclass
from datetime import date

from offensief.lib import kamerstuk
from offensief.lib.dutch import date_long, enumerate_nl, number, plural
from reports.canonical import Document

_SETTLED = {"settled", "issued", "completed", "achieved", "commissioned"}
_STOPPED = {"withdrawn", "rejected", "dropped", "cancelled"}


@dataclass(frozen=True, slots=True)
class PrintedEntry:
    """A line of a register. `place` is where it stands on paper, `address` its page."""

    code: str
    kind: str
    title: str
    description: str
    state: str
    owner: str
    place: str
    address: str
    due: str
    settled: str
    outcome: str
    measures: str
    numbers: tuple[str, ...]
    is_settled: bool

    @property
    def standing(self) -> str:
        """The state with its day: "Afgedaan op 19 december 2025", "Openstaand"."""
        if self.settled:
            return f"{self.state} op {self.settled}"
        return f"{self.state}, verwacht op {self.due}" if self.due else self.state


@dataclass(frozen=True, slots=True)
class Lesson:
    """What practice taught about a measure."""

    measure: str
    verdict: str
    text: str
    on: str


@dataclass(frozen=True, slots=True)
class Registers:
    """The lines of every register that a report tells of."""

    commitments: tuple[PrintedEntry, ...]
    products: tuple[PrintedEntry, ...]
    studies: tuple[PrintedEntry, ...]
    wanted_studies: tuple[PrintedEntry, ...]
    bottlenecks: tuple[PrintedEntry, ...]
    international: tuple[PrintedEntry, ...]
    lessons: tuple[Lesson, ...]

    @property
    def settled_commitments(self) -> tuple[PrintedEntry, ...]:
        """Motions and commitments that are done."""
        return tuple(entry for entry in self.commitments if entry.is_settled)

    @property
    def open_commitments(self) -> tuple[PrintedEntry, ...]:
        """Motions and commitments that are not."""
        return tuple(entry for entry in self.commitments if not entry.is_settled)

    @property
    def sentence(self) -> str:
        """How many motions and commitments are open: "Van de 5 regels over moties ..."."""
        still = len(self.open_commitments)
        verb = "staat" if still < 2 else "staan"
        lines = plural(len(self.commitments), "regel", "regels")
        count = number(still) if still else "geen"
        return f"Van de {lines} over moties en toezeggingen {verb} er {count} nog open."

    @property
    def delivered(self) -> tuple[PrintedEntry, ...]:
        """Products that are there."""
        return tuple(entry for entry in self.products if entry.is_settled)


def read(document: Document) -> Registers:
    """The registers of a document; empty where it has none."""
    rows = {
        name: tuple(_entry(entry) for entry in entries)
        for name, entries in document["registers"].items()
    }
    return Registers(
        commitments=rows.get("commitment", ()),
        products=rows.get("product", ()),
        studies=rows.get("study", ()),
        wanted_studies=rows.get("wanted_study", ()),
        # What was taken off the agenda asks for nothing any more.
        bottlenecks=tuple(e for e in rows.get("bottleneck", ()) if not e.is_settled),
        international=rows.get("international", ()),
        lessons=tuple(_lesson(lesson) for lesson in document["lessons"]),
    )


def _entry(entry: Document) -> PrintedEntry:
    place, address = _place(entry)
    return PrintedEntry(
        code=entry["code"],
        kind=entry["kind_label"],
        title=entry["title"],
        description=entry["description"].strip(),
        state=entry["state_label"],
        owner=entry["owner"] or entry["party"],
        place=place,
        address=address,
        due=_day(entry["due_on"]),
        settled=_day(entry["settled_on"]),
        outcome=entry["outcome"].strip(),
        measures=enumerate_nl(entry["measures"]),
        numbers=tuple(entry["measures"]),
        is_settled=entry["state"] in _SETTLED | _STOPPED,
    )


def _place(entry: Document) -> tuple[str, str]:
    """A paper of parliament, else the lines of the plan; and an address when there is one."""
    if entry["reference"]:
        try:
            paper = kamerstuk.parse(entry["reference"])
        except kamerstuk.BadReference:
            return f"Kamerstuk {entry['reference']}", ""
        return f"Kamerstuk {paper.text}", paper.url
    link = entry["link"] if entry["link"].startswith(("https://", "http://")) else ""
    lines = entry["plan_lines"]
    return (f"Actieplan, regel {lines}" if lines else link), link


def _lesson(lesson: Document) -> Lesson:
    return Lesson(
        lesson["measure"],
        lesson["verdict_label"],
        lesson["text"].strip(),
        _day(lesson["noted_on"]),
    )


def _day(text: str | None) -> str:
    return date_long(date.fromisoformat(text)) if text else ""
