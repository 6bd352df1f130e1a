"""How long a session lasts: until nobody used it for a while, and never beyond a working day."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from allauth.account.signals import authentication_step_completed
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

SIGNED_IN_AT = "signed_in_at"
_USED_AT = "used_at"
# Seconds. A page more often than this writes nothing.
_NOTED_EVERY = 60


def note_sign_in(request: HttpRequest, **kwargs: Any) -> None:
    """The session begins now."""
    request.session[SIGNED_IN_AT] = request.session[_USED_AT] = int(time.time())


user_logged_in.connect(note_sign_in, dispatch_uid="offensief.accounts.sessions")


def renew_key(request: HttpRequest, **kwargs: Any) -> None:
    """Who proved again who they are goes on with a key that nobody could have seen before."""
    if kwargs.get("reauthenticated"):
        before = request.session.session_key
        request.session.cycle_key()
        UserSession.objects.filter(session_key=before).update(
            session_key=request.session.session_key
        )


authentication_step_completed.connect(renew_key, dispatch_uid="offensief.accounts.sessions")


class SessionAgeMiddleware:
    """Ends a session that lasted long enough, and notes that one is in use."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle the request, as nobody when the session is over."""
        if request.user.is_authenticated:
            now = int(time.time())
            if now - request.session.get(SIGNED_IN_AT, 0) > settings.SESSION_MOST_SECONDS:
                logout(request)
            elif now - request.session.get(_USED_AT, 0) > _NOTED_EVERY and not _by_itself(request):
                # Writing the session is what puts its end further away.
                request.session[_USED_AT] = now
                UserSession.objects.filter(session_key=request.session.session_key).update(
                    last_seen_at=timezone.now()
                )
        return self.get_response(request)


def _by_itself(request: HttpRequest) -> bool:
    """A page that asks for its own progress, or for this session, is no sign of somebody."""
    asks = request.headers.get("HX-Request") == "true" or request.path == reverse("session_left")
    return request.method == "GET" and asks


@dataclass(frozen=True, slots=True)
class Left:
    """Seconds until a session ends when nobody does anything, and whether doing something helps."""

    seconds: int
    can_stay: bool


def left(request: HttpRequest) -> Left | None:
    """How long this session goes on; None for who is not signed in."""
    if not request.user.is_authenticated:
        return None
    now = int(time.time())
    unused = request.session.get(_USED_AT, now) + settings.SESSION_COOKIE_AGE - now
    whole = request.session.get(SIGNED_IN_AT, now) + settings.SESSION_MOST_SECONDS - now
    return Left(seconds=max(min(unused, whole), 0), can_stay=unused < whole)


@login_not_required
@require_http_methods(["GET", "POST"])
def session_left(request: HttpRequest) -> JsonResponse:
    """For the page itself (session.js): how long it may stay. Sending a form here is staying."""
    found = left(request) or Left(seconds=0, can_stay=False)
    return JsonResponse(asdict(found))


def end_sessions(user_id: int, *, but: str | None = None) -> int:
    """End every session of a person, except the one with this key. Tells how many."""
    sessions = UserSession.objects.filter(user_id=user_id).exclude(session_key=but or "")
    for session in sessions:
        session.end()
    return len(sessions)
