"""The workbook of a partner: downloading it, sending it back, seeing what changes, confirming."""

from collections.abc import Mapping

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from measures.rounds.forms.workbook import WorkbookForm
from measures.rounds.models import Submission, Workbook
from measures.rounds.selectors.proposal import proposal
from measures.rounds.selectors.workbook import book_of
from measures.rounds.services import confirming, workbooks
from measures.rounds.services.answering import why_locked
from measures.rounds.views.visiting import PartnerRequest, for_partner
from measures.rounds.workbook.writing import write_book
from offensief.lib.dutch import enumerate_nl, plural
from offensief.lib.filetypes import FileType
from offensief.lib.refusals import Refused
from offensief.web.limits import limited

_CHOICE, _SEEN = "keuze-", "gezien-"


@for_partner
@require_safe
def workbook(request: PartnerRequest, submission: Submission) -> HttpResponse:
    """The workbook to fill in: own measures, as they are now."""
    data = write_book(book_of(submission, why_locked=why_locked))
    return _file(data, f"werkboek-{submission.round.number}-{submission.partner.key}.xlsx")


def _file(data: bytes, name: str) -> HttpResponse:
    named = content_disposition_header(as_attachment=True, filename=name)
    headers = {"Content-Disposition": named or "attachment", "Cache-Control": "no-store"}
    return HttpResponse(data, content_type=FileType.XLSX.media_type, headers=headers)


@for_partner
@require_http_methods(["GET", "HEAD", "POST"])
@limited("upload")
def workbook_upload(request: PartnerRequest, submission: Submission) -> HttpResponse:
    """Send a workbook back; it is read and kept, and nothing is taken over yet."""
    sent = request.method == "POST"
    form = WorkbookForm(request.POST, request.FILES) if sent else WorkbookForm()
    if sent and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            examined = workbooks.examine(
                file, name=file.name, size=file.size, submission=submission, hand=request.hand
            )
            return redirect(
                workbooks.propose(file=examined, submission=submission, hand=request.hand)
            )
        except ValidationError as refusal:
            form.add_error("file", refusal)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "form": form,
        "submission": submission,
        "hand": request.hand,
        "why_closed": workbooks.why_closed(submission),
        "earlier": submission.workbooks.select_related("sent_by")[:5],
    }
    return render(request, "rounds/workbook_upload.html", context, status=422 if sent else 200)


@for_partner
@require_http_methods(["GET", "HEAD", "POST"])
def workbook_preview(request: PartnerRequest, submission: Submission, pk: int) -> HttpResponse:
    """What a workbook changes, field by field; the button takes it over."""
    found = _workbook_or_404(submission, pk)
    if request.method != "POST":
        return _preview(request, found)
    result = confirming.confirm(
        workbook=found,
        choices=_sent(request, _CHOICE),
        seen={number: _whole(text) for number, text in _sent(request, _SEEN).items()},
        hand=request.hand,
    )
    _tell(request, result)
    if result.overtaken:
        return _preview(request, found, overtaken=_count(result.overtaken), code=409)
    return redirect(found)


@for_partner
@require_safe
def workbook_errors(request: PartnerRequest, submission: Submission, pk: int) -> HttpResponse:
    """The same workbook, with a remark at every cell that could not be read."""
    found = _workbook_or_404(submission, pk)
    if not workbooks.has_errors(found):
        raise Http404
    try:
        data = workbooks.with_errors(found)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(found)
    return _file(data, f"fouten-{found.name}")


def _workbook_or_404(submission: Submission, pk: int) -> Workbook:
    found = get_object_or_404(submission.workbooks.select_related("sent_by"), pk=pk)
    found.submission = submission
    return found


def _sent(request: PartnerRequest, prefix: str) -> dict[str, str]:
    """Fields of the form whose name begins like this, by the rest of their name."""
    return {
        name.removeprefix(prefix): text
        for name, text in request.POST.items()
        if name.startswith(prefix) and isinstance(text, str)
    }


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _count(fields: Mapping[str, list[str]]) -> int:
    return sum(len(names) for names in fields.values())


def _tell(request: PartnerRequest, result: confirming.Confirmed) -> None:
    """Say what was written and what was not."""
    if result.written:
        numbers = enumerate_nl(sorted(result.written))
        fields = plural(_count(result.written), "vak", "vakken")
        messages.success(request, f"Overgenomen: {fields} bij maatregel {numbers}.")
    elif not result.overtaken:
        messages.info(request, "Er is niets overgenomen.")
    if result.undecided:
        fields = plural(_count(result.undecided), "vak", "vakken")
        messages.warning(
            request,
            f"Bij {fields} koos u niets. Daar blijft staan wat in het portaal stond; u kunt alsnog "
            "kiezen.",
        )
    if result.locked:
        messages.warning(
            request,
            f"Maatregel {enumerate_nl(result.locked)} ligt vast. Daar is niets overgenomen.",
        )


def _preview(
    request: PartnerRequest, found: Workbook, *, overtaken: int = 0, code: int = 200
) -> HttpResponse:
    submission = Submission.objects.select_related("round", "partner").get(pk=found.submission_id)
    context = {
        "page": proposal(found, submission, why_locked=why_locked),
        "submission": submission,
        "hand": request.hand,
        "overtaken": overtaken,
    }
    return render(request, "rounds/workbook_preview.html", context, status=code)
