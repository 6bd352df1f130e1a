"""People of a partner for tests."""

from measures.models import Membership, MembershipRole, Partner
from measures.services.members import make_member
from offensief.accounts.models import User
from tests.conftest import make_person


def member(
    partner: Partner, name: str, role: MembershipRole, *, is_deputy: bool = False
) -> Membership:
    """A person of a partner; the same name is the same person."""
    email = f"{name.lower()}@test.example"
    user = User.objects.filter(email=email).first() or make_person(email, name)
    return make_member(user=user, partner=partner, role=role, is_deputy=is_deputy, by=None)
