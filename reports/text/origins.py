"""Herkomst per getal: for every code where the number comes from, or how it was computed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from offensief.lib.dutch import date_long, number, period
from reports.canonical import Document


@dataclass(frozen=True, slots=True)
class Origin:
    """One number and its place in a delivery."""

    code: str
    what: str
    period: str
    definition: str
    value: str
    locator: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery of numbers: who told, as known when, and who let it go."""

    title: str
    source: str
    address: str
    known: str
    status: str
    approved: str
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class Computed:
    """A number that follows from others: its formula, and their codes."""

    code: str
    what: str
    value: str
    formula: str
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatusOrigin:
    """On what the status of a measure rests, and since when."""

    code: str
    number: str
    status: str
    said_by: str
    on: str
    rests_on: str


def deliveries(document: Document) -> tuple[Delivery, ...]:
    """The numbers per delivery, so that its source is told once."""
    return tuple(_deliveries(document["provenance"]))


def _deliveries(provenance: Sequence[Document]) -> Iterable[Delivery]:
    for release in dict.fromkeys(entry["release"] for entry in provenance):
        entries = [entry for entry in provenance if entry["release"] == release]
        first = entries[0]
        yield Delivery(
            title=first["release_title"],
            source=first["source"],
            address=first["address"],
            known=first["known"],
            status=first["status"],
            approved=first["approved"],
            origins=tuple(_origin(entry) for entry in entries),
        )


def _origin(entry: Document) -> Origin:
    start, end = (date.fromisoformat(entry[side]) for side in ("period_start", "period_end"))
    return Origin(
        code=entry["code"],
        what=entry["what"],
        period=period(start, end),
        definition=entry["definition_name"],
        value=number(entry["value"]),
        locator=entry["locator"],
    )


def computed(document: Document) -> tuple[Computed, ...]:
    """The numbers the portal computed, in the order of their codes."""
    return tuple(
        Computed(
            code=entry["code"],
            what=entry["what"],
            value=entry["text"],
            formula=entry["formula"],
            inputs=tuple(entry["inputs"]),
        )
        for entry in document["computed"]
    )


def statuses(document: Document) -> tuple[StatusOrigin, ...]:
    """The status of every measure, under the code S with its number."""
    return tuple(
        _status(measure) for pillar in document["plan"]["pillars"] for measure in pillar["measures"]
    )


def status_code(number_: str) -> str:
    """The code of the status of a measure: S3.01."""
    return f"S{number_}"


def _status(measure: Document) -> StatusOrigin:
    newest = measure["updates"][0] if measure["updates"] else None
    confirmed = measure["confirmed_on"]
    return StatusOrigin(
        code=status_code(measure["number"]),
        number=measure["number"],
        status=f"{measure['phase_label']}, {measure['course_label'].lower()}",
        said_by=newest["said_by"] if newest else "",
        on=date_long(date.fromisoformat(confirmed)) if confirmed else "nooit bevestigd",
        rests_on=measure["certainty_label"],
    )


type Found = tuple[Origin, Delivery] | Computed | StatusOrigin


def find(document: Document, code: str) -> Found | None:
    """What the annex tells of one code; None when the document has no such code."""
    for delivery in deliveries(document):
        for origin in delivery.origins:
            if origin.code == code:
                return origin, delivery
    others: tuple[Computed | StatusOrigin, ...] = (*computed(document), *statuses(document))
    return next((found for found in others if found.code == code), None)
