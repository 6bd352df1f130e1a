"""The letter that goes with an edition: written in the browser, taken along as a Word file."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from offensief.accounts.requests import SignedInRequest
from offensief.lib.refusals import Refused
from offensief.lib.rules import EditConflict
from reports import permissions
from reports.file_names import media_type
from reports.formats.cover_letter import letter_docx
from reports.forms import LetterForm
from reports.models import CoverLetter, Edition, EditionState, EditionStep, Format
from reports.selectors.editions import document_of
from reports.services.cover_letters import write_letter
from reports.text import report
from reports.text.cover_letter import proposal
from reports.views.visiting import visible_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def cover_letter(request: SignedInRequest, number: str) -> HttpResponse:
    """Read and write the letter; without one a first text is offered."""
    edition = _frozen_or_404(request, number)
    newest = edition.cover_letters.last()
    if request.method != "POST":
        text = newest.text if newest else proposal(report.read(document_of(edition)))
        form = LetterForm(initial={"version": newest.version if newest else 0, "text": text})
        return _page(request, edition, form)
    if not permissions.may_request_edition(request.user):
        raise PermissionDenied
    form = LetterForm(request.POST)
    try:
        done = form.saved(
            lambda: write_letter(edition=edition, by=request.user, **form.cleaned_data)
        )
    except EditConflict as conflict:
        return _page(request, edition, _again(form, newest, conflict), theirs=newest, code=409)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, edition, form, code=409)
    if not done:
        return _page(request, edition, form, code=422)
    messages.success(request, "De brief is opgeslagen. Eerdere versies blijven bewaard.")
    return redirect("cover_letter", number=number)


def _again(form: LetterForm, newest: CoverLetter | None, conflict: EditConflict) -> LetterForm:
    """What was typed, against the version that is there now."""
    typed = {"text": form.cleaned_data["text"], "version": newest.version if newest else 0}
    again = LetterForm(typed)
    again.add_error(
        None, f"{conflict} Uw tekst staat hieronder nog. Verstuur opnieuw als hij nog klopt."
    )
    return again


@require_safe
def cover_letter_file(request: SignedInRequest, number: str) -> HttpResponse:
    """The newest version as a Word file."""
    edition = _frozen_or_404(request, number)
    letter = edition.cover_letters.last()
    if letter is None:
        raise Http404
    made_on = timezone.localtime(letter.made_at)
    content = letter_docx(
        letter.text,
        title=f"Aanbiedingsbrief {number}",
        at=made_on,
        is_concept=not edition.is_final,
    )
    before = "" if edition.is_final else "CONCEPT-"
    name = f"{before}aanbiedingsbrief-{number}.docx"
    return HttpResponse(
        content,
        content_type=media_type(Format.DOCX),
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _frozen_or_404(request: SignedInRequest, number: str) -> Edition:
    edition = visible_or_404(request, number)
    if edition.state != EditionState.FROZEN:
        raise Http404
    return edition


def _page(
    request: SignedInRequest,
    edition: Edition,
    form: LetterForm,
    *,
    theirs: CoverLetter | None = None,
    code: int = 200,
) -> HttpResponse:
    context = {
        "edition": edition,
        "form": form,
        "theirs": theirs,
        "letters": list(edition.cover_letters.select_related("made_by").order_by("-version")),
        "may_write": permissions.may_request_edition(request.user)
        and not edition.events.filter(step=EditionStep.SENT).exists(),
    }
    return render(request, "reports/cover_letter.html", context, status=code)
