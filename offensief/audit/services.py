"""Adding to the trail."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Protocol

from django.db import connection, models, transaction
from django.utils import timezone

from offensief.audit import chain, door, origin
from offensief.audit.models import Entry, Result
from offensief.lib.refusals import NotAllowed

type Fact = str | int | bool | list[str] | None
type Facts = Mapping[str, Fact]


class Actor(Protocol):
    """Whoever does something; the trail knows no accounts."""

    pk: int

    def get_full_name(self) -> str:
        """Name as people know it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What happened to one object. `before` and `after` hold only what differs.

    `known_at` is given when the facts were public before the deed, such as a plan loaded later.
    """

    action: str
    subject: models.Model
    subject_id: str
    before: Facts
    after: Facts
    reason: str = ""
    on_behalf_of: str = ""
    known_at: datetime | None = None


def hold_trail() -> None:
    """Let nobody else write until this transaction ends; the chain has one end.

    Has to be the first statement of a transaction: taken later, a writer that waits for it may
    hold rows the other needs. LOCK takes no snapshot, so what is read after it is up to date.
    """
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE audit_entry IN SHARE ROW EXCLUSIVE MODE")


def recorded[**P, R](service: Callable[P, R]) -> Callable[P, R]:
    """Decorator of a service: one transaction that holds the trail from its first statement.

    When the service refuses a person, the door of the request is told: the transaction that would
    tell the trail is rolled back (offensief.audit.refused).
    """

    @wraps(service)
    def inside(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            with transaction.atomic():
                hold_trail()
                return service(*args, **kwargs)
        except NotAllowed as refusal:
            door.tell(refusal, kwargs)
            raise

    return inside


def record(deed: Deed, *, by: Actor | None, result: Result = Result.DONE) -> Entry:
    """Write one deed, in the transaction of the deed itself. `by` is None for the portal itself."""
    return record_all([deed], by=by, result=result)[0]


def record_all(
    deeds: Iterable[Deed], *, by: Actor | None, result: Result = Result.DONE
) -> list[Entry]:
    """Write several deeds in their order, as links of the chain."""
    with transaction.atomic():
        hold_trail()
        now = timezone.now()
        entries = [_entry(deed, by=by, at=now) for deed in deeds]
        for entry in entries:
            entry.result = result
        return append(entries)


def append(entries: list[Entry]) -> list[Entry]:
    """Link entries to the end of the chain, in a transaction that holds the trail."""
    head = Entry.objects.order_by("-pk").values_list("hash", flat=True).first()
    for entry in entries:
        entry.previous_hash = head or chain.START
        entry.hash = head = chain.link(entry)
    return Entry.objects.bulk_create(entries, batch_size=500)


def _entry(deed: Deed, *, by: Actor | None, at: datetime) -> Entry:
    return Entry(
        at=at,
        known_at=deed.known_at or at,
        actor_id=by.pk if by else None,
        actor_label=by.get_full_name() if by else "Portaal",
        on_behalf_of=deed.on_behalf_of,
        action=deed.action,
        object_type=deed.subject._meta.label_lower,
        object_id=deed.subject_id,
        object_label=str(deed.subject)[:300],
        before=dict(deed.before),
        after=dict(deed.after),
        reason=deed.reason,
        origin=origin.current(),
    )
