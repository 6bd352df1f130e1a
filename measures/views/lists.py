"""The list of measures: on screen, as a file, on paper; and the filters that people keep."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from measures import permissions
from measures.filters import MeasureFilter, asked_of, in_words, matching, there_on
from measures.forms.daily import FilterForm
from measures.models import SavedFilter
from measures.selectors import exports
from measures.selectors import measures as selectors
from measures.services import saved_filters
from offensief.accounts.requests import SignedInRequest
from offensief.lib.sheets import write_csv, write_xlsx
from offensief.web.limits import limited_reading
from offensief.web.query import before_page, without
from offensief.web.reference_day import WrongDay, day_asked, with_day

# All of the plan on one page, and a page of a larger one hardly slower.
PER_PAGE = 40
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@with_day
def measure_list(request: SignedInRequest, *, day: date | None) -> HttpResponse:
    """All measures this person may see, filtered and sorted by the address."""
    _seen_or_404(request)
    return _answer(request, request.GET, day)


def _seen_or_404(request: SignedInRequest) -> None:
    if not permissions.may_see_measures(request.user):
        raise Http404


def _answer(
    request: SignedInRequest,
    query: QueryDict,
    day: date | None,
    *,
    form: FilterForm | None = None,
    code: int = 200,
) -> HttpResponse:
    found = asked_of(request.user, query)
    context = _list_then(request, found, day) if day else _list(request, found)
    kept = without(query, "page")
    template = "measures/measure_list.html"
    context |= {
        "filter": found,
        "day": day,
        "query": before_page(query),
        "asked": kept,
        "choices": without(query, "page", "peildatum"),
        "may_change": permissions.may_change_status(request.user),
        "saved_filters": SavedFilter.objects.filter(user=request.user),
        "filter_form": form or FilterForm(initial={"query": kept}),
        "can_be_kept": bool(saved_filters.known_part(kept)),
    }
    part = f"{template}#results" if request.htmx else template
    return render(request, part, context, status=code)


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
    there = there_on(request.user, day)
    chosen = matching(there, found)
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "rows": selectors.rows(page.object_list, today=day),
        "total": len(there),
        "counts": selectors.counts_of(chosen),
    }


@require_safe
@limited_reading("export")
@with_day
def export_csv(request: SignedInRequest, *, day: date | None) -> HttpResponse:
    """What the list shows, all pages of it, as CSV."""
    cells = [exports.cells(line) for line in _lines(request, day)]
    return _file(write_csv(exports.HEAD, cells), "csv", "text/csv; charset=utf-8", day)


@require_safe
@limited_reading("export")
@with_day
def export_xlsx(request: SignedInRequest, *, day: date | None) -> HttpResponse:
    """What the list shows, all pages of it, as a workbook."""
    cells = [exports.cells(line) for line in _lines(request, day)]
    return _file(write_xlsx(exports.HEAD, cells, title="Maatregelen"), "xlsx", _XLSX, day)


def _lines(request: SignedInRequest, day: date | None) -> list[exports.Line]:
    _seen_or_404(request)
    found = asked_of(request.user, request.GET)
    if day is None:
        return exports.lines(list(exports.with_steps(found.qs)), today=timezone.localdate())
    return exports.lines(matching(there_on(request.user, day), found), today=day)


def _file(content: bytes, ending: str, kind: str, day: date | None) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    name = f"maatregelen-{day or timezone.localdate():%Y-%m-%d}.{ending}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
@limited_reading("export")
@with_day
def print_list(request: SignedInRequest, *, day: date | None) -> HttpResponse:
    """What the list shows, all pages of it, to be printed."""
    lines = _lines(request, day)
    context = {
        "lines": lines,
        "choices": in_words(asked_of(request.user, request.GET)),
        "day": day,
        "now": timezone.now(),
        "asked": request.GET.urlencode(),
    }
    return render(request, "measures/print.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def filter_save(request: SignedInRequest) -> HttpResponse:
    """Keep the choices of the list under a name."""
    _seen_or_404(request)
    if request.method != "POST":
        # Links on the page that shows what is wrong come here.
        return redirect(f"{reverse('measures')}?{request.GET.urlencode()}")
    form = FilterForm(request.POST)
    if form.saved(lambda: saved_filters.save_filter(by=request.user, **form.cleaned_data)):
        messages.success(request, f"Filter '{form.cleaned_data['name']}' is bewaard.")
        asked = saved_filters.known_part(form.cleaned_data["query"])
        return redirect(f"{reverse('measures')}?{asked}")
    query = QueryDict(saved_filters.known_part(form.cleaned_data.get("query", "")))
    try:
        day = day_asked(query)
    except WrongDay:
        day = None
    return _answer(request, query, day, form=form, code=422)


@require_POST
def filter_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Forget a filter of one's own."""
    saved = get_object_or_404(SavedFilter, pk=pk, user=request.user)
    saved_filters.remove_filter(saved=saved, by=request.user)
    messages.success(request, f"Filter '{saved.name}' is verwijderd.")
    return redirect("measures")
