"""Writing down the target of a later year."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from incidents.forms.target import TargetForm
from incidents.permissions import may_see_desk, may_set_targets
from incidents.services.targets import set_target
from offensief.accounts.confirming import confirm_to_send
from offensief.accounts.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
@confirm_to_send
def target_new(request: SignedInRequest) -> HttpResponse:
    """The form, and what it writes."""
    if not may_see_desk(request.user):
        raise Http404
    if not may_set_targets(request.user):
        raise PermissionDenied
    sent = request.method == "POST"
    form = TargetForm(request.POST) if sent else TargetForm()
    if sent and form.saved(lambda: set_target(**form.cleaned_data, by=request.user)):
        messages.success(request, "Het doel ligt vast.")
        return redirect("target", year=form.cleaned_data["year"])
    return render(request, "reports/target_new.html", {"form": form}, status=422 if sent else 200)
