"""All the demo needs in its database, in one process: each start of Django costs a second."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Safe to run again: what is there stays as it is."""

    help = "Zet tabellen, plan, cijfers en voorbeeldaccounts klaar voor de demo."

    def handle(self, *args: Any, **options: Any) -> None:
        """The same commands an administrator runs one by one."""
        call_command("migrate", verbosity=0)
        for command in ("load_plan", "load_registers", "load_figures", "demo_people"):
            call_command(command, stdout=self.stdout)
