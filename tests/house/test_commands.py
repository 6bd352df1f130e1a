"""Commands, paths and names that the documents mention exist."""

import importlib
import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.house.files import APPS, ROOT, documents, name, read

_PATH = re.compile(r"`((?:\.?[\w-]+/)+[\w.-]*)`")
_DOTTED = re.compile(rf"`((?:{'|'.join(APPS)})(?:\.\w+)+)`")
# A pattern for names, what is there only after a start, and the name of a schema.
_NO_PATHS = {"docs/decisions/NNNN-title.md", "var/", "voortgangsrapportage/2"}


def _targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))


def test_every_make_target_is_declared_and_none_too_many() -> None:
    declared = re.search(r"^\.PHONY: (.+)$", read("Makefile"), re.MULTILINE)
    assert declared
    assert set(declared[1].split()) == _targets()


@pytest.mark.parametrize("document", documents(), ids=name)
def test_every_command_in_a_document_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    mentioned = set(re.findall(r"[`\n] *make ([a-z-]+)", text))
    commands = set(re.findall(r"manage\.py (\w+)", text))

    assert mentioned <= _targets()
    assert commands <= set(get_commands())


@pytest.mark.parametrize("document", documents(), ids=name)
def test_every_path_in_a_document_exists(document: Path) -> None:
    paths = set(_PATH.findall(document.read_text(encoding="utf-8"))) - _NO_PATHS
    places = (ROOT, document.parent)

    assert not [p for p in paths if not any((place / p).exists() for place in places)]


@pytest.mark.parametrize("document", documents(), ids=name)
def test_every_name_of_code_in_a_document_exists(document: Path) -> None:
    for dotted in _DOTTED.findall(document.read_text(encoding="utf-8")):
        assert _resolves(dotted), dotted


def _resolves(dotted: str) -> bool:
    parts = dotted.split(".")
    for split in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:split]))
        except ModuleNotFoundError:
            continue
        for part in parts[split:]:
            if not hasattr(found, part):
                return False
            found = getattr(found, part)
        return True
    return False


def test_readme_shows_the_two_ways_to_start() -> None:
    assert {"`make demo`", "`make test`"} <= set(re.findall(r"`make \w+`", read("README.md")))
