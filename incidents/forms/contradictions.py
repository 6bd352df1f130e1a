"""Forms of the contradictions: choosing which to see, and saying something about one."""

from django import forms

from incidents.models import DiscrepancyState
from offensief.web.forms import PlainForm


class StateForm(forms.Form):
    """Which contradictions are listed; it lives in the address, so a link keeps it."""

    stand = forms.ChoiceField(
        label="Stand", choices=[("", "Alle"), *DiscrepancyState.choices], required=False
    )

    def chosen(self) -> DiscrepancyState | None:
        """The state that was chosen; None for all, also when the address is wrong."""
        value = self.cleaned_data.get("stand") if self.is_valid() else ""
        return DiscrepancyState(value) if value else None


class ExplanationForm(PlainForm):
    """Why figures contradict each other, and whether that explains it."""

    text = forms.CharField(
        label="Uitleg",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=(
            "Waarom verschillen deze cijfers? Dit komt ook in de rapportage te staan, en wie deze "
            "cijfers mag zien leest het. Noem dus geen cijfers die nog onder embargo zijn."
        ),
        error_messages={"required": "Schrijf wat er aan de hand is."},
    )
    is_explained = forms.TypedChoiceField(
        label="Is het hiermee verklaard?",
        choices=[("yes", "Ja, verklaard"), ("no", "Nee, het blijft open")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies of het hiermee is verklaard.",
            "invalid_choice": "Kies ja of nee.",
        },
    )
