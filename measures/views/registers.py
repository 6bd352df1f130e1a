"""The registers: all of them, the list of one, and the page of an entry."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from measures import permissions
from measures.filters import EntryFilter
from measures.forms.attachments import UploadForm
from measures.forms.entries import PointForm
from measures.models import RegisterEntry
from measures.registers import SPECS, Register
from measures.selectors import registers as selectors
from offensief.accounts.requests import SignedInRequest
from offensief.web.query import before_page

PER_PAGE = 50


@require_safe
def register_overview(request: SignedInRequest) -> HttpResponse:
    """Every register with how much is open and how much is late."""
    check_visible(request)
    found = selectors.overview(request.user, today=timezone.localdate())
    return render(request, "measures/register_overview.html", {"registers": found})


@require_safe
def register_list(request: SignedInRequest, register: Register) -> HttpResponse:
    """The entries of a register this person may see, filtered and sorted by the address."""
    check_visible(request)
    visible = permissions.visible_entries(request.user).filter(register=register)
    found = EntryFilter(request.GET, queryset=visible, register=register, person=request.user)
    entries = selectors.with_links(found.qs, request.user)
    page = Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "register": register,
        "spec": SPECS[register],
        "filter": found,
        "page": page,
        "rows": selectors.rows(page.object_list, today=timezone.localdate()),
        "total": visible.count(),
        "query": before_page(request.GET),
        "may_keep": permissions.may_keep_plan(request.user),
    }
    template = "measures/register_list.html"
    return render(request, f"{template}#results" if request.htmx else template, context)


@require_safe
def entry_detail(request: SignedInRequest, register: Register, number: int) -> HttpResponse:
    """One entry: what it is, what it serves, its files and its history."""
    return entry_answer(request, visible_entry_or_404(request, register, number))


def entry_answer(
    request: SignedInRequest, entry: RegisterEntry, *, code: int = 200, **more: Any
) -> HttpResponse:
    """The page of an entry; `more` brings a form with faults, or `late` after an edit conflict."""
    page = selectors.entry_page(entry, request.user, today=timezone.localdate())
    context = {
        "page": page,
        "point_form": PointForm(initial={"version": entry.version}),
        "attachments": page.attachments,
        "upload_form": UploadForm(),
        "upload_url": f"{entry.get_absolute_url()}bijlagen/",
        "may_keep": page.may_keep,
        **more,
    }
    return render(request, "measures/entry_detail.html", context, status=code)


def check_visible(request: SignedInRequest) -> None:
    """The registers do not exist for whoever may not see a single entry."""
    if not permissions.may_see_registers(request.user):
        raise Http404


def check_may_keep(request: SignedInRequest) -> None:
    """Visible, but not theirs to change: 403."""
    if not permissions.may_keep_plan(request.user):
        raise PermissionDenied


def visible_entry_or_404(
    request: SignedInRequest, register: Register, number: int
) -> RegisterEntry:
    """The entry, if this person may know it."""
    visible: QuerySet[RegisterEntry] = permissions.visible_entries(request.user)
    pointers = visible.select_related("owner", "raised_by", "meeting")
    return get_object_or_404(pointers, register=register, number=number)
