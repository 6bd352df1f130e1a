"""Everybody with an account: who may do what, and was that looked at this year."""

from collections.abc import Callable, Iterable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from offensief.accounts.confirming import confirm_to_send
from offensief.accounts.models import Role, User
from offensief.accounts.requests import SignedInRequest
from offensief.lib.refusals import Refused
from offensief.lib.sheets import write_csv, write_xlsx
from offensief.outbox import tasks as outbox
from offensief.outbox.models import Message
from offensief.people import passes, permissions, selectors, services
from offensief.people.forms import (
    AccountForm,
    GiveRoleForm,
    ReasonForm,
    ReviewForm,
    RoleForm,
    TakeRoleForm,
)
from offensief.web.forms import PlainForm
from offensief.web.limits import limited_reading

_PER_PAGE = 50
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def account_list(request: SignedInRequest) -> HttpResponse:
    """Everybody, or only whose rights nobody looked at for a year."""
    found = _all_or_404(request)
    due = [account for account in found if account.is_due]
    only_due = request.GET.get("toon") == "te-beoordelen"
    page = Paginator(due if only_due else found, _PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "total": len(found),
        "due": len(due),
        "only_due": only_due,
        "query": "toon=te-beoordelen&" if only_due else "",
        "may_keep": permissions.may_keep_accounts(request.user),
    }
    return render(request, "people/account_list.html", context)


def _all_or_404(request: SignedInRequest) -> list[selectors.Account]:
    if not permissions.may_see_accounts(request.user):
        raise Http404
    return selectors.accounts(permissions.visible_accounts(request.user))


@require_safe
@limited_reading("export")
def account_export(request: SignedInRequest, kind: str) -> HttpResponse:
    """The same list as a file, for who keeps it with the yearly look."""
    rows = [selectors.cells(account) for account in _all_or_404(request)]
    content, media_type = (
        (write_csv(selectors.HEAD, rows), "text/csv; charset=utf-8")
        if kind == "csv"
        else (write_xlsx(selectors.HEAD, rows, title="Toegang"), _XLSX)
    )
    answer = HttpResponse(content, content_type=media_type)
    name = f"toegang-{timezone.localdate():%Y-%m-%d}.{kind}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@confirm_to_send
def account_new(request: SignedInRequest) -> HttpResponse:
    """A new account, and the invitation with it."""
    if not permissions.may_see_accounts(request.user):
        raise Http404
    if not permissions.may_keep_accounts(request.user):
        raise PermissionDenied
    form = AccountForm(request.POST if request.method == "POST" else None)
    made: list[User] = []
    if request.method == "POST" and form.saved(
        lambda: made.append(services.add_account(by=request.user, **form.cleaned_data))
    ):
        message = passes.invite(user=made[0], by=request.user)
        outbox.ring_after_commit([message.pk])
        messages.success(request, f"{made[0].name} heeft een account en krijgt een uitnodiging.")
        return redirect("account", pk=made[0].pk)
    return render(
        request, "people/account_new.html", {"form": form}, status=422 if form.errors else 200
    )


@require_safe
def account_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One person: rights, second factor, invitation, and what was found each year."""
    return _page(request, _visible_or_404(request, pk))


def _visible_or_404(request: SignedInRequest, pk: int) -> User:
    return get_object_or_404(permissions.visible_accounts(request.user), pk=pk)


def _page(request: SignedInRequest, user: User, faulty: PlainForm | None = None) -> HttpResponse:
    held = user.roles
    context = {
        "account": selectors.accounts(User.objects.filter(pk=user.pk))[0],
        "reviews": user.reviews.select_related("by").order_by("-at"),
        "give_form": _role_form(GiveRoleForm, faulty, set(Role) - held),
        "take_form": _role_form(TakeRoleForm, faulty, held) if held else None,
        "may_keep": permissions.may_keep_account_of(request.user, user),
        "may_review": permissions.may_review(request.user, user),
        "faulty": faulty,
        "reason_form": faulty if isinstance(faulty, ReasonForm) else ReasonForm(),
        "review_form": faulty if isinstance(faulty, ReviewForm) else ReviewForm(),
    }
    return render(request, "people/account_detail.html", context, status=422 if faulty else 200)


def _role_form(kind: type[RoleForm], faulty: PlainForm | None, offered: Iterable[Role]) -> RoleForm:
    form = faulty if isinstance(faulty, kind) else kind()
    form.offer(offered)
    return form


@require_POST
@confirm_to_send
def account_role(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a role, or take it with `weg`, and say why."""
    user = _kept_or_refused(request, pk)
    takes = "weg" in request.POST
    form = (TakeRoleForm if takes else GiveRoleForm)(request.POST)
    change = services.take_role if takes else services.give_role
    return _changed(
        request,
        user,
        form,
        lambda: change(
            user=user,
            role=form.cleaned_data["role"],
            reason=form.cleaned_data["reason"],
            by=request.user,
        ),
        "De rollen zijn gewijzigd. Deze persoon en het hoofd krijgen bericht.",
    )


def _kept_or_refused(request: SignedInRequest, pk: int) -> User:
    user = _visible_or_404(request, pk)
    if not permissions.may_keep_account_of(request.user, user):
        raise PermissionDenied
    return user


def _changed(
    request: SignedInRequest,
    user: User,
    form: PlainForm,
    write: Callable[[], list[Message]],
    said: str,
) -> HttpResponse:
    sent: list[Message] = []
    if not form.saved(lambda: sent.extend(write())):
        return _page(request, user, form)
    outbox.ring_after_commit([message.pk for message in sent])
    if sent:
        messages.success(request, said)
    else:
        messages.info(request, "Er is niets veranderd: dit was al zo.")
    return redirect("account", pk=user.pk)


_ACTS = {
    "uitzetten": (services.deactivate, "Het account is uitgezet en overal uitgelogd."),
    "aanzetten": (services.reactivate, "Het account staat weer aan. Kijk of de rechten kloppen."),
    "tweede-stap": (
        services.wipe_second_factor,
        (
            "De tweede stap is gewist, en het wachtwoord ook. Deze persoon krijgt een mail om "
            "beide opnieuw in te stellen."
        ),
    ),
}


@require_POST
@confirm_to_send
def account_act(request: SignedInRequest, pk: int, act: str) -> HttpResponse:
    """Put an account off or on, or wipe a lost second factor, with a reason."""
    user = _kept_or_refused(request, pk)
    if act not in _ACTS:
        raise Http404
    service, said = _ACTS[act]
    form = ReasonForm(request.POST)
    return _changed(
        request,
        user,
        form,
        lambda: service(user=user, reason=form.cleaned_data["reason"], by=request.user),
        said,
    )


@require_POST
def account_review(request: SignedInRequest, pk: int) -> HttpResponse:
    """The rights of somebody else were looked at."""
    user = _visible_or_404(request, pk)
    if not permissions.may_review(request.user, user):
        raise PermissionDenied
    form = ReviewForm(request.POST)
    if not form.saved(lambda: services.review(user=user, by=request.user, **form.cleaned_data)):
        return _page(request, user, form)
    messages.success(request, f"De rechten van {user.name} zijn beoordeeld.")
    return redirect("account", pk=pk)


@require_POST
def account_invite(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mail an invitation, or make the last one useless with `intrekken`."""
    user = get_object_or_404(permissions.invitable_accounts(request.user), pk=pk)
    if not permissions.may_invite(request.user, user):
        raise PermissionDenied
    try:
        if "intrekken" in request.POST:
            passes.revoke(user=user, by=request.user)
            messages.success(request, f"De uitnodiging van {user.name} werkt niet meer.")
        else:
            message = passes.invite(user=user, by=request.user)
            outbox.ring_after_commit([message.pk])
            messages.success(request, f"{user.name} krijgt een uitnodiging per mail.")
    except Refused as refusal:
        messages.warning(request, str(refusal))
    except ValidationError as fault:
        messages.warning(request, " ".join(fault.messages))
    # Who may not see the list of accounts came from the page of a partner.
    if permissions.may_see_accounts(request.user):
        return redirect("account", pk=pk)
    return redirect("partners")
