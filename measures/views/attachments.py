"""Documents with a measure or a register entry: adding, downloading, withdrawing."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from measures import permissions
from measures.forms.attachments import UploadForm, WithdrawForm
from measures.models import Attachment, Measure, RegisterEntry
from measures.registers import Register
from measures.selectors.attachments import pieces
from measures.services import attachments
from measures.views.registers import check_may_keep, visible_entry_or_404
from offensief.accounts.requests import SignedInRequest


@require_POST
def measure_attachment_add(request: SignedInRequest, number: str) -> HttpResponse:
    """Add a document to a measure."""
    measure = get_object_or_404(permissions.visible_measures(request.user), number=number)
    return _add(request, measure)


@require_POST
def entry_attachment_add(request: SignedInRequest, register: Register, number: int) -> HttpResponse:
    """Add a document to a register entry."""
    return _add(request, visible_entry_or_404(request, register, number))


def _add(request: SignedInRequest, to: Measure | RegisterEntry) -> HttpResponse:
    check_may_keep(request)
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            attachment = attachments.add_attachment(
                to=to,
                file=form.cleaned_data["file"],
                description=form.cleaned_data["description"],
                by=request.user,
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, f"Bijlage {attachment.name} is toegevoegd.")
            return redirect(to)
    context = {"to": to, "upload_form": form, "upload_url": request.path}
    return render(request, "measures/attachment_form.html", context, status=422)


@require_safe
def attachment_download(request: SignedInRequest, attachment: int) -> StreamingHttpResponse:
    """The file as it was added, always to be saved and never shown inside the portal."""
    found = _visible_or_404(request, attachment)
    headers = {
        "Content-Disposition": _disposition(found),
        "Content-Length": str(found.size),
        "X-Content-Type-Options": "nosniff",
    }
    return StreamingHttpResponse(pieces(found), content_type=found.media_type, headers=headers)


def _disposition(attachment: Attachment) -> str:
    named = content_disposition_header(as_attachment=True, filename=attachment.name)
    return named or "attachment"


def _visible_or_404(request: SignedInRequest, attachment: int) -> Attachment:
    found = get_object_or_404(Attachment.objects.select_related("measure", "entry"), pk=attachment)
    if not permissions.visible_attachment(request.user, found):
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def attachment_withdraw(request: SignedInRequest, attachment: int) -> HttpResponse:
    """Ask why, and offer the file no longer."""
    found = _visible_or_404(request, attachment)
    check_may_keep(request)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            attachments.withdraw_attachment(
                attachment=found, reason=form.cleaned_data["reason"], by=request.user
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, f"Bijlage {found.name} is ingetrokken.")
            return redirect(found.thing)
    context = {"attachment": found, "to": found.thing, "form": form}
    code = 422 if request.method == "POST" else 200
    return render(request, "measures/attachment_withdraw.html", context, status=code)
