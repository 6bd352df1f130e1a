"""What beat asks each half minute: open what is planned, and tell people what they must know."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from celery import shared_task
from django.db import DatabaseError
from django.utils import timezone

from measures.rounds.selectors.announcing import to_announce, to_open
from measures.rounds.selectors.waiting import people_to_remind
from measures.rounds.services import keeping, reminding
from offensief.audit.origin import coming_from
from offensief.lib.refusals import Refused

logger = logging.getLogger(__name__)


@shared_task
def tick() -> None:
    """Open rounds whose moment has come, announce those to come, remind who is due.

    Safe to run twice and at the same time. What cannot be done now stops nothing else, and is tried
    again at the next tick. The sweeper of the outbox sends what this puts there.
    """
    with coming_from("taak tick"):
        for what, work in _due(timezone.now()):
            try:
                work()
            # Refused: somebody changed the round meanwhile. DatabaseError: a lock that took too
            # long, or a row that breaks a rule of the database.
            except (Refused, DatabaseError) as error:
                # Only the name of the error: its text may hold names of people.
                logger.warning("%s did not work: %s", what, type(error).__name__)


def _due(now: datetime) -> Iterator[tuple[str, Callable[[], object]]]:
    """What is to be done, and what to call it in the log. Asked part by part: what opens now is no
    longer announced."""
    for round_ in to_open(now=now):
        yield f"opening round {round_.number}", partial(keeping.open_round, round_=round_, by=None)
    for round_, person in to_announce(now=now):
        what = f"announcing round {round_.number} to person {person.pk}"
        yield what, partial(reminding.announce, round_=round_, person=person)
    for person in people_to_remind(now=now):
        yield f"reminding person {person.pk}", partial(reminding.remind, person=person)
