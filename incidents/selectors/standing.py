"""What is known of the cells that a delivery speaks about, whoever said so, embargo or not."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from incidents.delivery.changes import Cell, Stand
from incidents.delivery.entries import Entry
from incidents.models import Definition, FigureStatus, Observation, Release
from incidents.selectors.figures import describe_known
from incidents.sight import Sight

_FIELDS = (
    "definition__code",
    "period_start",
    "period_end",
    "area__code",
    "object_type",
    "outcome",
    "value",
    "printed",
    "release",
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known on the peildatum, and the cells of which something newer is known already."""

    known: dict[Cell, Stand]
    newer: frozenset[Cell]


def standing(entries: Iterable[Entry], known_on: date) -> Standing:
    """Hold every cell against the store."""
    listed = list(entries)
    cells = {entry.cell for entry in listed}
    then = _latest(listed, known_on)
    now = _latest(listed, date.max)
    newer = {cell for cell, stand in now.items() if cell in cells and stand != then.get(cell)}
    return Standing({c: s for c, s in then.items() if c in cells}, frozenset(newer))


def _latest(entries: list[Entry], day: date) -> dict[Cell, Stand]:
    found = Observation.objects.as_of(
        day,
        Sight.everything(),
        definition__code__in={e.definition for e in entries},
        period_start__in={e.period_start for e in entries},
        area__code__in={e.area for e in entries},
    )
    named = _names()
    return {
        row[:6]: Stand(row[6], row[7], named[row[8]])
        for row in found.values_list(*_FIELDS).iterator(chunk_size=10_000)
    }


def _names() -> dict[int, str]:
    """How each delivery is called beside a count of it: its title and its peildatum."""
    return {r.pk: f"'{r.title}' (peildatum: {describe_known(r)})" for r in Release.objects.all()}


def said_by(release: Release | None, covers: Callable[[Cell], bool]) -> dict[Cell, Stand]:
    """What one delivery says of the cells that are covered."""
    if release is None:
        return {}
    rows = release.observations.exclude(status=FigureStatus.WITHDRAWN).values_list(*_FIELDS)
    named = _names()
    return {
        row[:6]: Stand(row[6], row[7], named[row[8]])
        for row in rows.iterator(chunk_size=10_000)
        if covers(row[:6])
    }


def newest_release(definition: Definition) -> int:
    """The last delivery of a definition, by number; 0 without any. When it is another than before,
    a comparison is out of date."""
    counted = Observation.objects.filter(release=OuterRef("pk"), definition=definition)
    found = Release.objects.filter(Exists(counted)).aggregate(newest=Max("pk"))["newest"]
    return found or 0


def still_standing(release: Release) -> QuerySet[Observation]:
    """The figures of a delivery that no later one said anew."""
    later = Observation.objects.filter(
        Q(release__known_until__gt=release.known_until)
        | Q(release__known_until=release.known_until, release__rank__gt=release.rank),
        definition=OuterRef("definition"),
        period_start=OuterRef("period_start"),
        period_end=OuterRef("period_end"),
        area=OuterRef("area"),
        object_type=OuterRef("object_type"),
        outcome=OuterRef("outcome"),
    )
    return release.observations.exclude(status=FigureStatus.WITHDRAWN).filter(~Exists(later))
