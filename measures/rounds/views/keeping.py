"""Rounds as the secretariat keeps them: the list, the plan of one, its cockpit, its steps."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from measures.models import Measure, Partner
from measures.rounds import permissions
from measures.rounds.forms.keeping import (
    ReasonForm,
    RoundForm,
    StepForm,
    opened_with,
    suggested,
)
from measures.rounds.models import Round
from measures.rounds.selectors.cockpit import cockpit, round_rows
from measures.rounds.selectors.holes import holes_of
from measures.rounds.services import arranging, keeping, notices
from measures.rounds.states import RoundState
from measures.views.ringing import ring_for
from offensief.accounts.requests import SignedInRequest
from offensief.lib.dutch import plural
from offensief.lib.refusals import Refused
from offensief.lib.rules import EditConflict
from offensief.web.forms import VersionedForm

PER_PAGE = 20


@require_safe
def round_list(request: SignedInRequest) -> HttpResponse:
    """All rounds, the newest first."""
    if not permissions.may_see_rounds(request.user):
        raise Http404
    page = Paginator(Round.objects.all(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": round_rows(list(page.object_list)),
        "may_keep": permissions.may_keep_rounds(request.user),
    }
    return render(request, "rounds/round_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def round_new(request: SignedInRequest) -> HttpResponse:
    """A new round, as a draft."""
    if not permissions.may_see_rounds(request.user):
        raise Http404
    if not permissions.may_keep_rounds(request.user):
        raise PermissionDenied
    form = RoundForm(
        request.POST if request.method == "POST" else None,
        initial=suggested(timezone.localdate()),
    )
    made: list[Round] = []
    if request.method == "POST" and form.saved(
        lambda: made.append(keeping.make_round(wish=form.as_wish(), by=request.user))
    ):
        messages.success(request, f"Ronde {made[0].number} staat er als concept.")
        return redirect("round_planning", number=made[0].number)
    code = 422 if form.errors else 200
    return render(request, "rounds/round_form.html", {"form": form}, status=code)


@require_http_methods(["GET", "HEAD", "POST"])
def round_edit(request: SignedInRequest, number: str) -> HttpResponse:
    """Change a round."""
    round_ = _kept_or_refused(request, number)
    form = RoundForm(
        request.POST if request.method == "POST" else None, initial=opened_with(round_)
    )
    if request.method == "POST":
        try:
            if form.saved(lambda: _change(request, round_, form)):
                messages.success(request, "De ronde is gewijzigd.")
                return redirect(
                    "round_planning" if round_.state == RoundState.CONCEPT else "round", number
                )
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "round": round_}
    return render(request, "rounds/round_form.html", context, status=422 if form.errors else 200)


def _change(request: SignedInRequest, round_: Round, form: RoundForm) -> None:
    version = form.cleaned_data["version"] or 0
    keeping.change_round(round_=round_, version=version, wish=form.as_wish(), by=request.user)


@require_http_methods(["GET", "HEAD", "POST"])
def round_planning(request: SignedInRequest, number: str) -> HttpResponse:
    """Who would be asked what, and what is missing: to mend or to accept."""
    round_ = _kept_or_refused(request, number)
    if request.method != "POST" and round_.state not in {RoundState.CONCEPT, RoundState.PLANNED}:
        # Who is asked was written down at the opening.
        return redirect(round_)
    wrong = ""
    if request.method == "POST":
        try:
            _arrange(request, round_)
        except (Refused, ValidationError) as refusal:
            wrong = _sentence(refusal)
        else:
            return redirect("round_planning", number=number)
    context = {
        "round": round_,
        "plan": holes_of(round_),
        "is_concept": round_.state == RoundState.CONCEPT,
        "wrong": wrong,
    }
    code = 422 if wrong else 200
    return render(request, "rounds/round_planning.html", context, status=code)


def _arrange(request: SignedInRequest, round_: Round) -> None:
    """Settle what is missing: the button says what."""
    act = request.POST.get("act", "")
    if act in {"no_answer", "nobody"}:
        who = _who_answers(request, round_, nobody_else=act == "nobody")
        settled = arranging.let_answer(round_=round_, who=who, by=request.user)
        messages.success(request, f"{plural(settled, 'keuze', 'keuzes')} vastgelegd.")
        return
    if act == "no_signer":
        partner = get_object_or_404(Partner, key=request.POST.get("partner", ""))
        arranging.accept_no_signer(round_=round_, partner=partner, by=request.user)
    elif act == "short_time":
        arranging.accept_short_time(round_=round_, by=request.user)
    else:
        raise Refused(CHOOSE)
    messages.success(request, "Dit is geaccepteerd.")


def _who_answers(
    request: SignedInRequest, round_: Round, *, nobody_else: bool
) -> dict[Measure, Partner | None]:
    """The choices of the table; "-" is nobody."""
    found: dict[Measure, Partner | None] = {}
    for hole in holes_of(round_).unanswered:
        if hole.measure is None:
            continue
        key = request.POST.get(f"answer-{hole.measure.number}", "")
        if key not in {"", "-"}:
            found[hole.measure] = get_object_or_404(Partner, key=key)
        elif key == "-" or (nobody_else and not hole.is_settled):
            found[hole.measure] = None
    return found


@require_safe
def round_cockpit(request: SignedInRequest, number: str) -> HttpResponse:
    """The round at a glance."""
    return _cockpit(request, _round_or_404(request, number))


def _cockpit(
    request: SignedInRequest,
    round_: Round,
    *,
    act: str = "",
    form: VersionedForm | None = None,
    code: int = 200,
) -> HttpResponse:
    initial = {"version": round_.version}
    context = {
        "round": round_,
        "cockpit": cockpit(round_, today=timezone.localdate()),
        "may_keep": permissions.may_keep_rounds(request.user),
        "reason_form": form if type(form) is ReasonForm else ReasonForm(initial=initial),
        "may_establish": permissions.may_establish(request.user),
        "act": act,
        "faulty": form,
    }
    return render(request, "rounds/cockpit.html", context, status=code)


CHOOSE = "Kies een van de knoppen op deze pagina."
_STEPS: dict[str, tuple[Callable[..., Round], type[VersionedForm], str]] = {
    "plannen": (keeping.plan_round, StepForm, "De ronde is gepland en opent vanzelf."),
    "concept": (keeping.unplan_round, StepForm, "De ronde is weer een concept."),
    "openen": (keeping.open_round, StepForm, "De ronde is open."),
    "sluiten": (keeping.close_round, StepForm, "De ronde is gesloten."),
    "heropenen": (keeping.reopen_round, ReasonForm, "De ronde is weer open."),
    "intrekken": (keeping.withdraw_round, ReasonForm, "De ronde is ingetrokken."),
    "ontdooien": (keeping.thaw_round, ReasonForm, "De bevriezing is teruggedraaid."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def round_act(request: SignedInRequest, number: str) -> HttpResponse:
    """A step of the round, with its reason where it needs one."""
    round_ = _kept_or_refused(request, number)
    if request.method != "POST":
        # Who reloads the page that shows what is wrong comes here.
        return redirect(round_)
    act = request.POST.get("act", "")
    service, form_class, said = _STEPS.get(act, (keeping.plan_round, StepForm, ""))
    form = form_class(request.POST)
    if not said:
        form.add_error(None, CHOOSE)
        return _cockpit(request, round_, act=act, form=form, code=422)
    try:
        done = form.saved(lambda: service(**_arguments(act, round_, form), by=request.user))
    except EditConflict as conflict:
        messages.warning(request, f"{conflict} Kijk hoe zij er nu voor staat en kies dan opnieuw.")
        return redirect(_back(round_, act), number=number)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(_back(round_, act), number=number)
    if done:
        ring_for(notices.round_deed(round_))
        messages.success(request, said)
        return redirect("round", number=number)
    if form_class is StepForm:
        messages.error(request, " ".join(str(m) for found in form.errors.values() for m in found))
        return redirect(_back(round_, act), number=number)
    return _cockpit(request, round_, act=act, form=form, code=422)


def _back(round_: Round, act: str) -> str:
    return "round_planning" if act == "plannen" else "round"


def _arguments(act: str, round_: Round, form: VersionedForm) -> dict[str, Any]:
    """Opening asks no version: pressed twice, or beside the portal itself, it happens once."""
    data = dict(form.cleaned_data)
    if act == "openen":
        data.pop("version")
    return {"round_": round_, **data}


def _round_or_404(request: SignedInRequest, number: str) -> Round:
    if not permissions.may_see_rounds(request.user):
        raise Http404
    return get_object_or_404(Round, number=number)


def _kept_or_refused(request: SignedInRequest, number: str) -> Round:
    round_ = _round_or_404(request, number)
    if not permissions.may_keep_rounds(request.user):
        raise PermissionDenied
    return round_


def _sentence(refusal: Refused | ValidationError) -> str:
    return " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
