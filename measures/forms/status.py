"""Saying where a measure stands."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from measures.models import Attachment, Measure, Partner, RegisterEntry
from measures.registers import Register
from measures.services import status
from measures.statuses import Certainty, Course, Phase
from offensief.web.forms import VersionedForm


class StatusForm(VersionedForm):
    """Change phase and course, with the reason."""

    phase = forms.ChoiceField(label="Fase", choices=Phase.choices)
    course = forms.ChoiceField(
        label="Koers",
        choices=Course.choices,
        help_text="Gemeten aan de eerst geplande datum, niet aan de laatste verschuiving.",
    )
    certainty = forms.ChoiceField(
        label="Zekerheid", choices=Certainty.choices, help_text="Waarop rust deze status?"
    )
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
        help_text="Bij een resultaat hoort een vindplaats: dit adres, of een product of document.",
        max_length=500,
        required=False,
        assume_scheme="https",
    )
    result_product = forms.ModelChoiceField(
        label="Product uit het register",
        queryset=RegisterEntry.objects.of(Register.PRODUCT),
        required=False,
        empty_label="Geen",
    )
    result_document = forms.ModelChoiceField(
        label="Document bij deze maatregel",
        queryset=Attachment.objects.none(),
        required=False,
        empty_label="Geen",
    )

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        self.measure = measure
        super().__init__(*args, **kwargs)
        documents = cast("forms.ModelChoiceField[Attachment]", self.fields["result_document"])
        documents.queryset = measure.attachments.filter(withdrawn_at=None)

    def clean(self) -> dict[str, Any]:
        """Ask the same rules the service asks, so that every fault shows at once."""
        cleaned = self.cleaned_data
        if "phase" in cleaned and "course" in cleaned:
            try:
                status.check_change(self.measure, self.as_change())
            except ValidationError as error:
                for name, messages in error.message_dict.items():
                    if name not in self.errors:
                        self.add_error(name, messages)
        return cleaned

    def as_change(self) -> status.StatusChange:
        """The cleaned answers as the service takes them."""
        data = self.cleaned_data
        return status.StatusChange(
            phase=Phase(data["phase"]),
            course=Course(data["course"]),
            certainty=Certainty(data.get("certainty") or Certainty.CHECKED),
            explanation=data.get("explanation", ""),
            needed=data.get("needed", ""),
            result=data.get("result", ""),
            result_on=data.get("result_on"),
            result_link=data.get("result_link", ""),
            result_product=data.get("result_product"),
            result_document=data.get("result_document"),
        )


class CourseForm(VersionedForm):
    """A partner says how a measure goes."""

    # Stands on a page beside the form of the secretariat; its fields need names of their own.
    prefix = "koers"

    partner = forms.ModelChoiceField(
        label="Namens", queryset=Partner.objects.none(), empty_label=None
    )
    course = forms.ChoiceField(
        label="Hoe gaat het?",
        choices=[(c.value, c.label) for c in Course if c != Course.NOT_ASSESSED],
        help_text="Gemeten aan de eerst geplande datum. Omlaag geldt meteen; omhoog beoordeelt het "
        "secretariaat.",
    )
    explanation = forms.CharField(
        label="Toelichting bij de koers",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Schrijf waarom de koers zo is."},
    )
    needed = forms.CharField(
        label="Wat hebt u nodig?",
        help_text="Verplicht bij 'vraagt aandacht', 'vertraagd' en 'geblokkeerd'.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    def __init__(
        self, *args: Any, measure: Measure, partners: list[Partner], **kwargs: Any
    ) -> None:
        self.measure = measure
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Partner]", self.fields["partner"])
        field.queryset = Partner.objects.filter(pk__in=[partner.pk for partner in partners])

    def clean(self) -> dict[str, Any]:
        """Ask the rules of the service, so that every fault shows at once."""
        if "course" in self.cleaned_data:
            try:
                status.check_report(self.measure, self.as_change())
            except ValidationError as error:
                for name, messages in error.message_dict.items():
                    if name not in self.errors:
                        self.add_error(name, messages)
        return self.cleaned_data

    def as_change(self) -> status.StatusChange:
        """What is said; phase stays, and a word of a partner is a statement."""
        return status.StatusChange(
            phase=Phase(self.measure.phase),
            course=Course(self.cleaned_data["course"]),
            certainty=Certainty.STATED,
            explanation=self.cleaned_data.get("explanation", ""),
            needed=self.cleaned_data.get("needed", ""),
        )


def opened_at(measure: Measure) -> dict[str, Any]:
    """What the form shows when it is opened."""
    return {
        "version": measure.version,
        "phase": measure.phase,
        "course": measure.course,
        # What the secretariat writes down it has looked at, unless it says otherwise.
        "certainty": Certainty.CHECKED,
    }
