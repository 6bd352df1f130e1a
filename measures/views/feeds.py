"""The deadlines of a person in their own calendar."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from measures import permissions
from measures.models import CalendarFeed
from measures.selectors import deadlines
from measures.services import feeds
from offensief.accounts.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def feed(request: SignedInRequest) -> HttpResponse:
    """Make or withdraw the secret address; it is shown once."""
    if not permissions.may_see_measures(request.user):
        raise Http404
    if request.method == "POST" and "withdraw" in request.POST:
        if feeds.revoke_feed(by=request.user):
            messages.success(request, "Het adres werkt niet meer.")
        return redirect("feed")
    address = ""
    if request.method == "POST":
        token = feeds.make_feed(by=request.user)
        address = f"{settings.PORTAL_URL}{reverse('feed_file', kwargs={'token': token})}"
    context = {
        "address": address,
        "present": CalendarFeed.objects.filter(user=request.user, revoked_at=None).first(),
        "found": deadlines.deadlines(request.user),
        "today": timezone.localdate(),
    }
    return render(request, "measures/feed.html", context)


@require_safe
def feed_file(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar behind a secret address: what its owner may see at this moment."""
    found = (
        CalendarFeed.objects.filter(token_sha256=feeds.digest(token), revoked_at=None)
        .select_related("user")
        .first()
    )
    if found is None or not permissions.may_see_measures(found.user):
        raise Http404
    content = deadlines.calendar(
        deadlines.deadlines(found.user), made_at=found.made_at, portal_url=settings.PORTAL_URL
    )
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="offensief.ics"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer
