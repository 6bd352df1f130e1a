"""Everybody the portal knows, one of each kind."""

from measures.models import MembershipRole, Partner
from measures.services.members import make_member
from offensief.accounts.models import Role, User
from tests.conftest import make_person

_PORTAL_ROLES = {
    "reader": ("Lars Lezer", Role.READER),
    "figures": ("Lotte Cijfer", Role.FIGURES_OWNER),
    "head": ("Hanna Hoofd", Role.HEAD),
    "secretary": ("Sanne Secretaris", Role.SECRETARY),
    "administrator": ("Bea Beheer", Role.ADMINISTRATOR),
}
_SPEAKERS = {
    # Only writes for Aedes.
    "editor": ("Eva Aedes", "aedes", (MembershipRole.EDITOR,)),
    # Writes and signs.
    "aedes": ("Aron Aedes", "aedes", (MembershipRole.EDITOR, MembershipRole.SIGNER)),
    "police": ("Priya Politie", "politie", (MembershipRole.EDITOR, MembershipRole.SIGNER)),
}


def make_cast() -> dict[str, User]:
    """The people by their role in the access table; a visitor without account is nobody."""
    people = {"outsider": make_person("buiten@test.example", "Bo Buiten")}
    for key, (name, role) in _PORTAL_ROLES.items():
        people[key] = make_person(f"{key}@test.example", name, role)
    for key, (name, partner, roles) in _SPEAKERS.items():
        people[key] = make_person(f"{key}@test.example", name)
        for member_role in roles:
            make_member(
                user=people[key],
                partner=Partner.objects.get(key=partner),
                role=member_role,
                by=None,
            )
    return people
