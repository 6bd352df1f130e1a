"""Secrets that the portal itself must read again, locked with the key of the portal.

A new SECRET_KEY opens what was locked before while the old one is in SECRET_KEY_FALLBACKS.
"""

from base64 import urlsafe_b64encode
from functools import cache
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

_PURPOSE = b"offensief.accounts.vault:"


def lock(text: str) -> str:
    """The text as only this portal can read it."""
    return (
        _ring(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS).encrypt(text.encode()).decode()
    )


def unlock(locked: str) -> str:
    """The text behind a locked one. Raises LockedForGood when no key fits."""
    ring = _ring(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    try:
        return ring.decrypt(locked.encode()).decode()
    except InvalidToken as error:
        raise LockedForGood(
            "A secret was locked with another SECRET_KEY; put that key in SECRET_KEY_FALLBACKS."
        ) from error


class LockedForGood(Exception):
    """The key a secret was locked with is gone."""


@cache
def _ring(*keys: str) -> MultiFernet:
    return MultiFernet(
        Fernet(urlsafe_b64encode(sha256(_PURPOSE + key.encode()).digest())) for key in keys
    )
