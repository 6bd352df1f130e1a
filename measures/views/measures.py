"""The page of a measure, and what is said of its status."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from measures import permissions
from measures.forms.attachments import UploadForm
from measures.forms.daily import CommentForm
from measures.forms.status import CourseForm, StatusForm, opened_at
from measures.models import Measure
from measures.selectors.page import MeasurePage, measure_page, measure_page_then
from measures.selectors.then import plan_as_of
from measures.services import notices, status
from measures.views.ringing import ring_for
from offensief.accounts.requests import SignedInRequest
from offensief.lib import rules
from offensief.web.reference_day import with_day


@require_safe
@with_day
def measure_detail(request: SignedInRequest, number: str, *, day: date | None) -> HttpResponse:
    """One measure: official text, status, planning, partners and history."""
    measure = visible_or_404(request, number)
    if day is not None:
        plan = plan_as_of(day)
        then = plan.measure(number)
        page = measure_page_then(then, plan) if then else None
        context = {"page": page, "measure": then or measure, "day": day}
        return render(request, "measures/measure_detail.html", context)
    return measure_answer(request, measure)


@require_POST
def status_change(request: SignedInRequest, number: str) -> HttpResponse:
    """Save a change of phase, course or certainty."""
    measure = visible_or_404(request, number)
    if not permissions.may_change_status(request.user):
        raise PermissionDenied
    form = StatusForm(request.POST, measure=measure)
    form.is_valid()
    if "version" not in form.errors and form.cleaned_data["version"] != measure.version:
        return _conflict(request, measure, form)
    if form.errors:
        return measure_answer(request, measure, form=form, code=422)
    try:
        update = status.change_status(
            measure=measure,
            version=form.cleaned_data["version"],
            change=form.as_change(),
            by=request.user,
        )
    except rules.EditConflict:
        return _conflict(request, measure, form)
    ring_for(notices.update_deed(update))
    messages.success(request, f"De status van maatregel {measure.number} is gewijzigd.")
    return redirect(measure)


@require_POST
def course_report(request: SignedInRequest, number: str) -> HttpResponse:
    """A partner says how the measure goes."""
    measure = visible_or_404(request, number)
    partners = permissions.speaks_for(request.user, measure)
    if not partners:
        raise PermissionDenied
    form = CourseForm(request.POST, measure=measure, partners=partners)
    if not form.is_valid():
        return measure_answer(request, measure, report=form, code=422)
    try:
        update = status.report_course(
            measure=measure,
            version=form.cleaned_data["version"],
            change=form.as_change(),
            partner=form.cleaned_data["partner"],
            by=request.user,
        )
    except (rules.EditConflict, ValidationError) as refusal:
        form.add_error(None, str(refusal) if isinstance(refusal, rules.EditConflict) else refusal)
        return measure_answer(request, measure, report=form, code=409)
    ring_for(notices.update_deed(update))
    if update.course_to == update.course_stated:
        said = f"Uw kijk op maatregel {measure.number} is opgeslagen en geldt nu."
    else:
        said = "Uw kijk is opgeslagen. Het secretariaat beoordeelt of de koers omhoog gaat."
    messages.success(request, said)
    return redirect(measure)


def visible_or_404(request: SignedInRequest, number: str) -> Measure:
    """The measure, when this person may see it."""
    visible = permissions.visible_measures(request.user).select_related("pillar", "section", "plan")
    return get_object_or_404(visible, number=number)


def measure_answer(
    request: SignedInRequest,
    measure: Measure,
    *,
    form: StatusForm | None = None,
    report: CourseForm | None = None,
    comment: CommentForm | None = None,
    code: int = 200,
) -> HttpResponse:
    """The page of a measure with its forms: the one that was sent with its faults, others fresh."""
    page = measure_page(measure, request.user, today=timezone.localdate())
    context = {
        "page": page,
        "measure": measure,
        "form": form or StatusForm(measure=measure, initial=opened_at(measure)),
        "report": report or _report_form(page),
        "upload_form": UploadForm(),
        "upload_url": reverse("measure_attachment_add", kwargs={"number": measure.number}),
        "comment_form": comment or comment_form(request, measure),
    }
    return render(request, "measures/measure_detail.html", context, status=code)


def comment_form(
    request: SignedInRequest, measure: Measure, data: QueryDict | None = None
) -> CommentForm:
    """The form for a remark, which offers to warn everybody else who may see this measure."""
    others = permissions.people_who_see(measure).exclude(pk=request.user.pk)
    return CommentForm(others, data)


def _report_form(page: MeasurePage) -> CourseForm | None:
    if not page.speaks_for:
        return None
    measure = page.measure
    initial = {"version": measure.version, "course": measure.course, "partner": page.speaks_for[0]}
    return CourseForm(measure=measure, partners=list(page.speaks_for), initial=initial)


def _conflict(request: SignedInRequest, measure: Measure, form: StatusForm) -> HttpResponse:
    """Both versions side by side; sending again means: I have seen the other one."""
    measure.refresh_from_db()
    page = measure_page(measure, request.user, today=timezone.localdate())
    data = {**request.POST.dict(), "version": str(measure.version)}
    again = StatusForm(data, measure=measure)
    context = {"page": page, "theirs": page.updates[0] if page.updates else None, "form": again}
    return render(request, "measures/status_conflict.html", context, status=409)
