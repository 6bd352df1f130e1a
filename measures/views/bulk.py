"""Changing many measures on one page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from measures import permissions
from measures.filters import asked_of, in_words
from measures.forms.bulk import BulkTable, numbers_in
from measures.models import Measure
from measures.services import bulk, notices
from measures.statuses import Decision
from measures.views.ringing import ring_for
from offensief.accounts.requests import SignedInRequest
from offensief.lib.dutch import plural

MOST_ROWS = 100


@require_http_methods(["GET", "HEAD", "POST"])
def bulk_edit(request: SignedInRequest) -> HttpResponse:
    """The measures that the address asks for, each as a row of one form."""
    if not permissions.may_see_measures(request.user):
        raise Http404
    if not permissions.may_change_status(request.user):
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, BulkTable(_asked(request)))
    table = BulkTable(_sent(request), request.POST)
    try:
        table.check()
        updates = bulk.change_many(changes=table.changes(), by=request.user)
    except bulk.RowsRefused as refusal:
        table.show(refusal)
        return _page(request, table, code=409 if refusal.conflicts else 422)
    ring_for(notices.bulk_deed(updates))
    if updates:
        said = plural(len(updates), "maatregel is gewijzigd.", "maatregelen zijn gewijzigd.")
        messages.success(request, said)
    else:
        messages.info(request, "U had niets gewijzigd. Er is niets opgeslagen.")
    return redirect(f"{reverse('bulk_edit')}?{request.GET.urlencode()}")


def _asked(request: SignedInRequest) -> list[Measure]:
    found = asked_of(request.user, request.GET).qs
    return list(found.filter(decision=Decision.ACTIVE)[:MOST_ROWS])


def _sent(request: SignedInRequest) -> list[Measure]:
    """The measures of the rows that came back, in their order, as they are now."""
    numbers = numbers_in(request.POST)[:MOST_ROWS]
    visible = Measure.objects.filter(pk__in=permissions.visible_measures(request.user).values("pk"))
    found = {measure.number: measure for measure in visible.filter(number__in=numbers)}
    return [found[number] for number in numbers if number in found]


def _page(request: SignedInRequest, table: BulkTable, *, code: int = 200) -> HttpResponse:
    found = asked_of(request.user, request.GET)
    active = found.qs.filter(decision=Decision.ACTIVE).count()
    context = {
        "table": table,
        "choices": in_words(found),
        "query": request.GET.urlencode(),
        "active": active,
        "most": MOST_ROWS,
        "ended": found.qs.count() - active,
    }
    return render(request, "measures/bulk.html", context, status=code)
