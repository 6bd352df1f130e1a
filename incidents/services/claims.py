"""Taking and keeping an offered delivery, so that one worker at a time works on it.

As reports.jobs: `attempts` is the fencing number. A worker that was overtaken finds another number
in the row, and its writes change nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from incidents.models import Upload, UploadState
from incidents.models.upload import BUSY

LEASE = timedelta(seconds=30)
TRIES = 5


class LostLease(Exception):
    """Another worker has taken over; stop without writing anything."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to work on an offered delivery, until somebody else holds it."""

    upload_id: int
    attempt: int


def free(now: datetime) -> QuerySet[Upload]:
    """Offered deliveries that wait for a worker."""
    return Upload.objects.filter(
        Q(lease_until=None) | Q(lease_until__lt=now),
        state__in=BUSY,
    )


def take(upload_id: int) -> Claim | None:
    """Claim it, or None when there is nothing to do or somebody else does it."""
    now = timezone.now()
    free(now).filter(pk=upload_id, attempts__gte=TRIES).update(
        state=UploadState.FAILED,
        lease_until=None,
        version=F("version") + 1,
        error="Het werk aan deze levering is vijf keer afgebroken. Vraag de beheerder om naar de "
        "server te kijken.",
    )
    taken = (
        free(now)
        .filter(pk=upload_id)
        .update(attempts=F("attempts") + 1, lease_until=now + LEASE, error="")
    )
    if not taken:
        return None
    return Claim(upload_id, Upload.objects.values_list("attempts", flat=True).get(pk=upload_id))


def advance(claim: Claim, label: str, *, lease: timedelta = LEASE) -> None:
    """Tell how far the work is and keep the lease. Raises LostLease."""
    write(claim, step_label=label[:100], lease_until=timezone.now() + lease)


def write(claim: Claim, **changes: object) -> None:
    """Change the row while it is ours. Raises LostLease."""
    mine = Upload.objects.filter(pk=claim.upload_id, state__in=BUSY, attempts=claim.attempt)
    if not mine.update(**changes):
        raise LostLease(f"Upload {claim.upload_id} is no longer held by attempt {claim.attempt}.")
