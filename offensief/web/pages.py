"""Pages without data, and what machines ask: load balancers, search engines, researchers."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe


def static_page(template: str) -> Callable[[HttpRequest], HttpResponse]:
    """A public page that is only text."""

    @login_not_required
    @require_safe
    def page(request: HttpRequest) -> HttpResponse:
        return render(request, template, _told())

    return page


def _told() -> dict[str, object]:
    return {
        "contact": settings.CONTACT_EMAIL,
        "session_hours": settings.SESSION_MOST_SECONDS // 3600,
        "antivirus": bool(settings.CLAMD_ADDRESS),
    }


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """This process answers."""
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """This process can do its work: the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


# Of about half a year: an address that stopped working must not look trusted for longer.
_SECURITY_DAYS = 180
_PUBLIC_PAGES = (
    *("target_now", "areas", "hindsight", "public_editions"),
    *("api_page", "accessibility", "privacy"),
)


@login_not_required
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where a weakness can be reported (RFC 9116). It runs out only when the portal stops."""
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    expires = today + timedelta(days=_SECURITY_DAYS)
    lines = (
        f"Contact: mailto:{settings.CONTACT_EMAIL}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.PORTAL_URL}{reverse('security_txt')}",
    )
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """What search engines may read: public pages. The rest is not named, so it tells nothing."""
    allowed = ["/$", "/static/", *(reverse(name) for name in _PUBLIC_PAGES)]
    lines = ("User-agent: *", *(f"Allow: {path}" for path in allowed), "Disallow: /", "")
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
