"""Loads the figure files into the database. Loading twice changes nothing."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from incidents.count_file import CountFileError, read_figures
from incidents.services import checking, loading
from offensief.audit.origin import coming_from
from offensief.lib.refusals import Refused

DEFAULT = settings.BASE_DIR / "incidents" / "data"


class Command(BaseCommand):
    """Takes one argument at most: the folder with the six files."""

    help = "Laadt de cijfers uit CSV-bestanden. Twee keer laden verandert niets."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where the files are."""
        parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT)

    def handle(self, *args: Any, **options: Any) -> None:
        """Read everything, check everything, then write in one transaction."""
        try:
            files = read_figures(options["folder"])
            with coming_from("opdracht load_figures"):
                new = loading.load_figures(files)
                found = checking.check_store()
        except CountFileError as error:
            faults = "\n".join(f"- {problem}" for problem in error.problems)
            raise CommandError(f"Er is niets geladen. Verbeter eerst dit:\n{faults}") from error
        except Refused as refusal:
            raise CommandError(f"Er is niets geladen. {refusal}") from refusal
        self.stdout.write(
            f"Cijfers: {len(files.deliveries)} leveringen met {len(files.observations)} cijfers; "
            f"{new} leveringen nieuw. Tegenstrijdigheden: {found.added} nieuw, {found.gone} niet "
            "meer gevonden."
        )
