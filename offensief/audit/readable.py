"""Entries of the trail as people read them: names of fields and values in Dutch."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from offensief.audit.models import Entry
from offensief.audit.traced import Traced


@dataclass(frozen=True, slots=True)
class Fact:
    """One field: its name, what it was and what it became."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Line:
    """An entry with its facts."""

    entry: Entry
    kind: str
    facts: tuple[Fact, ...]


def lines(entries: list[Entry]) -> list[Line]:
    """The entries in words. Bookkeeping of versions is left out."""
    return [_line(entry) for entry in entries]


def kind_of(entry: Entry) -> str:
    """What kind of thing an entry is about, such as "antwoord"."""
    model = _model(entry.object_type)
    return str(model._meta.verbose_name) if model else entry.object_type


def _line(entry: Entry) -> Line:
    model = _model(entry.object_type)
    names = [n for n in dict.fromkeys([*entry.before, *entry.after]) if n != "version"]
    return Line(
        entry=entry,
        kind=kind_of(entry),
        facts=tuple(
            Fact(
                name_of(model, name),
                value_of(model, name, entry.before.get(name)),
                value_of(model, name, entry.after.get(name)),
            )
            for name in names
        ),
    )


def _model(label: str) -> type[models.Model] | None:
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def _field(model: type[models.Model] | None, name: str) -> "models.Field[Any, Any] | None":
    if model is None:
        return None
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, models.Field) else None


def name_of(model: type[models.Model] | None, name: str) -> str:
    """What people call this field; an old name that no longer exists stays as it is."""
    field = _field(model, name)
    return str(field.verbose_name) if field is not None else name


def value_of(model: type[models.Model] | None, name: str, value: Any) -> str:
    """A stored value in words: labels for codes, Dutch days for dates, nothing for nothing."""
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    if isinstance(value, dict):
        told_by = model if model and issubclass(model, Traced) else Traced
        return told_by.parts_in_words(value)
    field = _field(model, name)
    choices = dict(getattr(field, "flatchoices", None) or ())
    if value in choices:
        return str(choices[value])
    if isinstance(field, models.DateField) and isinstance(value, str):
        return f"{datetime.fromisoformat(value):%d-%m-%Y}"
    return str(value)
