"""Forms that cannot be taken back: proving again who one is, and one at a time.

A form that was sent meanwhile is carried out after it; nothing has to be typed twice.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from offensief.audit.services import recorded

type View = Callable[..., HttpResponse]

_LINK_ONE = (
    "Hiervoor moet u nog een keer laten zien wie u bent. Dat kunt u hier nog niet: u logt in via "
    "uw eigen organisatie. Koppel een app of een passkey en doe het daarna opnieuw."
)
_NOT_TAKEN_BACK = "cannot_be_taken_back"


def confirm_to_open(view: View) -> View:
    """Decorator of a view: the page itself already asks for it."""
    guarded = cast("View", reauthentication_required(view))

    @wraps(guarded)
    def inside(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if _has_nothing_to_confirm_with(request):
            messages.warning(request, _LINK_ONE)
            return redirect("mfa_index")
        return guarded(request, *args, **kwargs)

    return inside


def _has_nothing_to_confirm_with(request: HttpRequest) -> bool:
    """Who came by single sign-on alone: the library would let them on without asking."""
    adapter = get_adapter()
    return (
        request.user.is_authenticated
        and adapter.is_reauthentication_required(app="")
        and not adapter.get_reauthentication_methods(request.user)
    )


def confirm_to_send(view: View) -> View:
    """Decorator of a view: the page is free to read, sending its form asks for it."""
    guarded = _when_sent(confirm_to_open, view)
    setattr(guarded, _NOT_TAKEN_BACK, True)
    return guarded


def cannot_be_taken_back(view: View) -> bool:
    """Whether sending the form of this view asks for it; what is put around the view tells too."""
    return getattr(view, _NOT_TAKEN_BACK, False)


def one_by_one(view: View) -> View:
    """Decorator of a view: of two forms at once the second finds what the first one left."""
    return _when_sent(recorded, view)


def _when_sent(decorator: Callable[[View], View], view: View) -> View:
    decorated = decorator(view)

    @wraps(view)
    def inside(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = decorated if request.method == "POST" else view
        return chosen(request, *args, **kwargs)

    return inside
