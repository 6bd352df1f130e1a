"""Pages about deliveries."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from incidents.models import Release
from incidents.permissions import (
    may_deliver,
    may_see_deliveries,
    may_see_desk,
    sight_of_deliveries,
)
from incidents.selectors import figures
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


@require_safe
def release_detail(request: SignedInRequest, code: str) -> HttpResponse:
    """One delivery with all its figures, as printed."""
    if not may_see_deliveries(request.user):
        raise Http404
    sight = sight_of_deliveries(request.user, timezone.now())
    release = get_object_or_404(
        Release.objects.visible(sight).select_related(
            "source", "supersedes", "uploaded_by", "released_by"
        ),
        code=code,
    )
    page = Paginator(figures.release_figures(release, sight), PER_PAGE)
    context = {
        "release": release,
        "known": figures.describe_known(release),
        "figures": page.get_page(request.GET.get("page")),
        "may_deliver": may_deliver(request.user),
    }
    return render(request, "incidents/release_detail.html", context)
