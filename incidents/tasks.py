"""What the workers do with deliveries: an id in, one service call."""

import logging
from functools import partial

from celery import shared_task
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from incidents.services import checking, claims, estimating, working
from incidents.sight import Sight
from offensief.audit.origin import coming_from

logger = logging.getLogger(__name__)


@shared_task
def work(upload_id: int) -> None:
    """Read or release one offered delivery."""
    with coming_from("taak work"):
        working.work(upload_id)


@shared_task
def keep_estimates() -> int:
    """Keep what the methods answer as known today, for everybody and for the desk."""
    now = timezone.now()
    with coming_from("taak keep_estimates"):
        return sum(
            estimating.keep_estimates(timezone.localdate(now), sight)
            for sight in (Sight.public(now), Sight.desk(now))
        )


@shared_task
def sweep() -> int:
    """Ring for every delivery nobody works on: its bell was lost or its worker was killed."""
    waiting = list(claims.free(timezone.now()).values_list("pk", flat=True))
    for upload_id in waiting:
        ring(upload_id)
    return len(waiting)


@shared_task
def check_store() -> None:
    """Find what contradicts each other in the store, also what an embargo or a fault held back."""
    with coming_from("taak check_store"):
        checking.check_store()


@shared_task
def check_opened() -> None:
    """The same once an embargo ended or figures opened: some see other figures now."""
    if checking.has_opened():
        check_store()


def ring(upload_id: int) -> None:
    """Tell the queue that there is work. With the queue away the row waits for the sweeper."""
    try:
        work.delay(upload_id)
    except (OperationalError, RedisError, OSError) as error:
        logger.warning("queue unavailable, upload %s waits for the sweeper: %s", upload_id, error)


def ring_after_commit(upload_id: int) -> None:
    """Ring once the row is really there."""
    transaction.on_commit(partial(ring, upload_id))
