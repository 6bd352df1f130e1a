"""Who is at the other end of a request."""

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The address of the visitor.

    With HTTPS a proxy stands before the portal and adds the address it saw at the end of this
    header; what stands before it a visitor may have made up.
    """
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.HTTPS else ""
    return forwarded.split(",")[-1].strip() or request.META.get("REMOTE_ADDR", "")
