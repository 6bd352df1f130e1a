"""Who speaks for a partner."""

from django import forms

from measures.models import MembershipRole
from offensief.web.forms import PlainForm, day_input


class PersonForm(PlainForm):
    """Somebody new, or a role more for somebody who is there."""

    email = forms.EmailField(
        label="E-mailadres",
        max_length=254,
        help_text="Is er bij dit adres nog geen account, dan komt er een. Het heeft geen "
        "wachtwoord: deze persoon komt binnen met een persoonlijke link, of met een uitnodiging.",
        error_messages={
            "required": "Vul een e-mailadres in.",
            "invalid": "Vul een e-mailadres in als naam@organisatie.nl.",
        },
    )
    name = forms.CharField(
        label="Naam", max_length=150, error_messages={"required": "Vul een naam in."}
    )
    role = forms.TypedChoiceField(
        label="Rol",
        choices=[(role.value, role.label) for role in MembershipRole],
        coerce=MembershipRole,
        help_text="Een opsteller vult de opgave in, een ondertekenaar tekent haar.",
    )
    is_deputy = forms.BooleanField(
        label="Dit is een vervanger",
        required=False,
        help_text="Een vervanger mag hetzelfde, maar krijgt alleen bericht als er geen "
        "ondertekenaar aanwezig is.",
    )


class AwayForm(PlainForm):
    """Until when somebody is away. Stands on the page once for each person."""

    until = forms.DateField(
        label="Afwezig t/m",
        widget=day_input(),
        error_messages={
            "required": "Vul in t/m welke dag deze persoon afwezig is.",
            "invalid": "Vul een bestaande datum in.",
        },
    )
