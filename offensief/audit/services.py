"""Adding to the trail."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from django.db import models

from offensief.audit import origin
from offensief.audit.models import Entry, Result

type Facts = Mapping[str, str | int | None]


class Actor(Protocol):
    """Whoever does something; the trail knows no accounts."""

    pk: int

    def get_full_name(self) -> str:
        """Name as people know it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What happened to one object. `before` and `after` hold only what differs."""

    action: str
    subject: models.Model
    subject_id: str
    before: Facts
    after: Facts
    reason: str = ""


def record(deed: Deed, *, by: Actor | None, result: Result = Result.DONE) -> Entry:
    """Write one deed, in the transaction of the deed itself. `by` is None for the portal itself."""
    return Entry.objects.create(
        actor_id=by.pk if by else None,
        actor_label=by.get_full_name() if by else "Portaal",
        action=deed.action,
        object_type=deed.subject._meta.label_lower,
        object_id=deed.subject_id,
        object_label=str(deed.subject)[:300],
        before=dict(deed.before),
        after=dict(deed.after),
        reason=deed.reason,
        origin=origin.current(),
        result=result,
    )
