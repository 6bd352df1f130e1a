"""Asks ClamAV's daemon whether a file is harmful (clamd, command INSTREAM).

The libraries for this give an empty answer when the daemon goes away halfway, which is easily taken
for "clean". Here everything but a plain "OK" is a refusal.
"""

import socket
from collections.abc import Iterator
from typing import BinaryIO

_PIECE = 64 * 1024
_LONGEST_ANSWER = 4096
CONNECT_SECONDS = 3
# For each step; together well within what the web server waits.
SECONDS = 15


class ScannerAway(Exception):
    """The file was not looked at; the message is for the log."""


class Infected(Exception):
    """Something harmful was found; the message is its name."""


def scan(stream: BinaryIO, *, address: str) -> None:
    """Return when the file is clean. Raises Infected, or ScannerAway when nobody can tell.

    `address` is "host:port" or the path of a socket, such as "/run/clamav/clamd.ctl". The stream is
    at its start again afterwards.
    """
    stream.seek(0)
    try:
        answer = _ask(stream, address)
    except OSError as error:
        raise ScannerAway(type(error).__name__) from error
    finally:
        stream.seek(0)
    # "stream: OK", "stream: Win.Test.EICAR_HDB-1 FOUND" or "INSTREAM size limit exceeded. ERROR".
    if answer == "stream: OK":
        return
    if answer.endswith(" FOUND"):
        raise Infected(answer.removeprefix("stream: ").removesuffix(" FOUND"))
    raise ScannerAway(answer[:200] or "no answer")


def _ask(stream: BinaryIO, address: str) -> str:
    with _connected(address) as connection:
        connection.settimeout(SECONDS)
        try:
            connection.sendall(b"zINSTREAM\0")
            for piece in _pieces(stream):
                connection.sendall(len(piece).to_bytes(4) + piece)
        except BrokenPipeError:
            # It stopped listening, because the file is too big for it; the answer says so.
            pass
        return _answer(connection)


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    while piece := stream.read(_PIECE):
        yield piece
    yield b""


def _answer(connection: socket.socket) -> str:
    found = b""
    while b"\0" not in found and len(found) < _LONGEST_ANSWER:
        piece = connection.recv(_LONGEST_ANSWER)
        if not piece:
            break
        found += piece
    return found.partition(b"\0")[0].decode(errors="replace").strip()


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(CONNECT_SECONDS)
        try:
            connection.connect(address)
        except OSError:
            connection.close()
            raise
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=CONNECT_SECONDS)
