"""Tests that share a running portal stay with one worker: the runner hears their groups."""

import subprocess
import sys
from pathlib import Path

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
