"""Choosing which messages to see."""

from django import forms

from offensief.outbox.models import MessageState


class StateForm(forms.Form):
    """One state, or all."""

    stand = forms.ChoiceField(
        label="Stand",
        required=False,
        choices=[("", "Alle"), *MessageState.choices],
        error_messages={"invalid_choice": "Deze stand bestaat niet. Kies er een uit de lijst."},
    )
