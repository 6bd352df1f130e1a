"""Filters of the list of measures. They live in the address, so a link keeps them."""

import django_filters
from django.db.models import Q, QuerySet
from django.forms import TextInput

from measures.models import Measure, Partner, Pillar
from measures.statuses import Course, Phase, Wave


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
