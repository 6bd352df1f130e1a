"""What a worker does when a delivery is released: write all its figures at once, or none."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import batched

from django.db import connection, transaction
from django.db.models import F, Max
from django.utils import timezone

from incidents.delivery.entries import Entry
from incidents.delivery.packing import unpack
from incidents.models import (
    Area,
    Clearance,
    Definition,
    FigureStatus,
    HiddenFigure,
    HidingReason,
    ObjectType,
    Observation,
    Outcome,
    Release,
    Source,
    Upload,
    UploadState,
)
from incidents.models.releases import Precision
from incidents.selectors.standing import still_standing
from incidents.services import claims, notices
from incidents.services.claims import Claim
from incidents.services.hiding import Place, plan_hiding, why_exposed
from offensief.audit.services import hold_trail, record, recorded
from offensief.audit.traced import changed, facts

_COLUMNS = (
    "release_id", "definition_id", "period_start", "period_end", "period_is_exact", "period_text",
    "area_id", "object_type", "outcome", "value", "lower", "upper", "printed", "status",
    "is_confidential", "locator", "note",
)  # fmt: skip
# Lines sent to the database at once: few enough to stay small and far below the time that one
# statement may take, many enough to be quick.
_BLOCK = 20_000
# Copying half a million figures takes most of a minute, in which the lease cannot be renewed.
_WRITING = timedelta(minutes=2)
_RELEASING = 7_020_032


def release(claim: Claim) -> None:
    """Write the figures of a delivery that was released. Raises LostLease."""
    claims.advance(claim, "Kleine aantallen afschermen")
    upload = Upload.objects.get(pk=claim.upload_id)
    newest = _newest()
    hiding: Mapping[Place, HidingReason] = {}
    if not upload.is_withdrawal:
        plan = plan_hiding(_entries(upload))
        if plan.exposed and upload.opened_for:
            _send_back(claim, upload, plan.exposed)
            return
        hiding = plan.reasons
    claims.advance(claim, "Cijfers vastleggen", lease=_WRITING)
    _write(claim, hiding, newest)


def _newest() -> int:
    return Release.objects.aggregate(newest=Max("pk"))["newest"] or 0


def _entries(upload: Upload) -> Iterator[Entry]:
    return unpack(bytes(upload.content.figures))


@transaction.atomic
def _write(claim: Claim, hiding: Mapping[Place, HidingReason], newest: int) -> None:
    """All of it or nothing.

    Not `recorded`: that holds the trail from the start, and nobody in the portal could write while
    the figures of a large delivery are copied. Whoever else releases waits for this one.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_RELEASING])
    if _newest() != newest:
        # What has to be hidden depends on what is known; the next try looks again.
        raise claims.LostLease("another delivery was released meanwhile")
    upload = Upload.objects.select_related("definition", "supersedes").get(pk=claim.upload_id)
    made = _make_release(upload)
    if upload.is_withdrawal:
        count = _withdraw(made, upload)
    else:
        count = copy_figures(made, _entries(upload))
        _keep_hidden(made, hiding)
    for level, audience in upload.opened_for.items():
        Clearance.objects.create(
            release=made,
            level=level,
            audience=audience,
            opens_at=upload.embargo_until or made.loaded_at,
            by=upload.released_by,
        )
    # From here as every service does it: first the trail, then the row that others may wait for.
    hold_trail()
    was = facts(upload)
    claims.write(
        claim,
        state=UploadState.RELEASED,
        release=made,
        lease_until=None,
        step_label="",
        version=F("version") + 1,
    )
    upload.refresh_from_db()
    record(
        changed(upload, was, f"levering vastgelegd: {count} cijfers"),
        by=upload.released_by,
    )
    notices.tell(upload)


def _make_release(upload: Upload) -> Release:
    source, _ = Source.objects.get_or_create(
        organisation=upload.organisation, document=upload.document, address=upload.address
    )
    now = timezone.now()
    highest = Release.objects.aggregate(highest=Max("rank"))["highest"] or 0
    return Release.objects.create(
        code=f"levering-{upload.pk}",
        title=upload.title,
        source=source,
        known_until=upload.known_on,
        known_precision=Precision.DAY,
        status=upload.status,
        kind=upload.kind,
        reason=upload.reason,
        supersedes=upload.supersedes,
        complete_levels=upload.complete_levels,
        received_on=timezone.localdate(upload.uploaded_at),
        embargo_until=upload.embargo_until,
        note=upload.note,
        rank=highest + 1,
        sha256=upload.sha256,
        loaded_at=now,
        uploaded_by=upload.uploaded_by,
        released_by=upload.released_by,
        is_demo=upload.definition.is_demo,
    )


def _keep_hidden(release: Release, hiding: Mapping[Place, HidingReason]) -> None:
    if not hiding:
        return
    found = release.observations.filter(
        object_type=ObjectType.TOTAL, outcome=Outcome.TOTAL, is_whole_year=True
    ).select_related("definition", "area")
    HiddenFigure.objects.bulk_create(
        HiddenFigure(observation=o, reason=hiding[place])
        for o in found
        if (place := (o.definition.code, o.period_start, o.period_end, o.area.code)) in hiding
    )


def copy_figures(release: Release, entries: Iterable[Entry]) -> int:
    """Send figures to the database as streams of lines; gives their number."""
    definitions = dict(Definition.objects.values_list("code", "pk"))
    areas = dict(Area.objects.values_list("code", "pk"))
    command = f"COPY incidents_observation ({', '.join(_COLUMNS)}) FROM STDIN"
    count = 0
    _check_at_once()
    with connection.cursor() as cursor:
        for block in batched(_lines(release.pk, entries, definitions, areas), _BLOCK):
            with cursor.copy(command) as copy:
                copy.write("".join(block))
            count += len(block)
    return count


def _check_at_once() -> None:
    """Check figures block by block: the checks of a large delivery together, at the end of the
    transaction, would be one statement that takes too long."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _lines(
    release: int, entries: Iterable[Entry], definitions: dict[str, int], areas: dict[str, int]
) -> Iterator[str]:
    """Each figure in the order of _COLUMNS, its period exact and without words of its own."""
    for entry in entries:
        # Without a line: a zero that the delivery says by silence.
        where = f"regel {entry.line}" if entry.line else ""
        yield (
            f"{release}\t{definitions[entry.definition]}\t{entry.period_start}\t"
            f"{entry.period_end}\tt\t\t{areas[entry.area]}\t{entry.object_type}\t"
            f"{entry.outcome}\t{_number(entry.value)}\t{_number(entry.lower)}\t"
            f"{_number(entry.upper)}\t{_text(entry.printed)}\t{entry.status}\t"
            f"{'t' if entry.is_confidential else 'f'}\t{where}\t{_text(entry.note)}\n"
        )


def _number(value: int | None) -> str:
    return r"\N" if value is None else str(value)


def _text(text: str) -> str:
    """Text as COPY reads it: these signs have a meaning of their own there."""
    return text.replace("\\", r"\\").replace("\t", " ").replace("\n", " ").replace("\r", " ")


def _withdraw(made: Release, upload: Upload) -> int:
    """The cells of the delivery that still stand once more, without a count, for whom it was open.

    What a later delivery said anew is left alone.
    """
    taken_back = upload.supersedes
    if taken_back is None:
        raise ValueError("A withdrawal takes back the figures of another delivery.")
    withdrawn = (
        Observation(
            release=made,
            definition_id=cell.definition_id,
            period_start=cell.period_start,
            period_end=cell.period_end,
            period_is_exact=cell.period_is_exact,
            period_text=cell.period_text,
            area_id=cell.area_id,
            object_type=cell.object_type,
            outcome=cell.outcome,
            printed="ingetrokken",
            status=FigureStatus.WITHDRAWN,
        )
        for cell in still_standing(taken_back).iterator(chunk_size=10_000)
    )
    _check_at_once()
    count = sum(len(Observation.objects.bulk_create(b)) for b in batched(withdrawn, _BLOCK))
    Clearance.objects.bulk_create(
        Clearance(
            release=made,
            level=opened.level,
            audience=opened.audience,
            opens_at=max(opened.opens_at, made.loaded_at),
            by=upload.released_by,
        )
        for opened in taken_back.clearances.all()
    )
    return count


@recorded
def _send_back(claim: Claim, upload: Upload, exposed: Sequence[str]) -> None:
    """It may not be opened like this: back to the desk, with why."""
    was = facts(upload)
    claims.write(
        claim,
        state=UploadState.READY,
        released_by=None,
        lease_until=None,
        step_label="",
        error=why_exposed(exposed),
        version=F("version") + 1,
    )
    upload.refresh_from_db()
    record(changed(upload, was, "levering niet vrijgegeven"), by=None)
