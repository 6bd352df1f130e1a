"""Adds a person: the first administrator has to come from somewhere. Others are invited."""

import getpass
import sys
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import translation

from measures.models import MembershipRole, Partner
from measures.services.members import make_member
from offensief.accounts.models import Role, User
from offensief.accounts.services import grant_role, make_user
from offensief.audit.origin import coming_from


class Command(BaseCommand):
    """Asks for the password, or reads it from standard input; it is never an argument."""

    help = "Voegt een persoon toe met een rol in het portaal of bij een partner."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who, and what they may do."""
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("--role", choices=Role.values, help="rol in het hele portaal")
        parser.add_argument("--partner", help="code van een partner, zoals politie of aedes")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check everything, then write person and role together."""
        password = getpass.getpass("Wachtwoord: ") if sys.stdin.isatty() else input()
        # Commands run without a language; the password rules must answer in Dutch.
        with translation.override(settings.LANGUAGE_CODE), coming_from("opdracht make_person"):
            try:
                self._make(password, options)
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
            except Partner.DoesNotExist as error:
                known = ", ".join(Partner.objects.values_list("key", flat=True))
                raise CommandError(f"Deze partner kennen we niet. Kies uit: {known}.") from error
        self.stdout.write(f"{options['name']} kan inloggen met {options['email'].lower()}.")

    @transaction.atomic
    def _make(self, password: str, options: dict[str, Any]) -> None:
        email, name = options["email"], options["name"]
        validate_password(password, User(email=email, name=name))
        user = make_user(email=email, name=name, password=password, by=None)
        if options["role"]:
            grant_role(user=user, role=Role(options["role"]), by=None)
        if options["partner"]:
            make_member(
                user=user,
                partner=Partner.objects.get(key=options["partner"]),
                role=MembershipRole.EDITOR,
                by=None,
            )
