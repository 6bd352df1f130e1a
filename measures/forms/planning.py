"""Planning a measure."""

from django import forms

from offensief.web.forms import PlainForm, VersionedForm, day_input


class MilestoneForm(PlainForm):
    """A new milestone."""

    title = forms.CharField(
        label="Mijlpaal",
        max_length=200,
        help_text="Wat is er klaar op die dag? Bijvoorbeeld: handelingskader vastgesteld.",
        error_messages={"required": "Schrijf wat er op die dag klaar is."},
    )
    planned_on = forms.DateField(
        label="Datum",
        widget=day_input(),
        help_text="Deze eerste datum blijft staan; aan haar wordt de koers gemeten.",
        error_messages={"required": "Vul een datum in.", "invalid": "Vul een bestaande datum in."},
    )


class MoveForm(VersionedForm):
    """Another day for a milestone."""

    prefix = "verschuiven"
    to = forms.DateField(
        label="Nieuwe datum",
        widget=day_input(),
        error_messages={
            "required": "Vul de nieuwe datum in.",
            "invalid": "Vul een bestaande datum in.",
        },
    )
    reason = forms.CharField(
        label="Waarom verschuift de datum?",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Schrijf waarom de datum verschuift."},
    )


class DoneForm(VersionedForm):
    """A milestone is done."""

    prefix = "behaald"
    done_on = forms.DateField(
        label="Behaald op",
        widget=day_input(),
        error_messages={
            "required": "Vul in op welke dag het klaar was.",
            "invalid": "Vul een bestaande datum in.",
        },
    )
    note = forms.CharField(
        label="Toelichting bij het behalen",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )


class ReasonForm(VersionedForm):
    """Dropping a milestone, or taking it up again."""

    prefix = "stand"
    reason = forms.CharField(
        label="Waarom?",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Schrijf waarom."},
    )
