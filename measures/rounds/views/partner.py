"""What a partner sees and does: what is asked, the answers, the signature."""

from collections.abc import Callable, Mapping
from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from measures.rounds.forms.answer import VERSION, AnswerForm, field_groups
from measures.rounds.models import Answer, Submission
from measures.rounds.selectors.asked import (
    AnswerPage,
    answer_page,
    answers_with_measures,
    asked_of,
    asked_page,
    is_asked_something,
    not_kept,
)
from measures.rounds.selectors.feedback import feedback
from measures.rounds.services import answering, notices, signing
from measures.rounds.states import RoundState
from measures.rounds.views.visiting import PartnerRequest, for_partner
from measures.views.ringing import ring_for
from offensief.accounts.requests import SignedInRequest
from offensief.lib.refusals import Refused
from offensief.lib.rules import EditConflict
from offensief.web.personal import words_in


@require_safe
def asked(request: SignedInRequest) -> HttpResponse:
    """Wat wordt er van mij gevraagd: every submission of the own partners."""
    if not is_asked_something(request.user):
        raise Http404
    rows = asked_of(request.user, today=timezone.localdate())
    return render(request, "rounds/asked.html", {"rows": rows})


@for_partner
@require_safe
def submission(request: PartnerRequest, submission: Submission) -> HttpResponse:
    """One round for one partner: the measures, what is missing, the signature."""
    if submission.seen_at is None and not request.hand.for_partner:
        submission = answering.see(submission=submission, hand=request.hand)
    return _submission_answer(request, submission)


def _submission_answer(
    request: PartnerRequest, submission: Submission, *, wrong: str = "", code: int = 200
) -> HttpResponse:
    page = asked_page(submission, request.hand, today=timezone.localdate())
    context = {
        "page": page,
        "submission": page.submission,
        "round": page.submission.round,
        "hand": request.hand,
        "wrong": wrong,
        "act": request.POST.get("act", ""),
        "reason": request.POST.get("reason", ""),
        "heard": request.POST.get("heard", ""),
    }
    return render(request, "rounds/submission.html", context, status=code)


@for_partner
@require_safe
def feedback_page(request: PartnerRequest, submission: Submission) -> HttpResponse:
    """What became of the answers, once the report was sent."""
    if submission.round.state != RoundState.SENT:
        raise Http404
    context = {"page": feedback(submission), "submission": submission, "hand": request.hand}
    return render(request, "rounds/feedback.html", context)


CHOOSE = "Kies een van de knoppen op deze pagina."
_DEEDS: dict[str, tuple[Callable[..., Submission], str]] = {
    "vragen": (signing.ask_signature, "Uw antwoorden liggen nu ter ondertekening."),
    "terughalen": (signing.recall, "U kunt uw antwoorden weer wijzigen."),
    "weigeren": (signing.decline, "U hebt niet ondertekend. De opstellers zien waarom."),
    "ondertekenen": (
        signing.sign,
        "Ingediend. U krijgt een bewijs per mail; u vindt het ook op deze pagina.",
    ),
}


@for_partner
@require_POST
def submission_act(request: PartnerRequest, submission: Submission) -> HttpResponse:
    """Lay before a signer, take back, decline or sign."""
    act = request.POST.get("act", "")
    if act not in _DEEDS:
        return _submission_answer(request, submission, wrong=CHOOSE, code=422)
    service, said = _DEEDS[act]
    write = partial(service, submission=submission, hand=request.hand)
    if act == "weigeren":
        write = partial(write, reason=request.POST.get("reason", ""))
    try:
        write(version=_version(request))
    except EditConflict as conflict:
        wrong = f"{conflict} Kijk hieronder wat er nu staat en kies dan opnieuw."
        return _submission_answer(request, _again(submission), wrong=wrong, code=409)
    except (ValidationError, Refused) as refusal:
        wrong = " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
        return _submission_answer(request, _again(submission), wrong=wrong, code=422)
    ring_for(notices.round_deed(submission.round))
    messages.success(request, said)
    return redirect(submission)


def _again(submission: Submission) -> Submission:
    return Submission.objects.select_related("round", "partner").get(pk=submission.pk)


def _version(request: PartnerRequest) -> int:
    text = request.POST.get(VERSION, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


UNCHANGED_NOTE = "unchanged_note"
OVERTAKEN = "Dit antwoord is intussen ook op een andere plek gewijzigd. Kijk wat er nu staat."


@for_partner
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: PartnerRequest, submission: Submission, measure: str) -> HttpResponse:
    """The answer about one measure: shown, and saved field by field."""
    found = _answer_or_404(submission, measure)
    if request.method != "POST":
        return _answer_answer(request, found)
    values = _typed(request, found)
    try:
        saved = answering.save(
            answer=found, version=_version(request), values=values, hand=request.hand
        )
    except Refused as refusal:
        return _answer_answer(request, _now(found), sent=values, wrong=str(refusal), code=409)
    fresh = _answer_or_404(submission, measure)
    if request.htmx:
        return _autosaved(request, fresh, saved, values)
    if not saved.is_whole:
        return _not_whole(request, fresh, saved, values)
    return _saved(request, submission, fresh)


def _typed(request: PartnerRequest, found: Answer) -> dict[str, str]:
    """The fields of the form. Why nothing changed is a note, typed beside its button."""
    values = {name: request.POST[name] for name in found.content() if name in request.POST}
    why = request.POST.get(UNCHANGED_NOTE, "")
    if why and not values.get("note"):
        values["note"] = why
    return values


def _autosaved(
    request: PartnerRequest, fresh: Answer, saved: answering.Saved, values: Mapping[str, str]
) -> HttpResponse:
    """After each field: what was kept. The whole form only when what stands in it is outdated."""
    response = _answer_answer(request, fresh, saved=saved, sent=values)
    if saved.conflicts or saved.is_overtaken:
        response["HX-Retarget"], response["HX-Reswap"] = "#antwoord", "outerHTML"
    return response


def _not_whole(
    request: PartnerRequest, fresh: Answer, saved: answering.Saved, values: Mapping[str, str]
) -> HttpResponse:
    code = 409 if saved.conflicts else 422
    return _answer_answer(request, fresh, saved=saved, sent=values, code=code)


def _saved(request: PartnerRequest, submission: Submission, fresh: Answer) -> HttpResponse:
    """On to the overview when this measure is done; otherwise stay and see what is missing."""
    number = fresh.measure.number
    if _page(fresh).missing:
        messages.warning(request, "Opgeslagen. Er ontbreekt nog iets; zie hieronder.")
        return redirect(fresh)
    messages.success(request, f"Uw antwoord over maatregel {number} is opgeslagen.")
    return redirect(submission)


@for_partner
@require_POST
def answer_unchanged(request: PartnerRequest, submission: Submission, measure: str) -> HttpResponse:
    """Nothing changed: also an answer."""
    found = _answer_or_404(submission, measure)
    note = request.POST.get(UNCHANGED_NOTE) or request.POST.get("note", found.note)
    why_not = _save_then(request, found, partial(answering.confirm_unchanged, note=note))
    if why_not:
        return why_not
    messages.success(request, f"Maatregel {measure}: ongewijzigd. Opgeslagen.")
    return redirect(submission)


@for_partner
@require_POST
def answer_put_back(request: PartnerRequest, submission: Submission, measure: str) -> HttpResponse:
    """Back to the answer of before."""
    found = _answer_or_404(submission, measure)
    why_not = _save_then(request, found, answering.put_back)
    if why_not:
        return why_not
    messages.success(request, "Alles staat weer zoals in het vorige antwoord.")
    return redirect(found)


def _save_then(
    request: PartnerRequest, found: Answer, deed: Callable[..., Answer]
) -> HttpResponse | None:
    """Keep what was typed, then do this. What was typed stays kept when the deed is refused.

    Nothing, or the page that says why not. The overview sends a version and no fields.
    """
    version, values, saved = _version(request), _typed(request, found), None
    try:
        if values:
            saved = answering.save(answer=found, version=version, values=values, hand=request.hand)
            version = saved.answer.version
            if not saved.is_whole:
                return _not_whole(request, _now(found), saved, values)
            if saved.is_overtaken:
                raise EditConflict(OVERTAKEN)
        deed(answer=found, version=version, hand=request.hand)
    except Refused as refusal:
        wrong, code = str(refusal), 409
    except ValidationError as refusal:
        wrong, code = " ".join(refusal.messages), 422
    else:
        return None
    return _answer_answer(request, _now(found), saved=saved, sent=values, wrong=wrong, code=code)


def _answer_or_404(submission: Submission, measure: str) -> Answer:
    answers = answers_with_measures(submission)
    for found in answers:
        if found.measure.number == measure:
            return found
    raise Http404


def _now(found: Answer) -> Answer:
    """The same answer as it is now: meanwhile somebody may have signed."""
    if found.submission is None:
        raise Http404
    return _answer_or_404(_again(found.submission), found.measure.number)


def _page(found: Answer) -> AnswerPage:
    submission = found.submission
    why = answering.why_locked(found, submission) if submission else ""
    return answer_page(found, today=timezone.localdate(), why_locked=why)


def _answer_answer(
    request: PartnerRequest,
    found: Answer,
    *,
    saved: answering.Saved | None = None,
    sent: Mapping[str, str] | None = None,
    wrong: str = "",
    code: int = 200,
) -> HttpResponse:
    """The page with the form: as kept, with what was sent and could not be kept still in it."""
    page, sent = _page(found), sent or {}
    if saved:
        mine = {cell.name: cell.mine for cell in saved.conflicts}
        mine |= {name: sent[name] for name in saved.refused}
    else:
        mine = dict(sent)
    data = {**found.content(), VERSION: found.version, **mine} if mine else None
    form = AnswerForm(found, places=page.places, steps=page.steps, data=data)
    form.is_valid()
    for name, sentence in (saved.refused if saved else {}).items():
        form.add_error(name, sentence)
    theirs = {cell.name: cell.theirs for cell in saved.conflicts} if saved else {}
    theirs = {name: page.words.value(name, text) or "(leeg)" for name, text in theirs.items()}
    part = ""
    if request.htmx and saved:
        part = "#form" if saved.conflicts or saved.is_overtaken else "#saved"
    context = {
        "page": page,
        "form": form,
        "groups": field_groups(form, page.before, theirs),
        "saved": saved,
        "is_line": part == "#saved",
        "wrong": wrong,
        "not_kept": not_kept(page, mine) if wrong and not page.is_open else (),
        "submission": page.submission,
        "round": page.submission.round,
        "hand": request.hand,
        "now": timezone.now(),
        "personal": words_in({**found.content(), **mine}),
    }
    template = "rounds/answer.html"
    return render(request, f"{template}{part}", context, status=code)
