"""The cijfercheck in the browser: send a letter, see what klopt, take it along as a file."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from offensief.accounts.requests import SignedInRequest
from offensief.lib.refusals import Refused
from offensief.web.limits import limited
from reports import permissions
from reports.forms import LetterCheckForm
from reports.letter.export import csv_of
from reports.models import Edition, LetterCheck
from reports.selectors.letters import check_page, checks_of
from reports.services import letters
from reports.views.visiting import visible_or_404

# What the address of the page says of the verdict to look at.
ASKED = "oordeel"


@require_http_methods(["GET", "HEAD", "POST"])
@limited("upload")
def letter_checks(request: SignedInRequest, number: str) -> HttpResponse:
    """Send a letter to be checked; below it the checks of before."""
    edition = _edition(request, number)
    if request.method != "POST":
        return _page(request, edition, LetterCheckForm())
    form = LetterCheckForm(request.POST, request.FILES)
    status = 422
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            checked = letters.examine(
                file, name=file.name, size=file.size, edition=edition, by=request.user
            )
            return redirect(letters.keep(checked=checked, edition=edition, by=request.user))
        except ValidationError as refusal:
            form.add_error("file", refusal)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = 409
    return _page(request, edition, form, status=status)


def _page(
    request: SignedInRequest, edition: Edition, form: LetterCheckForm, *, status: int = 200
) -> HttpResponse:
    context = {"edition": edition, "form": form, "checks": checks_of(edition)}
    return render(request, "reports/letter_checks.html", context, status=status)


@require_safe
def letter_check(request: SignedInRequest, number: str, pk: int) -> HttpResponse:
    """What was found in one letter, sentence by sentence."""
    page = check_page(_check(request, number, pk), request.GET.get(ASKED, ""))
    return render(request, "reports/letter_check.html", {"page": page})


@require_safe
def letter_check_file(request: SignedInRequest, number: str, pk: int) -> HttpResponse:
    """The same as a file, one line per number."""
    check = _check(request, number, pk)
    name = f"cijfercheck-{number}-{check.pk}.csv"
    named = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(
        csv_of(check.rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": named or "attachment", "Cache-Control": "no-store"},
    )


def _edition(request: SignedInRequest, number: str) -> Edition:
    """Who reads editions knows this page exists; it is for who writes and establishes them."""
    edition = visible_or_404(request, number)
    if not permissions.may_check_letter(request.user):
        raise PermissionDenied
    return edition


def _check(request: SignedInRequest, number: str, pk: int) -> LetterCheck:
    edition = _edition(request, number)
    return get_object_or_404(edition.letter_checks.select_related("edition", "made_by"), pk=pk)
