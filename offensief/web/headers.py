"""Headers that hold for every answer."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.csp import build_policy

# Also for what is answered before Django's own middleware is reached: a wrong host, an address
# without its slash, a static file.
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": settings.X_FRAME_OPTIONS,
    "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
    "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
    "Content-Security-Policy": build_policy(settings.SECURE_CSP),
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# A file that a browser shows after all runs nothing and asks for nothing.
_FILE_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"


class HeadersMiddleware:
    """Adds what Django has no setting for; personal pages are never kept by a cache.

    What is offered to be saved gets the strictest policy there is, whoever made the answer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle the request and complete the headers."""
        response = self.get_response(request)
        for name, value in _ALWAYS.items():
            response.headers.setdefault(name, value)
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        if response.headers.get("Content-Disposition", "").startswith("attachment"):
            response.headers["Content-Security-Policy"] = _FILE_POLICY
        return response
