"""Who is behind a session, or behind an address with its password."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.backends import ModelBackend
from django.db.models import Exists, OuterRef

from offensief.accounts.models import SECOND_FACTORS, User


class Backend(ModelBackend):
    """Django's own; it only adds, in the same question, whether there is a second factor."""

    def get_user(self, user_id: Any) -> User | None:
        """The active person of a session."""
        factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_FACTORS)
        found = User.objects.annotate(found_factor=Exists(factors)).filter(pk=user_id).first()
        if found is None or not self.user_can_authenticate(found):
            return None
        found.__dict__["has_second_factor"] = found.found_factor
        return found
