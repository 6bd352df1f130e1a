"""What the messages of a round say and to whom they went, for tests."""

from datetime import datetime

from measures.rounds.models import Reminder
from offensief.accounts.models import User
from offensief.lib.dutch import AMSTERDAM
from offensief.outbox.models import Message


def dutch(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of 2027 on the Dutch clock."""
    return datetime(2027, month, day, hour, minute, tzinfo=AMSTERDAM)


def to_whom(kind: str) -> list[str]:
    """Names of the people to whom messages of this kind went, one for each message."""
    found = Message.objects.filter(kind=kind).order_by("recipient__name")
    return list(found.values_list("recipient__name", flat=True))


def message(kind: str, person: User) -> Message:
    """The message of this kind to this person; there is exactly one."""
    return Message.objects.get(kind=kind, recipient=person)


def told(person: User) -> list[str]:
    """The thresholds this person heard of, in order."""
    found = Reminder.objects.filter(person=person).order_by("pk")
    return list(found.values_list("threshold", flat=True))
