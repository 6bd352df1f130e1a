"""Pages end in a slash, the API does not."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import is_valid_path


class SlashMiddleware:
    """Sends a page address without its closing slash on to the right one.

    Django's own APPEND_SLASH would also touch the API, where a closing slash is a different,
    unknown address (API Design Rules, /core/no-trailing-slash).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Redirect only when the address with a slash exists and the one without does not."""
        path = request.path_info
        is_page = request.method in {"GET", "HEAD"} and not path.startswith("/api/")
        if (
            not is_page
            or path.endswith("/")
            or is_valid_path(path)
            or not is_valid_path(f"{path}/")
        ):
            return self.get_response(request)
        query = request.META.get("QUERY_STRING", "")
        # One leading slash only: "//evil.example" would be another site.
        target = "/" + path.lstrip("/") + "/"
        return HttpResponsePermanentRedirect(f"{target}?{query}" if query else target)
