"""The files of the repository, for tests that read them."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("offensief", "measures", "incidents", "reports")
CODE = (*APPS, "tests", "tools")


def read(path: str) -> str:
    """The text of a file, by its path from the root."""
    return (ROOT / path).read_text(encoding="utf-8")


def name(path: Path) -> str:
    """Path from the root."""
    return path.relative_to(ROOT).as_posix()


def python_files(*rooms: str) -> Iterator[Path]:
    """Python files of these rooms. Migrations are made by Django and left out."""
    for room in rooms:
        yield from (p for p in (ROOT / room).rglob("*.py") if "migrations" not in p.parts)


def templates() -> list[Path]:
    """Every template."""
    return sorted((ROOT / "templates").rglob("*.html"))


def documents() -> list[Path]:
    """Every document for people who work on or with the repository."""
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def table_rows(text: str) -> list[list[str]]:
    """Cells of all rows of all tables in a Markdown text, heads left out."""
    rows = []
    for found in re.finditer(r"(?:^\|.*\n?)+", text, re.MULTILINE):
        rows += [
            [cell.strip() for cell in line.strip().strip("|").split("|")]
            for line in found[0].splitlines()[2:]
        ]
    return rows
