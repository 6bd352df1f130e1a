"""Remarks at a measure."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from measures.models import Comment
from measures.services import comments, notices
from measures.views.measures import comment_form, measure_answer, visible_or_404
from offensief.accounts.requests import SignedInRequest
from offensief.lib.dutch import plural
from offensief.outbox.tasks import ring_after_commit


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
    told = notices.queued(notices.mention_deed(made[0]))
    ring_after_commit(told)
    said = "Uw opmerking is geplaatst."
    if told:
        said += f" {plural(len(told), 'persoon krijgt', 'mensen krijgen')} bericht."
    messages.success(request, said)
    return redirect(f"{measure.get_absolute_url()}#opmerkingen")
