"""One submission for the secretariat: read, return, approve, extend, go on without."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from measures.rounds import permissions
from measures.rounds.forms.keeping import DayForm, ReasonForm, StepForm
from measures.rounds.models import PersonalLink, Submission
from measures.rounds.selectors.review import review_page
from measures.rounds.services import links, notices, nudging, reviewing
from measures.selectors.speakers import speakers_of
from measures.statuses import Certainty
from measures.views.ringing import ring_for
from offensief.accounts.models import User
from offensief.accounts.requests import SignedInRequest
from offensief.lib.refusals import Refused
from offensief.lib.rules import EditConflict
from offensief.web.forms import VersionedForm

# The secretariat never says less than that a partner stated it.
CERTAINTIES = [c for c in Certainty if c != Certainty.NONE]


@require_safe
def review(request: SignedInRequest, number: str, key: str) -> HttpResponse:
    """What this partner handed in, beside what was approved before."""
    return _page(request, _submission_or_404(request, number, key))


def _page(
    request: SignedInRequest,
    submission: Submission,
    *,
    act: str = "",
    form: VersionedForm | None = None,
    code: int = 200,
) -> HttpResponse:
    page = review_page(submission, request.user, today=timezone.localdate())
    initial = {"version": submission.version}
    context = {
        "page": page,
        "submission": submission,
        "round": submission.round,
        "certainties": CERTAINTIES,
        "asked": _questions(request),
        "act": act,
        "token": uuid.uuid4(),
        "faulty": form,
        "day_form": form if isinstance(form, DayForm) else DayForm(initial=initial),
        "reason_form": form if type(form) is ReasonForm else ReasonForm(initial=initial),
    }
    return render(request, "rounds/review.html", context, status=code)


def _questions(request: SignedInRequest) -> dict[str, str]:
    """Questions by measure: of those that were ticked, and of those where a question was typed."""
    sent = request.POST.dict()
    typed = {
        name.removeprefix("question-"): text
        for name, text in sent.items()
        if name.startswith("question-") and text.strip()
    }
    ticked = {n: sent.get(f"question-{n}", "") for n in request.POST.getlist("marked")}
    return {**ticked, **typed}


CHOOSE = "Kies een van de knoppen op deze pagina."
_ACTS: dict[str, tuple[Callable[..., Any], type[VersionedForm], str]] = {
    "terugsturen": (reviewing.send_back, DayForm, "De inzending is teruggestuurd."),
    "goedkeuren": (reviewing.approve, StepForm, "Goedgekeurd en overgenomen bij de maatregelen."),
    "uitstel": (reviewing.extend, DayForm, "De partner heeft uitstel."),
    "zonder": (reviewing.call_missing, ReasonForm, "De ronde gaat verder zonder deze partner."),
    "alsnog": (reviewing.ask_after_all, ReasonForm, "De partner kan alsnog antwoorden."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def review_act(request: SignedInRequest, number: str, key: str) -> HttpResponse:
    """Return, approve, extend or go on without."""
    submission = _submission_or_404(request, number, key)
    if not permissions.may_review(request.user):
        raise PermissionDenied
    if request.method != "POST":
        # Who reloads the page that shows what is wrong comes here.
        return redirect("review", number=number, key=key)
    act = request.POST.get("act", "")
    service, form_class, said = _ACTS.get(act, (reviewing.extend, StepForm, ""))
    form = form_class(request.POST)
    if not said:
        form.add_error(None, CHOOSE)
        return _page(request, submission, act=act, form=form, code=422)
    if act == "goedkeuren" and _questions(request):
        form.add_error(None, "U stelt nog een vraag. Stuur terug, of haal de vraag weg.")
        return _page(request, submission, act=act, form=form, code=422)
    more = _more(request, act)
    try:
        done = form.saved(
            lambda: _carry_out(service, submission, {**form.cleaned_data, **more}, request)
        )
    except Refused as refusal:
        code = 409 if isinstance(refusal, EditConflict) else 422
        form.add_error(None, f"{refusal}")
        fresh = _submission_or_404(request, number, key)
        return _page(request, fresh, act=act, form=form, code=code)
    if not done:
        return _page(request, submission, act=act, form=form, code=422)
    messages.success(request, said)
    return redirect("review", number=number, key=key)


def _more(request: SignedInRequest, act: str) -> dict[str, Any]:
    """What the form of this act holds per measure."""
    if act == "terugsturen":
        return {"questions": _questions(request)}
    if act == "goedkeuren":
        known = {c.value: c for c in CERTAINTIES}
        sent = {
            name.removeprefix("certainty-"): known[value]
            for name, value in request.POST.items()
            if name.startswith("certainty-") and value in known
        }
        return {"certainty": sent}
    return {}


def _carry_out(
    service: Callable[..., Any],
    submission: Submission,
    data: dict[str, Any],
    request: SignedInRequest,
) -> None:
    """Do it, then ring for the messages it put in the outbox."""
    done = service(submission=submission, by=request.user, **data)
    for deed in done.deeds if isinstance(done, reviewing.Approval) else ():
        ring_for(deed)
    ring_for(notices.round_deed(submission.round))


@require_POST
def link_revoke(request: SignedInRequest, number: str, key: str, pk: int) -> HttpResponse:
    """A personal link stops working."""
    submission = _submission_or_404(request, number, key)
    if not permissions.may_review(request.user):
        raise PermissionDenied
    link = get_object_or_404(PersonalLink, pk=pk, submission=submission)
    links.revoke(link=link, by=request.user)
    messages.success(request, f"De link van {link.person.name} werkt niet meer.")
    return redirect("review", number=number, key=key)


@require_POST
def link_send(request: SignedInRequest, number: str, key: str) -> HttpResponse:
    """Send one person of this partner a personal link."""
    submission = _submission_or_404(request, number, key)
    if not permissions.may_review(request.user):
        raise PermissionDenied
    person = _speaker_or_404(submission, request.POST.get("person", ""))
    try:
        nudging.send_link(
            submission=submission, person=person, token=_token(request), by=request.user
        )
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        ring_for(notices.round_deed(submission.round))
        messages.success(request, f"De mail met de link voor {person.name} staat klaar.")
    return redirect("review", number=number, key=key)


def _speaker_or_404(submission: Submission, pk: str) -> User:
    people = speakers_of([submission.partner], today=timezone.localdate())[submission.partner_id]
    for user in (*people.editors, *people.signers):
        if str(user.pk) == pk:
            return user
    raise Http404


def _token(request: SignedInRequest) -> uuid.UUID:
    """Made with the page, so that two presses are one mail; without it this press is its own."""
    try:
        return uuid.UUID(request.POST.get("token", ""))
    except ValueError:
        return uuid.uuid4()


def _submission_or_404(request: SignedInRequest, number: str, key: str) -> Submission:
    if not permissions.may_see_rounds(request.user):
        raise Http404
    found = Submission.objects.select_related("round", "partner")
    return get_object_or_404(found, round__number=number, partner__key=key)
