"""Taking, keeping and finishing a job, so that one worker at a time builds it.

A worker holds a short lease and renews it while it works. A killed worker stops renewing; after the
lease the job is free again. `attempts` is the fencing number: a worker that was overtaken finds
another number in the row and its writes change nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from reports.models import Format, Job, JobState

LEASE = timedelta(seconds=20)
TRIES = 5
# Collect, freeze, and one for each file (reports.services.building).
STEPS = 2 + len(Format)


class LostLease(Exception):
    """Another worker has taken the job over; stop without writing anything."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to work on a job, until somebody else holds it."""

    job_id: int
    edition_id: int
    attempt: int


def free(now: datetime) -> QuerySet[Job]:
    """Jobs nobody works on."""
    return Job.objects.filter(
        Q(state=JobState.WAITING) | Q(state=JobState.RUNNING, lease_until__lt=now)
    )


def take(job_id: int) -> Claim | None:
    """Claim the job, or None when it is done, failed or in somebody else's hands."""
    now = timezone.now()
    worn_out = free(now).filter(pk=job_id, attempts__gte=F("attempts_allowed"))
    worn_out.update(
        state=JobState.FAILED,
        lease_until=None,
        changed_at=now,
        error="Het maken is vijf keer afgebroken. Vraag de beheerder om naar de server te kijken.",
    )
    taken = (
        free(now)
        .filter(pk=job_id)
        .update(
            state=JobState.RUNNING,
            attempts=F("attempts") + 1,
            lease_until=now + LEASE,
            step=0,
            step_label="",
            error="",
            changed_at=now,
        )
    )
    if not taken:
        return None
    job = Job.objects.get(pk=job_id)
    return Claim(job_id=job.pk, edition_id=job.edition_id, attempt=job.attempts)


def advance(claim: Claim, *, step: int, label: str) -> None:
    """Tell how far the work is and keep the lease. Raises LostLease."""
    now = timezone.now()
    _own(
        claim,
        step=step,
        step_label=label[:100],
        lease_until=now + LEASE,
        changed_at=now,
    )


def finish(claim: Claim) -> None:
    """The work is done. Raises LostLease."""
    _own(claim, state=JobState.DONE, lease_until=None, changed_at=timezone.now())


def fail(claim: Claim, *, error: str) -> None:
    """The work cannot be done; `error` tells a person what to do. Raises LostLease."""
    _own(claim, state=JobState.FAILED, lease_until=None, error=error, changed_at=timezone.now())


def _own(claim: Claim, **changes: object) -> None:
    mine = Job.objects.filter(pk=claim.job_id, state=JobState.RUNNING, attempts=claim.attempt)
    if not mine.update(**changes):
        raise LostLease(f"Job {claim.job_id} is no longer held by attempt {claim.attempt}.")
