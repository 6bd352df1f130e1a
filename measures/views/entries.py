"""Adding and changing entries of the registers, and the order of the wanted studies."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from measures.forms.entries import EntryForm, RankingForm, opened_at
from measures.models import RegisterEntry
from measures.registers import SPECS, Register
from measures.selectors import registers as selectors
from measures.services import entries, ranking
from measures.views.registers import check_may_keep, check_visible, visible_entry_or_404
from offensief.accounts.requests import SignedInRequest
from offensief.lib import rules

_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(_METHODS)
def entry_new(request: SignedInRequest, register: Register) -> HttpResponse:
    """Add an entry to a register."""
    check_visible(request)
    check_may_keep(request)
    if request.method != "POST":
        # From the radar of gaps: the measure that misses a product is chosen already.
        initial = {"measures": request.GET.getlist("maatregel")}
        form = EntryForm(register=register, entry=None, initial=initial)
        return _form_page(request, register, form)
    form = EntryForm(request.POST, register=register, entry=None)
    if not form.is_valid():
        return _form_page(request, register, form, code=422)
    try:
        entry = entries.save_entry(
            register=register, entry=None, version=None, wish=form.as_wish(), by=request.user
        )
    except ValidationError as refusal:
        # Somebody added the same since the form was checked.
        form.add_error(None, refusal)
        return _form_page(request, register, form, code=422)
    messages.success(request, f"{entry.code} is toegevoegd.")
    return redirect(entry)


def _form_page(
    request: SignedInRequest,
    register: Register,
    form: EntryForm,
    *,
    entry: RegisterEntry | None = None,
    code: int = 200,
) -> HttpResponse:
    context = {"register": register, "spec": SPECS[register], "form": form, "entry": entry}
    return render(request, "measures/entry_form.html", context, status=code)


@require_http_methods(_METHODS)
def entry_edit(request: SignedInRequest, register: Register, number: int) -> HttpResponse:
    """Change an entry."""
    entry = visible_entry_or_404(request, register, number)
    check_may_keep(request)
    if request.method != "POST":
        form = EntryForm(register=register, entry=entry, initial=opened_at(entry))
        return _form_page(request, register, form, entry=entry)
    form = EntryForm(request.POST, register=register, entry=entry)
    form.is_valid()
    version = form.cleaned_data.get("version")
    if version is not None and version != entry.version:
        return _conflict(request, entry)
    if form.errors:
        return _form_page(request, register, form, entry=entry, code=422)
    try:
        entries.save_entry(
            register=register, entry=entry, version=version, wish=form.as_wish(), by=request.user
        )
    except rules.EditConflict:
        return _conflict(request, entry)
    messages.success(request, f"{entry.code} is gewijzigd.")
    return redirect(entry)


def _conflict(request: SignedInRequest, entry: RegisterEntry) -> HttpResponse:
    """Both versions side by side; sending again means: I have seen the other one."""
    entry.refresh_from_db()
    data = request.POST.copy()
    data["version"] = str(entry.version)
    form = EntryForm(data, register=Register(entry.register), entry=entry)
    page = selectors.entry_page(entry, request.user, today=timezone.localdate())
    context = {"page": page, "form": form, "theirs": page.history[0] if page.history else None}
    return render(request, "measures/entry_conflict.html", context, status=409)


@require_http_methods(_METHODS)
def study_ranking(request: SignedInRequest) -> HttpResponse:
    """Put the wanted studies in order: by numbers, by buttons, or by dragging."""
    check_visible(request)
    check_may_keep(request)
    studies = ranking.ranked()
    if request.method != "POST":
        return _ranking_page(request, RankingForm(studies=studies))
    form = RankingForm(request.POST, studies=studies)
    form.is_valid()
    seen = form.cleaned_data.get("seen", [])
    if "seen" not in form.errors and seen != [study.number for study in studies]:
        return _late_ranking(request)
    if form.errors:
        return _ranking_page(request, form, code=422)
    try:
        ranking.rank_studies(order=form.order, seen=seen, by=request.user)
    except rules.EditConflict:
        return _late_ranking(request)
    messages.success(request, "De volgorde is opgeslagen.")
    return redirect("study_ranking")


def _late_ranking(request: SignedInRequest) -> HttpResponse:
    """The order of now beside the numbers that were typed; nothing was written."""
    studies = ranking.ranked()
    data = request.POST.copy()
    data["seen"] = ",".join(str(study.number) for study in studies)
    data["move"] = ""
    return _ranking_page(request, RankingForm(data, studies=studies), code=409)


def _ranking_page(request: SignedInRequest, form: RankingForm, *, code: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "register": Register.WANTED_STUDY,
        "register_url": selectors.register_url(Register.WANTED_STUDY),
        "late": code == 409,
    }
    return render(request, "measures/study_ranking.html", context, status=code)
