"""The chapter "Sinds de vorige Kamerbrief": what is different, in sentences and rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from offensief.lib.dutch import date_long, date_short, enumerate_nl, number, period, plural
from reports.canonical import Document

_STEPS = {
    "moved": "Verschoven",
    "new": "Nieuw",
    "done": "Behaald",
    "dropped": "Vervallen",
    "open": "Weer open",
}
REGISTERS = {
    "product": "Producten",
    "study": "Onderzoek",
    "wanted_study": "Gewenst onderzoek",
    "commitment": "Moties en toezeggingen",
    "bottleneck": "Knelpunten",
    "international": "Internationaal",
}


@dataclass(frozen=True, slots=True)
class ChangedStatus:
    """A measure whose phase or course is another: "was" and "is" in words."""

    number: str
    title: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class ChangedMilestone:
    """What happened to a milestone; days are empty when they say nothing."""

    number: str
    milestone: str
    what: str
    was: str
    now: str
    reason: str


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision about measures, with its reason."""

    kind: str
    measures: str
    on: str
    reason: str


@dataclass(frozen=True, slots=True)
class Restated:
    """A figure that is another one now."""

    code: str
    what: str
    period: str
    was: str
    now: str
    known_was: str
    known_now: str


@dataclass(frozen=True, slots=True)
class ChangedLead:
    """A measure for which another partner answers."""

    number: str
    title: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class OtherFigure:
    """A figure that only one of the two prints."""

    code: str
    what: str
    period: str
    value: str
    known: str


@dataclass(frozen=True, slots=True)
class ChangedEntry:
    """A line of a register that is new or stands otherwise."""

    register: str
    code: str
    title: str
    was: str
    now: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that is different, and since when."""

    title: str
    since: str
    sentence: str
    sha256: str
    # The answer to the goal before and now; empty when it is the same.
    answer_was: str
    answer_now: str
    statuses: tuple[ChangedStatus, ...]
    leads: tuple[ChangedLead, ...]
    milestones: tuple[ChangedMilestone, ...]
    decisions: tuple[Decided, ...]
    figures: tuple[Restated, ...]
    appeared: tuple[OtherFigure, ...]
    vanished: tuple[OtherFigure, ...]
    entries: tuple[ChangedEntry, ...]

    @property
    def count(self) -> int:
        """How many changes there are."""
        parts = (
            self.statuses,
            self.leads,
            self.milestones,
            self.decisions,
            self.figures,
            self.appeared,
            self.vanished,
            self.entries,
        )
        return sum(len(part) for part in parts) + (self.answer_was != self.answer_now)


def read(document: Document) -> Changes | None:
    """The changes of a document; None when it was made without."""
    told = document["changes"]
    if told is None:
        return None
    answer = told["answer"] or {"before": "", "now": ""}
    since, is_correction = told["since"], document["edition"]["corrects"] is not None
    return Changes(
        title=_title(since, is_correction=is_correction),
        since=_since(since),
        sentence=_sentence(told),
        sha256=since["sha256"],
        answer_was=answer["before"],
        answer_now=answer["now"],
        statuses=tuple(_status(status) for status in told["statuses"]),
        leads=tuple(_lead(lead) for lead in told["leads"]),
        milestones=tuple(_milestone(step) for step in told["milestones"]),
        decisions=tuple(_decided(decision) for decision in told["decisions"]),
        figures=tuple(_restated(figure) for figure in told["figures"]),
        appeared=tuple(_other(figure) for figure in told["appeared"]),
        vanished=tuple(_other(figure) for figure in told["vanished"]),
        entries=tuple(_entry(entry) for entry in told["registers"]),
    )


def _title(since: Document, *, is_correction: bool) -> str:
    if is_correction:
        return f"Wat is gecorrigeerd in editie {since['number']}"
    return "Sinds het actieplan" if since["kind"] == "plan" else "Sinds de vorige Kamerbrief"


def _since(since: Document) -> str:
    day = date_long(date.fromisoformat(since["on"]))
    if since["kind"] == "plan":
        return f"Vergeleken met het actieplan zoals aangeboden op {day}."
    return f"Vergeleken met editie {since['number']}, met de maatregelen zoals op {day}."


def _sentence(told: Document) -> str:
    """How much is different: "2 maatregelen kregen een andere fase of koers en ..."."""
    moved = sum(step["what"] == "moved" for step in told["milestones"])
    reached = sum(step["what"] == "done" for step in told["milestones"])
    parts = [
        _part(len(told["statuses"]), "maatregel kreeg", "maatregelen kregen")
        + " een andere fase of koers",
        _part(reached, "mijlpaal is", "mijlpalen zijn") + " behaald",
        _part(moved, "mijlpaal is", "mijlpalen zijn") + " verschoven",
        _part(len(told["figures"]), "cijfer is", "cijfers zijn") + " bijgesteld",
        _part(len(told["appeared"]), "cijfer is", "cijfers zijn") + " nieuw",
    ]
    return f"{enumerate_nl(parts)}.".capitalize()


def _part(count: int, one: str, many: str) -> str:
    return plural(count, one, many) if count else f"geen {one}"


def _status(status: Document) -> ChangedStatus:
    return ChangedStatus(
        status["number"],
        status["title"],
        f"{status['phase_from']}, {status['course_from'].lower()}",
        f"{status['phase_to']}, {status['course_to'].lower()}",
    )


def _lead(lead: Document) -> ChangedLead:
    nobody = "nog geen trekker"
    return ChangedLead(
        lead["number"], lead["title"], lead["before"] or nobody, lead["now"] or nobody
    )


def _other(figure: Mapping[str, Any]) -> OtherFigure:
    return OtherFigure(
        code=figure["code"],
        what=figure["what"],
        period=_period(figure),
        value=number(figure["value"]),
        known=figure["known"],
    )


def _period(figure: Mapping[str, Any]) -> str:
    start, end = (date.fromisoformat(figure[side]) for side in ("period_start", "period_end"))
    return period(start, end)


def _milestone(step: Document) -> ChangedMilestone:
    was, now = (date_short(date.fromisoformat(step[side])) for side in ("from_on", "to_on"))
    return ChangedMilestone(
        number=step["number"],
        milestone=step["milestone"],
        what=_STEPS[step["what"]],
        was="" if step["what"] == "new" else was,
        now="" if step["what"] == "dropped" else now,
        reason=step["reason"].strip(),
    )


def _decided(decision: Document) -> Decided:
    before, after = (enumerate_nl(decision[side]) for side in ("from", "to"))
    return Decided(
        kind=decision["kind_label"],
        measures=f"{before} naar {after}" if before and after else before or after,
        on=date_short(date.fromisoformat(decision["decided_on"])),
        reason=decision["reason"].strip(),
    )


def _restated(figure: Mapping[str, Any]) -> Restated:
    return Restated(
        code=figure["code"],
        what=figure["what"],
        period=_period(figure),
        was=number(figure["before"]),
        now=number(figure["now"]),
        known_was=figure["known_before"],
        known_now=figure["known"],
    )


def _entry(entry: Document) -> ChangedEntry:
    return ChangedEntry(
        register=REGISTERS[entry["register"]],
        code=entry["code"],
        title=entry["title"],
        was=entry["from"],
        now=entry["to"],
        outcome=entry["outcome"].strip(),
    )
