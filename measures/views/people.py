"""Who speaks for a partner: the secretariat lets people come and go, and notes who is away."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from measures import permissions
from measures.forms.people import AwayForm, PersonForm
from measures.models import Membership, Partner
from measures.selectors.speakers import people_of
from measures.services import members
from offensief.accounts.models import User
from offensief.accounts.requests import SignedInRequest
from offensief.lib.dutch import date_long, enumerate_nl
from offensief.people.permissions import invitable_among
from offensief.web.forms import PlainForm


@require_http_methods(["GET", "HEAD", "POST"])
def partner_people(request: SignedInRequest, key: str) -> HttpResponse:
    """Everybody who speaks for a partner, now and before, and the form for one more."""
    partner = _kept_or_refused(request, key)
    form = PersonForm(request.POST if request.method == "POST" else None)
    made: list[Membership] = []
    if request.method == "POST" and form.saved(
        lambda: made.append(
            members.add_person(partner=partner, by=request.user, **form.cleaned_data)
        )
    ):
        messages.success(request, _added(made[0], typed=form.cleaned_data["name"]))
        return redirect("partner_people", key=key)
    return _page(request, partner, form)


def _added(membership: Membership, *, typed: str) -> str:
    """Told as how it is now: the second of two presses says the same."""
    name = membership.user.name
    said = f"{name} is {_role(membership)} namens {membership.partner.name}."
    return said if typed == name else f"{said} Onder die naam had dit adres al een account."


def _role(membership: Membership) -> str:
    role = membership.get_role_display()
    return f"{role} (vervanger)" if membership.is_deputy else role


@require_POST
def member_end(request: SignedInRequest, key: str, pk: int) -> HttpResponse:
    """A person no longer speaks for the partner in this role."""
    membership = _of_partner(request, key, pk)
    members.end_member(membership=membership, by=request.user)
    name, role = membership.user.name, membership.get_role_display()
    messages.success(request, f"{name} is geen {role} meer namens {membership.partner.name}.")
    return redirect("partner_people", key=key)


@require_POST
def member_away(request: SignedInRequest, key: str, pk: int) -> HttpResponse:
    """A person is away until a day, or with `terug` is back."""
    membership = _of_partner(request, key, pk)
    is_back = "terug" in request.POST
    form = PlainForm(request.POST) if is_back else _away_form(membership.user, request.POST)
    if form.saved(
        lambda: members.set_away(
            membership=membership, until=form.cleaned_data.get("until"), by=request.user
        )
    ):
        until = form.cleaned_data.get("until")
        how = f"afwezig t/m {date_long(until)}" if until else "weer aanwezig"
        messages.success(request, f"{membership.user.name} is {how}.")
        return redirect("partner_people", key=key)
    return _page(request, membership.partner, PersonForm(), refused=form)


def _kept_or_refused(request: SignedInRequest, key: str) -> Partner:
    """A partner whose people this person keeps; who only sees it is refused."""
    if not permissions.visible_partners(request.user):
        raise Http404
    partner = get_object_or_404(Partner, key=key)
    if not permissions.may_keep_members(request.user):
        raise PermissionDenied
    return partner


def _of_partner(request: SignedInRequest, key: str, pk: int) -> Membership:
    partner = _kept_or_refused(request, key)
    return get_object_or_404(
        Membership.objects.select_related("user", "partner"), pk=pk, partner=partner
    )


def _page(
    request: SignedInRequest,
    partner: Partner,
    form: PersonForm,
    refused: PlainForm | None = None,
) -> HttpResponse:
    people = people_of(partner, today=timezone.localdate())
    everybody = [someone.user for someone in people.present]
    invitable = invitable_among(request.user, everybody)
    faulty = refused or (form if form.errors else None)
    context = {
        "partner": partner,
        "people": people,
        "recipients": enumerate_nl([user.name for user in people.speakers.recipients]),
        "rows": [
            {
                "someone": someone,
                "form": _form_of(someone.user, refused),
                "may_invite": someone.user.pk in invitable,
            }
            for someone in people.present
        ],
        "form": form,
        "faulty": faulty,
    }
    return render(request, "measures/partner_people.html", context, status=422 if faulty else 200)


def _away_form(user: User, data: QueryDict | None = None) -> AwayForm:
    return AwayForm(data, prefix=f"afwezig-{user.pk}")


def _form_of(user: User, refused: PlainForm | None) -> PlainForm:
    """The form of this person, with what was typed when it was the one that was refused."""
    fresh = _away_form(user)
    return refused if refused is not None and refused.prefix == fresh.prefix else fresh
