"""Which fields hold what signs people in."""

from collections.abc import Iterator

import pytest
from django import forms
from django.forms.forms import BaseForm
from django.urls import get_resolver

from offensief.web.secret import is_secret


def _kinds(of: type[BaseForm]) -> Iterator[type[BaseForm]]:
    for kind in of.__subclasses__():
        yield kind
        yield from _kinds(kind)


def test_the_name_of_every_box_for_a_password_tells() -> None:
    assert get_resolver().url_patterns
    boxes = {
        name
        for kind in _kinds(BaseForm)
        for name, field in getattr(kind, "base_fields", {}).items()
        if isinstance(field.widget, forms.PasswordInput)
    }

    assert "present_password" in boxes
    assert [name for name in boxes if not is_secret(name)] == []


@pytest.mark.parametrize("name", ["explanation", "opmerking-text", "code", "pass_until"])
def test_other_fields_are_no_secret(name: str) -> None:
    assert not is_secret(name)
