"""Things whose every field is told to the trail, so that the trail alone can bring them back."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any, ClassVar

from django.db import models

from offensief.audit.services import Deed, Fact, Facts


class Traced(models.Model):
    """A row that the time machine can show as it was. TRAIL names the fields that are told."""

    TRAIL: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    @property
    def trail_id(self) -> str:
        """By what the trail knows this row: a number people use, or else the row number."""
        return str(self.pk)

    @classmethod
    def parts_in_words(cls, value: dict[str, Any]) -> str:
        """A told field with parts of its own, as people read it."""
        return "; ".join(f"{name}: {part}" for name, part in value.items() if part)


def facts(thing: Traced) -> dict[str, Fact]:
    """All told fields of a saved row as the trail keeps them."""
    return {name: _fact(getattr(thing, name)) for name in thing.TRAIL}


def _fact(value: Any) -> Fact:
    """Dates and times as ISO text, rows by their trail id, many of them as a sorted list."""
    if isinstance(value, Traced):
        return value.trail_id
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, models.Manager):
        return sorted(str(_fact(part)) for part in value.all())
    if isinstance(value, list | tuple):
        return [str(part) for part in value]
    return str(value) if isinstance(value, str) else value


def made(thing: Traced, action: str, **more: Any) -> Deed:
    """The deed of making a row: everything it is."""
    return Deed(
        action=action,
        subject=thing,
        subject_id=thing.trail_id,
        before={},
        after=facts(thing),
        **more,
    )


def changed(thing: Traced, was: Facts, action: str, **more: Any) -> Deed:
    """The deed of changing a row: only what differs from `was` (its facts before)."""
    now = facts(thing)
    names = [name for name in now if now[name] != was.get(name)]
    return Deed(
        action=action,
        subject=thing,
        subject_id=thing.trail_id,
        before={name: was.get(name) for name in names},
        after={name: now[name] for name in names},
        **more,
    )


def all_made(things: Iterable[Traced], action: str, **more: Any) -> Sequence[Deed]:
    """The deeds of making several rows."""
    return [made(thing, action, **more) for thing in things]
