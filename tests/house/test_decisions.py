"""Decisions are numbered without gaps, complete, and the code refers to ones that exist."""

import re

import pytest

from tests.house.files import APPS, ROOT, python_files, read, templates

FILES = sorted(path.name for path in (ROOT / "docs" / "decisions").iterdir())
_HEADINGS = ["Status", "Context", "Decision", "Consequences"]


def test_numbers_have_no_gaps() -> None:
    assert [int(file[:4]) for file in FILES] == list(range(1, len(FILES) + 1))


@pytest.mark.parametrize("file", FILES)
def test_a_decision_is_one_page_with_four_headings(file: str) -> None:
    text = read(f"docs/decisions/{file}")

    assert text.startswith(f"# {file[:4]} ")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == _HEADINGS
    assert len(text.splitlines()) <= 70


def test_every_decision_the_code_refers_to_exists() -> None:
    places = [*python_files(*APPS, "tests", "tools"), *templates(), ROOT / "publiccode.yml"]
    referred = {
        found
        for path in places
        for found in re.findall(r"docs/decisions/(\d{4}[\w.-]*)", path.read_text(encoding="utf-8"))
    }

    assert referred
    for reference in referred:
        file = reference.rstrip(".")
        assert file in FILES or (len(file) == 4 and any(f.startswith(file) for f in FILES)), file
