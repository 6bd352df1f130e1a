"""An antivirus small enough to read, on this machine only: it speaks clamd's INSTREAM."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

# The beginning of the test file of antivirus makers, which harms nothing.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR"


@dataclass
class Clamd:
    """Answers "clean" or "found" by content, or always `answer`; keeps what it was given."""

    address: str
    answer: bytes | None = None
    most_bytes: int = 100 * 1024**2
    seen: list[bytes] = field(default_factory=list)

    def talk(self, connection: socket.socket) -> None:
        """One conversation: a command, pieces with their length, an empty piece, the answer."""
        with connection, connection.makefile("rb") as stream:
            command = b""
            while not command.endswith(b"\0"):
                command += stream.read(1)
            assert command == b"zINSTREAM\0"
            content = b""
            while length := int.from_bytes(stream.read(4)):
                content += stream.read(length)
                if len(content) > self.most_bytes:
                    connection.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                    return
            self.seen.append(content)
            found = b"Win.Test.EICAR_HDB-1 FOUND" if EICAR in content else b"OK"
            connection.sendall(b"stream: " + found + b"\0" if self.answer is None else self.answer)


@contextmanager
def clamd_server(
    *, path: str = "", answer: bytes | None = None, most_bytes: int = 100 * 1024**2
) -> Iterator[Clamd]:
    """A running server on a socket file, or on a free port of 127.0.0.1; gone at the end."""
    if path:
        listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listening.bind(path)
        listening.listen()
        found = Clamd(path, answer, most_bytes)
    else:
        listening = socket.create_server(("127.0.0.1", 0))
        found = Clamd(f"127.0.0.1:{listening.getsockname()[1]}", answer, most_bytes)

    def serve() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            found.talk(connection)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield found
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join()
