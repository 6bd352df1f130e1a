"""No text comes in that reads otherwise than it was written.

Unicode has marks that turn the direction of what follows: with one of them before it "1543" stands
on a screen as "3451". No keyboard has them and Dutch needs none; who pastes or sends them has them
taken out at the door, for every form at once. Workbooks and plan files do the same by themselves.
"""

import re
from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, QueryDict

from offensief.web.secret import is_secret

_TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


class StraightMiddleware:
    """Takes the marks out of what a form sends, before any view reads it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle the request."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        """Where the seal of the form has been looked at and the view has not begun."""
        if request.method == "POST" and _turns(request.POST):
            request.POST = cast("Any", _straight(request.POST))


def _turns(sent: QueryDict) -> bool:
    return any(_TURNING.search(value) for _, values in sent.lists() for value in values)


def _straight(sent: QueryDict) -> QueryDict:
    straight = sent.copy()
    for name, values in sent.lists():
        # Whatever somebody chose as a password is looked at as it was sent.
        if not is_secret(name):
            straight.setlist(name, [_TURNING.sub("", value) for value in values])
    return straight
