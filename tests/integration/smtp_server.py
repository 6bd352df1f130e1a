"""A mail server small enough to read, on this machine only. It keeps what it was given."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from threading import Event, Thread


@dataclass
class SmtpServer:
    """Takes every mail, but answers a verb in `answers` with that line instead."""

    answers: dict[str, str] = field(default_factory=dict)
    port: int = 0
    envelopes: list[tuple[str, str]] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)

    @property
    def mails(self) -> list[EmailMessage]:
        """What came in, taken apart by Python's own parser."""
        return [message_from_bytes(content, policy=default) for content in self.raw]

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One conversation (RFC 5321)."""
        sender = recipient = ""
        writer.write(b"220 test\r\n")
        while line := (await reader.readline()).decode().strip():
            verb = line.split()[0].upper()
            if verb == "MAIL":
                sender = line.partition("<")[2].partition(">")[0]
            elif verb == "RCPT":
                recipient = line.partition("<")[2].partition(">")[0]
            elif verb == "DATA" and verb not in self.answers:
                writer.write(b"354 go on\r\n")
                self.raw.append((await reader.readuntil(b"\r\n.\r\n"))[:-5])
                self.envelopes.append((sender, recipient))
            answer = "221 bye" if verb == "QUIT" else self.answers.get(verb, "250 ok")
            writer.write(f"{answer}\r\n".encode())
            if verb == "QUIT":
                break
        writer.close()


@contextmanager
def smtp_server(**answers: str) -> Iterator[SmtpServer]:
    """A running server on a free port of 127.0.0.1; gone at the end.

    It lives in a thread of its own from the first step: a worker that drove a browser before has
    the loop of that browser in the thread of the tests.
    """
    found = SmtpServer(answers)
    loop, listens = asyncio.new_event_loop(), Event()
    thread = Thread(target=_serve, args=(found, loop, listens))
    thread.start()
    try:
        assert listens.wait(timeout=30)
        yield found
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


def _serve(found: SmtpServer, loop: asyncio.AbstractEventLoop, listens: Event) -> None:
    listening = loop.run_until_complete(asyncio.start_server(found.talk, "127.0.0.1", 0))
    found.port = listening.sockets[0].getsockname()[1]
    listens.set()
    loop.run_forever()
    listening.close()
    loop.run_until_complete(listening.wait_closed())
    loop.close()
