"""Makes the accounts of the demo. Only on a machine with DEBUG and DEMO."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from incidents.models import Area, ObjectType
from measures.models import MembershipRole, Partner
from measures.services.members import make_member
from offensief.accounts.models import Role, User
from offensief.accounts.second_factor import add_demo_app
from offensief.accounts.services import grant_role, make_user
from offensief.audit.origin import coming_from
from reports.scopes import add_scope

# Known to everybody, so it may never reach a real portal (settings refuse DEMO without DEBUG).
PASSWORD = "offensief-demo-2025"  # noqa: S105  # nosec B105 -- known to everybody on purpose

PORTAL_ROLES = {
    "secretaris@demo.example": ("Sanne de Vries (secretariaat)", Role.SECRETARY),
    "secretaris2@demo.example": ("Samir Bakker (secretariaat)", Role.SECRETARY),
    "hoofd@demo.example": ("Hanna Jansen (hoofd)", Role.HEAD),
    "lezer@demo.example": ("Lars Smit (lezer)", Role.READER),
    "cijfer@demo.example": ("Lotte Hendriks (cijfereigenaar)", Role.FIGURES_OWNER),
    "cijfer2@demo.example": ("Karim Dijkstra (cijfereigenaar)", Role.FIGURES_OWNER),
    "beheerder@demo.example": ("Bea Postma (beheerder)", Role.ADMINISTRATOR),
}
_EDITOR, _SIGNER = MembershipRole.EDITOR, MembershipRole.SIGNER
# Name, partner, roles; a partner can have one person for everything, two, or a deputy.
PARTNER_ROLES = {
    "politie@demo.example": ("Priya Visser (politie, opsteller)", "politie", (_EDITOR,)),
    "politie.chef@demo.example": ("Petra Bos (politie, ondertekenaar)", "politie", (_SIGNER,)),
    "aedes@demo.example": ("Aron Mulder (Aedes)", "aedes", (_EDITOR, _SIGNER)),
    "vng@demo.example": ("Vera Kok (VNG)", "vng", (_EDITOR, _SIGNER)),
    "om@demo.example": ("Omar Willems (OM, opsteller)", "om", (_EDITOR,)),
    "om.vervanger@demo.example": ("Olga Meijer (OM, vervanger)", "om", (_SIGNER,)),
}
OWN_OBJECTS = {"aedes": ObjectType.HOME, "vno-ncw-mkb": ObjectType.BUSINESS}
OWN_AREAS = {"politie": "PE-ROTTERDAM"}
DEPUTIES = {"om.vervanger@demo.example"}
OUTSIDER = ("buitenstaander@demo.example", "Bo Dekker (zonder rol)")


class Command(BaseCommand):
    """Safe to run again: who is there stays as they are."""

    help = "Maakt de voorbeeldaccounts van de demo (alleen met DEBUG=1 en DEMO=1)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make who is not there yet, and print them all."""
        if not settings.DEMO:
            raise CommandError("Voorbeeldaccounts bestaan alleen met DEBUG=1 en DEMO=1.")
        with coming_from("opdracht demo_people"):
            for email, (name, role) in PORTAL_ROLES.items():
                grant_role(user=_person(email, name), role=role, by=None)
            for email, (name, partner, member_roles) in PARTNER_ROLES.items():
                user = _person(email, name)
                for member_role in member_roles:
                    make_member(
                        user=user,
                        partner=Partner.objects.get(key=partner),
                        role=member_role,
                        is_deputy=email in DEPUTIES,
                        by=None,
                    )
            _person(*OUTSIDER)
            self._own_figures()
        self._print()

    def _own_figures(self) -> None:
        """An area or a branch for partners that have one, as the secretariat would choose."""
        for key, object_type in OWN_OBJECTS.items():
            partner = Partner.objects.get(key=key)
            add_scope(partner=partner, area=None, object_type=object_type, by=None)
        for key, area in OWN_AREAS.items():
            partner = Partner.objects.get(key=key)
            add_scope(partner=partner, area=Area.objects.get(code=area), object_type="", by=None)

    def _print(self) -> None:
        self.stdout.write(f"\nVoorbeeldaccounts, allemaal met wachtwoord {PASSWORD}:")
        for email, (name, *_) in [*PORTAL_ROLES.items(), *PARTNER_ROLES.items()]:
            self.stdout.write(f"  {email:<30} {name}")
        self.stdout.write(f"  {OUTSIDER[0]:<30} {OUTSIDER[1]}")
        self.stdout.write("De code van de tweede stap staat in de demo op de pagina zelf.")


def _person(email: str, name: str) -> User:
    found = User.objects.filter(email=email).first()
    user = found or make_user(email=email, name=name, password=PASSWORD, by=None)
    add_demo_app(user)
    return user
