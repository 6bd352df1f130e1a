"""Editions in the browser of the bureau: asking, following, and the files."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from measures.rounds.forms.keeping import StepForm
from measures.rounds.models import Round, Submission
from measures.rounds.permissions import may_see_rounds
from measures.rounds.states import Step
from measures.rounds.views.visiting import PartnerRequest, for_partner
from offensief.accounts.requests import SignedInRequest
from offensief.lib.refusals import Refused
from reports import permissions, receipts, tasks
from reports.file_names import file_name, media_type
from reports.forms import EditionForm, opened_on
from reports.models import Artefact, Edition, JobState, Receipt
from reports.selectors.approval import read_before_establishing
from reports.selectors.editions import all_editions, edition_page
from reports.services import asking, rounds
from reports.views.finals import forms_of
from reports.views.visiting import visible_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def edition_list(request: SignedInRequest) -> HttpResponse:
    """All editions, and the form to ask for one."""
    if not permissions.may_see_editions(request.user):
        raise Http404
    today = timezone.localdate()
    if request.method == "POST":
        return _request_edition(request)
    return _list(request, EditionForm(today=today, initial=opened_on(today)))


def _request_edition(request: SignedInRequest) -> HttpResponse:
    if not permissions.may_request_edition(request.user):
        raise PermissionDenied
    form = EditionForm(request.POST, today=timezone.localdate())
    if not form.is_valid():
        return _list(request, form, status=422)
    try:
        edition = asking.request_edition(wish=form.as_request(), by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _list(request, form, status=409)
    tasks.ring_after_commit(edition.job.pk)
    return redirect(edition)


def _list(request: SignedInRequest, form: EditionForm, *, status: int = 200) -> HttpResponse:
    editions = all_editions()
    context = {
        "finals": [standing for standing in editions if standing.edition.is_final],
        "concepts": [standing for standing in editions if not standing.edition.is_final],
        "form": form,
        "may_request": permissions.may_request_edition(request.user),
    }
    return render(request, "reports/edition_list.html", context, status=status)


@require_safe
def edition_detail(request: SignedInRequest, number: str) -> HttpResponse:
    """One edition: how far it is, its files, and what to read before it is established."""
    edition = visible_or_404(request, number)
    page = edition_page(edition, request.user)
    template = "reports/edition_detail.html"
    if request.htmx:
        return render(request, f"{template}#progress", {"page": page})
    context = {
        "page": page,
        "reading": read_before_establishing(edition),
        **forms_of(edition),
    }
    return render(request, template, context)


@require_safe
def edition_file(request: SignedInRequest, number: str, form: str) -> HttpResponse:
    """One of the files of an edition, for the bureau."""
    edition = visible_or_404(request, number)
    artefact = get_object_or_404(Artefact, edition=edition, format=form)
    return sent_file(edition, artefact)


def sent_file(edition: Edition, artefact: Artefact) -> HttpResponse:
    """A kept file under its own name; the browser shows only the PDF itself."""
    place = "inline" if artefact.format == "pdf" else "attachment"
    return HttpResponse(
        bytes(artefact.content),
        content_type=media_type(artefact.format),
        headers={
            "Content-Disposition": f'{place}; filename="{file_name(edition, artefact.format)}"',
            "ETag": f'"{artefact.sha256}"',
        },
    )


@require_POST
def edition_retry(request: SignedInRequest, number: str) -> HttpResponse:
    """Try a failed build again."""
    edition = visible_or_404(request, number)
    if not permissions.may_request_edition(request.user):
        raise PermissionDenied
    try:
        job = asking.retry(job=edition.job, by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        tasks.ring_after_commit(job.pk)
    return redirect(edition)


@require_POST
def round_freeze(request: SignedInRequest, number: str) -> HttpResponse:
    """Freeze a closed round and make its edition."""
    if not may_see_rounds(request.user):
        raise Http404
    round_ = get_object_or_404(Round, number=number)
    if not permissions.may_request_edition(request.user):
        raise PermissionDenied
    form = StepForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        edition = rounds.freeze_round(round_=round_, version=version, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(round_)
    tasks.ring_after_commit(edition.job.pk)
    messages.success(request, f"De ronde is bevroren. Rapportage {edition.number} wordt gemaakt.")
    return redirect(edition)


@for_partner
@require_safe
def receipt(request: PartnerRequest, submission: Submission, event: int) -> HttpResponse:
    """The proof of a signature, for the partner itself and the secretariat."""
    found = Receipt.objects.filter(event_id=event, event__submission=submission).first()
    if found is None or found.state != JobState.DONE:
        get_object_or_404(submission.events, pk=event, step=Step.SIGN)
        messages.info(request, "Het bewijs wordt nog gemaakt. Probeer het over een minuut opnieuw.")
        return redirect(submission)
    name = receipts.file_name(found.event, submission)
    return HttpResponse(
        bytes(found.content),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
