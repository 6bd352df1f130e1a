"""What holds for every answer of the API, also for addresses that do not exist."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from offensief.web import problem

_PREFIX = "/api/v1"
_HEADERS = {
    "API-Version": settings.API_VERSION,
    # Fully open data: any site may read it, nobody is recognised by a cookie.
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "API-Version, Link",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


class ApiEnvelopeMiddleware:
    """Version and safety headers; errors from outside the API views become problem documents."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle the request."""
        response = self.get_response(request)
        if request.path != _PREFIX and not request.path.startswith(f"{_PREFIX}/"):
            return response
        if response.status_code >= 400 and not response["Content-Type"].startswith(
            problem.CONTENT_TYPE
        ):
            response = problem.response(response.status_code)
        for name, value in _HEADERS.items():
            response[name] = value
        return response
