"""Remarks at a measure, and following it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from measures import permissions
from measures.models import Comment
from measures.selectors import measures as selectors
from measures.services import comments, follows, notices
from measures.views.measures import comment_form, measure_answer, visible_or_404
from measures.views.ringing import ring_for
from offensief.accounts.requests import SignedInRequest
from offensief.lib.dutch import plural


@require_POST
def comment_add(request: SignedInRequest, number: str) -> HttpResponse:
    """Put a remark at a measure."""
    measure = visible_or_404(request, number)
    form = comment_form(request, measure, request.POST)
    made: list[Comment] = []
    if not form.saved(
        lambda: made.append(
            comments.add_comment(measure=measure, by=request.user, **form.cleaned_data)
        )
    ):
        return measure_answer(request, measure, comment=form, code=422)
    told = ring_for(notices.mention_deed(made[0]))
    said = "Uw opmerking is geplaatst."
    if told:
        said += f" {plural(told, 'persoon krijgt', 'mensen krijgen')} bericht."
    messages.success(request, said)
    return redirect(f"{measure.get_absolute_url()}#opmerkingen")


@require_POST
def follow(request: SignedInRequest, number: str) -> HttpResponse:
    """Follow a measure or stop; without an answer in `volgen` it becomes the other of the two."""
    measure = visible_or_404(request, number)
    is_following = selectors.is_following(request.user, measure)
    if {"ja": True, "nee": False}.get(request.POST.get("volgen", ""), not is_following):
        follows.follow(measure=measure, by=request.user)
        messages.success(request, f"U volgt maatregel {number}. U krijgt bericht van wijzigingen.")
    else:
        follows.unfollow(measure=measure, by=request.user)
        messages.success(request, f"U volgt maatregel {number} niet meer.")
    return redirect("following" if request.POST.get("terug") == "volgen" else measure)


@require_safe
def following(request: SignedInRequest) -> HttpResponse:
    """The measures this person follows, as far as still visible."""
    if not permissions.may_see_measures(request.user):
        raise Http404
    found = selectors.with_partners(selectors.followed_by(request.user))
    rows = selectors.rows(found, today=timezone.localdate())
    return render(request, "measures/following.html", {"rows": rows})
