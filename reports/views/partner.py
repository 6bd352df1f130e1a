"""A partner's own figures, and the form that says which those are."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from incidents.sight import Sight
from measures.models import Partner
from offensief.accounts.requests import SignedInRequest
from offensief.web.reference_day import with_day
from reports import scopes
from reports.forms import ScopeForm
from reports.models import PartnerScope
from reports.permissions import may_see_partner_figures, may_set_partner_figures
from reports.selectors.partner import partner_figures
from reports.views.looking import with_sight


@require_http_methods(["GET", "HEAD", "POST"])
@with_day
@with_sight
def figures_of_partner(
    request: SignedInRequest, key: str, *, day: date | None, sight: Sight
) -> HttpResponse:
    """The partner's own figures beside its measures."""
    partner = _partner_or_404(request, key)
    form = ScopeForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        if not may_set_partner_figures(request.user):
            raise PermissionDenied
        if form.saved(
            lambda: scopes.add_scope(partner=partner, **form.cleaned_data, by=request.user)
        ):
            messages.success(request, "Toegevoegd.")
            return redirect("partner_figures", key=key)
        status = 422
    view = partner_figures(partner, request.user, day or timezone.localdate(), sight)
    context = {"view": view, "form": form, "day": day}
    return render(request, "reports/partner_figures.html", context, status=status)


def _partner_or_404(request: SignedInRequest, key: str) -> Partner:
    partner = get_object_or_404(Partner, key=key)
    if not may_see_partner_figures(request.user, partner):
        raise Http404
    return partner


@require_POST
def scope_end(request: SignedInRequest, key: str, pk: int) -> HttpResponse:
    """Take an area or type of object away from a partner."""
    partner = _partner_or_404(request, key)
    if not may_set_partner_figures(request.user):
        raise PermissionDenied
    scope = get_object_or_404(PartnerScope, pk=pk, partner=partner)
    scopes.end_scope(scope=scope, by=request.user)
    messages.success(request, "Weggehaald.")
    return redirect("partner_figures", key=key)
