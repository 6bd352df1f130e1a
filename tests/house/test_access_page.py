"""docs/access.md says what the access table does."""

import runpy

from tests.house.files import ROOT, read


def test_the_page_is_what_the_generator_gives() -> None:
    document = runpy.run_path(str(ROOT / "tools" / "access.py"))["document"]

    assert read("docs/access.md") == document(), "make fix writes docs/access.md anew"
