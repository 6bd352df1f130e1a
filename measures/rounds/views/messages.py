"""The messages of a round: what went out and what will, and what the secretariat sends by hand."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from measures.rounds import permissions
from measures.rounds.forms.reminding import RemindForm
from measures.rounds.models import Round
from measures.rounds.selectors.coming import coming
from measures.rounds.selectors.drafting import mails_of
from measures.rounds.selectors.sent import sent
from measures.rounds.selectors.waiting import not_handed_in
from measures.rounds.services import notices, nudging
from measures.views.ringing import ring_for
from offensief.accounts.requests import SignedInRequest
from offensief.lib.dutch import plural
from offensief.lib.refusals import Refused
from offensief.outbox.permissions import may_see_messages
from offensief.outbox.selectors import notice


@require_safe
def round_messages(request: SignedInRequest, number: str) -> HttpResponse:
    """What was sent about this round and what will be: to whom, when and why."""
    round_ = _round_or_404(request, number)
    context = {
        "round": round_,
        "coming": coming(round_, now=timezone.now()),
        "sent": sent(round_),
        "may_keep": permissions.may_keep_rounds(request.user),
        "may_read": may_see_messages(request.user),
        "notice": notice(),
    }
    return render(request, "rounds/messages.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def round_remind(request: SignedInRequest, number: str) -> HttpResponse:
    """Remind many at once: choose, see every mail as it will be, and only then send."""
    round_ = _round_or_404(request, number)
    if not permissions.may_keep_rounds(request.user):
        raise PermissionDenied
    waiting = list(not_handed_in().filter(round=round_))
    if request.method != "POST":
        return _form(request, round_, RemindForm(waiting))
    form = RemindForm(waiting, request.POST)
    if not form.is_valid():
        return _form(request, round_, form)
    nudge = form.as_nudge(round_)
    try:
        if request.POST.get("act") == "versturen":
            return _sent(request, nudge)
        nudging.check(nudge)
    except ValidationError as refusal:
        form.take(refusal)
    except Refused as refusal:
        form.add_error(None, str(refusal))
    if form.errors or request.POST.get("act") == "aanpassen":
        return _form(request, round_, form)
    return _preview(request, form, nudge)


def _form(request: SignedInRequest, round_: Round, form: RemindForm) -> HttpResponse:
    context = {"round": round_, "form": form}
    return render(request, "rounds/remind.html", context, status=422 if form.errors else 200)


def _preview(request: SignedInRequest, form: RemindForm, nudge: nudging.Nudge) -> HttpResponse:
    found = nudging.drafts_of(nudge)
    context: dict[str, Any] = {
        "round": nudge.round,
        "form": form,
        "found": found,
        "mails": mails_of(found.drafts),
    }
    return render(request, "rounds/remind_preview.html", context)


def _sent(request: SignedInRequest, nudge: nudging.Nudge) -> HttpResponse:
    count = nudging.send(nudge=nudge, by=request.user)
    ring_for(notices.round_deed(nudge.round))
    if count:
        said = f"De herinnering staat klaar voor {plural(count, 'persoon', 'personen')}."
        messages.success(request, said)
    else:
        messages.warning(
            request, "Er is niets verstuurd: niemand hoort een herinnering te krijgen."
        )
    return redirect("round_messages", number=nudge.round.number)


def _round_or_404(request: SignedInRequest, number: str) -> Round:
    if not permissions.may_see_rounds(request.user):
        raise Http404
    return get_object_or_404(Round, number=number)
