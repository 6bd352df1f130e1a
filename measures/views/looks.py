"""Looking across the plan: the radar of gaps, and two days beside each other."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from measures import permissions
from measures.gaps import GapKind, Radar
from measures.models import Measure, Pillar
from measures.selectors import radar
from measures.selectors.compare import compare
from measures.selectors.then import plan_as_of
from offensief.accounts.requests import SignedInRequest
from offensief.web.reference_day import WrongDay, day_asked, with_day


@require_safe
@with_day
def gaps(request: SignedInRequest, *, day: date | None) -> HttpResponse:
    """What is missing, per kind, each with the way to mend it."""
    if not permissions.may_see_measures(request.user):
        raise Http404
    visible = permissions.visible_measures(request.user)
    if day is None:
        mine = Measure.objects.filter(pk__in=visible.values("pk"))
        found = radar.live(mine, today=timezone.localdate())
    else:
        found = radar.then(plan_as_of(day), set(visible.values_list("number", flat=True)))
    context = {
        "radar": found,
        "kinds": [{"kind": kind, "gaps": found.of_kind(kind)} for kind in GapKind],
        "pillars": _pillars(found),
        "day": day,
        "may_keep": permissions.may_keep_plan(request.user) and day is None,
    }
    return render(request, "measures/gaps.html", context)


def _pillars(found: Radar) -> list[dict[str, object]]:
    titles = dict(Pillar.objects.current().values_list("number", "title"))
    return [
        {"number": number, "title": titles.get(number, ""), "score": score}
        for number, score in found.per_pillar.items()
    ]


@require_safe
def comparison(request: SignedInRequest) -> HttpResponse:
    """What changed between two days."""
    if not permissions.may_see_measures(request.user):
        raise Http404
    context: dict[str, object] = {"from": request.GET.get("van"), "to": request.GET.get("tot")}
    code = 200
    if request.GET.get("van"):
        try:
            context["found"] = _compared(request)
        except WrongDay as wrong:
            context["wrong"], code = str(wrong), 422
    return render(request, "measures/comparison.html", context, status=code)


def _compared(request: SignedInRequest) -> object:
    today = timezone.localdate()
    old = day_asked(request.GET, "van") or today
    new = day_asked(request.GET, "tot") or today
    if old >= new:
        raise WrongDay("De eerste dag moet voor de tweede liggen. Wissel ze om.")
    numbers = set(permissions.visible_measures(request.user).values_list("number", flat=True))
    sees_all = permissions.may_see_whole_plan(request.user)
    return compare(old, new, numbers=numbers, sees_registers=sees_all)
