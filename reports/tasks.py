"""What the workers do: an id in, one service call."""

import logging
from functools import partial

from celery import shared_task
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from offensief.audit.origin import coming_from
from reports import jobs, receipts
from reports.services import building, finals

logger = logging.getLogger(__name__)


@shared_task
def build(job_id: int) -> None:
    """Freeze one edition and make its files."""
    with coming_from("taak build"):
        building.build(job_id)


@shared_task
def sweep() -> int:
    """Ring for every job nobody works on: its bell was lost or its worker was killed."""
    waiting = list(jobs.free(timezone.now()).values_list("pk", flat=True))
    for job_id in waiting:
        ring(job_id)
    return len(waiting)


@shared_task
def publish_due() -> int:
    """Make public what was sent and whose moment has come."""
    with coming_from("taak publish_due"):
        return len(finals.publish_due(timezone.now()))


@shared_task
def make_receipt(receipt_id: int) -> None:
    """Make and mail the receipt of one signature."""
    with coming_from("taak make_receipt"):
        receipts.make(receipt_id)


@shared_task
def sweep_receipts() -> int:
    """Ring for every signature that has no receipt yet."""
    waiting = receipts.find_waiting()
    for receipt_id in waiting:
        make_receipt.delay(receipt_id)
    return len(waiting)


def ring(job_id: int) -> None:
    """Tell the queue that there is work. With the queue away the row waits for the sweeper."""
    try:
        build.delay(job_id)
    except (OperationalError, RedisError, OSError) as error:
        logger.warning("queue unavailable, job %s waits for the sweeper: %s", job_id, error)


def ring_after_commit(job_id: int) -> None:
    """Ring once the row is really there."""
    transaction.on_commit(partial(ring, job_id))
