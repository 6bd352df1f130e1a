"""Editions in the browser."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from measures.rounds.forms.keeping import StepForm
from measures.rounds.models import Round, Submission
from measures.rounds.permissions import may_establish, may_see_rounds
from measures.rounds.states import Step
from measures.rounds.views.visiting import PartnerRequest, for_partner
from offensief.accounts.requests import SignedInRequest
from offensief.lib.refusals import Refused
from reports import permissions, receipts, services, tasks
from reports.forms import EditionForm, opened_on
from reports.models import Artefact, Edition, EditionState, Format, JobState, Receipt
from reports.selectors.editions import edition_page


@require_http_methods(["GET", "HEAD", "POST"])
def edition_list(request: SignedInRequest) -> HttpResponse:
    """All editions, and the form to ask for one."""
    if not permissions.may_see_editions(request.user):
        raise Http404
    today = timezone.localdate()
    if request.method == "POST":
        return _request_edition(request)
    form = EditionForm(today=today, initial=opened_on(today))
    return _list(request, form)


def _request_edition(request: SignedInRequest) -> HttpResponse:
    if not permissions.may_request_edition(request.user):
        raise PermissionDenied
    form = EditionForm(request.POST, today=timezone.localdate())
    if not form.is_valid():
        return _list(request, form, status=422)
    try:
        job = services.request_edition(wish=form.as_request(), by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _list(request, form, status=409)
    tasks.ring_after_commit(job.pk)
    return redirect(job.edition)


def _list(request: SignedInRequest, form: EditionForm, *, status: int = 200) -> HttpResponse:
    context = {
        "editions": Edition.objects.defer("document")
        .select_related("requested_by")
        .prefetch_related("jobs"),
        "form": form,
        "may_request": permissions.may_request_edition(request.user),
    }
    return render(request, "reports/edition_list.html", context, status=status)


@require_safe
def edition_detail(request: SignedInRequest, number: str) -> HttpResponse:
    """One edition: how far it is, and its files when they are there."""
    page = edition_page(_visible_or_404(request, number), request.user)
    template = "reports/edition_detail.html"
    return render(request, f"{template}#progress" if request.htmx else template, {"page": page})


@require_safe
def edition_pdf(request: SignedInRequest, number: str) -> HttpResponse:
    """The PDF."""
    edition = _visible_or_404(request, number)
    artefact = get_object_or_404(Artefact, edition=edition, format=Format.PDF)
    name = f"CONCEPT-voortgangsrapportage-{edition.number}.pdf"
    return HttpResponse(
        bytes(artefact.content),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{name}"',
            "ETag": f'"{artefact.sha256}"',
        },
    )


@require_safe
def edition_document(request: SignedInRequest, number: str) -> HttpResponse:
    """The frozen document itself, byte for byte what the hash was taken of."""
    edition = _visible_or_404(request, number)
    if edition.state != EditionState.FROZEN:
        raise Http404
    name = f"CONCEPT-voortgangsrapportage-{edition.number}.json"
    return HttpResponse(
        edition.document,
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_POST
def edition_retry(request: SignedInRequest, number: str) -> HttpResponse:
    """Try a failed build again."""
    edition = _visible_or_404(request, number)
    if not permissions.may_request_edition(request.user):
        raise PermissionDenied
    job = get_object_or_404(edition.jobs, format=Format.PDF)
    try:
        services.retry(job=job, by=request.user)
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
        job = services.freeze_round(round_=round_, version=version, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(round_)
    tasks.ring_after_commit(job.pk)
    messages.success(
        request, f"De ronde is bevroren. Rapportage {job.edition.number} wordt gemaakt."
    )
    return redirect(job.edition)


@require_POST
def edition_establish(request: SignedInRequest, number: str) -> HttpResponse:
    """The head has read this edition and establishes its round."""
    edition = _visible_or_404(request, number)
    if edition.round is None:
        raise Http404
    if not may_establish(request.user):
        raise PermissionDenied
    form = StepForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        services.establish(
            edition=edition,
            sha256=request.POST.get("sha256", ""),
            version=version,
            by=request.user,
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "De ronde is vastgesteld, met deze rapportage.")
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


def _visible_or_404(request: SignedInRequest, number: str) -> Edition:
    if not permissions.may_see_editions(request.user):
        raise Http404
    return get_object_or_404(Edition.objects.select_related("requested_by", "round"), number=number)
