"""Checks that no entry of the trail was changed or removed, and that the tables say the same."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from offensief.audit import chain
from offensief.audit.history import states_at
from offensief.audit.models import Entry
from offensief.audit.traced import Traced, facts


class Command(BaseCommand):
    """`--kept` takes the hash that an earlier run printed."""

    help = "Controleert het spoor en noemt de eerste regel die niet klopt."

    def add_arguments(self, parser: CommandParser) -> None:
        """A hash that was kept elsewhere."""
        parser.add_argument("--kept", help="hash van een eerdere controle, elders bewaard")

    def handle(self, *args: Any, **options: Any) -> None:
        """Walk along the chain, look for the kept hash, compare the tables, tell."""
        verdict = chain.verify()
        if verdict.broken is not None:
            raise CommandError(
                f"Het spoor is gebroken bij regel {verdict.broken.pk} ({verdict.broken}): "
                f"{verdict.why}. De {verdict.entries} regels daarvoor kloppen."
            )
        kept = options["kept"]
        if kept and not Entry.objects.filter(hash=kept).exists():
            raise CommandError(
                "De bewaarde hash komt in het spoor niet meer voor: het einde is afgesneden of "
                "het spoor is opnieuw geschreven."
            )
        wrong = list(_different())
        if wrong:
            shown = "\n".join(wrong[:20])
            raise CommandError(
                f"Het spoor zelf klopt, maar {len(wrong)} gegevens zijn buiten het portaal om "
                f"gewijzigd:\n{shown}"
            )
        self.stdout.write(
            f"Het spoor klopt: {verdict.entries} regels, en de tabellen zeggen hetzelfde. "
            f"Bewaar deze hash elders: {verdict.head}"
        )


def _different() -> Iterator[str]:
    """Every field that holds something else than the trail tells."""
    kinds = [model for model in apps.get_models() if issubclass(model, Traced)]
    states = states_at(timezone.now(), *kinds)
    for kind in kinds:
        for row in kind._default_manager.iterator(chunk_size=500):
            told = states[kind].get(row.trail_id, {})
            for name, value in facts(row).items():
                if told.get(name) != value:
                    label = f"{kind._meta.verbose_name} {row.trail_id}"
                    yield f"{label}: {name} is {value!r}, het spoor zegt {told.get(name)!r}"
