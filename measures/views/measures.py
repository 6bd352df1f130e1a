"""The list of measures, the page of one, and its status."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from measures import permissions
from measures.filters import MeasureFilter
from measures.forms.status import StatusForm, opened_at
from measures.models import Measure
from measures.selectors import measures as selectors
from measures.services import rules, status
from measures.statuses import Course, Phase
from offensief.accounts.requests import SignedInRequest

PER_PAGE = 50


@require_safe
def measure_list(request: SignedInRequest) -> HttpResponse:
    """All measures this person may see, filtered and sorted by the address."""
    if not permissions.may_see_measures(request.user):
        raise Http404
    visible = Measure.objects.filter(pk__in=permissions.visible_measures(request.user).values("pk"))
    found = MeasureFilter(request.GET, queryset=_in_domain_order(visible))
    page = Paginator(selectors.with_partners(found.qs), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": found,
        "page": page,
        "rows": selectors.rows(page.object_list, today=timezone.localdate()),
        "total": visible.count(),
        "counts": selectors.counts(found.qs),
        "query": _query_without_page(request),
    }
    template = "measures/measure_list.html"
    return render(request, f"{template}#results" if request.htmx else template, context)


def _in_domain_order(measures: QuerySet[Measure]) -> QuerySet[Measure]:
    """Adds the order of the axes, which is not that of the alphabet."""
    return measures.annotate(
        phase_order=_position("phase", Phase.values),
        course_order=_position("course", Course.values),
    )


def _position(field: str, values: list[str]) -> Case:
    cases = [When(**{field: value}, then=Value(n)) for n, value in enumerate(values)]
    return Case(*cases, output_field=IntegerField())


def _query_without_page(request: SignedInRequest) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()


@require_safe
def measure_detail(request: SignedInRequest, number: str) -> HttpResponse:
    """One measure: official text, status, partners and history."""
    measure = _visible_or_404(request, number)
    form = StatusForm(measure=measure, initial=opened_at(measure))
    return _page(request, measure, form)


@require_POST
def status_change(request: SignedInRequest, number: str) -> HttpResponse:
    """Save a change of phase or course."""
    measure = _visible_or_404(request, number)
    if not permissions.may_change_status(request.user):
        raise PermissionDenied
    form = StatusForm(request.POST, measure=measure)
    form.is_valid()
    if "version" not in form.errors and form.cleaned_data["version"] != measure.version:
        return _conflict(request, measure, form)
    if form.errors:
        return _page(request, measure, form, code=422)
    try:
        status.change_status(
            measure=measure,
            version=form.cleaned_data["version"],
            change=form.as_change(),
            by=request.user,
        )
    except rules.EditConflict:
        return _conflict(request, measure, form)
    messages.success(request, f"De status van maatregel {measure.number} is gewijzigd.")
    return redirect(measure)


def _visible_or_404(request: SignedInRequest, number: str) -> Measure:
    visible = permissions.visible_measures(request.user).select_related("pillar", "section", "plan")
    return get_object_or_404(visible, number=number)


def _page(
    request: SignedInRequest, measure: Measure, form: StatusForm, *, code: int = 200
) -> HttpResponse:
    page = selectors.measure_page(measure, request.user, today=timezone.localdate())
    return render(
        request, "measures/measure_detail.html", {"page": page, "form": form}, status=code
    )


def _conflict(request: SignedInRequest, measure: Measure, form: StatusForm) -> HttpResponse:
    """Both versions side by side; sending again means: I have seen the other one."""
    measure.refresh_from_db()
    page = selectors.measure_page(measure, request.user, today=timezone.localdate())
    data = {**request.POST.dict(), "version": str(measure.version)}
    again = StatusForm(data, measure=measure)
    context = {"page": page, "theirs": page.updates[0] if page.updates else None, "form": again}
    return render(request, "measures/status_conflict.html", context, status=409)
