"""Who answers for a measure."""

from django import forms

from measures.models import ContactRole, Partner
from measures.statuses import InvolvementRole
from offensief.web.forms import PlainForm, day_input

_DAY = {"required": "Vul een datum in.", "invalid": "Vul een bestaande datum in."}


class RoleForm(PlainForm):
    """A role for a partner."""

    prefix = "rol"
    partner = forms.ModelChoiceField(
        label="Partner",
        queryset=Partner.objects.all(),
        to_field_name="key",
        empty_label="Kies een partner",
        error_messages={"required": "Kies een partner."},
    )
    role = forms.ChoiceField(label="Rol", choices=InvolvementRole.choices)
    specifier = forms.CharField(
        label="Welk deel",
        max_length=200,
        required=False,
        help_text="Als de partner een deel van de maatregel doet.",
    )
    valid_from = forms.DateField(label="Vanaf", widget=day_input(), error_messages=_DAY)


class EndForm(PlainForm):
    """The end of a role, or of being a contact person."""

    valid_to = forms.DateField(label="Eindigt op", widget=day_input(), error_messages=_DAY)


class ContactForm(PlainForm):
    """A contact person or deputy."""

    prefix = "contact"
    partner = forms.ModelChoiceField(
        label="Van welke partner",
        queryset=Partner.objects.all(),
        to_field_name="key",
        empty_label="Kies een partner",
        error_messages={"required": "Kies een partner."},
    )
    scope = forms.ChoiceField(
        label="Waarvoor",
        choices=[("measure", "Alleen deze maatregel"), ("all", "Alles van deze partner")],
    )
    role = forms.ChoiceField(label="Contactpersoon of vervanger", choices=ContactRole.choices)
    name = forms.CharField(
        label="Naam", max_length=150, error_messages={"required": "Vul een naam in."}
    )
    email = forms.EmailField(
        label="E-mailadres",
        error_messages={
            "required": "Vul een e-mailadres in.",
            "invalid": "Vul een e-mailadres in als naam@organisatie.nl.",
        },
    )
    valid_from = forms.DateField(label="Contact vanaf", widget=day_input(), error_messages=_DAY)
