"""Runs a module of ours in a process of its own that may end at any moment.

For files that somebody sent: a parser may have faults that nobody knows of, and 300 kB can ask for
600 MB. The process has little memory and little time, and none of the secrets of the portal.
"""

import resource
import signal
import subprocess
import sys
from pathlib import Path

from offensief.lib.processes import end_with_parent

_ROOT = Path(__file__).resolve().parents[2]
# Nothing of the portal's own environment; one thread, or numpy reserves memory for every core.
ENVIRONMENT = {"LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1"}


class Ended(Exception):
    """The process gave no answer; the message is for the log and holds nothing of the file."""


def run(module: str, data: bytes, *, seconds: float) -> bytes:
    """What this module answers to this input. Raises Ended."""
    try:
        done = subprocess.run(  # noqa: S603 -- our own module, by name
            [sys.executable, "-m", module],
            input=data,
            capture_output=True,
            cwd=_ROOT,
            env=ENVIRONMENT,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Ended(f"no answer in {seconds} seconds") from error
    if done.returncode != 0:
        # Only the last line, which names the error: the rest may show what stood in the file.
        lines = done.stderr.decode(errors="replace").strip().splitlines() or [""]
        raise Ended(f"exit {done.returncode}, {lines[-1][:200]}")
    return done.stdout


def limit_self(*, memory_bytes: int, cpu_seconds: int) -> None:
    """From now on this process can only be small, and does not outlive the one that started it."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    end_with_parent(signal.SIGKILL)
