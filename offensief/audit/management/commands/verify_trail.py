"""Checks that no entry of the trail was changed, removed or put in between."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from offensief.audit import chain


class Command(BaseCommand):
    """Takes no arguments; ends with an error when a link is broken."""

    help = "Controleert het spoor en noemt de eerste regel die niet klopt."

    def handle(self, *args: Any, **options: Any) -> None:
        """Walk, tell."""
        verdict = chain.verify()
        if verdict.broken is not None:
            raise CommandError(
                f"Het spoor is gebroken bij regel {verdict.broken.pk} ({verdict.broken}): "
                f"{verdict.why}. De {verdict.entries} regels daarvoor kloppen."
            )
        self.stdout.write(
            f"Het spoor klopt: {verdict.entries} regels. Laatste hash: {verdict.head}"
        )
