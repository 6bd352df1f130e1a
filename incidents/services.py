"""Writes checked figure files into the database. What is there is never altered."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict

from django.utils import timezone

from incidents.count_file import (
    AreaEntry,
    DeliveryEntry,
    FigureFiles,
    ObservationEntry,
    TargetEntry,
)
from incidents.models import Area, Definition, Observation, Release, Source, Target
from offensief.audit.services import Deed, record, recorded
from offensief.lib.refusals import Refused


@recorded
def load_figures(files: FigureFiles) -> int:
    """Load the deliveries that are not there yet; gives their number.

    Raises Refused when a delivery is there with other content: a correction is a new delivery.
    Nothing is written then.
    """
    for entry in files.definitions:
        Definition.objects.get_or_create(
            code=entry.code, defaults={k: v for k, v in asdict(entry).items() if k != "code"}
        )
    _load_areas(files.areas)
    new = 0
    for rank, delivery in enumerate(files.deliveries, start=1):
        cells = [o for o in files.observations if o.delivery == delivery.code]
        new += _load_delivery(delivery, cells, rank)
    for target in files.targets:
        _load_target(target)
    return new


def _load_areas(entries: Sequence[AreaEntry]) -> None:
    """The file lists every area after the one it is part of."""
    for entry in entries:
        Area.objects.get_or_create(
            code=entry.code,
            defaults={
                "level": entry.level,
                "name": entry.name,
                "official_code": entry.official_code,
                "parent": Area.objects.get(code=entry.parent) if entry.parent else None,
            },
        )


def _load_delivery(entry: DeliveryEntry, cells: Sequence[ObservationEntry], rank: int) -> bool:
    sha256 = _fingerprint(entry, cells)
    present = Release.objects.filter(code=entry.code).first()
    if present:
        if present.sha256 != sha256:
            raise Refused(
                f"Levering '{entry.code}' is al geladen met andere cijfers. Cijfers veranderen "
                "niet: geef de correctie een eigen regel in deliveries.csv met een nieuwe code."
            )
        return False
    release = _make_release(entry, rank, sha256)
    definitions = {d.code: d for d in Definition.objects.all()}
    areas = {a.code: a for a in Area.objects.all()}
    Observation.objects.bulk_create(
        Observation(
            release=release,
            definition=definitions[cell.definition],
            area=areas[cell.area],
            **{k: getattr(cell, k) for k in _PLAIN},
        )
        for cell in cells
    )
    deed = Deed(
        action="levering geladen",
        subject=release,
        subject_id=release.code,
        before={},
        after={"cijfers": len(cells), "hash": sha256},
    )
    record(deed, by=None)
    return True


_PLAIN = (
    "period_start",
    "period_end",
    "period_is_exact",
    "period_text",
    "object_type",
    "outcome",
    "value",
    "lower",
    "upper",
    "printed",
    "locator",
    "note",
)


def _make_release(entry: DeliveryEntry, rank: int, sha256: str) -> Release:
    source, _ = Source.objects.get_or_create(
        organisation=entry.organisation, document=entry.document, address=entry.address
    )
    return Release.objects.create(
        code=entry.code,
        title=entry.title,
        source=source,
        locator=entry.locator,
        known_from=entry.known_from,
        known_until=entry.known_until,
        known_precision=entry.known_precision,
        known_text=entry.known_text,
        status=entry.status,
        received_on=entry.received_on,
        note=entry.note,
        rank=rank,
        sha256=sha256,
        loaded_at=timezone.now(),
    )


def _fingerprint(entry: DeliveryEntry, cells: Sequence[ObservationEntry]) -> str:
    """Hash over all that a delivery says."""
    said = [asdict(entry), *(asdict(cell) for cell in cells)]
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


def _load_target(entry: TargetEntry) -> None:
    baseline = Observation.objects.get(
        release__code=entry.delivery,
        definition__code=entry.definition,
        period_start=entry.period_start,
        period_end=entry.period_end,
        area__code=entry.area,
        object_type=entry.object_type,
        outcome=entry.outcome,
    )
    Target.objects.get_or_create(
        year=entry.year,
        defaults={
            "baseline": baseline,
            "reduction_percent": entry.reduction_percent,
            "locator": entry.locator,
        },
    )
