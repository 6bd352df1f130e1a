"""Coming in with a personal link: a button opens it, because programs that preview mail follow
every address."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from measures.rounds.selectors.asked import is_asked_something
from measures.rounds.services import links
from measures.rounds.views.visiting import come_in, go_out, link_in_use
from offensief.accounts.kept import latest_of
from offensief.accounts.models import User
from offensief.web.limits import limited
from offensief.web.visitor import address_of


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("personal_link")
def personal_link(request: HttpRequest, key: uuid.UUID, secret: str) -> HttpResponse:
    """A page with one button; only the button uses the link."""
    if request.method != "POST":
        return _button(request, key)
    if isinstance(request.user, User):
        return _signed_in_already(request)
    try:
        link = links.use(key=key, secret=secret, visitor=address_of(request))
    except links.TooManyTries as refusal:
        return render(request, "rounds/link_refused.html", {"why": str(refusal)}, status=429)
    except links.LinkRefused as refusal:
        return render(request, "rounds/link_refused.html", {"why": str(refusal)}, status=404)
    kept = latest_of(request, link.person_id)
    come_in(request, link)
    if kept is not None:
        request.typing_person = link.person  # type: ignore[attr-defined]
        name, text = kept
        return render(request, "accounts/resume.html", {"kept": text, "name": name})
    return redirect(link.submission)


def _button(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Says who came in before with another link, for that person is out after it."""
    before = link_in_use(request)
    other = before.person if before is not None and before.key != key else None
    return render(request, "rounds/link.html", {"path": request.path, "other": other})


def _signed_in_already(request: HttpRequest) -> HttpResponse:
    """Two people in one browser would answer for each other."""
    messages.info(
        request,
        "U bent al ingelogd, daarom is de link niet gebruikt. Is de link van iemand anders? Log "
        "dan eerst uit.",
    )
    return redirect("asked" if is_asked_something(request.user) else "dashboard")


@login_not_required
@require_safe
def link_without_secret(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The end of the address was lost, for example in a mail program that breaks lines."""
    why = "Deze link is niet compleet. Open hem in de mail zelf, of kopieer hem helemaal."
    return render(request, "rounds/link_refused.html", {"why": why}, status=404)


@login_not_required
@require_POST
def link_leave(request: HttpRequest) -> HttpResponse:
    """Done: the next person at this device sees nothing."""
    go_out(request)
    messages.success(request, "U bent klaar. Deze browser heeft geen toegang meer.")
    return redirect(reverse("public_dashboard"))
