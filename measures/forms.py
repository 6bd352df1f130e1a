"""Forms about measures. They read; the rules are in the services."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from measures import services
from measures.models import Measure
from measures.statuses import Course, Phase


class StatusForm(forms.Form):
    """Change phase and course, with the reason."""

    # Browsers would mark an untouched field as wrong; the server says what is missing.
    use_required_attribute = False

    # The version this form was filled in against; a form without it is refused.
    version = forms.IntegerField(
        label="Formulier",
        widget=forms.HiddenInput,
        min_value=1,
        max_value=1_000_000,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            "Dit formulier is verouderd. Open de maatregel opnieuw; kopieer eerst uw tekst.",
        ),
    )
    phase = forms.ChoiceField(label="Fase", choices=Phase.choices)
    course = forms.ChoiceField(label="Koers", choices=Course.choices)
    explanation = forms.CharField(
        label="Toelichting",
        help_text="Waarom verandert de status? Dit komt in de geschiedenis en in de rapportage.",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Schrijf waarom de status verandert."},
    )
    needed = forms.CharField(
        label="Wat is er nodig?",
        help_text="Verplicht bij 'vraagt aandacht', 'vertraagd' en 'geblokkeerd'.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    result = forms.CharField(
        label="Resultaat",
        help_text="Verplicht als de maatregel gerealiseerd of geborgd is. Wat is er gekomen?",
        max_length=300,
        required=False,
    )
    result_on = forms.DateField(
        label="Datum van het resultaat",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )
    result_link = forms.URLField(
        label="Vindplaats van het resultaat",
        help_text="Internetadres, als dat er is. Begin met https://.",
        max_length=500,
        required=False,
        assume_scheme="https",
    )

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        self.measure = measure
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Ask the same rules the service asks, so that every fault shows at once."""
        cleaned = self.cleaned_data
        if "phase" in cleaned and "course" in cleaned:
            try:
                services.check_change(self.measure, self.as_change())
            except ValidationError as error:
                for name, messages in error.message_dict.items():
                    if name not in self.errors:
                        self.add_error(name, messages)
        return cleaned

    def as_change(self) -> services.StatusChange:
        """The cleaned answers as the service takes them."""
        data = self.cleaned_data
        return services.StatusChange(
            phase=Phase(data["phase"]),
            course=Course(data["course"]),
            explanation=data.get("explanation", ""),
            needed=data.get("needed", ""),
            result=data.get("result", ""),
            result_on=data.get("result_on"),
            result_link=data.get("result_link", ""),
        )


def opened_at(measure: Measure) -> dict[str, Any]:
    """What the form shows when it is opened."""
    return {"version": measure.version, "phase": measure.phase, "course": measure.course}
