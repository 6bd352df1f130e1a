"""Makes deliveries for a demonstration. Everything about them says DEMO."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from incidents.demo import scale
from incidents.services import demo
from offensief.accounts.models import User
from offensief.audit.origin import coming_from
from offensief.lib.dutch import number

_OFFERS, _RELEASES = "cijfer@demo.example", "hoofd@demo.example"


class Command(BaseCommand):
    """Safe to run again: with made-up deliveries there it adds none, unless asked for a scale."""

    help = "Maakt verzonnen leveringen voor de demo (alleen met DEBUG=1 en DEMO=1)."

    def add_arguments(self, parser: CommandParser) -> None:
        """How many figures, for measuring speed."""
        parser.add_argument("--scale", action="store_true", help="maakt leveringen op schaal")
        parser.add_argument("--rows", type=int, default=1_000_000, help="cijfers op schaal")

    def handle(self, *args: Any, **options: Any) -> None:
        """A history of deliveries, or very many figures."""
        if not settings.DEMO:
            raise CommandError("Verzonnen leveringen bestaan alleen met DEBUG=1 en DEMO=1.")
        pair = _pair()
        with coming_from("opdracht make_demo_deliveries"):
            if options["scale"]:
                self._scale(options["rows"], pair)
                return
            count = demo.make_history(today=timezone.localdate(), pair=pair)
        self.stdout.write(f"DEMO: {count} verzonnen leveringen nieuw.")

    def _scale(self, rows: int, pair: demo.Pair) -> None:
        if rows < 1:
            raise CommandError("Geef met --rows hoeveel cijfers er komen: ten minste 1.")
        areas = demo.areas_of_scale()
        written = 0
        for vintage in scale.vintages(rows, len(areas), timezone.localdate()):
            entries = scale.figures(vintage, areas)
            written += demo.add_vintage(entries, known_on=vintage.known_on, pair=pair)
            self.stdout.write(f"DEMO: {number(written)} van {number(rows)} cijfers.")


def _pair() -> demo.Pair:
    people = User.objects.in_bulk([_OFFERS, _RELEASES], field_name="email")
    if len(people) < 2:
        raise CommandError("Maak eerst de voorbeeldaccounts: manage.py demo_people.")
    return demo.Pair(offers=people[_OFFERS], releases=people[_RELEASES])
