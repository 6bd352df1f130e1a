"""A database that is away gives a calm page that says when to come back, not an error."""

import logging
import sys
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


class OutageMiddleware:
    """Answers 503 with Retry-After when the database is away or too slow."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle the request."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Only what the database could not do; every other error travels up."""
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        logger.error("database unavailable at %s: %s", request.path, type(exception).__name__)
        return unavailable()


def unavailable() -> HttpResponse:
    """The page for an outage; it asks nothing of the database."""
    response = HttpResponse(render_to_string("503.html"), status=503)
    response.headers["Retry-After"] = "30"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's last resort: tells an outage from a fault of ours.

    Middleware that reads the session fails outside any view, so process_exception misses it.
    """
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        return unavailable()
    return HttpResponse(render_to_string("500.html"), status=500)
