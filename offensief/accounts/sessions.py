"""How long a session lasts: until nobody used it for a while, and never beyond a working day."""

import time
from collections.abc import Callable
from typing import Any

from allauth.account.signals import authentication_step_completed
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

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
    """A page that asks for its own progress is no sign that somebody is there."""
    return request.method == "GET" and request.headers.get("HX-Request") == "true"


def end_sessions(user_id: int, *, but: str | None = None) -> int:
    """End every session of a person, except the one with this key. Tells how many."""
    sessions = UserSession.objects.filter(user_id=user_id).exclude(session_key=but or "")
    for session in sessions:
        session.end()
    return len(sessions)
