"""Loads what the plan promises beside its measures. Loading twice changes nothing."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from measures import register_loading
from measures.register_file import RegisterFileError, read_registers
from offensief.audit.origin import coming_from

DEFAULT = settings.BASE_DIR / "measures" / "plan" / "registers-2025.toml"


class Command(BaseCommand):
    """Takes one argument at most: the file."""

    help = "Laadt de registers uit een TOML-bestand. Twee keer laden verandert niets."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file."""
        parser.add_argument("file", nargs="?", type=Path, default=DEFAULT)

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, check, write."""
        try:
            file = read_registers(options["file"])
            with coming_from("opdracht load_registers"):
                loaded = register_loading.load_registers(file)
        except RegisterFileError as error:
            raise CommandError("\n".join(error.problems)) from error
        self.stdout.write(f"Registers {file.plan}: {len(file.entries)} regels; {loaded} nieuw.")
