"""The day a page shows the world of: `?peildatum=2025-07-01`. Without it: now."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from offensief.lib.dutch import date_long

NAME = "peildatum"
# A year typed short ("0025") is a slip, not a day.
EARLIEST = date(2020, 1, 1)


class WrongDay(ValueError):
    """The day asked for is no day, or lies in the future; the message says what to do."""


def day_asked(query: QueryDict, name: str = NAME) -> date | None:
    """The day in the address, or None when the page is about now. Raises WrongDay."""
    text = query.get(name, "").strip()
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise WrongDay(
            f"'{text[:40]}' is geen datum. Schrijf hem als jaar-maand-dag, bijvoorbeeld 2025-07-01."
        ) from error
    if day < EARLIEST:
        raise WrongDay(f"Van voor {EARLIEST.year} is hier niets bekend. Kies een latere dag.")
    today = timezone.localdate()
    if day > today:
        raise WrongDay(f"{date_long(day)} ligt in de toekomst. Kies vandaag of een eerdere dag.")
    # Today is what the page shows anyway.
    return None if day == today else day


def with_day(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorator: gives a view the day asked for as `day`, and answers a wrong one itself."""

    @wraps(view)
    def inside(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            day = day_asked(request.GET)
        except WrongDay as wrong:
            context = {"wrong": str(wrong), "path": request.path}
            return render(request, "pages/wrong_day.html", context, status=422)
        # Any other page says that it shows the present (reports.context).
        request.looks_back = True  # type: ignore[attr-defined]
        return view(request, *args, day=day, **kwargs)

    return inside
