"""Choosing which messages to see."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict

from offensief.outbox.models import MessageState


class MessageFilterForm(forms.Form):
    """One state and one kind, or all. `kinds` are those there are, with their words."""

    stand = forms.ChoiceField(
        label="Stand",
        required=False,
        choices=[("", "Alle"), *MessageState.choices],
        error_messages={"invalid_choice": "Deze stand bestaat niet. Kies er een uit de lijst."},
    )

    def __init__(self, data: QueryDict, *, kinds: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["soort"] = forms.ChoiceField(
            label="Soort",
            required=False,
            choices=[("", "Alle"), *kinds],
            error_messages={"invalid_choice": "Deze soort bestaat niet. Kies er een uit de lijst."},
        )

    @property
    def chosen(self) -> dict[str, str]:
        """What was chosen, by its name in the address; a choice that does not exist is left out."""
        return {name: value for name, value in self.cleaned_data.items() if value}
