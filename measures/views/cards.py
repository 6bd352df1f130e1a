"""The contribution card of a measure, and the coverage matrix."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from measures import permissions
from measures.coverage import coverage
from measures.forms.card import CardForm, LessonForm, card_as_filled
from measures.models import ContributionCard, Measure
from measures.services import cards
from measures.statuses import ScriptPhase, Verdict
from measures.views.milestones import kept_or_refused
from offensief.accounts.requests import SignedInRequest
from offensief.lib import rules


@require_http_methods(["GET", "HEAD", "POST"])
def card(request: SignedInRequest, number: str) -> HttpResponse:
    """The card of a measure, to fill in or change."""
    measure = kept_or_refused(request, number)
    present = ContributionCard.objects.filter(measure=measure).first()
    if request.method != "POST":
        return _page(request, measure, CardForm(initial=card_as_filled(present)))
    form = CardForm(request.POST)
    try:
        done = form.saved(
            lambda: cards.save_card(
                measure=measure,
                version=form.cleaned_data["version"],
                wish=form.as_wish(),
                by=request.user,
            )
        )
    except rules.EditConflict as conflict:
        again = CardForm({**request.POST.copy(), "version": present.version if present else 0})
        again.data = request.POST.copy()
        again.data["version"] = str(present.version if present else 0)
        again.add_error(
            None, f"{conflict} Uw tekst staat hieronder nog. Verstuur opnieuw als hij nog klopt."
        )
        return _page(request, measure, again, theirs=present, code=409)
    if not done:
        return _page(request, measure, form, code=422)
    messages.success(request, f"De bijdragekaart van {number} is opgeslagen.")
    return redirect(measure)


@require_POST
def lesson(request: SignedInRequest, number: str) -> HttpResponse:
    """Write down what was learned."""
    measure = kept_or_refused(request, number)
    form = LessonForm(request.POST)
    if form.saved(lambda: _add(request, measure, form)):
        messages.success(request, "De leernotitie is opgeslagen.")
        return redirect(measure)
    present = ContributionCard.objects.filter(measure=measure).first()
    opened = CardForm(initial=card_as_filled(present))
    return _page(request, measure, opened, lesson_form=form, code=422)


def _add(request: SignedInRequest, measure: Measure, form: LessonForm) -> None:
    data = {**form.cleaned_data, "verdict": Verdict(form.cleaned_data["verdict"])}
    cards.add_lesson(measure=measure, by=request.user, **data)


def _page(
    request: SignedInRequest,
    measure: Measure,
    form: CardForm,
    *,
    lesson_form: LessonForm | None = None,
    theirs: ContributionCard | None = None,
    code: int = 200,
) -> HttpResponse:
    context = {
        "measure": measure,
        "form": form,
        "theirs": theirs,
        "lesson_form": lesson_form or LessonForm(initial={"noted_on": timezone.localdate()}),
        "faulty": next((f for f in (form, lesson_form) if f is not None and f.errors), None),
    }
    return render(request, "measures/card.html", context, status=code)


@require_safe
def coverage_matrix(request: SignedInRequest) -> HttpResponse:
    """Role of the crime script x phase x measures, with the white spots."""
    if not permissions.may_see_measures(request.user):
        raise Http404
    visible = permissions.visible_measures(request.user)
    active = Measure.objects.filter(pk__in=visible.values("pk")).active()
    filled = ContributionCard.objects.filter(measure__in=active)
    found = coverage(
        dict(filled.values_list("measure__number", "cells")),
        list(active.order_by("number").values_list("number", flat=True)),
    )
    context = {"coverage": found, "phases": ScriptPhase.labels}
    return render(request, "measures/coverage.html", context)
