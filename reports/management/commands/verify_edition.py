"""Checks that what is kept of an edition is still what was made of it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.models import Edition, EditionState
from reports.services.verifying import verify


class Command(BaseCommand):
    """Compares, and never repairs: a file that differs is a matter for people."""

    help = (
        "Vergelijkt edities met hun SHA-256 en maakt hun bestanden opnieuw. "
        "Eindigt met code 1 als er iets verschilt."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Which editions."""
        parser.add_argument("numbers", nargs="*", metavar="nummer", help="nummer van een editie")
        parser.add_argument("--all", action="store_true", help="alle bevroren edities")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify them one by one, and tell each finding at once."""
        wrong = 0
        checked = list(self._asked(options["numbers"], everything=options["all"]))
        for number in checked:
            edition = Edition.objects.get(number=number)
            for finding in verify(edition):
                self.stdout.write(f"{number}: {finding.text}")
                wrong += not finding.is_good
        if wrong:
            raise CommandError(f"Er is iets niet in orde: {wrong} van de regels hierboven.")
        self.stdout.write(f"In orde. Gecontroleerde edities: {len(checked)}.")

    def _asked(self, numbers: list[str], *, everything: bool) -> list[str]:
        frozen = Edition.objects.filter(state=EditionState.FROZEN).order_by("frozen_at")
        known = list(frozen.values_list("number", flat=True))
        if everything:
            return known
        if not numbers:
            raise CommandError("Noem een of meer nummers van edities, of --all.")
        for number in numbers:
            if number not in known:
                raise CommandError(f"Er is geen bevroren editie met nummer {number}.")
        return numbers
