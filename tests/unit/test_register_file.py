"""The registers say what the plan says, and a faulty file is refused with every reason."""

from collections import Counter
from pathlib import Path

import pytest

from measures.plan_file import plan_passage
from measures.register_file import RegisterFile, RegisterFileError, parse_registers, read_registers

FOLDER = Path(__file__).resolve().parents[2] / "measures" / "plan"
PLAN_LINES = (FOLDER / "actieplan-2025.txt").read_text(encoding="utf-8").split("\n")
SOURCE_ROWS = 62


@pytest.fixture(scope="module")
def file() -> RegisterFile:
    return read_registers(FOLDER / "registers-2025.toml")


def test_every_row_of_the_source_is_covered(file: RegisterFile) -> None:
    assert {entry.source_row for entry in file.entries} == set(range(1, SOURCE_ROWS + 1))


def test_rows_that_hold_two_things_give_two_entries(file: RegisterFile) -> None:
    counts = Counter(entry.source_row for entry in file.entries)

    assert {row for row, times in counts.items() if times > 1} == {3, 31, 35, 50, 52}


def test_every_entry_points_to_lines_of_the_plan(file: RegisterFile) -> None:
    for entry in file.entries:
        assert plan_passage("\n".join(PLAN_LINES), entry.lines), entry.title
        numbers = [int(n) for part in entry.lines.split("; ") for n in part.split("-")]
        assert max(numbers) <= len(PLAN_LINES), entry.title


def test_each_register_has_what_the_plan_gives(file: RegisterFile) -> None:
    assert Counter(entry.register for entry in file.entries) == {
        "goal": 5,
        "commitment": 5,
        "study": 10,
        "wanted_study": 7,
        "product": 14,
        "exploration": 13,
        "meeting": 8,
        "international": 5,
    }


def test_what_may_be_studied_stands_last(file: RegisterFile) -> None:
    wanted = [entry for entry in file.entries if entry.register == "wanted_study"]

    assert [entry.source_row for entry in wanted] == list(range(17, 24))
    assert "mogelijk" in wanted[-1].plan_state


GOOD = """
plan = "2025"
[[entries]]
source_row = 1
register = "product"
state = "to_make"
title = "Kaart"
lines = "1-2; 9"
plan_state = "te maken"
"""


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('plan = "2025"', "", "Bovenaan ontbreekt 'plan'"),
        ('plan = "2025"', 'plan = "2025"\ncolour = "red"', "Bovenaan staat 'colour'"),
        ("source_row = 1", 'source_row = "een"', "'source_row' ontbreekt of heeft"),
        ('title = "Kaart"', 'title = " "', "de titel is leeg"),
        ('title = "Kaart"', f'title = "{"x" * 301}"', "'title' heeft meer dan 300 tekens"),
        ('title = "Kaart"', "", "'title' ontbreekt"),
        ('title = "Kaart"', 'title = "Kaart"\nx = 1', "'x' kennen we niet"),
        ('lines = "1-2; 9"', 'lines = "p. 3"', "geen regelnummers"),
        ("source_row = 1", "source_row = = 1", "geen geldige TOML"),
    ],
)
def test_a_fault_is_named_in_a_sentence(old: str, new: str, sentence: str) -> None:
    assert old in GOOD

    with pytest.raises(RegisterFileError) as error:
        parse_registers(GOOD.replace(old, new), name="proef.toml")

    assert sentence in str(error.value)


def test_the_same_entry_twice_is_refused() -> None:
    twice = GOOD + GOOD.replace('plan = "2025"', "")

    with pytest.raises(RegisterFileError, match="staat er 2 keer"):
        parse_registers(twice, name="proef.toml")


def test_a_file_that_is_away_or_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes("title = 'é'".encode("latin-1"))

    with pytest.raises(RegisterFileError, match="niet te lezen"):
        read_registers(tmp_path / "none.toml")
    with pytest.raises(RegisterFileError, match="geen UTF-8"):
        read_registers(tmp_path / "latin.toml")
