"""Carrying out a job: freeze the document, make every file of it, keep those."""

import contextlib
import logging
from functools import partial

from django.db import connection, transaction
from django.utils import timezone

from offensief.audit.services import hold_trail, recorded
from reports import jobs
from reports.canonical import canonical_text, digest
from reports.formats.maker import made_with
from reports.jobs import Claim, LostLease
from reports.kinds import progress
from reports.models import Artefact, Edition, EditionState, Format
from reports.printing import PrintFailed, inspect, print_file
from reports.services.trail import record_edition

logger = logging.getLogger(__name__)

_COLLECT, _FREEZE = 1, 2


def build(job_id: int) -> None:
    """Carry out a job: collect, freeze, then each file. Safe to run twice and at the same time."""
    claim = jobs.take(job_id)
    if claim is None:
        return
    try:
        _build(claim)
    except LostLease as lost:
        logger.warning("%s", lost)
    except PrintFailed as error:
        logger.error("edition %s could not be printed: %s", claim.edition_id, error)
        # Overtaken meanwhile: then the other worker tells how it ends.
        with contextlib.suppress(LostLease):
            jobs.fail(
                claim,
                error="Een bestand kon niet worden opgemaakt. De rapportage zelf is bewaard. "
                "Probeer het opnieuw; lukt het weer niet, waarschuw dan de beheerder.",
            )


def _build(claim: Claim) -> None:
    jobs.advance(claim, step=_COLLECT, label="Gegevens verzamelen")
    edition = freeze(claim.edition_id)
    jobs.advance(claim, step=_FREEZE, label="Inhoud bevroren")
    # What an earlier attempt kept is not made again.
    made = set(edition.artefacts.values_list("format", flat=True))
    for step, form in enumerate(Format, _FREEZE + 1):
        if form not in made:
            tell = partial(_tell, claim, step, form)
            tell("Beginnen")
            content = print_file(edition.document, form, tell=tell)
            tell("Controleren")
            _store(claim, edition, form, content, inspect(content) if form == Format.PDF else "")
    jobs.finish(claim)


def _tell(claim: Claim, step: int, form: Format, label: str) -> None:
    jobs.advance(claim, step=step, label=f"{form.label}: {label}")


@transaction.atomic
def freeze(edition_id: int) -> Edition:
    """Write down the document of an edition, once. A frozen edition is returned as it is."""
    if not connection.savepoint_ids:
        # One snapshot for all that is read: what changes meanwhile is in it or not, never half.
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    hold_trail()
    edition = (
        Edition.objects.select_for_update(of=("self",))
        .select_related("round", "corrects")
        .get(pk=edition_id)
    )
    if edition.state == EditionState.FROZEN:
        return edition
    edition.frozen_at = timezone.now()
    edition.document = canonical_text(progress.content(edition, frozen_at=edition.frozen_at))
    edition.sha256 = digest(edition.document)
    edition.state = EditionState.FROZEN
    edition.save()
    record_edition(edition, "rapportage bevroren", after={"hash": edition.sha256}, by=None)
    return edition


@recorded
def _store(claim: Claim, edition: Edition, form: Format, content: bytes, inspection: str) -> None:
    """Keep one file; the one who lost the lease keeps nothing."""
    jobs.advance(claim, step=list(Format).index(form) + _FREEZE + 1, label=f"{form.label} bewaard")
    Artefact.objects.create(
        edition=edition,
        format=form,
        content=content,
        sha256=digest(content),
        made_with=made_with(),
        inspection=inspection,
    )
    record_edition(edition, f"{form.label} gemaakt", after={"hash": digest(content)}, by=None)
