"""Gives every deed of a request its origin, and tells the trail what was refused."""

import logging
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from offensief.audit.door import Refusal, open_door
from offensief.audit.origin import coming_from
from offensief.audit.refused import Attempt, record_refusal
from offensief.lib.refusals import NotAllowed
from offensief.web.visitor import address_of

logger = logging.getLogger(__name__)


class OriginMiddleware:
    """Origin is "web" with the address the server saw."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle the request with its origin set."""
        with coming_from(f"web {address_of(request)}".strip()):
            return self.get_response(request)


class RefusalMiddleware:
    """A person may not do or see something: the trail is told once the answer is known.

    Kept are every 403, and every 404 to a write: an object of somebody else. A page that does not
    exist is no attempt, and who has not signed in is asked to.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle the request, with a door that collects what services refuse."""
        with open_door() as refusals:
            response = self.get_response(request)
        refusal = refusals[0] if refusals else None
        if refusal is not None or _is_refused(request, response):
            person = (refusal.by if refusal else None) or _person(request)
            if person is not None:
                _keep(request, response, refusal, person)
        elif response.status_code == 404:
            _log_unseen(request)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """What a service refuses and no view expected is no fault of ours but a 403."""
        if not isinstance(exception, NotAllowed):
            return None
        return render(request, "403.html", {"why": str(exception)}, status=403)


def _is_refused(request: HttpRequest, response: HttpResponse) -> bool:
    if request.resolver_match is None or request.path.startswith("/api/"):
        return False
    is_write = request.method not in {"GET", "HEAD", "OPTIONS"}
    return response.status_code == 403 or (response.status_code == 404 and is_write)


def _log_unseen(request: HttpRequest) -> None:
    """Who looked for a thing that does not exist for them; mistyped numbers end here too, so it is
    a line of the log and not of the trail."""
    person, match = _person(request), request.resolver_match
    if person is not None and match is not None:
        logger.warning("nothing at %s for account %s", match.url_name, person.pk)


def _person(request: HttpRequest) -> Any:
    """Who signed in, or came with a personal link (measures.rounds.views.visiting)."""
    person = getattr(request, "typing_person", None) or getattr(request, "user", None)
    return person if person is not None and person.is_authenticated else None


def _keep(
    request: HttpRequest, response: HttpResponse, refusal: Refusal | None, person: Any
) -> None:
    asked = f"{request.method} {_path(request)}"
    match = request.resolver_match
    thing = refusal.subject if refusal else None
    if thing is not None and thing.pk is not None:
        label, key, shown = thing._meta.label_lower, str(thing.pk), str(thing)
        key = str(getattr(thing, "trail_id", key))
    else:
        label, key, shown = "adres", (match.url_name if match else "") or "onbekend", asked
    record_refusal(
        Attempt(
            action="poging geweigerd",
            object_type=label,
            object_id=key,
            object_label=shown,
            reason=refusal.sentence if refusal else "",
            after={"gevraagd": asked, "antwoord": response.status_code},
        ),
        by=person,
    )


def _path(request: HttpRequest) -> str:
    """The address without the secrets that some have in them (BIO2 8.15.02)."""
    path, match = request.path, request.resolver_match
    for name in ("secret", "token"):
        value = match.kwargs.get(name) if match else None
        if value:
            path = path.replace(str(value), "…")
    return path
