"""Dashboards in the browser."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from incidents.sight import Sight
from measures.rounds.selectors.asked import asked_of
from offensief.accounts.requests import SignedInRequest
from offensief.web.reference_day import with_day
from reports.selectors import boards
from reports.views.files import asked_file, file_link
from reports.views.looking import with_sight


@require_safe
def public_dashboard(request: HttpRequest) -> HttpResponse:
    """What everybody may know: the plan as published and the released figures.

    The same for whoever has signed in: this page is what the public sees.
    """
    board = boards.public_board(now=timezone.now())
    context = {"board": board, "file_link": file_link(request)}
    file = asked_file(request, board.figures.drawn)
    return file or render(request, "reports/public_dashboard.html", context)


@require_safe
@with_day
@with_sight
def dashboard(request: SignedInRequest, *, day: date | None, sight: Sight) -> HttpResponse:
    """The page after signing in: target, figures, and the measures this person may see."""
    board = boards.board(request.user, sight, day=day)
    if file := asked_file(request, board.figures.drawn):
        return file
    asked = [] if day else asked_of(request.user, today=timezone.localdate())
    context = {"board": board, "day": day, "asked": [row for row in asked if row.is_mine_to_do]}
    return render(request, "reports/dashboard.html", context)
