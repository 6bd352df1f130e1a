"""Tests that share a running portal stay with one worker: the runner hears their groups."""

import subprocess
import sys
from pathlib import Path

from tests.house.files import ROOT

_GROUPED = """
import pytest

@pytest.mark.xdist_group("together")
@pytest.mark.parametrize("number", range(4))
def test_one(number):
    pass
"""


def test_the_runner_keeps_a_group_with_one_worker(tmp_path: Path) -> None:
    (tmp_path / "test_grouped.py").write_text(_GROUPED)
    options = ["-v", "-n", "2", "--dist", "loadgroup", "-p", "no:django", "-c", "/dev/null"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "test_grouped.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    passed = [line for line in done.stdout.splitlines() if "PASSED" in line]
    assert len(passed) == 4, done.stdout + done.stderr
    assert len({line.split("]")[0] for line in passed}) == 1


def test_every_file_of_browser_tests_names_its_group() -> None:
    files = sorted((ROOT / "tests" / "browser").glob("test_*.py"))

    assert files
    assert [f.name for f in files if "xdist_group(" not in f.read_text(encoding="utf-8")] == []
