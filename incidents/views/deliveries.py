"""Pages about deliveries."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from incidents.forms.desk import OpenForm
from incidents.models import Release
from incidents.permissions import (
    may_deliver,
    may_open_figures,
    may_see_deliveries,
    may_see_desk,
    sight_of_deliveries,
)
from incidents.selectors import figures
from incidents.services.opening import open_figures
from offensief.accounts.requests import SignedInRequest

PER_PAGE = 200


@require_safe
def release_list(request: SignedInRequest) -> HttpResponse:
    """Every delivery: who said what, as known when."""
    if not may_see_deliveries(request.user):
        raise Http404
    context = {
        "rows": figures.releases(sight_of_deliveries(request.user, timezone.now())),
        "sees_desk": may_see_desk(request.user),
    }
    return render(request, "incidents/release_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def release_detail(request: SignedInRequest, code: str) -> HttpResponse:
    """One delivery with all its figures, as printed; and the form to open them for more people."""
    if not may_see_deliveries(request.user):
        raise Http404
    sight = sight_of_deliveries(request.user, timezone.now())
    release = get_object_or_404(
        Release.objects.visible(sight).select_related(
            "source", "supersedes", "uploaded_by", "released_by"
        ),
        code=code,
    )
    levels = figures.levels_of(release)
    form = OpenForm(request.POST if request.method == "POST" else None, levels=levels)
    status = 200
    if request.method == "POST":
        if not may_open_figures(request.user):
            raise PermissionDenied
        if form.saved(lambda: open_figures(release=release, **form.as_wish(), by=request.user)):
            messages.success(request, "Opengezet.")
            return redirect("release", code=code)
        status = 422
    page = Paginator(figures.release_figures(release, sight), PER_PAGE)
    context = {
        "release": release,
        "known": figures.describe_known(release),
        "figures": page.get_page(request.GET.get("page")),
        "may_deliver": may_deliver(request.user),
        "may_open": may_open_figures(request.user),
        "later_ones": Release.objects.visible(sight).filter(supersedes=release),
        "is_under_embargo": bool(release.embargo_until and release.embargo_until > timezone.now()),
        "clearances": release.clearances.order_by("level", "audience"),
        "form": form,
    }
    return render(request, "incidents/release_detail.html", context, status=status)
