"""What the workers do: one service call each."""

from celery import shared_task

from offensief.audit.origin import coming_from
from offensief.outbox import tasks as outbox
from offensief.people import passes


@shared_task
def answer_requests() -> int:
    """Mail whoever asked for a new password."""
    with coming_from("taak answer_requests"):
        sent = passes.answer_requests()
    outbox.ring(sent)
    return len(sent)
