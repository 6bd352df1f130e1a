"""Who is behind a session, or behind an address with its password."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.db.models import Exists, OuterRef

from offensief.accounts.models import SECOND_FACTORS, Person, User

# Nobody can own an address under "example" (RFC 2606): it is of the demo, with a known password.
DEMO_ADDRESS = "@demo.example"


class Backend(ModelBackend):
    """Django's own; it only adds, in the same question, whether there is a second factor."""

    def user_can_authenticate(self, user: Person | None) -> bool:
        """Active people only, and people of the demo only in the demo."""
        if isinstance(user, User) and user.email.endswith(DEMO_ADDRESS) and not settings.DEMO:
            return False
        return bool(super().user_can_authenticate(user))

    def get_user(self, user_id: Any) -> User | None:
        """The active person of a session."""
        factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_FACTORS)
        found = User.objects.annotate(found_factor=Exists(factors)).filter(pk=user_id).first()
        if found is None or not self.user_can_authenticate(found):
            return None
        found.__dict__["has_second_factor"] = found.found_factor
        return found
