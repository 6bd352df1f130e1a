"""Locks the secrets of authenticator apps with the present key, when it was rotated."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from offensief.accounts import vault


class Command(BaseCommand):
    """Safe to run again. Stops at a secret that no key opens, and changes nothing then."""

    help = "Zet de sleutels van apps opnieuw op slot, met de SECRET_KEY van nu."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Open each with the key it was locked with, and lock it with the newest."""
        apps = Authenticator.objects.select_for_update().filter(type=Authenticator.Type.TOTP)
        for app in apps:
            try:
                app.data["secret"] = vault.lock(vault.unlock(app.data["secret"]))
            except vault.LockedForGood as error:
                raise CommandError(
                    f"De app van account {app.user_id} gaat met geen enkele sleutel open. Zet de "
                    "oude SECRET_KEY in SECRET_KEY_FALLBACKS. Er is niets gewijzigd."
                ) from error
            app.save(update_fields=["data"])
        self.stdout.write(f"{len(apps)} sleutels staan op slot met de SECRET_KEY van nu.")
