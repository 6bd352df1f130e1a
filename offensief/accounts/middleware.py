"""Nobody gets in without signing in, unless a page says so; nobody loses text by it."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from offensief.accounts.views import ask_to_sign_in_and_keep


class SignInMiddleware(LoginRequiredMiddleware):
    """Django's deny-by-default, with care for a form sent after the session ended."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        """Keep what was typed; otherwise go to the sign-in page."""
        if request.method == "POST":
            return ask_to_sign_in_and_keep(request)
        response: HttpResponse = super().handle_no_permission(request, view_func)
        return response
