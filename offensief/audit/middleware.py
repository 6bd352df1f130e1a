"""Gives every deed of a request its origin."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from offensief.audit.origin import coming_from
from offensief.web.visitor import address_of


class OriginMiddleware:
    """Origin is "web" with the address the server saw."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle the request with its origin set."""
        with coming_from(f"web {address_of(request)}".strip()):
            return self.get_response(request)
