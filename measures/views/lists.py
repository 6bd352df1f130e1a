"""The list of measures."""

from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from measures import permissions
from measures.filters import MeasureFilter, asked_of, matching
from measures.selectors import measures as selectors
from measures.selectors.then import plan_as_of
from offensief.accounts.requests import SignedInRequest
from offensief.web.reference_day import with_day

PER_PAGE = 50


@require_safe
@with_day
def measure_list(request: SignedInRequest, *, day: date | None) -> HttpResponse:
    """All measures this person may see, filtered and sorted by the address."""
    if not permissions.may_see_measures(request.user):
        raise Http404
    found = asked_of(request.user, request.GET)
    context = _list_then(request, found, day) if day else _list(request, found)
    template = "measures/measure_list.html"
    context |= {
        "filter": found,
        "day": day,
        "query": _query_without(request, "page"),
        "choices": _query_without(request, "page", "peildatum"),
        "may_change": permissions.may_change_status(request.user),
    }
    return render(request, f"{template}#results" if request.htmx else template, context)


def _list(request: SignedInRequest, found: MeasureFilter) -> dict[str, object]:
    page = Paginator(selectors.with_partners(found.qs), PER_PAGE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "rows": selectors.rows(page.object_list, today=timezone.localdate()),
        "total": permissions.visible_measures(request.user).count(),
        "counts": selectors.counts(found.qs),
    }


def _list_then(request: SignedInRequest, found: MeasureFilter, day: date) -> dict[str, object]:
    """The same from the trail. Whom a person may see goes by today's rights."""
    visible = permissions.visible_measures(request.user)
    numbers = set(visible.values_list("number", flat=True))
    there = [m for m in plan_as_of(day).measures if m.number in numbers]
    chosen = matching(there, found)
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "rows": selectors.rows(page.object_list, today=day),
        "total": len(there),
        "counts": selectors.counts_of(chosen),
    }


def _query_without(request: SignedInRequest, *names: str) -> str:
    query = request.GET.copy()
    for name in names:
        query.pop(name, None)
    # Ends in "&", so that a page number can follow.
    return f"{query.urlencode()}&" if query else ""
