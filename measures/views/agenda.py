"""The agenda of a meeting, kept on the page of the meeting."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from measures.forms.entries import PointForm
from measures.models import AgendaPoint, RegisterEntry
from measures.registers import Register
from measures.services import agenda
from measures.views.registers import check_may_keep, entry_answer, visible_entry_or_404
from offensief.accounts.requests import SignedInRequest
from offensief.lib import rules


def _meeting(request: SignedInRequest, number: int) -> RegisterEntry:
    meeting = visible_entry_or_404(request, Register.MEETING, number)
    check_may_keep(request)
    return meeting


def _point(request: SignedInRequest, number: int, point: int) -> AgendaPoint:
    """A point of this very meeting that is still on the agenda."""
    live = _meeting(request, number).agenda.filter(is_dropped=False)
    return get_object_or_404(live.select_related("meeting", "bottleneck"), pk=point)


@require_POST
def agenda_add(request: SignedInRequest, number: int) -> HttpResponse:
    """Put a point last on the agenda."""
    meeting = _meeting(request, number)
    form = PointForm(request.POST)
    if not form.is_valid():
        return entry_answer(request, meeting, code=422, point_form=form)
    try:
        agenda.add_point(
            meeting=meeting,
            version=form.cleaned_data["version"],
            wish=form.as_wish(),
            by=request.user,
        )
    except rules.EditConflict:
        return _late(request, meeting)
    messages.success(request, "Het agendapunt is toegevoegd.")
    return redirect(meeting)


def _late(request: SignedInRequest, meeting: RegisterEntry) -> HttpResponse:
    """The agenda of now; what was typed stands in the form, ready to be sent again."""
    meeting.refresh_from_db()
    if "title" not in request.POST:
        return entry_answer(request, meeting, code=409, late=True)
    again = PointForm({**request.POST.dict(), "version": str(meeting.version)})
    return entry_answer(request, meeting, code=409, late=True, point_form=again)


@require_http_methods(["GET", "HEAD", "POST"])
def agenda_point(request: SignedInRequest, number: int, point: int) -> HttpResponse:
    """Change a point, or write down what came out of it."""
    found = _point(request, number, point)
    if request.method != "POST":
        now = {"title": found.title, "outcome": found.outcome, "bottleneck": found.bottleneck}
        form = PointForm(initial={**now, "version": found.meeting.version})
        return _point_page(request, found, form)
    form = PointForm(request.POST)
    if not form.is_valid():
        return _point_page(request, found, form, code=422)
    try:
        agenda.change_point(
            point=found,
            version=form.cleaned_data["version"],
            wish=form.as_wish(),
            by=request.user,
        )
    except rules.EditConflict:
        return _late_point(request, found)
    messages.success(request, "Het agendapunt is gewijzigd.")
    return redirect(found.meeting)


def _late_point(request: SignedInRequest, point: AgendaPoint) -> HttpResponse:
    point.refresh_from_db()
    data = {**request.POST.dict(), "version": str(point.meeting.version)}
    return _point_page(request, point, PointForm(data), code=409)


def _point_page(
    request: SignedInRequest, point: AgendaPoint, form: PointForm, *, code: int = 200
) -> HttpResponse:
    context = {"point": point, "meeting": point.meeting, "form": form, "late": code == 409}
    return render(request, "measures/agenda_point.html", context, status=code)


@require_POST
def agenda_act(request: SignedInRequest, number: int, point: int) -> HttpResponse:
    """The buttons beside a point: up, down, or off the agenda."""
    found = _point(request, number, point)
    act, seen = request.POST.get("act", ""), request.POST.get("version", "")
    version = int(seen) if seen.isdecimal() and len(seen) < 8 else 0
    try:
        if act == "vervalt":
            agenda.drop_point(point=found, version=version, by=request.user)
        else:
            up = act == "omhoog"
            agenda.move_point(point=found, version=version, up=up, by=request.user)
    except rules.EditConflict:
        return _late(request, found.meeting)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(found.meeting)
