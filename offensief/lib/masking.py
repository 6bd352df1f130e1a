"""Takes secrets out of a line for a log, whoever wrote the line."""

import re
from collections.abc import Iterable

MASK = "***"
# A shorter one could be a word that stands in every line.
SHORTEST = 8

# The secret of a personal link, and of a calendar that somebody subscribed to.
_OUR_ADDRESSES = re.compile(r"(/(?:link/[0-9a-fA-F-]{36}|agenda)/)[^/\s?#\"'<>]+")
# Any other part of an address that looks drawn by lot, such as the key for a new password.
_DRAWN = re.compile(
    r"(?<=/)(?=[^/\s?]{0,200}\d)(?:[A-Za-z0-9]{30,}|[0-9a-z]{1,13}-[0-9a-z]{6,}-[0-9a-f]{32,}"
    r"|[A-Za-z0-9]{1,8}:[A-Za-z0-9]{6,8}:[A-Za-z0-9_-]{20,}"
    r"|(?=[^/\s?]{0,200}[a-z])(?=[^/\s?]{0,200}[A-Z])[A-Za-z0-9_-]{20,})(?=[/\s?\"',.]|$)"
)
# name=value, "name": "value" and Header: value.
_NAMED = re.compile(
    r"(?i)((?:passw(?:or)?d|wachtwoord|secret|token|session|csrf|authorization|cookie|api[_-]?key)"
    r"\w{0,20})(['\"]?\s*[=:]\s*)(['\"]?)(?!\*\*\*)"
    r"((?:Bearer |Basic )?[^\s'\",;&<>)]+)"
)
_IN_ADDRESS = re.compile(r"(\w://[^\s/:@]*:)[^\s/@]+(@)")


def mask(text: str, secrets: Iterable[str] = ()) -> str:
    """The line with *** for each of these secrets, and for what is one by its place.

    "Not Found: /link/<uuid>/Geheim1/" is "Not Found: /link/<uuid>/***/", and
    "postgresql://a:pw@host/x" is "postgresql://a:***@host/x".
    """
    for secret in secrets:
        if len(secret) >= SHORTEST:
            text = text.replace(secret, MASK)
    text = _OUR_ADDRESSES.sub(rf"\1{MASK}", text)
    text = _DRAWN.sub(MASK, text)
    text = _IN_ADDRESS.sub(rf"\1{MASK}\2", text)
    return _NAMED.sub(rf"\1\2\3{MASK}", text)
