"""Prints one document of any kind: JSON on standard input, the file on standard output."""

import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.formats.maker import MAKERS
from reports.printing import PROGRESS_MARK
from reports.reading import WrongDocument

# Well within the lease of the worker that listens (reports.jobs.LEASE).
HEARTBEAT_SECONDS = 5


class Command(BaseCommand):
    """Runs in a process of its own (reports.printing) and never touches the database."""

    help = "Drukt een document af: JSON op de invoer, het bestand op de uitvoer."
    requires_system_checks = []
    requires_migrations_checks = False
    _step = "Beginnen"

    def add_arguments(self, parser: CommandParser) -> None:
        """Which form to print."""
        parser.add_argument("--form", choices=list(MAKERS), default="pdf")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print, or say what is wrong with the document and end with code 1."""
        document = self._document()
        try:
            with self._heartbeat():
                content = MAKERS[options["form"]](document, self._tell)
        except WrongDocument as error:
            raise CommandError(str(error)) from error
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()

    def _document(self) -> dict[str, Any]:
        try:
            document = json.loads(sys.stdin.buffer.read())
        except ValueError as error:
            raise CommandError(f"De invoer is geen JSON: {error}") from error
        if not isinstance(document, dict):
            raise CommandError("De invoer is geen document.")
        return document

    @contextmanager
    def _heartbeat(self) -> Iterator[None]:
        """Repeat the last step now and then: one long step must not look like a dead printer."""
        stop = threading.Event()
        thread = threading.Thread(target=self._beat, args=(stop,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    def _beat(self, stop: threading.Event) -> None:
        while not stop.wait(HEARTBEAT_SECONDS):
            self._tell(self._step)

    def _tell(self, step: str) -> None:
        self._step = step
        self.stderr.write(f"{PROGRESS_MARK}{step}")
        self.stderr.flush()
