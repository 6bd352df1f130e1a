"""make demo: database and queue, data, people, web and worker in one go; Ctrl-C stops them all.

Runs outside Django, because the database must be there before Django's settings can be read.
"""

import contextlib
import fcntl
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from types import FrameType
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var" / "demo"
sys.path.insert(0, str(ROOT))

from offensief import embedded  # noqa: E402 -- the path above makes it importable
from offensief.lib.processes import end_with_parent  # noqa: E402


def main() -> int:
    """Start everything, wait, stop everything."""
    VAR.mkdir(parents=True, exist_ok=True)
    # Set also for Ctrl-C: a shell starts background jobs with it ignored.
    signal.signal(signal.SIGINT, _stop)
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGHUP, _stop)
    with (VAR / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("De demo draait al in een ander venster. Stop die eerst met Ctrl-C.")
            return 1
        if "--reset" in sys.argv:
            _reset()
            return 0
        try:
            _run(int(os.environ.get("PORT") or 8000))
        except KeyboardInterrupt:
            print("\nDe demo is gestopt. Uw gegevens blijven bewaard; make demo start weer.")
    return 0


def _reset() -> None:
    for part in ("postgres", "valkey"):
        shutil.rmtree(VAR / part, ignore_errors=True)
    print("De demo is leeggemaakt. make demo begint opnieuw.")


def _run(port: int) -> None:
    if _port_is_taken(port):
        sys.exit(f"Poort {port} is bezet. Kies een andere: make demo PORT={port + 1}")
    with ExitStack() as stack:
        database, queue = stack.enter_context(
            embedded.services(
                VAR,
                database_url=os.environ.get("DATABASE_URL", ""),
                redis_url=os.environ.get("REDIS_URL", ""),
            )
        )
        ours = {
            "DATABASE_URL": database,
            "REDIS_URL": queue,
            "DEBUG": "1",
            "DEMO": "1",
            "PORTAL_URL": f"http://localhost:{port}",
            "LOG_LEVEL": os.environ.get("LOG_LEVEL", "WARNING"),
        }
        environment = {**os.environ, **ours}
        # For manage.py in another window, while the demo runs: . var/demo/env
        exports = "".join(f"export {name}={shlex.quote(value)}\n" for name, value in ours.items())
        (VAR / "env").write_text(exports)
        prepare = [sys.executable, "manage.py", "prepare_demo", "--examples"]
        subprocess.run(prepare, cwd=ROOT, env=environment, check=True)
        web = stack.enter_context(_running("web", _web(port), environment))
        worker = stack.enter_context(_running("worker", _worker(), environment))
        printer = stack.enter_context(_running("printer", _printer(), environment))
        _wait_for(web, port)
        print(f"\nHet portaal draait op http://localhost:{port}/  (Ctrl-C stopt)", flush=True)
        while all(process.poll() is None for process in (web, worker, printer)):
            time.sleep(0.2)
        sys.exit(f"Een deel is onverwacht gestopt; zie web, worker en printer.log in {VAR}.")


def _web(port: int) -> list[str]:
    options = ["--workers=2", "--log-level=warning", "--no-control-socket"]
    return [
        sys.executable,
        "-m",
        "gunicorn",
        f"--bind=127.0.0.1:{port}",
        *options,
        "offensief.wsgi",
    ]


def _worker() -> list[str]:
    """Everything but printing, with the sweeper (beat) in it."""
    return _celery("--queues=portal,import", "--beat")


def _printer() -> list[str]:
    """Apart: mail and publication do not wait for a report that is being made."""
    return _celery("--queues=pdf", "--hostname=printer@%h")


def _celery(*options: str) -> list[str]:
    celery = [sys.executable, "-m", "celery", "-A", "offensief", "worker"]
    return [*celery, "--concurrency=1", "--loglevel=WARNING", *options]


@contextmanager
def _running(
    name: str, command: list[str], environment: dict[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """A process in a session of its own: Ctrl-C reaches only this script, which then stops it."""
    with (VAR / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            start_new_session=True,
            stdout=log,
            stderr=log,
            preexec_fn=partial(end_with_parent, signal.SIGTERM),  # noqa: PLW1509 -- no threads
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=15)
        # Whatever of its group is left, such as a child of a worker that was still starting.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _port_is_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def _wait_for(web: subprocess.Popen[bytes], port: int) -> None:
    # A machine that does something heavy beside it needs far more than the usual five seconds.
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and web.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=10):  # nosec B310 -- ours
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    sys.exit(f"De webserver is niet gestart; zie {VAR / 'web.log'}.")


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
