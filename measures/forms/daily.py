"""Remarks, and filters that are kept."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict

from offensief.accounts.models import User
from offensief.web.forms import PlainForm


class CommentForm(PlainForm):
    """A remark at a measure. `others` are the people who may be warned."""

    # Stands on a page beside other forms; its fields need names of their own.
    prefix = "opmerking"

    text = forms.CharField(
        label="Opmerking",
        help_text="Typ @ met een naam erachter en die persoon krijgt bericht. Een opmerking is "
        "zichtbaar voor iedereen die deze maatregel mag zien, en blijft staan.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Schrijf iets."},
    )
    warn = forms.TypedMultipleChoiceField(
        label="Wie wilt u waarschuwen?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--many"}),
        required=False,
        error_messages=dict.fromkeys(
            ("invalid_choice", "invalid_list"), "Kies alleen mensen uit de lijst."
        ),
    )

    def __init__(self, others: Iterable[User], data: QueryDict | None = None) -> None:
        super().__init__(data)
        people = list(others)
        names = [person.name for person in people]
        field = self.fields["warn"]
        if isinstance(field, forms.TypedMultipleChoiceField):
            # Of people with the same name the address tells who is who.
            field.choices = [
                (p.pk, p.name if names.count(p.name) == 1 else f"{p.name} ({p.email})")
                for p in people
            ]
        if not people:
            field.widget = forms.MultipleHiddenInput()


class FilterForm(PlainForm):
    """A name for the choices of the list."""

    prefix = "filter"

    name = forms.CharField(
        label="Naam van het filter", error_messages={"required": "Geef het filter een naam."}
    )
    query = forms.CharField(
        label="Filter",
        widget=forms.HiddenInput,
        max_length=20_000,
        error_messages=dict.fromkeys(
            ("required", "max_length"), "Kies eerst een filter en bewaar het dan."
        ),
    )
