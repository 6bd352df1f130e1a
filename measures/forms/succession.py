"""Deciding what becomes of measures, and loading a new plan version."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from measures.models import Measure, Pillar
from measures.services import succession
from measures.statuses import SuccessionKind
from offensief.lib.uploads import PLAN
from offensief.web.forms import PlainForm, day_input
from offensief.web.uploads import UploadField

# Two new measures fit on the form; splitting in more goes in two steps, or by a plan file.
NEW = ("1", "2")


class SuccessionForm(PlainForm):
    """One decision: what ends, in what it goes on, what is new."""

    kind = forms.ChoiceField(
        label="Wat is besloten?",
        choices=SuccessionKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat er is besloten."},
    )
    decided_on = forms.DateField(
        label="Besloten op",
        widget=day_input(),
        error_messages={
            "required": "Vul in op welke dag dit is besloten.",
            "invalid": "Vul een bestaande datum in.",
        },
    )
    reason = forms.CharField(
        label="Waarom?",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Dit komt bij de maatregel en in de rapportage te staan.",
        error_messages={"required": "Schrijf waarom dit is besloten."},
    )
    predecessors = forms.ModelMultipleChoiceField(
        label="Maatregelen die eindigen",
        queryset=Measure.objects.none(),
        to_field_name="number",
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text="Meer dan één kiezen: houd Ctrl (of Cmd) ingedrukt.",
    )
    successors = forms.ModelMultipleChoiceField(
        label="Gaat verder als (bestaande maatregelen)",
        queryset=Measure.objects.none(),
        to_field_name="number",
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("predecessors", "successors"):
            field = cast("forms.ModelMultipleChoiceField[Measure]", self.fields[name])
            field.queryset = Measure.objects.order_by("number")
        for part in NEW:
            self.fields |= _new_fields(part)

    def clean(self) -> dict[str, Any]:
        """A new measure is filled in whole or not at all."""
        data = self.cleaned_data
        for part in NEW:
            given = [n for n in _PARTS if data.get(f"{n}_{part}")]
            if given:
                for name in set(_PARTS) - set(given):
                    self.add_error(f"{name}_{part}", "Vul ook dit in voor de nieuwe maatregel.")
        return data

    def as_wish(self) -> succession.Wish:
        """What the service is asked. Raises ValidationError for a pillar that does not exist."""
        data = self.cleaned_data
        return succession.Wish(
            kind=SuccessionKind(data["kind"]),
            decided_on=data["decided_on"],
            reason=data["reason"],
            predecessors=tuple(data["predecessors"]),
            successors=tuple(data["successors"]),
            new=tuple(self._new(part) for part in NEW if data.get(f"number_{part}")),
        )

    def _new(self, part: str) -> succession.NewMeasure:
        number = self.cleaned_data[f"number_{part}"]
        pillar = Pillar.objects.current().filter(number=_pillar_of(number)).first()
        if pillar is None:
            raise ValidationError(
                {
                    f"number_{part}": f"Nummer '{number}' begint niet met een pijler van het plan. "
                    "Gebruik bijvoorbeeld 3.09."
                }
            )
        return succession.NewMeasure(
            number=number,
            pillar=pillar,
            short_title=self.cleaned_data[f"title_{part}"],
            official_text=self.cleaned_data[f"text_{part}"],
        )


_PARTS = ("number", "title", "text")


def _new_fields(part: str) -> dict[str, forms.Field]:
    return {
        f"number_{part}": forms.CharField(
            label=f"Nummer van nieuwe maatregel {part}",
            max_length=10,
            required=False,
            help_text="Een nummer dat nog nooit is gebruikt.",
        ),
        f"title_{part}": forms.CharField(
            label=f"Titel van nieuwe maatregel {part}", max_length=100, required=False
        ),
        f"text_{part}": forms.CharField(
            label=f"Tekst van nieuwe maatregel {part}",
            widget=forms.Textarea(attrs={"rows": 3}),
            required=False,
        ),
    }


def _pillar_of(number: str) -> int:
    head = number.split(".")[0]
    return int(head) if head.isdecimal() and len(head) < 4 else 0


class PlanFileForm(PlainForm):
    """A plan file: first uploaded to look at, then confirmed as the same text."""

    file = UploadField(
        PLAN,
        too_big="Dit bestand is te groot voor een plan.",
        label="Planbestand (TOML)",
        required=False,
    )
    text = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        data = self.cleaned_data
        if not data.get("file") and not data.get("text") and not self.errors:
            raise ValidationError({"file": "Kies het bestand met de nieuwe planversie."})
        return data

    def content(self) -> bytes:
        """The bytes of the plan."""
        file = self.cleaned_data.get("file")
        return bytes(file.read()) if file else str(self.cleaned_data["text"]).encode()
