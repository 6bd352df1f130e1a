"""Seals of paths: they open that path and no other."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offensief.outbox.sealed import seal, sealed_path

PATH = "/opgave/7/"


def test_a_sealed_path_is_the_path_with_its_secret_behind_it() -> None:
    assert sealed_path(PATH) == f"/opgave/7/{seal(PATH)}/"


@given(st.text(max_size=60))
def test_a_seal_is_43_signs_that_are_safe_in_an_address(path: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", seal(path))


@pytest.mark.parametrize("other", ["/opgave/8/", "/opgave/7", "/opgave/77/", "/Opgave/7/", ""])
def test_a_seal_opens_no_other_path(other: str) -> None:
    assert seal(other) != seal(PATH)


def test_a_new_key_of_the_portal_breaks_every_seal(settings: Any) -> None:
    before = seal(PATH)

    settings.SECRET_KEY = "another key than before, also long enough"

    assert seal(PATH) != before
