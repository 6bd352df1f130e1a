"""Filters of the lists. They live in the address, so a link keeps them."""

import re
from typing import Any, cast

import django_filters
from django.db.models import Q, QuerySet
from django.forms import CheckboxInput, TextInput

from measures.models import Measure, Partner, Pillar, RegisterEntry
from measures.permissions import visible_measures
from measures.registers import SPECS, Register
from measures.statuses import Course, Phase, Wave
from offensief.accounts.models import Person


class MeasureFilter(django_filters.FilterSet):
    """Pillar, partner, phase, course, wave and words, together (and)."""

    woorden = django_filters.CharFilter(
        method="with_words", label="Woorden", widget=TextInput(attrs={"type": "search"})
    )
    pijler = django_filters.ModelChoiceFilter(
        field_name="pillar",
        to_field_name="number",
        queryset=Pillar.objects.all(),
        label="Pijler",
        empty_label="Alle pijlers",
    )
    partner = django_filters.ModelChoiceFilter(
        method="with_partner",
        to_field_name="key",
        queryset=Partner.objects.all(),
        label="Partner",
        empty_label="Alle partners",
    )
    fase = django_filters.ChoiceFilter(
        field_name="phase", choices=Phase.choices, label="Fase", empty_label="Alle fasen"
    )
    koers = django_filters.ChoiceFilter(
        field_name="course", choices=Course.choices, label="Koers", empty_label="Alle koersen"
    )
    golf = django_filters.ChoiceFilter(
        field_name="wave", choices=Wave.choices, label="Start", empty_label="Alle"
    )
    sorteer = django_filters.OrderingFilter(
        fields={
            "number": "nummer",
            "short_title": "titel",
            "phase_order": "fase",
            "course_order": "koers",
            "confirmed_on": "opgave",
        },
        field_labels={
            "number": "Nummer",
            "short_title": "Titel",
            "phase_order": "Fase",
            "course_order": "Koers",
            "confirmed_on": "Laatste opgave",
        },
        label="Sorteer op",
        empty_label="Nummer",
    )

    class Meta:
        model = Measure
        fields: list[str] = []

    def with_partner(
        self, queryset: QuerySet[Measure], name: str, value: Partner
    ) -> QuerySet[Measure]:
        """Measures in which this partner takes part now."""
        return queryset.filter(pk__in=value.involvements.filter(valid_to=None).values("measure_id"))

    def with_words(self, queryset: QuerySet[Measure], name: str, value: str) -> QuerySet[Measure]:
        """Every word must occur in the number, the title or the official text."""
        for word in value.split():
            queryset = queryset.filter(
                Q(number__startswith=word)
                | Q(short_title__icontains=word)
                | Q(official_text__icontains=word)
            )
        return queryset


class EntryFilter(django_filters.FilterSet):
    """Words, state, kind, owner and measure of the entries of one register, together (and)."""

    woorden = django_filters.CharFilter(
        method="with_words", label="Woorden", widget=TextInput(attrs={"type": "search"})
    )
    stand = django_filters.ChoiceFilter(
        field_name="state", label="Stand", empty_label="Alle standen"
    )
    soort = django_filters.ChoiceFilter(
        field_name="kind", label="Soort", empty_label="Alle soorten"
    )
    eigenaar = django_filters.ModelChoiceFilter(
        field_name="owner",
        to_field_name="key",
        queryset=Partner.objects.all(),
        label="Wie is aan zet",
        empty_label="Iedereen",
    )
    maatregel = django_filters.ModelChoiceFilter(
        method="with_measure",
        to_field_name="number",
        queryset=Measure.objects.none(),
        label="Maatregel",
        empty_label="Alle maatregelen",
    )
    open = django_filters.BooleanFilter(
        method="only_open", label="Alleen open", widget=CheckboxInput
    )
    sorteer = django_filters.OrderingFilter(
        fields={"number": "nummer", "title": "titel", "due_on": "datum", "owner": "eigenaar"},
        field_labels={
            "number": "Nummer",
            "title": "Titel",
            "due_on": "Datum",
            "owner": "Wie is aan zet",
        },
        label="Sorteer op",
        empty_label="Volgorde van het register",
    )

    class Meta:
        model = RegisterEntry
        fields: list[str] = []

    def __init__(self, *args: Any, register: Register, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.register = register
        spec = SPECS[register]
        self.filters["stand"].extra["choices"] = [(s.value, s.label) for s in spec.states]
        self.filters["eigenaar"].label = spec.fields.get("owner", "")
        measure = cast("django_filters.ModelChoiceFilter", self.filters["maatregel"])
        measure.queryset = visible_measures(person)
        if spec.kinds:
            self.filters["soort"].extra["choices"] = [(k.value, k.label) for k in spec.kinds]
        else:
            del self.filters["soort"]

    def with_words(
        self, queryset: QuerySet[RegisterEntry], name: str, value: str
    ) -> QuerySet[RegisterEntry]:
        """Every word must occur in the code, the title, the description or the outcome."""
        for word in value.split():
            code = re.fullmatch(rf"{self.register.letter}-(\d{{1,6}})", word.upper())
            found = Q(number=int(code[1])) if code else Q()
            queryset = queryset.filter(
                found
                | Q(title__icontains=word)
                | Q(description__icontains=word)
                | Q(outcome__icontains=word)
            )
        return queryset

    def with_measure(
        self, queryset: QuerySet[RegisterEntry], name: str, value: Measure
    ) -> QuerySet[RegisterEntry]:
        """Entries linked to this measure."""
        return queryset.filter(measures=value)

    def only_open(
        self,
        queryset: QuerySet[RegisterEntry],
        name: str,
        value: bool,  # noqa: FBT001 -- called by django-filter
    ) -> QuerySet[RegisterEntry]:
        """Leave out what is settled, stopped or dropped."""
        open_ones = RegisterEntry.objects.still_open().values("pk")
        return queryset.filter(pk__in=open_ones) if value else queryset
