"""Dashboards in the browser."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from measures.rounds.selectors.asked import asked_of
from offensief.accounts.requests import SignedInRequest
from offensief.web.reference_day import with_day
from reports.selectors import boards


@require_safe
def public_dashboard(request: HttpRequest) -> HttpResponse:
    """What everybody may know: the plan as published and the released figures."""
    board = boards.public_board(now=timezone.now())
    return render(request, "reports/public_dashboard.html", {"board": board})


@require_safe
@with_day
def dashboard(request: SignedInRequest, *, day: date | None) -> HttpResponse:
    """The page after signing in: target, figures, and the measures this person may see."""
    board = boards.board(request.user, now=timezone.now(), day=day)
    asked = [] if day else asked_of(request.user, today=timezone.localdate())
    context = {"board": board, "day": day, "asked": [row for row in asked if row.is_mine_to_do]}
    return render(request, "reports/dashboard.html", context)
