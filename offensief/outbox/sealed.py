"""Addresses that only their reader knows (docs/decisions/0027).

The secret at the end of such an address follows from its path and the key of this portal, and is
kept nowhere: who reads the database, or the messages in the portal, does not learn it.
"""

from base64 import urlsafe_b64encode

from django.utils.crypto import salted_hmac

_SALT = "offensief.outbox.sealed"


def seal(path: str) -> str:
    """The secret that belongs to this path: 256 bits, as 43 signs that are safe in an address."""
    secret = salted_hmac(_SALT, path, algorithm="sha256").digest()
    return urlsafe_b64encode(secret).decode().rstrip("=")


def sealed_path(path: str) -> str:
    """The address that opens: "/opgave/7/" becomes "/opgave/7/<secret>/"."""
    return f"{path}{seal(path)}/"
