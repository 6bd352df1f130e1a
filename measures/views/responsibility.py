"""Who answers for a measure, and the partners."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from measures import permissions
from measures.forms.responsibility import ContactForm, EndForm, RoleForm
from measures.models import ContactPerson, ContactRole, Involvement, Measure, Partner
from measures.selectors.speakers import people_of
from measures.services import responsibility
from measures.statuses import Decision, InvolvementRole
from measures.views.milestones import kept_or_refused
from offensief.accounts.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def measure_partners(request: SignedInRequest, number: str) -> HttpResponse:
    """Roles of partners in a measure, now and before, and the form for a new one."""
    measure = kept_or_refused(request, number)
    today = {"valid_from": timezone.localdate()}
    form = RoleForm(request.POST if request.method == "POST" else None, initial=today)
    if request.method == "POST" and form.saved(lambda: _assign(request, measure, form)):
        messages.success(request, f"{form.cleaned_data['partner'].name} heeft nu deze rol.")
        return redirect("responsibility", number=number)
    return _page(request, measure, form, ContactForm(initial=today))


def _assign(request: SignedInRequest, measure: Measure, form: RoleForm) -> None:
    data = {**form.cleaned_data, "role": InvolvementRole(form.cleaned_data["role"])}
    responsibility.assign(measure=measure, by=request.user, **data)


@require_POST
def contact_add(request: SignedInRequest, number: str) -> HttpResponse:
    """A contact person for this measure, or for all of a partner."""
    measure = kept_or_refused(request, number)
    form = ContactForm(request.POST)
    if form.saved(lambda: _add_contact(request, measure, form)):
        messages.success(request, f"{form.cleaned_data['name']} staat nu bij de contactpersonen.")
        return redirect("responsibility", number=number)
    return _page(request, measure, RoleForm(initial={"valid_from": timezone.localdate()}), form)


def _add_contact(request: SignedInRequest, measure: Measure, form: ContactForm) -> None:
    data = form.cleaned_data
    contact = responsibility.NewContact(
        partner=data["partner"],
        measure=measure if data["scope"] == "measure" else None,
        role=ContactRole(data["role"]),
        name=data["name"],
        email=data["email"],
        valid_from=data["valid_from"],
    )
    responsibility.add_contact(contact=contact, by=request.user)


@require_POST
def role_end(request: SignedInRequest, number: str, pk: int) -> HttpResponse:
    """A partner leaves a measure."""
    measure = kept_or_refused(request, number)
    involvement = get_object_or_404(Involvement, pk=pk, measure=measure)
    form = EndForm(request.POST)
    if form.is_valid():
        try:
            responsibility.end_role(involvement=involvement, by=request.user, **form.cleaned_data)
            messages.success(request, f"De rol van {involvement.partner.name} is beëindigd.")
            return redirect("responsibility", number=number)
        except ValidationError as refusal:
            form.take(refusal)
    return _refused(request, measure, form)


@require_POST
def contact_end(request: SignedInRequest, number: str, pk: int) -> HttpResponse:
    """A contact person leaves."""
    measure = kept_or_refused(request, number)
    contact = get_object_or_404(ContactPerson, Q(measure=measure) | Q(measure=None), pk=pk)
    form = EndForm(request.POST)
    if form.is_valid():
        try:
            responsibility.end_contact(contact=contact, by=request.user, **form.cleaned_data)
            messages.success(request, f"{contact.name} is geen contactpersoon meer.")
            return redirect("responsibility", number=number)
        except ValidationError as refusal:
            form.take(refusal)
    return _refused(request, measure, form)


def _refused(request: SignedInRequest, measure: Measure, form: EndForm) -> HttpResponse:
    today = {"valid_from": timezone.localdate()}
    return _page(request, measure, RoleForm(initial=today), ContactForm(initial=today), form)


def _page(
    request: SignedInRequest,
    measure: Measure,
    role_form: RoleForm,
    contact_form: ContactForm,
    end_form: EndForm | None = None,
) -> HttpResponse:
    parts = measure.involvements.select_related("partner").order_by("-valid_from", "partner")
    present = [part for part in parts if part.valid_to is None]
    contacts = (
        ContactPerson.objects.for_measure(measure)
        .filter(partner__in=[part.partner_id for part in parts])
        .select_related("partner")
    )
    faulty = next((f for f in (role_form, contact_form, end_form) if f and f.errors), None)
    context = {
        "measure": measure,
        "present": present,
        "ended": [part for part in parts if part.valid_to is not None],
        "has_lead": any(part.role == InvolvementRole.LEAD for part in present),
        "contacts": contacts,
        "role_form": role_form,
        "contact_form": contact_form,
        "faulty": faulty,
        "today": timezone.localdate(),
    }
    code = 422 if faulty else 200
    return render(request, "measures/responsibility.html", context, status=code)


@require_safe
def partner_list(request: SignedInRequest) -> HttpResponse:
    """All partners with how much they carry."""
    if not permissions.visible_partners(request.user):
        raise Http404
    now = Q(involvements__valid_to=None, involvements__measure__decision=Decision.ACTIVE)
    partners = Partner.objects.annotate(
        leads=Count("involvements", filter=now & Q(involvements__role=InvolvementRole.LEAD)),
        total=Count("involvements", filter=now),
    )
    return render(request, "measures/partner_list.html", {"partners": partners})


@require_safe
def partner_detail(request: SignedInRequest, key: str) -> HttpResponse:
    """One partner: its measures, contact persons, members and what it owns in the registers."""
    if not permissions.visible_partners(request.user):
        raise Http404
    partner = get_object_or_404(Partner, key=key)
    parts = partner.involvements.select_related("measure").order_by("measure__number")
    context = {
        "partner": partner,
        "present": [part for part in parts if part.valid_to is None],
        "ended": [part for part in parts if part.valid_to is not None],
        "contacts": partner.contacts.select_related("measure"),
        "people": people_of(partner, today=timezone.localdate()).present,
        "may_keep_members": permissions.may_keep_members(request.user),
        "entries": partner.entries.all(),
    }
    return render(request, "measures/partner_detail.html", context)
