"""Holds a PDF against both standards: the file on standard input, JSON on standard output."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand

from reports.inspection import inspect


class Command(BaseCommand):
    """Runs in a process of its own (reports.printing) and never touches the database."""

    help = "Controleert een PDF: het bestand op de invoer, de uitkomst als JSON op de uitvoer."
    requires_system_checks = []
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        """Inspect and tell."""
        sys.stdout.write(json.dumps(inspect(sys.stdin.buffer.read()), ensure_ascii=False))
