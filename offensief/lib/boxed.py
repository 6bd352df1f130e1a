"""Runs a module of ours in a process of its own that may end at any moment.

For files that somebody sent: a parser may have faults that nobody knows of, and 300 kB can ask for
600 MB. The process has little memory and little time, and none of the secrets of the portal.
"""

import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from offensief.lib.processes import end_with_parent

_ROOT = Path(__file__).resolve().parents[2]
# Nothing of the portal's own environment; one thread, or numpy reserves memory for every core.
ENVIRONMENT = {"LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1"}
_TICK_SECONDS = 5.0


class Ended(Exception):
    """The process gave no answer; the message is for the log and holds nothing of the file."""


def run(
    module: str, data: bytes, *, seconds: float, tick: Callable[[], None] | None = None
) -> bytes:
    """What this module answers to this input. Raises Ended.

    `tick` is called every few seconds meanwhile; what it raises ends the process too.
    """
    command = [sys.executable, "-m", module]
    with subprocess.Popen(  # noqa: S603 -- our own module, by name
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=_ROOT,
        env=ENVIRONMENT,
    ) as process:
        try:
            output, errors = _wait(process, data, seconds, tick)
        finally:
            process.kill()
    if process.returncode != 0:
        # Only the last line, which names the error: the rest may show what stood in the file.
        lines = errors.decode(errors="replace").strip().splitlines() or [""]
        raise Ended(f"exit {process.returncode}, {lines[-1][:200]}")
    return output


def _wait(
    process: subprocess.Popen[bytes], data: bytes, seconds: float, tick: Callable[[], None] | None
) -> tuple[bytes, bytes]:
    ends = time.monotonic() + seconds
    sent: bytes | None = data
    while (left := ends - time.monotonic()) > 0:
        try:
            return process.communicate(sent, timeout=min(left, _TICK_SECONDS))
        except subprocess.TimeoutExpired:
            # What was not sent yet goes along by itself.
            sent = None
            if tick:
                tick()
    raise Ended(f"no answer in {seconds} seconds")


def limit_self(*, memory_bytes: int, cpu_seconds: int) -> None:
    """From now on this process can only be small, and does not outlive the one that started it."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    end_with_parent(signal.SIGKILL)
