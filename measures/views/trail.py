"""The trail on screen: everything, one object, one person; and as a file for an auditor."""

import json
from collections.abc import Iterable, Iterator

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from measures import permissions
from offensief.accounts.requests import SignedInRequest
from offensief.audit.chain import in_pieces
from offensief.audit.checking import last_check
from offensief.audit.history import end_of
from offensief.audit.models import Entry, Result
from offensief.audit.readable import kind_of, lines
from offensief.lib.sheets import csv_pieces
from offensief.web.limits import limited_reading
from offensief.web.query import before_page
from offensief.web.reference_day import WrongDay, day_asked

PER_PAGE = 50
_HIDDEN = "Niet getoond: gaat niet over accounts."


@require_safe
def trail(request: SignedInRequest) -> HttpResponse:
    """Every deed, the newest first; `van` and `tot` narrow it."""
    _allowed(request)
    return _page(request, Entry.objects.all(), "Spoor van alle handelingen")


@require_safe
def trail_of_object(request: SignedInRequest, kind: str, key: str) -> HttpResponse:
    """Every deed on one object."""
    _allowed(request)
    entries = Entry.objects.filter(object_type=kind, object_id=key)
    last = entries.first()
    if last is None:
        raise Http404
    [shown] = _as_shown(request, [last])
    return _page(request, entries, f"Spoor van {shown.object_label}")


@require_safe
def trail_of_person(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every deed of one person."""
    _allowed(request)
    entries = Entry.objects.filter(actor_id=pk)
    last = entries.first()
    if last is None:
        raise Http404
    return _page(request, entries, f"Spoor van {last.actor_label}")


def _allowed(request: SignedInRequest) -> None:
    if not permissions.may_see_trail(request.user):
        raise Http404


def _as_shown(request: SignedInRequest, entries: Iterable[Entry]) -> Iterator[Entry]:
    """Each entry as this person may read it: who did what when always, the words not always."""
    for entry in entries:
        if not permissions.may_read_deed(request.user, entry.object_type):
            entry.object_label = f"{kind_of(entry)}, nummer {entry.object_id}"
            # Why something was refused is a sentence of the portal itself.
            if entry.result != Result.REFUSED:
                entry.before = entry.after = {}
                entry.reason = _HIDDEN
        yield entry


def _page(request: SignedInRequest, entries: QuerySet[Entry], title: str) -> HttpResponse:
    context: dict[str, object] = {"title": title, "check": last_check()}
    code = 200
    try:
        entries = _between(request, entries)
    except WrongDay as wrong:
        context["wrong"], code = str(wrong), 422
    page = Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))
    context |= {
        "page": page,
        "lines": lines(list(_as_shown(request, page.object_list))),
        "query": before_page(request.GET),
    }
    return render(request, "measures/trail.html", context, status=code)


def _between(request: SignedInRequest, entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """From the beginning of one day to the end of another."""
    start, end = day_asked(request.GET, "van"), day_asked(request.GET, "tot")
    if start:
        entries = entries.filter(at__date__gte=start)
    return entries.filter(at__lt=end_of(end)) if end else entries


@require_safe
@limited_reading("export")
def trail_export(request: SignedInRequest) -> HttpResponseBase:
    """The trail as CSV, oldest first, with the hashes, so that an auditor can follow the chain.

    Sent piece by piece: however long the trail is, it takes little memory.
    """
    _allowed(request)
    try:
        entries = _between(request, Entry.objects.all())
    except WrongDay as wrong:
        return HttpResponse(str(wrong), status=422, content_type="text/plain; charset=utf-8")
    answer = StreamingHttpResponse(
        csv_pieces(_HEAD, (_cells(entry) for entry in _as_shown(request, in_pieces(entries)))),
        content_type="text/csv; charset=utf-8",
    )
    name = f"spoor-{timezone.localdate():%Y-%m-%d}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


_HEAD = (
    "Regel",
    "Moment",
    "Bekend sinds",
    "Wie",
    "Account",
    "Namens",
    "Handeling",
    "Soort",
    "Nummer",
    "Omschrijving",
    "Was",
    "Werd",
    "Waarom",
    "Via",
    "Uitkomst",
    "Vorige hash",
    "Hash",
)


def _cells(entry: Entry) -> list[str | int | None]:
    return [
        entry.pk,
        entry.at.isoformat(),
        entry.known_at.isoformat(),
        entry.actor_label,
        entry.actor_id,
        entry.on_behalf_of,
        entry.action,
        entry.object_type,
        entry.object_id,
        entry.object_label,
        json.dumps(entry.before, ensure_ascii=False, sort_keys=True),
        json.dumps(entry.after, ensure_ascii=False, sort_keys=True),
        entry.reason,
        entry.origin,
        entry.get_result_display(),
        entry.previous_hash,
        entry.hash,
    ]
