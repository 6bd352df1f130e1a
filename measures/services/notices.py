"""Telling people what happened: a message in the outbox per deed and person.

Whoever calls a service rings afterwards: offensief.outbox.tasks.ring_after_commit(queued(deed)).
"""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone
from django.utils.text import Truncator

from measures.models import Comment
from offensief.accounts.models import User
from offensief.outbox.models import Message
from offensief.outbox.services import queue

# A mail is a sign to look, no copy of the portal.
_LONGEST_QUOTE = 500
_JUST_NOW = timedelta(minutes=10)


def queued(deed: str) -> list[int]:
    """Ids of the messages this deed just put in the outbox, such as those of "mention:12"."""
    since = timezone.now() - _JUST_NOW
    found = Message.objects.filter(created_at__gte=since, dedupe_key__startswith=f"{deed}:")
    return list(found.values_list("pk", flat=True))


def quote(text: str) -> str:
    """The beginning of what somebody wrote."""
    return Truncator(text.strip()).chars(_LONGEST_QUOTE)


def mention_deed(comment: Comment) -> str:
    """Name of the deed of mentioning people in a remark."""
    return f"mention:{comment.pk}"


def tell_mentioned(comment: Comment, people: Iterable[User]) -> None:
    """A message to everybody whose attention is asked, except to the writer."""
    measure = comment.measure
    if measure is None:
        raise ValueError("Only remarks at a measure mention people.")
    writer = comment.made_by
    for person in people:
        if person.pk == writer.pk:
            continue
        queue(
            to=person,
            kind="mention",
            kind_label="u bent genoemd",
            subject=f"{writer.name} noemde u bij maatregel {measure.number}",
            body=f"{writer.name} schreef bij maatregel {measure.number} "
            f"({measure.short_title}):\n\n{quote(comment.text)}",
            link=f"{measure.get_absolute_url()}#opmerking-{comment.pk}",
            dedupe_key=f"{mention_deed(comment)}:{person.pk}",
        )
