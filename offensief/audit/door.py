"""What was refused on the way of one request, kept until its answer is known.

A refusal rolls its transaction back, so the trail is told afterwards, by the door through which the
request came (offensief.audit.middleware).
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import models

from offensief.lib.refusals import NotAllowed


@dataclass(frozen=True, slots=True)
class Refusal:
    """A service refused somebody: who, about which thing, and in what words."""

    by: Any
    subject: models.Model | None
    sentence: str
    # To know one that goes up through several services.
    error: NotAllowed


_told: ContextVar[list[Refusal] | None] = ContextVar("refusals", default=None)


@contextmanager
def open_door() -> Iterator[list[Refusal]]:
    """Collects what is refused inside."""
    told: list[Refusal] = []
    token = _told.set(told)
    try:
        yield told
    finally:
        _told.reset(token)


def tell(error: NotAllowed, arguments: Mapping[str, Any]) -> None:
    """A service refused; its arguments tell who asked (`by`, or in a `hand`) and about what.

    Without a door, as in a command, nothing is kept: no person came in.
    """
    told = _told.get()
    if told is None or any(refusal.error is error for refusal in told):
        return
    by = arguments.get("by") or getattr(arguments.get("hand"), "by", None)
    things = [a for name, a in arguments.items() if name != "by" and isinstance(a, models.Model)]
    told.append(Refusal(by, things[0] if things else None, str(error), error))
