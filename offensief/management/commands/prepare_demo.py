"""All the demo needs in its database, in one process: each start of Django costs a second."""

from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    """Safe to run again: what is there stays as it is."""

    help = "Zet tabellen, plan, cijfers en voorbeeldaccounts klaar voor de demo."

    def add_arguments(self, parser: CommandParser) -> None:
        """Tests play rounds and make deliveries of their own."""
        parser.add_argument(
            "--examples",
            action="store_true",
            help="zet ook een voorbeeldronde open en maakt verzonnen leveringen",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """The same commands an administrator runs one by one."""
        call_command("migrate", verbosity=0)
        for command in ("load_plan", "load_registers", "load_figures"):
            call_command(command, stdout=self.stdout)
        if options["examples"]:
            # They need the people, whose list is printed last.
            call_command("demo_people", stdout=StringIO())
            for command in ("demo_round", "make_demo_deliveries"):
                call_command(command, stdout=self.stdout)
        call_command("demo_people", stdout=self.stdout)
