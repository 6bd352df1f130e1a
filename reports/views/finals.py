"""From concept to parliament in the browser: establish, send, name the paper, correct."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from measures.rounds.forms.keeping import StepForm
from measures.rounds.permissions import may_establish
from offensief.accounts.confirming import confirm_to_send
from offensief.accounts.requests import SignedInRequest
from offensief.lib.dutch import moment
from offensief.lib.refusals import Refused
from offensief.web.forms import PlainForm
from reports import permissions, tasks
from reports.forms import CorrectForm, MoveForm, ReferForm, SendForm
from reports.models import Edition, EditionState
from reports.selectors.approval import read_before_establishing
from reports.selectors.editions import document_of, edition_page, standing_of
from reports.services import finals
from reports.views.visiting import visible_or_404


def forms_of(edition: Edition) -> dict[str, PlainForm]:
    """The forms on the page of an edition, as they are when it is opened."""
    now = timezone.localtime()
    return {
        "send_form": SendForm(
            initial={"sent_on": now.date(), "public_at": now + timedelta(hours=1)}
        ),
        "move_form": MoveForm(initial={"public_at": standing_of(edition).public_at}),
        "refer_form": ReferForm(),
        "correct_form": CorrectForm(
            initial={
                "request_key": uuid.uuid4(),
                "figures_as_of": edition.figures_as_of,
                "standing_on": _stands_on(edition),
            }
        ),
    }


def _stands_on(edition: Edition) -> str:
    """The day on which the measures of an edition stand; empty while it is in the making."""
    frozen = edition.state == EditionState.FROZEN
    return str(document_of(edition)["standing_on"]) if frozen else ""


@require_POST
@confirm_to_send
def edition_establish(request: SignedInRequest, number: str) -> HttpResponse:
    """The head has read this concept and establishes it."""
    edition = visible_or_404(request, number)
    if not may_establish(request.user):
        raise PermissionDenied
    form = StepForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        final = finals.establish(
            edition=edition,
            sha256=request.POST.get("sha256", ""),
            version=version,
            by=request.user,
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(edition)
    tasks.ring_after_commit(final.job.pk)
    messages.success(request, f"Vastgesteld als editie {final.number}.")
    return redirect(final)


@require_http_methods(["GET", "HEAD", "POST"])
@confirm_to_send
def edition_send(request: SignedInRequest, number: str) -> HttpResponse:
    """It goes to parliament."""

    def write(edition: Edition, form: SendForm) -> Edition:
        finals.send(edition=edition, sending=form.as_sending(), by=request.user)
        return edition

    return _carried_out(request, number, SendForm, write, _told_when)


@require_http_methods(["GET", "HEAD", "POST"])
@confirm_to_send
def edition_move(request: SignedInRequest, number: str) -> HttpResponse:
    """Another moment from which a sent edition is public."""

    def write(edition: Edition, form: MoveForm) -> Edition:
        finals.move(edition=edition, by=request.user, **form.cleaned_data)
        return edition

    return _carried_out(request, number, MoveForm, write, _told_when)


@require_http_methods(["GET", "HEAD", "POST"])
def edition_refer(request: SignedInRequest, number: str) -> HttpResponse:
    """The number of the paper is known."""

    def write(edition: Edition, form: ReferForm) -> Edition:
        finals.refer(edition=edition, by=request.user, **form.cleaned_data)
        return edition

    return _carried_out(request, number, ReferForm, write, "Het Kamerstuk is vastgelegd.")


@require_http_methods(["GET", "HEAD", "POST"])
def edition_correct(request: SignedInRequest, number: str) -> HttpResponse:
    """Ask for a correction of a sent edition."""

    def write(edition: Edition, form: CorrectForm) -> Edition:
        concept = finals.correct(edition=edition, correction=form.as_correction(), by=request.user)
        tasks.ring_after_commit(concept.job.pk)
        return concept

    said = "Het concept van de correctie wordt gemaakt. De verzonden editie blijft zoals zij is."
    return _carried_out(request, number, CorrectForm, write, said)


def _told_when(edition: Edition) -> str:
    """The moment by name: a slip is seen at once."""
    public_at = standing_of(edition).public_at
    when = moment(public_at) if public_at else ""
    return f"Vastgelegd. Deze editie is openbaar vanaf {when}. Verkeerd? Verzet het moment."


_NAMES: dict[type[PlainForm], str] = {
    SendForm: "send_form",
    MoveForm: "move_form",
    ReferForm: "refer_form",
    CorrectForm: "correct_form",
}


def _carried_out[F: PlainForm](
    request: SignedInRequest,
    number: str,
    form_class: type[F],
    write: Callable[[Edition, F], Edition],
    said: str | Callable[[Edition], str],
) -> HttpResponse:
    """Carry out one form of the page; what is wrong is shown there, with what was typed."""
    edition = visible_or_404(request, number)
    if request.method != "POST":
        # Who reloads the page that shows what is wrong comes here.
        return redirect(edition)
    if not permissions.may_request_edition(request.user):
        raise PermissionDenied
    form = form_class(request.POST)
    done: list[Edition] = []
    status = 422
    try:
        if form.saved(lambda: done.append(write(edition, form))):
            messages.success(request, said(done[0]) if callable(said) else said)
            return redirect(done[0])
    except Refused as refusal:
        form.add_error(None, str(refusal))
        status = 409
    context: dict[str, Any] = {
        "page": edition_page(edition, request.user),
        "reading": read_before_establishing(edition),
        **forms_of(edition),
        _NAMES[form_class]: form,
        "faulty": form,
    }
    return render(request, "reports/edition_detail.html", context, status=status)
