"""Letting people in, their rights, and passwords."""

from collections.abc import Iterable
from typing import Any

from django import forms

from offensief.accounts.models import Role
from offensief.people.models import ReviewOutcome
from offensief.people.services import WHY_GIVEN, WHY_TAKEN
from offensief.web.forms import PlainForm

_EMAIL_ERRORS = {
    "required": "Vul een e-mailadres in.",
    "invalid": "Vul een e-mailadres in als naam@organisatie.nl.",
}
_RULES = (
    "Ten minste 12 tekens. Een zin van een paar woorden is sterk en goed te onthouden. Plakken uit "
    "een wachtwoordkluis mag."
)


def _new_password(label: str = "Nieuw wachtwoord") -> forms.CharField:
    box = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(
        label=label,
        strip=False,
        max_length=1000,
        widget=box,
        help_text=_RULES,
        error_messages={"required": "Kies een wachtwoord."},
    )


class AccountForm(PlainForm):
    """A new account."""

    name = forms.CharField(
        label="Naam", max_length=150, error_messages={"required": "Vul een naam in."}
    )
    email = forms.EmailField(
        label="E-mailadres",
        max_length=254,
        help_text="Van één persoon. Een gedeeld postvak krijgt geen account.",
        error_messages=_EMAIL_ERRORS,
    )
    role = forms.TypedChoiceField(
        label="Rol in het hele portaal",
        required=False,
        choices=[("", "geen"), *((role.value, role.label) for role in Role)],
        coerce=lambda value: Role(value) if value else None,
        empty_value=None,
        help_text="Wie namens een partner spreekt krijgt hier geen rol; het secretariaat regelt "
        "dat op de pagina van de partner.",
    )


class RoleForm(PlainForm):
    """A role to give or take, and why."""

    role = forms.TypedChoiceField(
        choices=[(role.value, role.label) for role in Role],
        coerce=Role,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Kies een rol."),
    )
    reason = forms.CharField(
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Dit staat in het spoor en in de mail aan het hoofd.",
    )

    def offer(self, roles: Iterable[Role]) -> None:
        """Show only these. An older page may still send another, which is no fault: it was so
        already, and nothing changes."""
        shown = [(role.value, role.label) for role in sorted(roles, key=lambda role: role.label)]
        self.fields["role"].widget.choices = [("", "Kies een rol"), *shown]


class GiveRoleForm(RoleForm):
    """A role that somebody gets."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Beside each other on one page, so their fields need names of their own.
        self.auto_id = "give_%s"
        self.fields["role"].label = "Welke rol krijgt deze persoon?"
        self.fields["reason"].label = "Waarom krijgt deze persoon deze rol?"
        self.fields["reason"].error_messages["required"] = WHY_GIVEN


class TakeRoleForm(RoleForm):
    """A role that somebody loses."""

    weg = forms.CharField(initial="1", widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "take_%s"
        self.fields["role"].label = "Welke rol gaat weg?"
        self.fields["reason"].label = "Waarom gaat deze rol weg?"
        self.fields["reason"].error_messages["required"] = WHY_TAKEN


class ReasonForm(PlainForm):
    """Why somebody's account goes off or on, or the second factor is wiped."""

    reason = forms.CharField(
        label="Waarom?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Vul in waarom."},
    )


class ReviewForm(PlainForm):
    """What was found at the yearly look."""

    outcome = forms.TypedChoiceField(
        label="Kloppen deze rechten nog?",
        choices=[(outcome.value, outcome.label) for outcome in ReviewOutcome],
        coerce=ReviewOutcome,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of de rechten kloppen."},
    )
    note = forms.CharField(
        label="Toelichting",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ForgotForm(PlainForm):
    """Whose password is forgotten."""

    email = forms.EmailField(
        label="E-mailadres",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        error_messages=_EMAIL_ERRORS,
    )


class ChoosePasswordForm(PlainForm):
    """The first password, or a new one after it was forgotten."""

    password = _new_password("Wachtwoord")


class ChangePasswordForm(PlainForm):
    """Another password. Who sits down at an open screen does not know the present one."""

    present_password = forms.CharField(
        label="Huidig wachtwoord",
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Vul uw huidige wachtwoord in."},
    )
    password = _new_password()

    def __init__(self, *args: Any, has_one: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Who always came in another way has none to type.
        if not has_one:
            del self.fields["present_password"]
