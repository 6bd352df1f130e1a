"""How often the API may be asked from one address (offensief.web.limits)."""

from typing import Any, cast

from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from offensief.web import limits
from offensief.web.visitor import address_of


class ApiThrottle(BaseThrottle):
    """One limit for all of the API."""

    def allow_request(self, request: Request, view: Any) -> bool:
        """Count this question."""
        return limits.hit("api", address_of(cast("HttpRequest", request)))

    def wait(self) -> float:
        """Seconds after which to try again, for Retry-After."""
        return 60.0
