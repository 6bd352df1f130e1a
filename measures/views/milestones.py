"""Planning: the milestones of a measure, one milestone, and all timelines."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from measures import permissions
from measures.forms.planning import DoneForm, MilestoneForm, MoveForm, ReasonForm
from measures.models import Measure, Milestone
from measures.selectors import timelines
from measures.services import milestones, notices
from measures.statuses import MilestoneState
from measures.views.measures import visible_or_404
from measures.views.ringing import ring_for
from offensief.accounts.requests import SignedInRequest
from offensief.lib import rules
from offensief.web.forms import VersionedForm
from offensief.web.reference_day import with_day


@require_http_methods(["GET", "HEAD", "POST"])
def milestone_list(request: SignedInRequest, number: str) -> HttpResponse:
    """The milestones of a measure, and the form for a new one."""
    measure = kept_or_refused(request, number)
    form = MilestoneForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.saved(
        lambda: milestones.add_milestone(measure=measure, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, f"Mijlpaal '{form.cleaned_data['title']}' is gepland.")
        return redirect("milestones", number=number)
    context = {"measure": measure, "steps": measure.milestones.all(), "form": form}
    code = 422 if form.errors else 200
    return render(request, "measures/milestones.html", context, status=code)


def kept_or_refused(request: SignedInRequest, number: str) -> Measure:
    """A measure this person keeps; who only sees it is refused, for others it is not there."""
    measure = visible_or_404(request, number)
    if not permissions.may_keep_plan(request.user):
        raise PermissionDenied
    return measure


_FORMS: dict[str, type[VersionedForm]] = {
    "verschuiven": MoveForm,
    "behaald": DoneForm,
    "vervallen": ReasonForm,
    "heropenen": ReasonForm,
}
_SERVICES: dict[str, Callable[..., Milestone]] = {
    "verschuiven": milestones.move_milestone,
    "behaald": milestones.complete_milestone,
    "vervallen": milestones.drop_milestone,
    "heropenen": milestones.reopen_milestone,
}
_SAID = {
    "verschuiven": "De mijlpaal is verschoven. De oude datum en de reden blijven zichtbaar.",
    "behaald": "De mijlpaal is behaald.",
    "vervallen": "De mijlpaal is vervallen.",
    "heropenen": "De mijlpaal is weer open.",
}


@require_http_methods(["GET", "HEAD", "POST"])
def milestone_detail(request: SignedInRequest, number: str, pk: int) -> HttpResponse:
    """One milestone with its moves, and what can be done with it."""
    measure = kept_or_refused(request, number)
    milestone = get_object_or_404(Milestone.objects.select_related("measure"), pk=pk)
    if milestone.measure_id != measure.pk:
        raise Http404
    if request.method != "POST":
        return _detail(request, milestone)
    act = request.POST.get("act", "")
    if act not in _FORMS:
        raise Http404
    form = _FORMS[act](request.POST)
    write = partial(_SERVICES[act], milestone=milestone, by=request.user)
    try:
        done = form.saved(lambda: ring_for(notices.milestone_deed(write(**form.cleaned_data))))
    except rules.EditConflict as conflict:
        milestone.refresh_from_db()
        sentence = f"{conflict} Hieronder staat hoe hij nu is. Verstuur opnieuw als het nog klopt."
        again = _FORMS[act](
            {**request.POST.dict(), f"{form.prefix}-version": str(milestone.version)}
        )
        again.add_error(None, sentence)
        return _detail(request, milestone, act=act, form=again, code=409)
    if not done:
        return _detail(request, milestone, act=act, form=form, code=422)
    messages.success(request, _SAID[act])
    return redirect("milestone", number=number, pk=pk)


def _detail(
    request: SignedInRequest,
    milestone: Milestone,
    *,
    act: str = "",
    form: VersionedForm | None = None,
    code: int = 200,
) -> HttpResponse:
    is_open = milestone.state == MilestoneState.OPEN
    acts = ["verschuiven", "behaald", "vervallen"] if is_open else ["heropenen"]
    initial = {"version": milestone.version, "done_on": timezone.localdate()}
    forms = [
        {
            "act": name,
            "form": form if form is not None and name == act else _FORMS[name](initial=initial),
        }
        for name in acts
    ]
    context: dict[str, Any] = {
        "milestone": milestone,
        "measure": milestone.measure,
        "moves": milestone.moves.select_related("moved_by"),
        "forms": forms,
        "faulty": form,
    }
    return render(request, "measures/milestone.html", context, status=code)


@require_safe
@with_day
def planning(request: SignedInRequest, *, day: date | None) -> HttpResponse:
    """The timelines of all pillars, now or as they were."""
    if not permissions.may_see_measures(request.user):
        raise Http404
    figures = timelines.all_pillars(request.user, today=timezone.localdate(), day=day)
    return render(request, "measures/planning.html", {"figures": figures, "day": day})
