"""Through whose eyes a page of figures is shown: one's own, or those of others to check it."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from incidents.permissions import may_look_as_others
from incidents.sight import Sight
from offensief.web.reference_day import NAME as DAY
from reports.permissions import sight_of
from reports.views.files import NAME as FILE
from reports.views.files import file_link

NAME = "als"
# What the address says -> whose eyes, and how they are called on the page.
EYES = {
    "publiek": (Sight.public, "het publiek"),
    "partner": (Sight.partners, "een partner"),
    "kamer": (Sight.parliament, "de Tweede Kamer"),
}


def with_sight(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorator: gives a view the `sight` of whoever looks.

    Whoever works at the desk may look through the eyes of others (`?als=publiek`); for anybody
    else such an address does not exist.
    """

    @wraps(view)
    def inside(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked, now = request.GET.get(NAME, ""), timezone.now()
        sight = sight_of(request.user, now)
        may_choose = may_look_as_others(request.user)
        if asked:
            if asked not in EYES or not may_choose:
                raise Http404
            sight = EYES[asked][0](now)
        request.eyes = {  # type: ignore[attr-defined]
            "may_choose": may_choose,
            "name": EYES[asked][1] if asked else "",
            "keep": _keep(request),
            "file_link": file_link(request),
            # What a form of this page sends along beside its own fields.
            "fields": [(name, value) for name, value in request.GET.items() if name != FILE],
            "choices": [
                (name, _address(request, key), key == asked)
                for key, name in (("", "uzelf"), *((key, name) for key, (_, name) in EYES.items()))
            ],
        }
        return view(request, *args, sight=sight, **kwargs)

    return inside


def _address(request: HttpRequest, eyes: str) -> str:
    """This very page through other eyes, or one's own."""
    query = request.GET.copy()
    query.pop(FILE, None)
    query.pop(NAME, None)
    if eyes:
        query[NAME] = eyes
    return f"{request.path}?{query.urlencode()}" if query else request.path


def _keep(request: HttpRequest) -> str:
    """What links to other pages of figures carry along: whose eyes, and which day."""
    kept = {name: value for name in (NAME, DAY) if (value := request.GET.get(name, ""))}
    return f"?{urlencode(kept)}" if kept else ""
