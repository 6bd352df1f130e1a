"""docs/statuses.md says what the code does."""

import runpy

from tests.house.files import ROOT, read


def test_the_page_is_what_the_generator_gives() -> None:
    document = runpy.run_path(str(ROOT / "tools" / "statuses.py"))["document"]

    assert read("docs/statuses.md") == document(), "make fix writes docs/statuses.md anew"
