"""A whole portal for browser tests: own database, own queue, real web server, real worker."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from typing import Any, LiteralString

import psycopg

from offensief import embedded

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "offensief-demo-2025"
# As on a server the portal does not work with the account that owns the tables.
_ACCOUNT = "offensief_portal"
_SECRET = "only-for-tests"


class Portal:
    """Processes of one portal. Every one is ended by `close`, also after a failing test."""

    def __init__(self, folder: Path, name: str, **settings: str) -> None:
        self._stack = ExitStack()
        self.port = embedded.free_port()
        self.queue_port = embedded.free_port()
        self.url = f"http://localhost:{self.port}"
        self._folder = folder
        self.environment = {
            **os.environ,
            "DATABASE_URL": _as_portal(_address(name)),
            "PORTAL_DATABASE_PASSWORD": _SECRET,
            "REDIS_URL": f"redis://127.0.0.1:{self.queue_port}/0",
            "DEBUG": "1",
            "DEMO": "1",
            "PORTAL_URL": self.url,
            "SWEEP_SECONDS": "2",
            # Tests share sessions, and the suite lasts longer than people may stay away.
            "SESSION_IDLE_MINUTES": "480",
            "CONFIRM_MINUTES": "480",
            "LOG_LEVEL": "WARNING",
            **settings,
        }
        self.queue = ExitStack()
        self._stack.push(self.queue)
        # What the browser keeps of who signed in, by person.
        self.signed_in: dict[str, Any] = {}
        self.workers: list[subprocess.Popen[bytes]] = []
        self._new_database(name)

    def _new_database(self, name: str) -> None:
        """A copy of a prepared one, which the first portal of this run makes for all of them."""
        ready = f"ready_{os.environ.get('PYTEST_XDIST_TESTRUNUID', os.getpid())}"
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
            # The other worker waits here meanwhile; the end of the connection lets go.
            connection.execute("SELECT pg_advisory_lock(hashtext('prepared portal'))")
            known = [row[0] for row in connection.execute("SELECT datname FROM pg_database")]
            if ready not in known:
                for old in (one for one in known if one.startswith("ready_")):
                    _execute(connection, "DROP DATABASE {} WITH (FORCE)", old)
                _execute(connection, "CREATE DATABASE {}", ready)
                self.manage("prepare_demo", DATABASE_URL=_address(ready))
                self.manage("give_rights", _ACCOUNT, DATABASE_URL=_address(ready))
            _execute(connection, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
            _execute(connection, "CREATE DATABASE {} TEMPLATE {}", name, ready)

    def manage(self, *arguments: str, **settings: str) -> str:
        """Run a management command; its output. Fails the test when the command fails."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env={**self.environment, **settings},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def rows(self, query: LiteralString) -> list[tuple[Any, ...]]:
        """What the database holds, asked from outside the portal."""
        with psycopg.connect(self.environment["DATABASE_URL"]) as connection:
            return connection.execute(query).fetchall()

    def start_queue(self) -> None:
        """The queue comes up, on the port the portal knows."""
        self.queue.enter_context(embedded.valkey(self._folder / "valkey", self.queue_port))

    def stop_queue(self) -> None:
        """The queue goes away."""
        self.queue.close()

    def start_web(self) -> None:
        """The web server, ready to answer."""
        options = ["--workers=2", "--log-level=warning", "--no-control-socket"]
        command = ["-m", "gunicorn", f"--bind=127.0.0.1:{self.port}", *options, "offensief.wsgi"]
        web = self._start(command, "web")
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and web.poll() is None:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=2).close()
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
            else:
                return
        raise AssertionError((self._folder / "web.log").read_text())

    def start_worker(self) -> None:
        """A worker with the sweeper (beat) in it, and one that only prints, as on a server."""
        everything_else = ["--queues=portal,import", "--concurrency=1", "--beat"]
        printing = ["--queues=pdf", "--concurrency=2", "--hostname=printer@%h"]
        self.workers = [
            self._start(self._celery(everything_else), "worker"),
            self._start(self._celery(printing), "printer"),
        ]

    def _celery(self, options: list[str]) -> list[str]:
        return ["-m", "celery", "-A", "offensief", "worker", "--loglevel=WARNING", *options]

    def kill_worker(self) -> None:
        """The workers and all they started get kill -9, as in a crash of the machine."""
        for worker in self.workers:
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()

    def log(self, name: str) -> str:
        """What "web" or "worker" wrote so far."""
        return (self._folder / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    def _start(self, command: list[str], name: str) -> subprocess.Popen[bytes]:
        log = self._stack.enter_context((self._folder / f"{name}.log").open("ab"))
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=self.environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        self._stack.callback(self._end, process)
        return process

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        if process.poll() is None:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=10)
        # Whatever of its group is left, such as a child of a worker that was still starting.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def close(self) -> None:
        """End every process."""
        self._stack.close()


def _address(database: str) -> str:
    before, _, after = os.environ["DATABASE_URL"].rpartition("/offensief")
    return f"{before}/{database}{after}"


def _as_portal(address: str) -> str:
    return re.sub(r"//([^/@]*@)?", f"//{_ACCOUNT}:{_SECRET}@", address, count=1)


def _execute(connection: psycopg.Connection, statement: LiteralString, *names: str) -> None:
    identifiers = [psycopg.sql.Identifier(name) for name in names]
    connection.execute(psycopg.sql.SQL(statement).format(*identifiers))


def wait_until(question: Any, *, seconds: float, what: str) -> None:
    """Ask until the answer is true; fails with `what` when the time is up."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if question():
            return
        time.sleep(0.1)
    raise AssertionError(f"Not within {seconds} s: {what}")
