"""Proving again who one is, before something that cannot be taken back.

A form that was sent meanwhile is carried out after it; nothing has to be typed twice.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.account.decorators import reauthentication_required
from django.http import HttpRequest, HttpResponse

type View = Callable[..., HttpResponse]


def confirm_to_open(view: View) -> View:
    """Decorator of a view: the page itself already asks for it."""
    return cast("View", reauthentication_required(view))


def confirm_to_send(view: View) -> View:
    """Decorator of a view: the page is free to read, sending its form asks for it."""
    asked_first = confirm_to_open(view)

    @wraps(view)
    def inside(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = asked_first if request.method == "POST" else view
        return chosen(request, *args, **kwargs)

    return inside
