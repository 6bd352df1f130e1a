"""The contribution card."""

from typing import Any

from django import forms

from measures.coverage import CELLS
from measures.models import ContributionCard
from measures.services.cards import CardWish
from measures.statuses import Aim, Evidence, ScriptPhase, ScriptRole, Verdict
from offensief.web.forms import PlainForm, day_input


class CardForm(PlainForm):
    """What a measure is meant to move, and how sure that is."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)
    mechanism = forms.CharField(
        label="Hoe zou de maatregel werken?",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Schrijf de gedachte op. Het portaal zet hem tussen aanhalingstekens: het is een "
        "verwachting, geen vaststelling.",
        error_messages={"required": "Schrijf hoe de maatregel zou werken."},
    )
    cells = forms.MultipleChoiceField(
        label="Welke rol, in welke fase?",
        choices=[(name, name) for name in CELLS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    objects_aimed = forms.MultipleChoiceField(
        label="Welke objecten?",
        choices=Aim.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    region = forms.CharField(
        label="Welke regio?",
        max_length=100,
        required=False,
        help_text="Leeg betekent: het hele land.",
    )
    evidence = forms.ChoiceField(label="Hoe zeker is dit?", choices=Evidence.choices)
    source = forms.CharField(
        label="Bron van het bewijs",
        max_length=300,
        required=False,
        help_text="Verplicht bij 'bewezen' en 'kansrijk': welk onderzoek?",
    )

    def as_wish(self) -> CardWish:
        """What the service is asked."""
        data = self.cleaned_data
        return CardWish(
            mechanism=data["mechanism"],
            objects_aimed=tuple(Aim(value) for value in data["objects_aimed"]),
            region=data["region"],
            cells=tuple(data["cells"]),
            evidence=Evidence(data["evidence"]),
            source=data["source"],
        )

    def grid(self) -> list[dict[str, Any]]:
        """The checkboxes of roles and phases as rows of a table."""
        # Without JavaScript and unbound, value() is the initial list.
        chosen = set(self["cells"].value() or ())
        return [
            {
                "role": role.label,
                "cells": [
                    {
                        "value": f"{role.value}.{phase.value}",
                        "label": f"{role.label}, {phase.label.lower()}",
                        "checked": f"{role.value}.{phase.value}" in chosen,
                    }
                    for phase in ScriptPhase
                ],
            }
            for role in ScriptRole
        ]

    @property
    def phases(self) -> list[str]:
        """The heads of the grid."""
        return [phase.label for phase in ScriptPhase]


def card_as_filled(card: ContributionCard | None) -> dict[str, Any]:
    """What the form shows when it is opened."""
    if card is None:
        return {"version": 0, "evidence": Evidence.UNKNOWN}
    names = ("version", "mechanism", "cells", "objects_aimed", "region", "evidence", "source")
    return {name: getattr(card, name) for name in names}


class LessonForm(PlainForm):
    """What practice taught."""

    prefix = "les"
    verdict = forms.ChoiceField(label="Wat is het oordeel?", choices=Verdict.choices)
    text = forms.CharField(
        label="Wat is geleerd?",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Schrijf wat er is geleerd."},
    )
    noted_on = forms.DateField(
        label="Datum",
        widget=day_input(),
        error_messages={"required": "Vul een datum in.", "invalid": "Vul een bestaande datum in."},
    )
