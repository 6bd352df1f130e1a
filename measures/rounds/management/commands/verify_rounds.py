"""Checks that every state and text of a round is what its events tell."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from measures.rounds.models import Round, RoundEvent
from measures.rounds.selectors.replay import differences


class Command(BaseCommand):
    """Reads only."""

    help = "Controleert of de standen en antwoorden van rondes kloppen met hun gebeurtenissen."

    def handle(self, *args: Any, **options: Any) -> None:
        """Replay every round, and name what differs."""
        rounds = list(Round.objects.order_by("pk"))
        wrong = [sentence for round_ in rounds for sentence in differences(round_)]
        if wrong:
            shown = "\n".join(wrong[:20])
            raise CommandError(f"{len(wrong)} gegevens zijn anders dan wat er gebeurde:\n{shown}")
        events = RoundEvent.objects.count()
        self.stdout.write(f"Alles klopt: {len(rounds)} rondes, {events} gebeurtenissen.")
