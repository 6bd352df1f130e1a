"""Pages of figures: the target, areas, and what was said when."""

from datetime import date, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from incidents.geography import AreaNotFound, gazetteer
from incidents.models import Area, AreaLevel, Definition
from incidents.permissions import may_see_desk, may_set_targets
from incidents.selectors.areas import SHOWN_LEVELS
from incidents.selectors.figures import ATTACKS
from incidents.selectors.target import target_years
from incidents.sight import Sight
from offensief.accounts.requests import SignedInRequest
from offensief.web.reference_day import WrongDay, day_asked, with_day
from reports.selectors import workbench as benches
from reports.selectors.areas import area_index, area_view
from reports.selectors.hindsight import hindsight_view
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
    years = target_years()
    if year not in years:
        raise Http404
    view = target_view(year, day or timezone.localdate(), sight)
    if view and (file := asked_file(request, view.drawn)):
        return file
    context = {
        "view": view,
        "day": day,
        "year": year,
        "years": years,
        "may_set": may_set_targets(request.user),
    }
    return render(request, "reports/target.html", context)


@require_safe
@with_day
@with_sight
def areas(request: HttpRequest, *, day: date | None, sight: Sight) -> HttpResponse:
    """All areas with two maps; `?naam=` goes to the area that is meant."""
    name = request.GET.get("naam", "").replace("\0", "").strip()
    if name and (found := _named(name, day or timezone.localdate())):
        return redirect("area", code=found.code)
    index = area_index(day or timezone.localdate(), sight)
    if file := asked_file(request, (index.units, index.provinces)):
        return file
    context = {"index": index, "day": day, "name": name}
    return render(request, "reports/areas.html", context, status=404 if name else 200)


def _named(name: str, day: date) -> Area | None:
    """The area of this name; of two with the same name the municipality."""
    for level in (AreaLevel.MUNICIPALITY, *SHOWN_LEVELS):
        try:
            return gazetteer(level).find(name, day)
        except AreaNotFound:
            continue
    return None


@require_safe
@with_day
@with_sight
def area(request: HttpRequest, code: str, *, day: date | None, sight: Sight) -> HttpResponse:
    """One area: its years, what they can bear, and what it consists of."""
    found = get_object_or_404(
        Area.objects.select_related("parent__parent", "province", "merged_into"),
        code=code,
        level__in=SHOWN_LEVELS,
    )
    view = area_view(found, day or timezone.localdate(), sight)
    return render(request, "reports/area.html", {"view": view, "area": found, "day": day})


@require_safe
@with_sight
def hindsight(request: HttpRequest, *, sight: Sight) -> HttpResponse:
    """What was said on a day beside what is known now."""
    today = timezone.localdate()
    try:
        then = day_asked(request.GET, "toen")
    except WrongDay as wrong:
        context = {"wrong": str(wrong), "path": request.path}
        return render(request, "pages/wrong_day.html", context, status=422)
    view = hindsight_view(then or _year_ago(today), today, sight)
    file = asked_file(request, (view.triangle,))
    return file or render(request, "reports/hindsight.html", {"view": view})


def _year_ago(today: date) -> date:
    return today - timedelta(days=365)


@require_safe
@with_day
@with_sight
def workbench(request: SignedInRequest, *, day: date | None, sight: Sight) -> HttpResponse:
    """What waits for the bureau, and what the methods say of a series."""
    if not may_see_desk(request.user):
        raise Http404
    shown = Definition.objects.all() if settings.DEMO else Definition.objects.real()
    definition = get_object_or_404(
        shown, code=request.GET.get("definitie", ATTACKS).replace("\0", "")
    )
    bench = benches.workbench(definition, day or timezone.localdate(), sight, shown=shown)
    file = asked_file(request, (bench.control, bench.triangle, bench.funnel))
    context = {"bench": bench, "day": day}
    return file or render(request, "reports/workbench.html", context)
