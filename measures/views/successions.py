"""What becomes of measures, and the versions of the plan."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from measures import loading, permissions
from measures.forms.succession import PlanFileForm, SuccessionForm
from measures.models import Plan, Succession
from measures.plan_file import PlanFile, PlanFileError, parse_plan
from measures.selectors import plans
from measures.services import notices, succession
from measures.views.measures import visible_or_404
from measures.views.ringing import ring_for
from offensief.accounts.models import User
from offensief.accounts.requests import SignedInRequest
from offensief.lib.refusals import Refused


@require_safe
def succession_list(request: SignedInRequest) -> HttpResponse:
    """Every decision about measures, the newest first."""
    if not permissions.may_see_whole_plan(request.user):
        raise Http404
    made = Succession.objects.order_by("-decided_on", "-pk").select_related("made_by")
    context = {
        "successions": made.prefetch_related("links__predecessor", "links__successor"),
        "may_keep": permissions.may_keep_plan(request.user),
    }
    return render(request, "measures/successions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def succession_new(request: SignedInRequest) -> HttpResponse:
    """Lay down a decision: add, split, merge, replace, stop or resume."""
    _keeper_or_refused(request)
    if request.method == "POST":
        form = SuccessionForm(request.POST)
        if form.saved(lambda: _decide(form, request.user)):
            messages.success(request, "Het besluit is vastgelegd.")
            return redirect("successions")
    else:
        initial = {
            "decided_on": timezone.localdate(),
            "predecessors": request.GET.getlist("van"),
            "kind": request.GET.get("soort", ""),
        }
        form = SuccessionForm(initial=initial)
    code = 422 if form.errors else 200
    return render(request, "measures/succession_new.html", {"form": form}, status=code)


def _decide(form: SuccessionForm, by: User) -> None:
    ring_for(notices.succession_deed(succession.succeed(wish=form.as_wish(), by=by)))


def _keeper_or_refused(request: SignedInRequest) -> None:
    """Who follows the plan but does not keep it is refused; for others the page is not there."""
    if not permissions.may_see_whole_plan(request.user):
        raise Http404
    if not permissions.may_keep_plan(request.user):
        raise PermissionDenied


@require_safe
def lineage(request: SignedInRequest, number: str) -> HttpResponse:
    """Where a measure came from and where it went."""
    measure = visible_or_404(request, number)
    page = plans.lineage_page(measure, request.user)
    return render(request, "measures/lineage.html", {"page": page})


@require_safe
def plan_list(request: SignedInRequest) -> HttpResponse:
    """The versions of the plan, and loading a new one."""
    if not permissions.may_see_whole_plan(request.user):
        raise Http404
    return _plans(request, PlanFileForm())


def _plans(request: SignedInRequest, form: PlanFileForm, *, code: int = 200) -> HttpResponse:
    context = {
        "plans": Plan.objects.order_by("-offered_on"),
        "form": form,
        "may_keep": permissions.may_keep_plan(request.user),
    }
    return render(request, "measures/plans.html", context, status=code)


@require_safe
def plan_diff(request: SignedInRequest, old: str, new: str) -> HttpResponse:
    """What changed from one version to another."""
    if not permissions.may_see_whole_plan(request.user):
        raise Http404
    before, after = get_object_or_404(Plan, key=old), get_object_or_404(Plan, key=new)
    context = {"old": before, "new": after, "diffs": plans.diff(before, after)}
    return render(request, "measures/plan_diff.html", context)


@require_POST
def plan_load(request: SignedInRequest) -> HttpResponse:
    """Show what a plan file would change; load it when that is confirmed."""
    _keeper_or_refused(request)
    form = PlanFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _plans(request, form, code=422)
    try:
        raw = form.content()
        file = parse_plan(raw, name="dat u koos")
        loading.check_can_follow(file)
        if "confirm" not in request.POST:
            return _preview(request, file, raw.decode())
        loaded = loading.load_plan(file, by=request.user)
    except PlanFileError as error:
        form.add_error("file", list(error.problems))
    except (Refused, ValidationError) as refusal:
        form.add_error("file", str(refusal))
    else:
        messages.success(request, f"Versie {file.key} is geladen: {loaded} nieuwe maatregelen.")
        return redirect("plans")
    return _plans(request, form, code=422)


def _preview(request: SignedInRequest, file: PlanFile, text: str) -> HttpResponse:
    context = {
        "file": file,
        "diffs": plans.diff_with_newest(file),
        "roles": plans.new_roles(file),
        "form": PlanFileForm(initial={"text": text}),
    }
    return render(request, "measures/plan_preview.html", context)
