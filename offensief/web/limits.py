"""How often somebody may try something in a while (docs/decisions/0042-limits.md).

Counted in the server of the queue, so that all processes count together. When that is away each
process counts for itself: a limit never lets everything through, and never stops the portal.
"""

import logging
import time
from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import SlidingWindowCounterRateLimiter
from redis.exceptions import RedisError

from offensief.web.visitor import address_of

logger = logging.getLogger(__name__)

# Per network address, unless told otherwise.
LIMITS = {
    # Beyond these the code of the second factor goes along with the password.
    "sign_in_network": "30 per minute",
    "sign_in_address": "10 per 5 minutes",
    "sign_in_code": "5 per 5 minutes",
    # Beyond the first the administrators are told, as often as the second says.
    "failures": "100 per 10 minutes",
    "failures_told": "1 per hour",
    # Of one address, in the trail.
    "failures_kept": "20 per minute",
    "forgot": "10 per hour",
    "invitation": "20 per 10 minutes",
    "change_password": "20 per 10 minutes",  # nosec B105 -- a limit
    "personal_link": "60 per 10 minutes",
    "hash_check": "30 per minute",
    "upload": "60 per 10 minutes",
    "api": "600 per minute",
    # Of one account: reading everything at once is work for the server.
    "export": "60 per 10 minutes",
    "search": "120 per minute",
}

# What somebody did too often, for the page that says so.
_DEEDS = {
    "forgot": "een nieuw wachtwoord gevraagd",
    "invitation": "een uitnodiging geopend",
    "change_password": "geprobeerd een wachtwoord te wijzigen",  # nosec B105 -- a sentence
    "personal_link": "een persoonlijke link geopend",
    "hash_check": "een bestand gecontroleerd",
    "upload": "een bestand gestuurd",
    "export": "een bestand of lijst met alles opgehaald",
    "search": "gezocht",
}

# Seconds without asking a server that did not answer.
_PAUSE = 10.0


class Counter:
    """Counts in the shared server, or in this process when that is away."""

    def __init__(self, address: str) -> None:
        self._own = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._shared = SlidingWindowCounterRateLimiter(
            storage_from_string(address, socket_connect_timeout=0.3, socket_timeout=0.5)
        )
        self._shared_again_at = 0.0

    def hit(self, limit: RateLimitItem, *who: str) -> bool:
        """Count one; False when that is one too many."""
        return self._ask("hit", limit, who)

    def is_open(self, limit: RateLimitItem, *who: str) -> bool:
        """Whether one more may, without counting."""
        return self._ask("test", limit, who)

    def _ask(self, question: str, limit: RateLimitItem, who: tuple[str, ...]) -> bool:
        if time.monotonic() >= self._shared_again_at:
            try:
                return bool(getattr(self._shared, question)(limit, *who))
            except RedisError as error:
                logger.warning("limits are counted per process: %s", type(error).__name__)
                self._shared_again_at = time.monotonic() + _PAUSE
        return bool(getattr(self._own, question)(limit, *who))


@cache
def counter() -> Counter:
    """The counter of this process."""
    return Counter(settings.LIMITS_STORAGE)


def hit(name: str, *who: str) -> bool:
    """Count one try of `LIMITS[name]` for this somebody; False when it is too many."""
    return counter().hit(_limit(name), name, *who)


def is_open(name: str, *who: str) -> bool:
    """Whether somebody may try once more, without counting it."""
    return counter().is_open(_limit(name), name, *who)


@cache
def _parsed(text: str) -> RateLimitItem:
    return parse(text)


def _limit(name: str) -> RateLimitItem:
    return _parsed(LIMITS[name])


# Gives an answer, whole or piece by piece.
type View = Callable[..., Any]


def limited(name: str) -> Callable[[View], View]:
    """Decorator of a view: forms sent too often from one address get a page that says when."""
    return _limited(name, "Vanaf uw netwerk", {"POST"}, address_of)


def limited_reading(name: str) -> Callable[[View], View]:
    """Decorator of a view that asks much: an account that opens it too often gets that page too."""
    return _limited(name, "Met uw account", {"GET", "HEAD"}, lambda r: f"account {r.user.pk}")


def _limited(
    name: str, where: str, methods: set[str], who: Callable[[HttpRequest], str]
) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def inside(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if request.method in methods and not hit(name, who(request)):
                return _too_many(request, name, where)
            return view(request, *args, **kwargs)

        return inside

    return decorate


def _too_many(request: HttpRequest, name: str, where: str) -> HttpResponse:
    """The page for who tried too often: what, and how long it takes at most."""
    seconds = _limit(name).get_expiry()
    context = {"where": where, "deed": _DEEDS[name], "wait": _in_words(seconds // 60)}
    response = render(request, "429.html", context, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def _in_words(minutes: int) -> str:
    return {1: "een minuut", 60: "een uur"}.get(minutes, f"{minutes} minuten")
