"""Loads a plan file into the database. Loading twice changes nothing."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from measures import loading
from measures.plan_file import PlanFileError, read_plan
from offensief.audit.origin import coming_from
from offensief.lib.refusals import Refused

DEFAULT = settings.BASE_DIR / "measures" / "plan" / "actieplan-2025.toml"


class Command(BaseCommand):
    """Takes one argument at most: the plan file."""

    help = "Laadt het actieplan uit een TOML-bestand. Twee keer laden verandert niets."

    def add_arguments(self, parser: CommandParser) -> None:
        """The plan file."""
        parser.add_argument("file", nargs="?", type=Path, default=DEFAULT)

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, check, write."""
        try:
            plan = read_plan(options["file"])
            with coming_from("opdracht load_plan"):
                loaded = loading.load_plan(plan)
        except PlanFileError as error:
            raise CommandError("\n".join(error.problems)) from error
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"Actieplan {plan.key}: {len(plan.measures)} maatregelen, "
            f"{len(plan.partners)} partners; {loaded} nieuw."
        )
