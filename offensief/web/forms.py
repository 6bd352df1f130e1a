"""What all our forms do alike."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError


def day_input() -> forms.DateInput:
    """A calendar of the browser; typed dates work too."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PlainForm(forms.Form):
    """The server says what is missing; browsers would mark an untouched field as wrong."""

    use_required_attribute = False

    def take(self, refusal: ValidationError) -> None:
        """Show what the service refused at its fields; unknown fields on top."""
        for name, messages in _by_field(refusal).items():
            self.add_error(name if name in self.fields else None, messages)

    def saved(self, write: Callable[[], Any]) -> bool:
        """Carry out a write; False when the service refused, with the reasons in this form."""
        if not self.is_valid():
            return False
        try:
            write()
        except ValidationError as refusal:
            self.take(refusal)
            return False
        return True


def _by_field(refusal: ValidationError) -> dict[str, list[str]]:
    if hasattr(refusal, "error_dict"):
        return refusal.message_dict
    return {"__all__": refusal.messages}


class VersionedForm(PlainForm):
    """Knows which version it was filled in against."""

    version = forms.IntegerField(
        label="Formulier",
        widget=forms.HiddenInput,
        min_value=1,
        max_value=1_000_000,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            "Dit formulier is verouderd. Open de pagina opnieuw; kopieer eerst uw tekst.",
        ),
    )
