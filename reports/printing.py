"""Prints a document in a process of its own, with a limit on time and memory.

Text of partners is untrusted: a page that eats memory or time must end with that process, not
with the worker (reliability.md, Files in and out).
"""

import contextlib
import resource
import signal
import subprocess
import sys
import threading
from typing import IO

from django.conf import settings

from offensief.lib.processes import end_with_parent
from reports.progress import Tell

SECONDS = 120
MEMORY_BYTES = 2 * 1024**3
# Lines with this mark on standard error tell how far the printer is.
PROGRESS_MARK = "voortgang: "


class PrintFailed(Exception):
    """The printer stopped. The text is for the log, not for a page."""


def print_file(document: str, form: str, *, tell: Tell) -> bytes:
    """A file of a canonical document of any kind, in one of the forms of reports.formats.maker.

    `tell` hears each step, and may stop it by raising. Raises PrintFailed when the printer stopped.
    """
    return _run(["print_edition", "--form", form], document.encode(), tell)


def inspect(pdf: bytes) -> str:
    """What checkers say of a PDF (reports.inspection), as JSON. Raises PrintFailed."""
    return _run(["inspect_pdf"], pdf, lambda step: None).decode()


def _run(command: list[str], told: bytes, tell: Tell) -> bytes:
    """What our own command answers to what it was told, within the limits."""
    process = subprocess.Popen(  # noqa: S603 -- our own command, no input from people in it
        [sys.executable, str(settings.BASE_DIR / "manage.py"), *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=_limit,  # noqa: PLW1509 -- the worker runs one task, in one thread
    )
    if process.stdin is None or process.stdout is None or process.stderr is None:
        raise PrintFailed("The printer has no pipes.")
    output: list[bytes] = []
    reader = threading.Thread(target=_read_all, args=(process.stdout, output))
    timer = threading.Timer(SECONDS, process.kill)
    reader.start()
    timer.start()
    try:
        # A printer that dies at once leaves a broken pipe; its exit code tells the story.
        with contextlib.suppress(BrokenPipeError), process.stdin as pipe:
            pipe.write(told)
        complaints = _listen(process.stderr, tell)
        process.wait()
    finally:
        timer.cancel()
        process.kill()
        process.wait()
        reader.join()
        process.stdout.close()
        process.stderr.close()
    if process.returncode != 0:
        raise PrintFailed(f"exit {process.returncode}: {complaints[-2000:]}")
    return b"".join(output)


def _read_all(stream: IO[bytes], into: list[bytes]) -> None:
    into.append(stream.read())


def _listen(stream: IO[bytes], tell: Tell) -> str:
    """Pass on progress; what is left is what went wrong."""
    complaints = []
    for raw in stream:
        line = raw.decode(errors="replace").rstrip()
        if line.startswith(PROGRESS_MARK):
            tell(line.removeprefix(PROGRESS_MARK))
        else:
            complaints.append(line)
    return "\n".join(complaints)


def _limit() -> None:
    """Runs in the new process: bounded memory, and it dies when the worker is killed."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    end_with_parent(signal.SIGKILL)
