"""Links and pictures in the documents lead somewhere."""

import re
from pathlib import Path

import pytest

from tests.house.files import ROOT, documents, name

_LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
IMAGES = ROOT / "docs" / "images"


def _links(document: Path) -> list[tuple[bool, str, str]]:
    """Whether it is a picture, its text, and where it leads."""
    found = _LINK.findall(document.read_text(encoding="utf-8"))
    return [(mark == "!", text, target) for mark, text, target in found]


@pytest.mark.parametrize("document", documents(), ids=name)
def test_internal_links_resolve(document: Path) -> None:
    for _, _, target in _links(document):
        if target.startswith(("https://", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        place = (document.parent / path) if path else document
        assert place.exists(), target
        if anchor:
            assert anchor in _anchors(place), target


def _anchors(document: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings}


def test_every_picture_is_used_and_exists() -> None:
    used = {
        (document.parent / target).resolve()
        for document in documents()
        for is_picture, _, target in _links(document)
        if is_picture
    }

    assert used == {path.resolve() for path in IMAGES.iterdir() if path.name != ".gitkeep"}


@pytest.mark.parametrize("document", documents(), ids=name)
def test_every_picture_says_what_it_shows(document: Path) -> None:
    assert all(text for is_picture, text, _ in _links(document) if is_picture)
