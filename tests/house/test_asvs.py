"""The table of ASVS tells of every requirement, of what exists, and counts right."""

import ast
import re
from collections import Counter

from tests.house.files import ROOT, read

FILE = "docs/security/asvs.md"
# ASVS 5.0.0, levels 1 and 2; a number that is left out is of level 3.
IDS = {
    "V1.1": "1-2",
    "V1.2": "1-9",
    "V1.3": "1-11",
    "V1.4": "1-3",
    "V1.5": "1-2",
    "V2.1": "1-3",
    "V2.2": "1-3",
    "V2.3": "1-4",
    "V2.4": "1",
    "V3.2": "1-2",
    "V3.3": "1-4",
    "V3.4": "1-6",
    "V3.5": "1-5",
    "V3.7": "1-2",
    "V4.1": "1-3",
    "V4.2": "1",
    "V4.3": "1-2",
    "V4.4": "1-4",
    "V5.1": "1",
    "V5.2": "1-3",
    "V5.3": "1-2",
    "V5.4": "1-3",
    "V6.1": "1-3",
    "V6.2": "1-12",
    "V6.3": "1-4",
    "V6.4": "1-4",
    "V6.5": "1-5",
    "V6.6": "1-3",
    "V6.8": "1-4",
    "V7.1": "1-3",
    "V7.2": "1-4",
    "V7.3": "1-2",
    "V7.4": "1-5",
    "V7.5": "1-2",
    "V7.6": "1-2",
    "V8.1": "1-2",
    "V8.2": "1-3",
    "V8.3": "1",
    "V8.4": "1",
    "V9.1": "1-3",
    "V9.2": "1-4",
    "V10.1": "1-2",
    "V10.2": "1-2",
    "V10.3": "1-4",
    "V10.4": "1-11",
    "V10.5": "1-5",
    "V10.6": "1-2",
    "V10.7": "1-3",
    "V11.1": "1-2",
    "V11.2": "1-3",
    "V11.3": "1-3",
    "V11.4": "1-4",
    "V11.5": "1",
    "V11.6": "1",
    "V12.1": "1-3",
    "V12.2": "1-2",
    "V12.3": "1-4",
    "V13.1": "1",
    "V13.2": "1-5",
    "V13.3": "1-2",
    "V13.4": "1-5",
    "V14.1": "1-2",
    "V14.2": "1-4",
    "V14.3": "1-3",
    "V15.1": "1-3",
    "V15.2": "1-3",
    "V15.3": "1-7",
    "V16.1": "1",
    "V16.2": "1-5",
    "V16.3": "1-4",
    "V16.4": "1-3",
    "V16.5": "1-3",
    "V17.1": "1",
    "V17.2": "1-4",
    "V17.3": "1-2",
}

STATUSES = ("met", "met by the host", "not met", "not applicable")
_ROW = re.compile(
    r"^[|] (V[\d.]+) [|] ([12]) [|] (.+) [|] (.+) [|] (.+) [|] (.+) [|]$", re.MULTILINE
)
_NAMED = re.compile(r"`([^`]+)`")


def _rows() -> list[tuple[str, str, str, str, str, str]]:
    """Id, level, question, status, how, and where it is shown."""
    return _ROW.findall(read(FILE))


def _all_ids() -> list[str]:
    found = []
    for section, numbers in IDS.items():
        for part in numbers.split():
            first, _, last = part.partition("-")
            found += [f"{section}.{n}" for n in range(int(first), int(last or first) + 1)]
    return found


def test_every_requirement_stands_there_once_and_in_order() -> None:
    assert len(_all_ids()) == 253
    assert [row[0] for row in _rows()] == _all_ids()


def test_every_row_has_a_status_and_what_is_met_says_how_and_where() -> None:
    for number, _, _, status, how, shown in _rows():
        assert status in STATUSES, number
        if status != "not applicable":
            assert how != "-", number
            assert _NAMED.search(shown) or "](" in shown, number


def test_the_counts_at_the_top_are_those_of_the_table() -> None:
    counts = Counter((row[3], row[1]) for row in _rows())
    of = {status: (counts[status, "1"], counts[status, "2"]) for status in STATUSES}
    applies = [sum(of[s][level] for s in STATUSES[:3]) for level in (0, 1)]
    every = [sum(of[s][level] for s in STATUSES) for level in (0, 1)]
    expected = {**of, "applies": tuple(applies), "requirements": tuple(every)}

    for name, (one, two) in expected.items():
        assert f"| {name} | {one} | {two} | {one + two} |" in read(FILE), name


def test_the_list_of_what_is_not_met_is_that_of_the_table() -> None:
    listed = re.findall(r"^- [*][*](V[\d.]+)[*][*] ", read(FILE), re.MULTILINE)

    assert len(listed) == len(set(listed))
    assert set(listed) == {row[0] for row in _rows() if row[3] == "not met"}


def test_every_file_test_and_setting_that_is_named_exists() -> None:
    named = {name for row in _rows() for name in _NAMED.findall(row[5])}
    tests = {name for name in named if name.startswith("tests/")}
    settings = {name for name in named if re.fullmatch(r"[A-Z0-9_]+", name)}

    assert len(tests) > 100
    assert not [name for name in tests if not _is_there(name)]
    assert not [name for name in named - tests - settings if not (ROOT / name).exists()]
    code = read("offensief/settings.py")
    assert not [name for name in settings if not re.search(rf"^.*\b{name}\b.* = ", code, re.M)]


def _is_there(name: str) -> bool:
    path, _, function = name.partition("::")
    if not (ROOT / path).is_file():
        return False
    defined = {n.name for n in ast.parse(read(path)).body if isinstance(n, ast.FunctionDef)}
    return function in defined if function else any(n.startswith("test_") for n in defined)
