"""Pages of figures: the target, areas, and what was said when."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from incidents.selectors.target import target_years
from incidents.sight import Sight
from offensief.web.reference_day import with_day
from reports.selectors.target import target_view
from reports.views.files import asked_file
from reports.views.looking import with_sight


@require_safe
def target_now(request: HttpRequest) -> HttpResponse:
    """The target of this year, or else the last one."""
    years = target_years()
    if not years:
        raise Http404
    begun = [year for year in years if year <= timezone.localdate().year]
    return redirect("target", year=begun[-1] if begun else years[0])


@require_safe
@with_day
@with_sight
def target(request: HttpRequest, year: int, *, day: date | None, sight: Sight) -> HttpResponse:
    """One target: fact, inference, outlook and what the number can bear."""
    if year not in target_years():
        raise Http404
    view = target_view(year, day or timezone.localdate(), sight)
    if view and (file := asked_file(request, (view.path, view.deviation))):
        return file
    context = {"view": view, "day": day, "year": year}
    return render(request, "reports/target.html", context)
