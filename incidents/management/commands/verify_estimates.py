"""Computes every kept outcome again and says which come out differently."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from incidents.models import Estimate
from incidents.services.estimating import faulty_estimates


class Command(BaseCommand):
    """Ends with an error when any outcome differs."""

    help = "Rekent alle bewaarde schattingen na."

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare all of them."""
        faulty = faulty_estimates()
        if faulty:
            told = ", ".join(f"{kept.pk} ({kept})" for kept in faulty)
            raise CommandError(f"Deze schattingen komen nu anders uit: {told}.")
        count = Estimate.objects.count()
        self.stdout.write(f"{count} schattingen nagerekend; alle komen weer zo uit.")
