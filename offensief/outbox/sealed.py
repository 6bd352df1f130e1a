"""Addresses that only their reader knows (docs/decisions/0027).

The secret at the end of such an address follows from its path and the key of this portal, and is
kept nowhere: who reads the database, or the messages in the portal, does not learn it.
"""

import hmac
from base64 import urlsafe_b64encode

from django.conf import settings
from django.utils.crypto import salted_hmac

_SALT = "offensief.outbox.sealed"


def seal(path: str) -> str:
    """The secret that belongs to this path: 256 bits, as 43 signs that are safe in an address."""
    return _seal(path, settings.SECRET_KEY)


def _seal(path: str, key: str) -> str:
    secret = salted_hmac(_SALT, path, key, algorithm="sha256").digest()
    return urlsafe_b64encode(secret).decode().rstrip("=")


def opens(path: str, secret: str) -> bool:
    """Whether this secret belongs to this path, with the present key or one of before."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    # Every key is tried, so that the time tells nothing.
    fits = [hmac.compare_digest(_seal(path, key).encode(), secret.encode()) for key in keys]
    return any(fits)


def sealed_path(path: str) -> str:
    """The address that opens: "/opgave/7/" becomes "/opgave/7/<secret>/"."""
    return f"{path}{seal(path)}/"
