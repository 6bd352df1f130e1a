"""What a form that was sent says, in the words of its own fields, for a page that shows it again.

The page that shows it does not know the form. The file of the view that receives it does: the forms
it works with stand in it, and the one that fits best tells what each field is called.
"""

import inspect
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.urls import Resolver404, resolve

# Two words or more are somebody's own; one word without a label may be a seal or a button.
_OWN_WORDS = " "


@dataclass(frozen=True, slots=True)
class Shown:
    """A field as its reader knows it. No label: a field that no form tells of."""

    label: str
    value: str


def view_at(path: str) -> Callable[..., Any] | None:
    """The view that answers at an address, with everything that was put around it."""
    try:
        return resolve(path).func
    except Resolver404:
        return None


def shown(path: str, fields: Sequence[tuple[str, str]]) -> tuple[Shown, ...]:
    """The filled fields a person has seen, in order; hidden ones and seals are left out."""
    known = _fields_of(path, [name for name, _ in fields])
    return tuple(_shown(known, fields))


def label_of(path: str, names: Iterable[str]) -> dict[str, str]:
    """What the fields with these names are called in the form sent to this address."""
    names = list(names)
    known = _fields_of(path, names)
    found = {name: known.get(_bare(name)) for name in names}
    return {name: str(field.label) for name, field in found.items() if field and field.label}


def _shown(known: dict[str, forms.Field], fields: Sequence[tuple[str, str]]) -> Iterator[Shown]:
    for name, value in fields:
        field = known.get(_bare(name))
        if not value.strip() or (field and field.widget.is_hidden):
            continue
        if field and field.label:
            yield Shown(str(field.label), _words(field, value))
        elif _OWN_WORDS in value.strip():
            yield Shown("", value)


def _words(field: forms.Field, value: str) -> str:
    if isinstance(field, forms.BooleanField):
        return "ja"
    # Whoever made up a form must not read here what a row of the database is called.
    if isinstance(field, forms.ModelChoiceField):
        return "(uw keuze)"
    if isinstance(field, forms.ChoiceField):
        choices = dict(_flat(cast("Iterable[Any]", field.choices)))
        return str(choices.get(value, value))
    return value


def _flat(choices: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(value), label


def _fields_of(path: str, names: Sequence[str]) -> dict[str, forms.Field]:
    """Fields by name, those of the best fitting form last so that they win."""
    sent = {_bare(name) for name in names}
    found: dict[str, forms.Field] = {}
    for form in sorted(_forms_at(path), key=lambda form: _fit(form, sent)):
        found |= _told(form)
    return found


def _told(form: type[forms.Form]) -> dict[str, forms.Field]:
    """Its fields; a form that makes them as it goes tells them in `fields_told`."""
    tell = getattr(form, "fields_told", dict)
    return form.base_fields | tell()


def _fit(form: type[forms.Form], sent: set[str]) -> tuple[int, int]:
    fields = _told(form).keys()
    return len(fields & sent), -len(fields - sent)


def _forms_at(path: str) -> list[type[forms.Form]]:
    view = view_at(path)
    if view is None:
        return []
    inner = inspect.unwrap(view)
    module = sys.modules[getattr(inner, "view_class", inner).__module__]
    return [
        one for one in vars(module).values() if inspect.isclass(one) and issubclass(one, forms.Form)
    ]


def _bare(name: str) -> str:
    """Without the prefix of a form: "contact-email" is an "email"."""
    return name.rpartition("-")[2]
