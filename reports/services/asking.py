"""Asking for a report: always a concept."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.utils import timezone

from measures.rounds.models import Round
from measures.rounds.states import RoundState
from offensief.accounts.models import User
from offensief.audit.services import recorded
from offensief.lib.refusals import NotAllowed, Refused
from reports import jobs, permissions
from reports.models import Edition, EditionKind, Job, JobState
from reports.services import numbering
from reports.services.trail import record_edition

TITLE = "Voortgangsrapportage Offensief tegen Explosies"
# Rounds of which a draft can be made any minute. A frozen one has its concept already.
DRAFTED = (RoundState.OPEN, RoundState.CLOSED)
ONLY_SECRETARIAT = "Alleen het secretariaat vraagt een rapportage aan."


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRequest:
    """What is asked for: a period, and the day the figures are looked at from."""

    period_start: date
    period_end: date
    figures_as_of: date
    request_key: uuid.UUID
    round: Round | None = None
    # For a correction: of which sent edition, why, and the day its measures stand on.
    corrects: Edition | None = None
    correction_reason: str = ""
    standing_on: date | None = None


@recorded
def request_edition(*, wish: EditionRequest, by: User, is_frozen: bool = False) -> Edition:
    """Ask for a progress report. The same request_key twice gives the same edition.

    `is_frozen`: asked by the freezing of its round. The caller rings the doorbell of its job after
    the commit (reports.tasks.ring).
    """
    if not permissions.may_request_edition(by):
        raise NotAllowed(ONLY_SECRETARIAT)
    # Numbering and the two clicks are settled one request at a time.
    numbering.lock()
    earlier = Edition.objects.filter(request_key=wish.request_key).first()
    if earlier:
        if not _same(earlier, wish):
            raise Refused(
                "Met dit formulier is al een rapportage gevraagd, met een andere inhoud. "
                "Open de pagina opnieuw en vraag de nieuwe rapportage aan."
            )
        return earlier
    if not is_frozen and wish.round and wish.corrects is None:
        wish.round.refresh_from_db(fields=["state"])
        if wish.round.state not in DRAFTED:
            raise Refused("Deze ronde is bevroren en heeft haar concept al.")
    edition = Edition.objects.create(
        number=numbering.next_concept(timezone.localdate().year),
        title=TITLE,
        kind=EditionKind.CONCEPT,
        period_start=wish.period_start,
        period_end=wish.period_end,
        figures_as_of=wish.figures_as_of,
        round=wish.round,
        corrects=wish.corrects,
        correction_reason=wish.correction_reason,
        standing_on=wish.standing_on,
        request_key=wish.request_key,
        requested_by=by,
    )
    Job.objects.create(edition=edition)
    record_edition(
        edition, "rapportage gevraagd", after={"periode t/m": str(wish.period_end)}, by=by
    )
    return edition


@recorded
def retry(*, job: Job, by: User) -> Job:
    """Try a failed job again, from the beginning."""
    if not permissions.may_request_edition(by):
        raise NotAllowed(ONLY_SECRETARIAT)
    again = Job.objects.filter(pk=job.pk, state=JobState.FAILED).update(
        state=JobState.WAITING,
        attempts_allowed=F("attempts") + jobs.TRIES,
        error="",
        step=0,
        step_label="",
    )
    if not again:
        raise Refused("Deze rapportage is niet mislukt en hoeft niet opnieuw.")
    record_edition(job.edition, "rapportage opnieuw geprobeerd", after={}, by=by)
    job.refresh_from_db()
    return job


def _same(edition: Edition, wish: EditionRequest) -> bool:
    asked = (
        edition.period_start,
        edition.period_end,
        edition.figures_as_of,
        edition.round,
        edition.corrects,
        edition.correction_reason,
        edition.standing_on,
    )
    return asked == (
        wish.period_start,
        wish.period_end,
        wish.figures_as_of,
        wish.round,
        wish.corrects,
        wish.correction_reason,
        wish.standing_on,
    )
