"""Through whose eyes a page of figures is shown: one's own, or those of others to check it."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from incidents.permissions import may_look_as
from incidents.sight import Sight
from offensief.web.reference_day import NAME as DAY
from reports.permissions import sight_of
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
        may_choose = bool(may_look_as(request.user))
        if asked:
            if asked not in EYES or not may_choose:
                raise Http404
            sight = EYES[asked][0](now)
        request.eyes = {  # type: ignore[attr-defined]
            "may_choose": may_choose,
            "asked": asked,
            "name": EYES[asked][1] if asked else "",
            "keep": _keep(request),
            "file_link": file_link(request),
            "choices": [(key, name) for key, (_, name) in EYES.items()],
        }
        return view(request, *args, sight=sight, **kwargs)

    return inside


def _keep(request: HttpRequest) -> str:
    """What links to other pages of figures carry along: whose eyes, and which day."""
    kept = {name: value for name in (NAME, DAY) if (value := request.GET.get(name, ""))}
    return f"?{urlencode(kept)}" if kept else ""
