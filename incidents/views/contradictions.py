"""Pages about figures that contradict each other."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from incidents.forms.contradictions import ExplanationForm, StateForm
from incidents.permissions import (
    may_explain_discrepancies,
    may_see_discrepancies,
    sight_of_deliveries,
)
from incidents.selectors import contradictions as selectors
from incidents.selectors.contradictions import ContradictionRow
from incidents.services import checking
from offensief.accounts.requests import SignedInRequest
from offensief.web.query import before_page

PER_PAGE = 50


@require_safe
def contradiction_list(request: SignedInRequest) -> HttpResponse:
    """Contradictions between figures this person may see, filtered by the address."""
    if not may_see_discrepancies(request.user):
        raise Http404
    form = StateForm(request.GET)
    sight = sight_of_deliveries(request.user, timezone.now())
    rows = selectors.contradictions(sight, state=form.chosen())
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "query": before_page(request.GET)}
    return render(request, "incidents/contradiction_list.html", context)


@require_safe
def contradiction_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One contradiction: its figures side by side, and what was said about it."""
    return _page(request, _visible_or_404(request, pk), ExplanationForm())


@require_POST
def contradiction_explain(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say why, or that it is still open."""
    row = _visible_or_404(request, pk)
    if not may_explain_discrepancies(request.user):
        raise PermissionDenied
    form = ExplanationForm(request.POST)
    if form.saved(
        lambda: checking.explain(discrepancy=row.discrepancy, **form.cleaned_data, by=request.user)
    ):
        messages.success(request, "De uitleg is bewaard.")
        return redirect(row.discrepancy)
    return _page(request, row, form, code=422)


def _visible_or_404(request: SignedInRequest, pk: int) -> ContradictionRow:
    if not may_see_discrepancies(request.user):
        raise Http404
    row = selectors.contradiction(pk, sight_of_deliveries(request.user, timezone.now()))
    if row is None:
        raise Http404
    return row


def _page(
    request: SignedInRequest, row: ContradictionRow, form: ExplanationForm, *, code: int = 200
) -> HttpResponse:
    context = {
        "row": row,
        "found": row.discrepancy,
        "form": form,
        "may_explain": may_explain_discrepancies(request.user),
    }
    return render(request, "incidents/contradiction_detail.html", context, status=code)
