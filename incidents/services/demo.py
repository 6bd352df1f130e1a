"""Deliveries that were made up. Everything about them says DEMO; the database keeps them apart."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils import timezone

from incidents.delivery.entries import Entry
from incidents.demo.attacks import CODE, MARK, Town
from incidents.demo.files import DemoFile, demo_files
from incidents.models import (
    Area,
    AreaLevel,
    Audience,
    Clearance,
    Definition,
    Release,
    ReleaseKind,
    ReleaseStatus,
    Source,
    Upload,
    UploadState,
)
from incidents.models.releases import Precision
from incidents.services import desk, working
from incidents.services.desk import ReleaseWish, UploadWish
from incidents.services.releasing import copy_figures
from offensief.accounts.models import User
from offensief.audit.services import Deed, record, recorded

_ORGANISATION = f"{MARK}verzonnen organisatie"
_LEVELS = (
    AreaLevel.COUNTRY,
    AreaLevel.UNIT,
    AreaLevel.PROVINCE,
    AreaLevel.SAFETY_REGION,
    AreaLevel.MUNICIPALITY,
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Four eyes: who offers a delivery and explains it, and who releases it."""

    offers: User
    releases: User


@recorded
def make_definition(*, by: User) -> Definition:
    """What the made-up figures count; made once."""
    definition, is_new = Definition.objects.get_or_create(
        code=CODE,
        is_demo=True,
        defaults={
            "name": f"{MARK}verzonnen aanslagen",
            "text": "Verzonnen cijfers om het portaal te laten zien. Ze zeggen niets over de "
            "werkelijkheid.",
            "includes_attempts": True,
        },
    )
    if is_new:
        deed = Deed(
            action="definitie gemaakt",
            subject=definition,
            subject_id=definition.code,
            before={},
            after={"naam": definition.name, "demo": True},
        )
        record(deed, by=by)
    return definition


@recorded
def make_history(*, today: date, pair: Pair) -> int:
    """Offer, explain and release a history of deliveries, as people do; gives their number.

    All of them or none. With deliveries of the kind there already it makes none.
    """
    definition = make_definition(by=pair.offers)
    if Release.objects.filter(is_demo=True).exists():
        return 0
    earlier: Release | None = None
    files = demo_files(_towns(today), today)
    for file in files:
        follows = earlier if file.provisional else None
        earlier = _deliver(file, definition, follows, pair)
    return len(files)


def _towns(today: date) -> list[Town]:
    """Municipalities that existed all the time, so that they may be in every delivery."""
    found = (
        Area.objects.of_level(AreaLevel.MUNICIPALITY)
        .valid_on(date(today.year - 2, 1, 1))
        .valid_on(today)
        .filter(parent__parent__isnull=False, province__isnull=False)
        .order_by("code")
        .select_related("parent__parent", "province")
    )
    return [
        Town(area.code, area.parent.code, area.parent.parent.code, area.province.code)
        for area in found
        if not area.is_unknown and area.parent and area.parent.parent and area.province
    ]


def _deliver(
    file: DemoFile, definition: Definition, follows: Release | None, pair: Pair
) -> Release:
    status = ReleaseStatus.PROVISIONAL if file.provisional else ReleaseStatus.FINAL
    wish = UploadWish(
        title=file.title,
        organisation=_ORGANISATION,
        document=file.document,
        address="",
        known_on=file.known_on,
        status=status,
        kind=ReleaseKind.UPDATE if follows else ReleaseKind.FIRST,
        reason=f"{MARK}er is intussen meer gemeld." if follows else "",
        supersedes=follows,
        definition=definition,
        level="",
        period_start=None,
        period_end=None,
        complete_levels=(),
        note=f"{MARK}deze cijfers zijn verzonnen.",
    )
    upload = desk.receive(wish=wish, data=file.text.encode(), name=file.name, by=pair.offers)
    working.work(upload.pk)
    upload.refresh_from_db()
    for finding in upload.outcome["findings"]:
        desk.explain(
            upload=upload,
            finding=finding["key"],
            text=f"{MARK}wat later is gemeld, telt nu mee.",
            by=pair.offers,
        )
    return _release(upload, pair)


def _release(upload: Upload, pair: Pair) -> Release:
    opened = dict.fromkeys(map(str, upload.outcome["levels"]), Audience.PUBLIC)
    desk.ask_release(
        upload=upload,
        version=upload.version,
        wish=ReleaseWish(embargo_until=None, opened_for=opened),
        by=pair.releases,
    )
    working.work(upload.pk)
    upload.refresh_from_db()
    if upload.state != UploadState.RELEASED or upload.release is None:
        raise RuntimeError(f"The delivery was not released: {upload.error}")
    return upload.release


def areas_of_scale() -> list[str]:
    """Codes of every area of today that figures are kept of."""
    found = Area.objects.filter(level__in=_LEVELS).valid_on(timezone.localdate())
    return sorted(found.values_list("code", flat=True))


@recorded
def add_vintage(entries: Iterable[Entry], *, known_on: date, pair: Pair) -> int:
    """Write a large delivery at once, past the desk; gives the number of its figures."""
    make_definition(by=pair.offers)
    release = _make_release(known_on, pair)
    count = copy_figures(release, entries)
    Clearance.objects.bulk_create(
        Clearance(
            release=release,
            level=level,
            audience=Audience.PUBLIC,
            opens_at=release.loaded_at,
            by=pair.releases,
        )
        for level in _LEVELS
    )
    deed = Deed(
        action="levering geladen",
        subject=release,
        subject_id=release.code,
        before={},
        after={"cijfers": count, "demo": True},
    )
    record(deed, by=pair.releases)
    return count


def _make_release(known_on: date, pair: Pair) -> Release:
    source, _ = Source.objects.get_or_create(
        organisation=_ORGANISATION, document=f"{MARK}verzonnen register op schaal", address=""
    )
    rank = (Release.objects.aggregate(highest=Max("rank"))["highest"] or 0) + 1
    code = f"demo-schaal-{rank}"
    return Release.objects.create(
        code=code,
        title=f"{MARK}schaalproef, stand {known_on:%d-%m-%Y}",
        source=source,
        known_until=known_on,
        known_precision=Precision.DAY,
        status=ReleaseStatus.PROVISIONAL,
        rank=rank,
        # There is no file; the code alone tells it apart.
        sha256=hashlib.sha256(code.encode()).hexdigest(),
        loaded_at=timezone.now(),
        uploaded_by=pair.offers,
        released_by=pair.releases,
        is_demo=True,
    )
