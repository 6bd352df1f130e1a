"""Who is at the other end of a request."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def address_of(request: HttpRequest) -> str:
    """The address of the visitor.

    With HTTPS a proxy stands before the portal and adds the address it saw at the end of this
    header; what stands before it a visitor may have made up.
    """
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.HTTPS else ""
    return forwarded.split(",")[-1].strip() or request.META.get("REMOTE_ADDR", "")


def page_before(request: HttpRequest) -> str:
    """The page of this portal that the visitor came from, as a path; empty when none is told."""
    before = urlsplit(request.headers.get("Referer", ""))
    path = f"{before.path}?{before.query}" if before.query else before.path
    is_ours = before.netloc == request.get_host()
    return path if is_ours and url_has_allowed_host_and_scheme(path, allowed_hosts=None) else ""
