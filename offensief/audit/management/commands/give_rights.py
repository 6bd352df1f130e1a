"""Makes the database account the portal works with, which owns nothing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from offensief import env
from offensief.audit import rights


class Command(BaseCommand):
    """For the owner of the tables, after every `migrate`. Safe to run again."""

    help = "Maakt het databaseaccount waarmee het portaal werkt, en geeft het de rechten daarvoor."

    def add_arguments(self, parser: CommandParser) -> None:
        """Its name; the password comes from PORTAL_DATABASE_PASSWORD."""
        parser.add_argument("account", help="naam van het account, zoals portal")

    def handle(self, *args: Any, **options: Any) -> None:
        """Give, and tell how many tables it can only add to."""
        account = options["account"]
        try:
            given = rights.give(account, env.text("PORTAL_DATABASE_PASSWORD"))
        except rights.TooMighty as error:
            raise CommandError(
                f"Het account {account} is eigenaar van tabellen of mag alles. Kies een andere "
                "naam: het portaal mag niet kunnen uitzetten wat de geschiedenis bewaart."
            ) from error
        only_added = sum("UPDATE" not in one for one in given.values())
        self.stdout.write(
            f"{account} mag nu in {len(given)} tabellen werken; in {only_added} daarvan kan het "
            "niets wijzigen of weghalen."
        )
