"""What the workers do: an id in, one service call."""

import logging
from collections.abc import Iterable
from functools import partial

from celery import shared_task
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from offensief.audit.origin import coming_from
from offensief.outbox import services, trail_alarm
from offensief.outbox.mailbox import Mailbox, mailbox
from offensief.outbox.models import Message

logger = logging.getLogger(__name__)

# A round rings again for what still waits: more would only fill the queue with the same bells.
MOST_PER_ROUND = 200


@shared_task
def deliver(message_id: int) -> None:
    """Send one message."""
    with coming_from("taak deliver"):
        services.deliver(message_id)


@shared_task
def sweep() -> int:
    """Ring for messages that are due: their moment has come, or their bell was lost."""
    if mailbox() is Mailbox.NONE:
        return 0
    due = Message.objects.due(timezone.now()).order_by("next_try_at")
    waiting = list(due.values_list("pk", flat=True)[:MOST_PER_ROUND])
    ring(waiting)
    return len(waiting)


# A long trail takes longer than other work may.
@shared_task(soft_time_limit=3000, time_limit=3060)
def watch_trail() -> None:
    """Walk along the whole trail, and tell people when it is broken."""
    with coming_from("taak watch_trail"):
        ring([message.pk for message in trail_alarm.watch_trail()])


def ring(message_ids: Iterable[int]) -> None:
    """Tell the queue that there is mail. With the queue away the rows wait for the sweeper."""
    for message_id in message_ids:
        try:
            deliver.delay(message_id)
        except (OperationalError, RedisError, OSError) as error:
            # The others would each wait as long, in a request, for the same answer.
            logger.warning(
                "queue unavailable, from message %s on they wait for the sweeper: %s",
                message_id,
                error,
            )
            return


def ring_after_commit(message_ids: Iterable[int]) -> None:
    """Ring once the rows are really there."""
    transaction.on_commit(partial(ring, tuple(message_ids)))
