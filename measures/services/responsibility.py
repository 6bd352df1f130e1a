"""Who answers for a measure: partners in their roles, and the people to speak to."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

from measures import permissions
from measures.models import (
    ContactPerson,
    ContactRole,
    Involvement,
    Measure,
    Partner,
)
from measures.services.rules import wrong_past
from measures.statuses import InvolvementRole
from offensief.accounts.models import User
from offensief.audit.services import record, recorded
from offensief.audit.traced import changed, facts, made
from offensief.lib.dutch import date_long
from offensief.lib.rules import require

_ONLY_SECRETARIAT = "Alleen het secretariaat wijzigt wie verantwoordelijk is."


@recorded
def assign(
    *,
    measure: Measure,
    partner: Partner,
    role: InvolvementRole,
    specifier: str,
    valid_from: date,
    by: User,
) -> Involvement:
    """Give a partner a role in a measure from a day on.

    A role the partner already has ends on that day. Raises NotAllowed, or ValidationError when
    there is another lead, or the day lies before the present role began.
    """
    require(permissions.may_keep_plan(by), _ONLY_SECRETARIAT)
    _check_day(valid_from, "valid_from")
    if role == InvolvementRole.LEAD:
        _check_no_other_lead(measure, partner, valid_from)
    present = Involvement.objects.filter(measure=measure, partner=partner, valid_to=None).first()
    if present:
        if (present.role, present.specifier) == (role, specifier):
            raise ValidationError({"role": "Deze partner heeft deze rol al."})
        _end(present, valid_from, by=by)
    involvement = Involvement.objects.create(
        measure=measure,
        partner=partner,
        role=role,
        specifier=specifier,
        valid_from=valid_from,
    )
    record(made(involvement, "rol gegeven"), by=by)
    return involvement


def _check_day(day: date, name: str) -> None:
    """What is to happen is told when it has happened: who may see what goes by it."""
    if wrong := wrong_past(day):
        raise ValidationError({name: wrong})


def _check_no_other_lead(measure: Measure, partner: Partner, day: date) -> None:
    before = (
        Involvement.objects.filter(measure=measure, role=InvolvementRole.LEAD, valid_to__gt=day)
        .select_related("partner")
        .first()
    )
    if before and before.valid_to:
        raise ValidationError(
            {
                "valid_from": f"{before.partner.name} was trekker tot "
                f"{date_long(before.valid_to)}. Kies die dag of een latere."
            }
        )
    other = (
        Involvement.objects.filter(measure=measure, role=InvolvementRole.LEAD, valid_to=None)
        .exclude(partner=partner)
        .select_related("partner")
        .first()
    )
    if other:
        raise ValidationError(
            {
                "role": f"{other.partner.name} is al trekker van maatregel {measure.number}. "
                "Beëindig eerst die rol, of kies mede-uitvoerder."
            }
        )


@recorded
def end_role(*, involvement: Involvement, valid_to: date, by: User) -> Involvement:
    """End the role of a partner; `valid_to` is the first day without it. The row stays."""
    require(permissions.may_keep_plan(by), _ONLY_SECRETARIAT)
    involvement = Involvement.objects.select_related("measure", "partner").get(pk=involvement.pk)
    _check_day(valid_to, "valid_to")
    if involvement.valid_to is not None:
        raise ValidationError({"valid_to": "Deze rol is al beëindigd."})
    _end(involvement, valid_to, by=by)
    return involvement


def _end(involvement: Involvement, day: date, *, by: User) -> None:
    if day <= involvement.valid_from:
        raise ValidationError(
            {
                "valid_to": "De rol kan niet eindigen op of voor de dag waarop hij begon "
                f"({involvement.valid_from:%d-%m-%Y}). Kies een latere dag."
            }
        )
    was = facts(involvement)
    involvement.valid_to = day
    involvement.save(update_fields=["valid_to"])
    record(changed(involvement, was, "rol beëindigd"), by=by)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewContact:
    """A person to speak to. Without a measure: for all measures of the partner."""

    partner: Partner
    measure: Measure | None
    role: ContactRole
    name: str
    email: str
    valid_from: date


@recorded
def add_contact(*, contact: NewContact, by: User) -> ContactPerson:
    """Name a contact person or deputy; who had this place until now leaves it that day."""
    require(permissions.may_keep_plan(by), _ONLY_SECRETARIAT)
    _check_day(contact.valid_from, "valid_from")
    before = ContactPerson.objects.filter(
        partner=contact.partner, measure=contact.measure, role=contact.role, valid_to=None
    ).first()
    if before:
        _end_contact(before, contact.valid_from, by=by)
    person = ContactPerson.objects.create(
        partner=contact.partner,
        measure=contact.measure,
        role=contact.role,
        name=contact.name,
        email=contact.email,
        valid_from=contact.valid_from,
    )
    record(made(person, "contactpersoon genoemd"), by=by)
    return person


@recorded
def end_contact(*, contact: ContactPerson, valid_to: date, by: User) -> ContactPerson:
    """A person leaves; the row stays as history."""
    require(permissions.may_keep_plan(by), _ONLY_SECRETARIAT)
    contact = ContactPerson.objects.select_related("partner").get(pk=contact.pk)
    _check_day(valid_to, "valid_to")
    if contact.valid_to is not None:
        raise ValidationError({"valid_to": "Deze contactpersoon is al vertrokken."})
    _end_contact(contact, valid_to, by=by)
    return contact


def _end_contact(contact: ContactPerson, day: date, *, by: User) -> None:
    if day < contact.valid_from:
        raise ValidationError(
            {
                "valid_to": f"{contact.name} is contactpersoon sinds "
                f"{contact.valid_from:%d-%m-%Y}. Kies een latere dag."
            }
        )
    was = facts(contact)
    contact.valid_to = day
    contact.save(update_fields=["valid_to"])
    record(changed(contact, was, "contactpersoon vertrokken"), by=by)
