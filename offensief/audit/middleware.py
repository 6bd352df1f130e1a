"""Gives every deed of a request its origin."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from offensief.audit.origin import coming_from


class OriginMiddleware:
    """Origin is "web" with the address the server saw."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle the request with its origin set."""
        with coming_from(f"web {address_of(request)}".strip()):
            return self.get_response(request)


def address_of(request: HttpRequest) -> str:
    """The address of the visitor.

    With HTTPS a proxy stands before the portal and adds the address it saw at the end of this
    header; what stands before it a visitor may have made up.
    """
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.HTTPS else ""
    return forwarded.split(",")[-1].strip() or request.META.get("REMOTE_ADDR", "")
