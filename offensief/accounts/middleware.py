"""Nobody gets in without signing in, unless a page says so; nobody loses text by it."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from offensief.accounts.kept import forget
from offensief.accounts.models import User
from offensief.accounts.second_factor import came_by_single_sign_on
from offensief.accounts.views import ask_to_sign_in_and_keep

# Without a second factor a person can do nothing but get one, or leave.
_OPEN_WITHOUT = {
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "account_reauthenticate",
    "account_logout",
    "session_left",
    "healthz",
    "readyz",
}


class SignInMiddleware(LoginRequiredMiddleware):
    """Django's deny-by-default, with care for a form sent after the session ended."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., Any],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """Let in or not; a kept text that is sent now is kept no longer."""
        if _must_get_one(request):
            return redirect("mfa_index")
        answer: HttpResponseBase | None = super().process_view(
            request, view_func, view_args, view_kwargs
        )
        if answer is None and request.method == "POST" and "was_kept" in request.POST:
            forget(request, request.POST["was_kept"])
        return answer

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        """Keep what was typed; otherwise go to the sign-in page."""
        if request.method == "POST":
            return ask_to_sign_in_and_keep(request)
        response: HttpResponse = super().handle_no_permission(request, view_func)
        return response


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether somebody is signed in with a password alone."""
    if not isinstance(request.user, User) or request.user.has_second_factor:
        return False
    return not came_by_single_sign_on(request, request.user)


def _must_get_one(request: HttpRequest) -> bool:
    """Also on public pages: they show more to who is signed in."""
    match = request.resolver_match
    is_open = match is not None and match.url_name in _OPEN_WITHOUT
    return not is_open and lacks_second_factor(request)
