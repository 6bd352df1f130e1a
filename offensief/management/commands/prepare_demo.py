"""All the demo needs in its database, in one process: each start of Django costs a second."""

from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    """Safe to run again: what is there stays as it is."""

    help = "Zet tabellen, plan, cijfers en voorbeeldaccounts klaar voor de demo."

    def add_arguments(self, parser: CommandParser) -> None:
        """Tests play rounds of their own."""
        parser.add_argument("--round", action="store_true", help="zet ook een voorbeeldronde open")

    def handle(self, *args: Any, **options: Any) -> None:
        """The same commands an administrator runs one by one."""
        call_command("migrate", verbosity=0)
        for command in ("load_plan", "load_registers", "load_figures"):
            call_command(command, stdout=self.stdout)
        if options["round"]:
            # After the people, whose list is printed last.
            call_command("demo_people", stdout=StringIO())
            call_command("demo_round", stdout=self.stdout)
        call_command("demo_people", stdout=self.stdout)
