"""What a round sent: to whom, when, and how that went."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from measures.models import Membership
from measures.rounds.models import Reminder, Round
from measures.rounds.states import Threshold
from offensief.lib.dutch import date_long, enumerate_nl, number
from offensief.outbox.models import Message, MessageState
from offensief.outbox.selectors import why


@dataclass(frozen=True, slots=True)
class SentRow:
    """One message to one person."""

    to: str
    # Short names of the partners this person spoke for.
    partners: str
    subject: str
    url: str
    state: MessageState
    # When it was sent; while it waits, from when it will be tried.
    at: datetime
    # Why it was not sent (yet); empty when nothing went wrong.
    why: str


@dataclass(frozen=True, slots=True)
class SentGroup:
    """What was sent for one reason, by name of the person."""

    title: str
    # Such as "verstuurd: 2, niet verstuurd: 1".
    counts: str
    rows: tuple[SentRow, ...]


def sent(round_: Round) -> tuple[SentGroup, ...]:
    """All messages of a round, what was made last first, in a fixed number of queries."""
    groups = [*_reminders(round_), *_others(round_)]
    groups.sort(key=lambda pair: pair[0], reverse=True)
    return tuple(group for _, group in groups)


type _Dated = tuple[datetime, SentGroup]


def _reminders(round_: Round) -> list[_Dated]:
    """By threshold and the last day it was counted from."""
    found = Reminder.objects.filter(submission__round=round_).select_related(
        "message__recipient", "submission__partner"
    )
    groups: dict[str, dict[Message, list[str]]] = {}
    for reminder in found.order_by("submission__partner__short_name"):
        title = (
            f"Herinnering: {Threshold(reminder.threshold).label.lower()} "
            f"({date_long(reminder.last_day)})"
        )
        partners = groups.setdefault(title, {}).setdefault(reminder.message, [])
        partners.append(reminder.submission.partner.short_name)
    return [_group(title, rows.items()) for title, rows in groups.items()]


def _others(round_: Round) -> list[_Dated]:
    """By kind. Their keys begin with the round (measures.rounds.services.notices.round_deed)."""
    messages = Message.objects.filter(dedupe_key__startswith=f"round:{round_.number}:")
    groups: dict[str, list[Message]] = {}
    for message in messages.select_related("recipient").order_by("created_at", "pk"):
        groups.setdefault(message.kind_label, []).append(message)
    partners = _partners(round_)
    return [
        _group(label.capitalize(), [(m, partners.get(m.recipient_id, [])) for m in found])
        for label, found in groups.items()
    ]


def _partners(round_: Round) -> dict[int, list[str]]:
    """For whom people speak, or spoke, among the partners of this round; all before it opened."""
    members = Membership.objects.select_related("partner").order_by("partner__short_name")
    if round_.submissions.exists():
        members = members.filter(partner__submissions__round=round_)
    found: dict[int, list[str]] = {}
    for member in members:
        names = found.setdefault(member.user_id, [])
        if member.partner.short_name not in names:
            names.append(member.partner.short_name)
    return found


def _group(title: str, messages: Iterable[tuple[Message, list[str]]]) -> _Dated:
    found = list(messages)
    states = Counter(MessageState(message.state) for message, _ in found)
    counts = [f"{s.label.lower()}: {number(states[s])}" for s in MessageState if states[s]]
    rows = sorted((_row(m, names) for m, names in found), key=lambda row: row.to.lower())
    last = max(message.created_at for message, _ in found)
    return last, SentGroup(title, ", ".join(counts), tuple(rows))


def _row(message: Message, partners: list[str]) -> SentRow:
    state = MessageState(message.state)
    waits = state is MessageState.WAITING
    return SentRow(
        to=message.recipient.name,
        partners=enumerate_nl(partners),
        subject=message.subject,
        url=message.get_absolute_url(),
        state=state,
        at=message.sent_at or (message.next_try_at if waits else message.created_at),
        why=why(message),
    )
