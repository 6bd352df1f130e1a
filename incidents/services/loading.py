"""Writes checked figure files into the database. Figures that are there are never altered."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date, datetime, time

from django.utils import timezone

from incidents.area_rows import AreaEntry
from incidents.count_file import (
    DeliveryEntry,
    FigureFiles,
    ObservationEntry,
    ShareEntry,
    TargetEntry,
)
from incidents.models import (
    Area,
    Audience,
    Clearance,
    Definition,
    Observation,
    PrintedShare,
    Release,
    Source,
    Target,
)
from offensief.audit.services import Deed, Fact, record, record_all, recorded
from offensief.lib.dutch import AMSTERDAM
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
    _open_to_everybody()
    for target in files.targets:
        _load_target(target)
    for share in files.shares:
        _load_share(share)
    return new


def _load_areas(entries: Sequence[AreaEntry]) -> None:
    """Bring the areas in line with the file; a changed one leaves an entry in the trail."""
    areas = {a.code: a for a in Area.objects.select_related("parent", "province", "merged_into")}
    was = {code: _as_entry(area) for code, area in areas.items()}
    # Codes and names first: an area may point to one further down in the file.
    added = Area.objects.bulk_create(
        Area(code=e.code, level=e.level, name=e.name) for e in entries if e.code not in areas
    )
    areas |= {area.code: area for area in added}
    changed = [entry for entry in entries if was.get(entry.code) != entry]
    for entry in changed:
        _fill_area(areas[entry.code], entry, areas)
    Area.objects.bulk_update([areas[entry.code] for entry in changed], _AREA_FIELDS)
    deeds = [
        _area_deed(areas[entry.code], was[entry.code], entry)
        for entry in changed
        if entry.code in was
    ]
    record_all(deeds, by=None)


_AREA_FIELDS = [field.name for field in fields(AreaEntry) if field.name != "code"]


def _fill_area(area: Area, entry: AreaEntry, areas: Mapping[str, Area]) -> None:
    area.level = entry.level
    area.name = entry.name
    area.official_code = entry.official_code
    area.valid_from = entry.valid_from
    area.valid_until = entry.valid_until
    area.parent = areas[entry.parent] if entry.parent else None
    area.province = areas[entry.province] if entry.province else None
    area.merged_into = areas[entry.merged_into] if entry.merged_into else None


def _as_entry(area: Area) -> AreaEntry:
    """The area as the file would say it."""
    return AreaEntry(
        code=area.code,
        level=area.level,
        name=area.name,
        parent=area.parent.code if area.parent else "",
        province=area.province.code if area.province else "",
        official_code=area.official_code,
        valid_from=area.valid_from,
        valid_until=area.valid_until,
        merged_into=area.merged_into.code if area.merged_into else "",
    )


def _area_deed(area: Area, was: AreaEntry, now: AreaEntry) -> Deed:
    before, after = _told(was), _told(now)
    names = [name for name in after if after[name] != before[name]]
    return Deed(
        action="gebied bijgewerkt",
        subject=area,
        subject_id=area.code,
        before={name: before[name] for name in names},
        after={name: after[name] for name in names},
    )


def _told(entry: AreaEntry) -> dict[str, Fact]:
    told = asdict(entry)
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in told.items()}


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
    areas = Area.objects.in_bulk({cell.area for cell in cells}, field_name="code")
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


def _open_to_everybody() -> None:
    """What the portal is delivered with was public on the day it is known of."""
    loaded = Release.objects.filter(uploaded_by=None, is_demo=False)
    levels = loaded.values_list("pk", "known_until", "observations__area__level").distinct()
    Clearance.objects.bulk_create(
        [
            Clearance(
                release_id=pk,
                level=level,
                audience=Audience.PUBLIC,
                opens_at=datetime.combine(known_until, time.min, AMSTERDAM),
            )
            for pk, known_until, level in levels
            if level
        ],
        ignore_conflicts=True,
    )


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


def _load_share(entry: ShareEntry) -> None:
    """Raises Refused when the same percentage is there with another value."""
    share, _ = PrintedShare.objects.get_or_create(
        release=Release.objects.get(code=entry.delivery),
        definition=Definition.objects.get(code=entry.definition),
        period_start=entry.period_start,
        period_end=entry.period_end,
        area=Area.objects.get(code=entry.area),
        object_type=entry.object_type,
        outcome=entry.outcome,
        of=Definition.objects.get(code=entry.of),
        defaults={
            "percent": entry.percent,
            "decimals": entry.decimals,
            "locator": entry.locator,
        },
    )
    if (share.percent, share.decimals) != (entry.percent, entry.decimals):
        raise Refused(
            f"Van levering '{entry.delivery}' is al een ander percentage geladen. Wat gedrukt is, "
            "verandert niet: geef een verbeterde druk een eigen levering."
        )
