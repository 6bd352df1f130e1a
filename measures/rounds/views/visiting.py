"""Who comes to the pages of a partner: somebody who signed in, or the holder of a personal link.

One decorator decides for all of them, so that no page is laxer than another.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django_htmx.middleware import HtmxDetails

from measures.rounds import permissions
from measures.rounds.hands import Hand
from measures.rounds.models import PersonalLink, Submission
from measures.rounds.services import links
from measures.rounds.states import RoundState, Via
from offensief.accounts.kept import keep, owner_of, remember
from offensief.accounts.models import User
from offensief.accounts.views import ask_to_sign_in_and_keep

_SESSION_KEY = "personal_link"
# Long enough for a difficult answer, short on a phone that is left lying.
SESSION_SECONDS = 2 * 3600


class PartnerRequest(HttpRequest):
    """A request to a page of a partner; `hand` says who works there."""

    hand: Hand
    htmx: HtmxDetails


def come_in(request: HttpRequest, link: PersonalLink) -> None:
    """From now on this browser may answer what the link is for, and nothing else."""
    request.session.cycle_key()
    request.session[_SESSION_KEY] = link.pk
    request.session.set_expiry(SESSION_SECONDS)


def go_out(request: HttpRequest) -> None:
    """This browser may no longer answer."""
    request.session.flush()


def link_in_use(request: HttpRequest) -> PersonalLink | None:
    """The link this browser came in with, when it still gives entrance."""
    key = request.session.get(_SESSION_KEY)
    if key is None:
        return None
    link = (
        PersonalLink.objects.select_related("submission__round", "submission__partner", "person")
        .filter(pk=key)
        .first()
    )
    return link if link is not None and links.is_valid(link) else None


def for_partner(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorator: gives a view the submission of the address, and `request.hand`.

    Who has nothing to do with it gets 404; who is not in yet is asked to sign in, and keeps a
    text that was being sent.
    """

    @login_not_required
    @wraps(view)
    def inside(
        request: PartnerRequest, number: str, key: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if isinstance(request.user, User):
            submission = _signed_in(request, request.user, number, key)
        else:
            link = link_in_use(request)
            if link is None or _is_of_another(request, link):
                return _ask(request)
            submission = _with_link(request, link, number, key)
        return view(request, submission, *args, **kwargs)

    # Told to the question about personal data (offensief.web.personal).
    inside.asks_without_link = True  # type: ignore[attr-defined]
    return inside


def _signed_in(request: PartnerRequest, person: User, number: str, key: str) -> Submission:
    visible = permissions.visible_submissions(person).select_related("round", "partner")
    submission = get_object_or_404(visible, round__number=number, partner__key=key)
    request.hand = Hand(by=person)
    if permissions.may_answer(request.hand, submission):
        if submission.round.state == RoundState.WITHDRAWN:
            raise Http404
        return submission
    # The secretariat writes down what it was told; who only reads along has pages of its own.
    request.hand = Hand(by=person, for_partner=True, heard=request.POST.get("heard", ""))
    if not permissions.may_answer(request.hand, submission):
        raise Http404
    return submission


def _with_link(request: PartnerRequest, link: PersonalLink, number: str, key: str) -> Submission:
    # Seals the forms of this page (reports.context), and is who the trail names when refused.
    request.typing_person = link.person  # type: ignore[attr-defined]
    submission = link.submission
    if (submission.round.number, submission.partner.key) != (number, key):
        raise Http404
    if submission.round.state == RoundState.WITHDRAWN:
        raise Http404
    request.hand = Hand(by=link.person, via=Via.LINK)
    return submission


def _is_of_another(request: HttpRequest, link: PersonalLink) -> bool:
    """The form was opened by who was in before, in a tab that stayed open."""
    owner = owner_of(request)
    return owner is not None and owner != link.person_id


def _ask(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    token = keep(request)
    if token:
        # Who came by a link has no password: opening the link again brings the text back.
        remember(request, token)
    return ask_to_sign_in_and_keep(request, token)
