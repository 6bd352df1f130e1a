"""The desk: offering deliveries, explaining what was found, releasing them."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from incidents import tasks
from incidents.forms.desk import ExplainForm, ReasonForm, ReleaseForm, UploadForm, WithdrawForm
from incidents.models import AreaLevel, Release, Upload
from incidents.permissions import may_deliver, may_release, may_see_desk
from incidents.selectors.desk import DeskPage, desk_page, desk_rows, widest_before
from incidents.services import desk
from offensief.accounts.confirming import confirm_to_send
from offensief.accounts.requests import SignedInRequest
from offensief.lib.refusals import Refused
from offensief.lib.rules import EditConflict
from offensief.lib.sheets import write_csv
from offensief.web.forms import PlainForm, VersionedForm
from offensief.web.limits import limited


@require_safe
def desk_list(request: SignedInRequest) -> HttpResponse:
    """Every delivery that was offered, with what has to happen to it."""
    if not may_see_desk(request.user):
        raise Http404
    waiting, ended = desk_rows()
    context = {"waiting": waiting, "ended": ended, "may_deliver": may_deliver(request.user)}
    return render(request, "incidents/desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@limited("upload")
def upload_new(request: SignedInRequest) -> HttpResponse:
    """Offer a file with figures."""
    if not may_see_desk(request.user):
        raise Http404
    if not may_deliver(request.user):
        raise PermissionDenied
    sent = request.method == "POST"
    form = (
        UploadForm(request.POST, request.FILES, with_demo=settings.DEMO)
        if sent
        else UploadForm(with_demo=settings.DEMO, initial=_suggested(request))
    )
    code = 200
    if sent:
        upload = _receive(request, form)
        if upload:
            tasks.ring_after_commit(upload.pk)
            return redirect(upload)
        code = 422
    return render(request, "incidents/upload_new.html", {"form": form}, status=code)


def _suggested(request: SignedInRequest) -> dict[str, Any]:
    """What is usual, and what follows from the delivery this one corrects."""
    usual = {"organisation": "Politie (LFCT)", "definition": "A", "status": "provisional"}
    code = request.GET.get("na", "").replace("\0", "")
    earlier = Release.objects.filter(code=code).select_related("source")
    for release in earlier:
        return {
            **usual,
            "supersedes": release.code,
            "kind": "correction",
            "organisation": release.source.organisation,
            "document": release.source.document,
            "address": release.source.address,
        }
    return usual


def _receive(request: SignedInRequest, form: UploadForm) -> Upload | None:
    if not form.is_valid():
        return None
    file = form.cleaned_data["file"]
    try:
        return desk.receive(wish=form.as_wish(), data=file.read(), name=file.name, by=request.user)
    except ValidationError as refusal:
        form.take(refusal)
    except Refused as refusal:
        form.add_error("file", str(refusal))
    return None


@require_safe
def upload_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One offered delivery: how far it is, what was found, and what can be done."""
    upload = _upload_or_404(request, pk)
    return _page(request, upload)


def _upload_or_404(request: SignedInRequest, pk: int) -> Upload:
    if not may_see_desk(request.user):
        raise Http404
    related = Upload.objects.select_related(
        "uploaded_by", "released_by", "definition", "supersedes", "release"
    ).prefetch_related("notes__by")
    return get_object_or_404(related, pk=pk)


def _page(
    request: SignedInRequest,
    upload: Upload,
    *,
    act: str = "",
    form: PlainForm | None = None,
    code: int = 200,
) -> HttpResponse:
    if request.htmx and not act:
        # Asked for every second: only how far it is.
        progress = "incidents/upload_detail.html#progress"
        return render(request, progress, {"upload": upload}, status=code)
    page = desk_page(upload, request.user)
    initial = {"version": upload.version}
    context = {
        "page": page,
        "upload": upload,
        "act": act,
        "faulty": form,
        "reason_form": form if isinstance(form, ReasonForm) else ReasonForm(initial=initial),
        "release_form": form if isinstance(form, ReleaseForm) else _release_form(page, initial),
        "typed": request.POST.get("text", ""),
        "finding": request.POST.get("finding", ""),
    }
    return render(request, "incidents/upload_detail.html", context, status=code)


def _release_form(page: DeskPage, initial: dict[str, Any]) -> ReleaseForm:
    """As the delivery before was opened: a correction for fewer people would leave the wrong figure
    where it is."""
    opened = {f"open_{level}": audience for level, audience in widest_before(page.upload).items()}
    return ReleaseForm(initial=initial | opened, levels=_levels(page.upload))


def _levels(upload: Upload) -> list[str]:
    if upload.is_withdrawal:
        return []
    # From the country down, so that small numbers come last.
    return [level for level in AreaLevel.values if level in upload.outcome.get("levels", {})]


@require_POST
def upload_explain(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say why a finding is as it is."""
    upload = _upload_or_404(request, pk)
    if not may_deliver(request.user):
        raise PermissionDenied
    form = ExplainForm(request.POST)
    return _carry_out(
        request,
        upload,
        "uitleg",
        form,
        lambda: desk.explain(upload=upload, **form.cleaned_data, by=request.user),
        "De uitleg is bewaard.",
    )


@require_POST
def upload_take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take an offered delivery back."""
    upload = _upload_or_404(request, pk)
    if not may_deliver(request.user):
        raise PermissionDenied
    form = ReasonForm(request.POST)
    return _carry_out(
        request,
        upload,
        "terugnemen",
        form,
        lambda: desk.take_back(upload=upload, **form.cleaned_data, by=request.user),
        "De levering is teruggenomen. Het bestand mag opnieuw worden aangeboden.",
    )


@require_POST
def upload_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read it anew."""
    upload = _upload_or_404(request, pk)
    form = VersionedForm(request.POST)
    return _carry_out(
        request,
        upload,
        "opnieuw",
        form,
        lambda: desk.read_again(upload=upload, **form.cleaned_data, by=request.user),
        "",
    )


@require_POST
@confirm_to_send
def upload_release(request: SignedInRequest, pk: int) -> HttpResponse:
    """Release a delivery that somebody else offered."""
    upload = _upload_or_404(request, pk)
    if not may_release(request.user, upload):
        raise PermissionDenied
    if upload.released_by == request.user:
        # The second of two presses: the first one did it.
        return redirect(upload)
    form = ReleaseForm(request.POST, levels=_levels(upload))
    return _carry_out(
        request,
        upload,
        "vrijgeven",
        form,
        lambda: desk.ask_release(
            upload=upload,
            version=form.cleaned_data["version"],
            wish=form.as_wish(),
            by=request.user,
        ),
        "",
    )


def _carry_out(
    request: SignedInRequest,
    upload: Upload,
    act: str,
    form: PlainForm,
    write: Callable[[], object],
    said: str,
) -> HttpResponse:
    try:
        done = form.saved(write)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        upload = _upload_or_404(request, upload.pk)
        code = 409 if isinstance(refusal, EditConflict) else 422
        return _page(request, upload, act=act, form=form, code=code)
    if not done:
        return _page(request, upload, act=act, form=form, code=422)
    if said:
        messages.success(request, said)
    tasks.ring_after_commit(upload.pk)
    return redirect(upload)


@require_safe
def upload_faults(request: SignedInRequest, pk: int) -> HttpResponse:
    """The faults that were listed, as a file to work through."""
    upload = _upload_or_404(request, pk)
    faults = desk_page(upload, request.user).faults
    if not faults:
        raise Http404
    data = write_csv(("Regel", "Kolom", "Wat er mis is"), faults)
    named = content_disposition_header(as_attachment=True, filename=f"fouten-{upload.pk}.csv")
    return HttpResponse(
        data,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": named or "attachment", "Cache-Control": "no-store"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@confirm_to_send
def release_withdraw(request: SignedInRequest, code: str) -> HttpResponse:
    """Ask to take the figures of a delivery back."""
    if not may_see_desk(request.user):
        raise Http404
    if not may_deliver(request.user):
        raise PermissionDenied
    release = get_object_or_404(Release.objects.select_related("source"), code=code)
    form = WithdrawForm(request.POST) if request.method == "POST" else WithdrawForm()
    status = 200
    if request.method == "POST":
        made: list[Upload] = []
        try:
            if form.saved(
                lambda: made.append(
                    desk.offer_withdrawal(
                        release=release, reason=form.cleaned_data["reason"], by=request.user
                    )
                )
            ):
                messages.success(request, "Gevraagd. Een ander geeft de intrekking vrij.")
                return redirect(made[0])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        status = 422
    context = {"form": form, "release": release}
    return render(request, "incidents/release_withdraw.html", context, status=status)
