"""Taking a message and telling how it went, so that one worker at a time sends it.

Taking is one UPDATE: it counts the try and moves `next_try_at` past the longest time a worker can
live, so nobody else finds the message. A worker that was killed leaves it to be found again then.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from offensief.outbox.models import DropReason, Message, MessageState

logger = logging.getLogger(__name__)

# After each try that failed but the last. A mail server that is away for a night loses nothing.
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 600))
TRIES = len(BACK_OFF) + 1
# Longer than CELERY_TASK_TIME_LIMIT: who still lives is never overtaken.
LEASE = timedelta(minutes=5)
# Stands as last_error when no try came to an end.
CUT_OFF = "CutOff"


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to send a message, in this try only."""

    message_id: int
    attempt: int


def take(message_id: int) -> Claim | None:
    """Claim the message, or None when it is not due, sent, given up or in other hands."""
    now = timezone.now()
    due = Message.objects.due(now).filter(pk=message_id)
    due.filter(attempts__gte=TRIES).update(state=MessageState.FAILED, last_error=CUT_OFF)
    if not due.update(attempts=F("attempts") + 1, next_try_at=now + LEASE):
        return None
    return Claim(message_id, Message.objects.values_list("attempts", flat=True).get(pk=message_id))


def mark_sent(claim: Claim) -> None:
    """The mail server has taken it."""
    _own(claim, state=MessageState.SENT, sent_at=timezone.now(), last_error="")


def drop(claim: Claim, reason: DropReason) -> None:
    """It will never be sent."""
    _own(claim, state=MessageState.DROPPED, drop_reason=reason, last_error="")


def put_off(claim: Claim, *, error: str) -> None:
    """It did not work; try again later, or give up after the last try."""
    if claim.attempt >= TRIES:
        _own(claim, state=MessageState.FAILED, last_error=error)
        return
    again = timezone.now() + BACK_OFF[claim.attempt - 1]
    _own(claim, next_try_at=again, last_error=error)


def _own(claim: Claim, **changes: object) -> None:
    """Write only what is still this try's to write."""
    mine = Message.objects.filter(
        pk=claim.message_id, state=MessageState.WAITING, attempts=claim.attempt
    )
    if not mine.update(**changes):
        logger.warning("message %s is no longer held by try %s", claim.message_id, claim.attempt)
