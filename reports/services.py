"""Asking for, freezing and building editions. Every write leaves a trail."""

import contextlib
import logging
import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from incidents.selectors.contradictions import sums_that_differ
from incidents.selectors.target import target_standing
from incidents.sight import Sight
from measures.rounds.models import Round
from measures.rounds.services import keeping
from offensief.accounts.models import User
from offensief.audit.services import Deed, hold_trail, record, recorded
from offensief.lib.dutch import date_long
from offensief.lib.refusals import NotAllowed, Refused
from reports import jobs, permissions
from reports.canonical import canonical_text, digest
from reports.jobs import Claim, LostLease
from reports.kinds import progress
from reports.models import Artefact, Edition, EditionState, Format, Job, JobState
from reports.printing import PrintFailed, print_pdf

logger = logging.getLogger(__name__)

_COLLECT, _FREEZE, _PRINT, _STORE = range(1, jobs.STEPS + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRequest:
    """What is asked for: a period, and the day the figures are looked at from."""

    period_start: date
    period_end: date
    figures_as_of: date
    request_key: uuid.UUID
    round: Round | None = None


@recorded
def request_edition(*, wish: EditionRequest, by: User) -> Job:
    """Ask for a progress report. The same request_key twice gives the same job.

    The caller rings the doorbell after the commit (reports.tasks.ring).
    """
    if not permissions.may_request_edition(by):
        raise NotAllowed("Alleen het secretariaat vraagt een rapportage aan.")
    # Numbering and the two clicks are settled one request at a time.
    _lock_numbering()
    earlier = Edition.objects.filter(request_key=wish.request_key).first()
    if earlier:
        if not _same(earlier, wish):
            raise Refused(
                "Met dit formulier is al een rapportage gevraagd, over andere dagen. "
                "Open de pagina opnieuw en vraag de nieuwe rapportage aan."
            )
        return earlier.jobs.get(format=Format.PDF)
    edition = Edition.objects.create(
        number=_next_number(timezone.localdate().year),
        title="Voortgangsrapportage Offensief tegen Explosies",
        period_start=wish.period_start,
        period_end=wish.period_end,
        figures_as_of=wish.figures_as_of,
        round=wish.round,
        request_key=wish.request_key,
        requested_by=by,
    )
    job = Job.objects.create(edition=edition, format=Format.PDF)
    _record(edition, "rapportage gevraagd", after={"periode t/m": str(wish.period_end)}, by=by)
    return job


@recorded
def freeze_round(*, round_: Round, version: int, by: User) -> Job:
    """Freeze a closed round and ask for its edition, together.

    Raises Refused when the figures are not there yet or contradict themselves, or when the round
    is not closed; EditConflict when somebody changed the round meanwhile.
    """
    if not permissions.may_request_edition(by):
        raise NotAllowed("Alleen het secretariaat bevriest een ronde.")
    day = round_.figures_as_of
    if why := figures_refuse(day, today=timezone.localdate(), at=timezone.now()):
        raise Refused(why)
    round_ = keeping.freeze_round(round_=round_, version=version, by=by)
    wish = EditionRequest(
        period_start=round_.period_start,
        period_end=round_.period_end,
        figures_as_of=day,
        request_key=uuid.uuid4(),
        round=round_,
    )
    return request_edition(wish=wish, by=by)


@recorded
def establish(*, edition: Edition, sha256: str, version: int, by: User) -> Round:
    """The head establishes the round whose edition was read: this very document, the newest one.

    Raises NotAllowed, EditConflict, or Refused when the document is not (or no longer) the one.
    """
    round_ = edition.round
    if round_ is None:
        raise Refused("Deze rapportage hoort niet bij een ronde.")
    newest = round_.editions.order_by("-pk").first()
    if newest != edition or edition.state != EditionState.FROZEN or edition.sha256 != sha256:
        raise Refused("Er is een nieuwere rapportage van deze ronde. Lees die en stel haar vast.")
    return keeping.establish_round(round_=round_, version=version, by=by)


def figures_refuse(day: date, *, today: date, at: datetime) -> str:
    """Why an edition cannot be frozen with the figures of this day, in a sentence, or nothing."""
    if day > today:
        return (
            f"De peildatum van de cijfers ({date_long(day)}) ligt in de toekomst. Wacht tot die "
            "dag, of heropen de ronde en kies een eerdere peildatum."
        )
    sight = Sight.parliament(at)
    standing = target_standing(day, sight)
    if standing is None or not (standing.current or standing.so_far):
        return (
            f"Op {date_long(day)} was er nog geen vrijgegeven cijfer voor het doel. Laat de "
            "cijfers eerst vrijgeven."
        )
    wrong = sums_that_differ(day, sight)
    return f"De cijfers spreken elkaar tegen. {wrong[0]}" if wrong else ""


@recorded
def retry(*, job: Job, by: User) -> Job:
    """Try a failed job again, from the beginning."""
    if not permissions.may_request_edition(by):
        raise NotAllowed("Alleen het secretariaat vraagt een rapportage aan.")
    again = Job.objects.filter(pk=job.pk, state=JobState.FAILED).update(
        state=JobState.WAITING,
        attempts_allowed=F("attempts") + jobs.TRIES,
        error="",
        step=0,
        step_label="",
    )
    if not again:
        raise Refused("Deze rapportage is niet mislukt en hoeft niet opnieuw.")
    _record(job.edition, "rapportage opnieuw geprobeerd", after={}, by=by)
    job.refresh_from_db()
    return job


def build(job_id: int) -> None:
    """Carry out a job: collect, freeze, print, store. Safe to run twice and at the same time."""
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
                error="De PDF kon niet worden opgemaakt. De rapportage zelf is bewaard. "
                "Probeer het opnieuw; lukt het weer niet, waarschuw dan de beheerder.",
            )


def _build(claim: Claim) -> None:
    jobs.advance(claim, step=_COLLECT, label="Gegevens verzamelen")
    edition = freeze(claim.edition_id)
    jobs.advance(claim, step=_FREEZE, label="Inhoud bevroren")
    content = print_pdf(
        edition.document, tell=lambda label: jobs.advance(claim, step=_PRINT, label=label)
    )
    jobs.advance(claim, step=_STORE, label="PDF opslaan")
    _store(claim, edition, content)


@transaction.atomic
def freeze(edition_id: int) -> Edition:
    """Write down the document of an edition, once. A frozen edition is returned as it is."""
    if not connection.savepoint_ids:
        # One snapshot for all that is read: what changes meanwhile is in it or not, never half.
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    hold_trail()
    edition = Edition.objects.select_for_update().get(pk=edition_id)
    if edition.state == EditionState.FROZEN:
        return edition
    edition.frozen_at = timezone.now()
    edition.document = canonical_text(progress.content(edition, frozen_at=edition.frozen_at))
    edition.sha256 = digest(edition.document)
    edition.state = EditionState.FROZEN
    edition.save()
    _record(edition, "rapportage bevroren", after={"hash": edition.sha256}, by=None)
    return edition


@recorded
def _store(claim: Claim, edition: Edition, content: bytes) -> None:
    """Keep the file and end the job together; the one who lost the lease keeps nothing."""
    jobs.finish(claim)
    Artefact.objects.create(
        edition=edition, format=Format.PDF, content=content, sha256=digest(content)
    )
    _record(edition, "PDF gemaakt", after={"hash": digest(content)}, by=None)


def _same(edition: Edition, wish: EditionRequest) -> bool:
    days = (edition.period_start, edition.period_end, edition.figures_as_of)
    return days == (wish.period_start, wish.period_end, wish.figures_as_of)


def _lock_numbering() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('reports.edition.number'))")


def _next_number(year: int) -> str:
    taken = Edition.objects.filter(number__startswith=f"{year}-").values_list("number", flat=True)
    return f"{year}-{max((int(n.split('-')[1]) for n in taken), default=0) + 1}"


def _record(
    edition: Edition, action: str, *, after: dict[str, str | int | None], by: User | None
) -> None:
    deed = Deed(action=action, subject=edition, subject_id=edition.number, before={}, after=after)
    record(deed, by=by)
