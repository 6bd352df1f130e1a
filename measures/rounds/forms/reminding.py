"""A reminder of the secretariat: to whom, and with what sentence."""

import uuid
from collections.abc import Sequence
from typing import Any, cast

from django import forms

from measures.rounds.models import Round, Submission
from measures.rounds.services.nudging import MOST_SIGNS, Nudge
from offensief.web.forms import PlainForm


class RemindForm(PlainForm):
    """Partners that have not handed in; all of them are ticked to begin with."""

    partners = forms.MultipleChoiceField(
        label="Aan welke partners?",
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--many"}),
        help_text="Alle partners die nog niet hebben ingediend, staan aangevinkt.",
        error_messages={
            "required": "Kies ten minste één partner.",
            "invalid_choice": "Een van de gekozen partners heeft intussen ingediend. Kijk wie er "
            "nog over is.",
        },
    )
    said = forms.CharField(
        label="Eigen zin",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Staat bovenaan de mail. Hoogstens {MOST_SIGNS} tekens.",
    )
    # Made with the page: the same form sent twice is one reminder.
    token = forms.UUIDField(
        label="Formulier",
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(
            ("required", "invalid"),
            "Dit formulier is verouderd. Open de pagina opnieuw; kopieer eerst uw tekst.",
        ),
    )

    def __init__(self, waiting: Sequence[Submission], data: Any = None) -> None:
        keys = [submission.partner.key for submission in waiting]
        super().__init__(data, initial={"partners": keys, "token": uuid.uuid4()})
        field = cast("forms.MultipleChoiceField", self.fields["partners"])
        field.choices = [(s.partner.key, s.partner.name) for s in waiting]

    def as_nudge(self, round_: Round) -> Nudge:
        """The cleaned answers as the service takes them."""
        return Nudge(
            round=round_,
            partners=frozenset(self.cleaned_data["partners"]),
            said=self.cleaned_data["said"].replace("\r\n", "\n").strip(),
            token=self.cleaned_data["token"],
        )
