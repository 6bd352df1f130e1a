"""Pages about messages."""

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from offensief.accounts.requests import SignedInRequest
from offensief.lib.refusals import Refused
from offensief.outbox import permissions, selectors, services, tasks
from offensief.outbox.forms import MessageFilterForm
from offensief.outbox.models import Message, MessageFile, MessageQuerySet, MessageState

PER_PAGE = 50
# Each with its whole text.
MAILS_PER_PAGE = 20


@require_safe
def message_list(request: SignedInRequest) -> HttpResponse:
    """All messages, or those of the state and the kind the address names."""
    if not permissions.may_see_messages(request.user):
        raise Http404
    form = MessageFilterForm(request.GET, kinds=selectors.kinds())
    found = Message.objects.all() if form.is_valid() else Message.objects.none()
    chosen = form.chosen
    found = found.in_state(chosen.get("stand", "")).of_kind(chosen.get("soort", ""))
    query = f"{urlencode(chosen)}&" if chosen else ""
    context = {**_listed(request, found), "form": form, "query": query}
    return render(request, "outbox/message_list.html", context)


@require_safe
def my_messages(request: SignedInRequest) -> HttpResponse:
    """The messages to the person who looks."""
    found = Message.objects.addressed_to(request.user.pk)
    context = {
        **_listed(request, found),
        "sees_all": permissions.may_see_messages(request.user),
        "digests": selectors.digests(request.user),
    }
    return render(request, "outbox/my_messages.html", context)


@require_POST
def digests(request: SignedInRequest) -> HttpResponse:
    """Whoever looks wants no more reminders by mail, or wants them again."""
    match request.POST.get("herinneringen"):
        case "nee":
            services.stop_digests(person=request.user, by=request.user)
            messages.success(request, "U krijgt geen herinneringen meer per mail.")
        case "ja":
            services.resume_digests(person=request.user, by=request.user)
            messages.success(request, "U krijgt weer herinneringen per mail.")
        case _:
            messages.warning(request, "Kies of u herinneringen per mail wilt.")
    return redirect("my_messages")


def _listed(request: SignedInRequest, found: MessageQuerySet) -> dict[str, object]:
    """One page of these messages, newest first, and what must be known about mail here."""
    ordered = found.select_related("recipient").order_by("-created_at", "-pk")
    page = Paginator(ordered, PER_PAGE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "rows": selectors.rows(page.object_list, request.user),
        "notice": selectors.notice(),
    }


@require_safe
def message_detail(request: SignedInRequest, message_id: int) -> HttpResponse:
    """One message: its text, and how sending it went."""
    message = _visible_or_404(request, message_id)
    context = {
        "page": selectors.message_page(message, request.user),
        "notice": selectors.notice(),
    }
    return render(request, "outbox/message_detail.html", context)


@require_safe
def message_file(request: SignedInRequest, message_id: int, file_id: int) -> FileResponse:
    """A file of a message, to be saved and never shown inside the portal."""
    message = _visible_or_404(request, message_id)
    if not permissions.may_read_message(request.user, message):
        raise Http404
    return _download(get_object_or_404(message.files, pk=file_id))


def _download(file: MessageFile) -> FileResponse:
    content = BytesIO(bytes(file.data))
    return FileResponse(
        content, as_attachment=True, filename=file.name, content_type=file.media_type
    )


@require_POST
def message_retry(request: SignedInRequest, message_id: int) -> HttpResponse:
    """Have a failed message sent again; then on with the others that failed."""
    message = _visible_or_404(request, message_id)
    if not permissions.may_retry(request.user):
        raise PermissionDenied
    try:
        services.retry(message=message, by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect(message)
    tasks.ring_after_commit([message.pk])
    messages.success(request, f"Het bericht aan {message.recipient.name} staat weer klaar.")
    return redirect(f"{reverse('messages')}?{urlencode({'stand': MessageState.FAILED.value})}")


def _visible_or_404(request: SignedInRequest, message_id: int) -> Message:
    visible = permissions.visible_messages(request.user).select_related("recipient")
    return get_object_or_404(visible, pk=message_id)


def _only_in_the_demo[**P, R: HttpResponseBase](view: Callable[P, R]) -> Callable[P, R]:
    """Open to anybody, without signing in; outside the demo these pages do not exist."""

    @login_not_required
    @wraps(view)
    def inside(*args: P.args, **kwargs: P.kwargs) -> R:
        if not permissions.may_see_demo_mailbox():
            raise Http404
        return view(*args, **kwargs)

    return inside


@_only_in_the_demo
@require_safe
def demo_mailbox(request: HttpRequest) -> HttpResponse:
    """Every mail of the demo, the last one first."""
    found = Message.objects.mailed().with_mail()
    page = Paginator(found, MAILS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "mails": selectors.demo_mails(page.object_list)}
    return render(request, "outbox/demo_mailbox.html", context)


@_only_in_the_demo
@require_safe
def demo_mail(request: HttpRequest, message_id: int) -> HttpResponse:
    """One mail of the demo, as its reader would get it."""
    found = selectors.demo_mails(Message.objects.mailed().with_mail().filter(pk=message_id))
    if not found:
        raise Http404
    return render(request, "outbox/demo_mail.html", {"mail": found[0]})


@_only_in_the_demo
@require_safe
def demo_mail_file(request: HttpRequest, message_id: int, file_id: int) -> FileResponse:
    """A file of a mail of the demo, to be saved."""
    message = get_object_or_404(Message.objects.mailed(), pk=message_id)
    return _download(get_object_or_404(message.files, pk=file_id))
