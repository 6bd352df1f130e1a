"""Attempts that were refused, in the trail (BIO2 8.15.01), and never a flood of them."""

import logging
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import OperationalError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from offensief.audit import origin
from offensief.audit.models import Entry, Result
from offensief.audit.services import Actor, Facts, append, hold_trail
from offensief.lib.rules import one_line

logger = logging.getLogger(__name__)

WINDOW = timedelta(minutes=1)
# Nobody tries this often by mistake; what comes above tells nothing new and would only fill the
# trail, in which nothing is ever removed.
MOST_PER_PERSON = 30
# Of everybody together who has not signed in: they may come from as many addresses as they like.
MOST_OF_NOBODY = 300
_MORE = "en meer pogingen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What somebody tried. `object_type` is the label of a model, or a word such as "adres"."""

    action: str
    object_type: str
    object_id: str
    object_label: str
    reason: str = ""
    after: Facts = field(default_factory=dict)


def record_refusal(attempt: Attempt, *, by: Actor | None) -> Entry | None:
    """Keep a refused attempt; `by` is None when nobody had signed in.

    Call it outside the transaction that was refused. Of one person, and without one of one address,
    at most MOST_PER_PERSON are kept in a minute and then one line "en meer pogingen": None tells
    that nothing was written. A trail that is not free within the time the database waits costs the
    line, not the answer.
    """
    recent = _recent(by)
    count = recent.count()
    if count > MOST_PER_PERSON or (by is None and _of_nobody().count() > MOST_OF_NOBODY):
        return None
    entry = _entry(attempt, by, is_last=count == MOST_PER_PERSON)
    try:
        with transaction.atomic():
            hold_trail()
            return append([entry])[0]
    except OperationalError as error:
        name = type(error).__name__
        logger.error("a refused attempt did not reach the trail (%s): %s", attempt.action, name)
        return None


def _of_nobody() -> QuerySet[Entry]:
    since = timezone.now() - WINDOW
    return Entry.objects.filter(actor_id=None, result=Result.REFUSED, at__gt=since)


def _recent(by: Actor | None) -> QuerySet[Entry]:
    if by is None:
        return _of_nobody().filter(origin=origin.current())
    since = timezone.now() - WINDOW
    return Entry.objects.filter(actor_id=by.pk, result=Result.REFUSED, at__gt=since)


def _entry(attempt: Attempt, by: Actor | None, *, is_last: bool) -> Entry:
    now = timezone.now()
    return Entry(
        at=now,
        known_at=now,
        actor_id=by.pk if by else None,
        actor_label=by.get_full_name() if by else "Niet ingelogd",
        action=_MORE if is_last else attempt.action,
        object_type=attempt.object_type[:60],
        object_id=attempt.object_id[:60],
        object_label=printable(attempt.object_label)[:300],
        after=dict(attempt.after),
        reason=attempt.reason,
        origin=origin.current(),
        result=Result.REFUSED,
    )


def printable(text: str) -> str:
    """What a visitor typed, as one line that a database and a page can take."""
    return "".join(sign if sign.isprintable() else " " for sign in one_line(text))
