"""Pages about deliveries."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from incidents.models import Release
from incidents.permissions import may_see_deliveries
from incidents.selectors import figures
from offensief.accounts.requests import SignedInRequest


@require_safe
def release_list(request: SignedInRequest) -> HttpResponse:
    """Every delivery: who said what, as known when."""
    if not may_see_deliveries(request.user):
        raise Http404
    return render(
        request, "incidents/release_list.html", {"rows": figures.releases(at=timezone.now())}
    )


@require_safe
def release_detail(request: SignedInRequest, code: str) -> HttpResponse:
    """One delivery with all its figures, as printed."""
    if not may_see_deliveries(request.user):
        raise Http404
    release = get_object_or_404(
        Release.objects.released(at=timezone.now()).select_related("source"), code=code
    )
    context = {
        "release": release,
        "known": figures.describe_known(release),
        "figures": figures.release_figures(release),
    }
    return render(request, "incidents/release_detail.html", context)
