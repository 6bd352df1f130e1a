"""The secret address of a person's calendar."""

import hashlib
import secrets

from django.utils import timezone

from measures.models import CalendarFeed
from offensief.accounts.models import User
from offensief.audit.services import Deed, record, recorded


@recorded
def make_feed(*, by: User) -> str:
    """A new secret for this person; the one of before stops. Only its hash is kept."""
    _revoke(by)
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.create(user=by, token_sha256=digest(token))
    record(_deed(by, "agenda-adres gemaakt"), by=by)
    return token


@recorded
def revoke_feed(*, by: User) -> bool:
    """The address stops working; False when there was none."""
    if not _revoke(by):
        return False
    record(_deed(by, "agenda-adres ingetrokken"), by=by)
    return True


def _revoke(user: User) -> int:
    return CalendarFeed.objects.filter(user=user, revoked_at=None).update(revoked_at=timezone.now())


def _deed(user: User, action: str) -> Deed:
    return Deed(
        action=action, subject=user, subject_id=str(user.pk), before={}, after={"agenda": action}
    )


def digest(token: str) -> str:
    """What is kept of a secret. It is long and random, so one round of SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
