"""Filters of the lists. They live in the address, so a link keeps them."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, cast

import django_filters
from django.db.models import Case, IntegerField, Model, Q, QuerySet, Value, When
from django.forms import CheckboxInput, TextInput
from django.http import QueryDict

from measures.models import Measure, Partner, Pillar, RegisterEntry
from measures.permissions import visible_measures
from measures.registers import SPECS, Register
from measures.selectors.then import plan_as_of
from measures.statuses import Course, Decision, Phase, Wave
from offensief.accounts.models import Person


class MeasureFilter(django_filters.FilterSet):
    """Pillar, partner, phase, course, wave and words, together (and)."""

    woorden = django_filters.CharFilter(
        method="with_words", label="Woorden", widget=TextInput(attrs={"type": "search"})
    )
    pijler = django_filters.ModelChoiceFilter(
        method="in_pillar",
        to_field_name="number",
        queryset=Pillar.objects.current(),
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
    besluit = django_filters.ChoiceFilter(
        field_name="decision", choices=Decision.choices, label="Besluit", empty_label="Alle"
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

    def in_pillar(self, queryset: QuerySet[Measure], name: str, value: Pillar) -> QuerySet[Measure]:
        """Measures of this pillar, also those that ended under an earlier plan version."""
        return queryset.filter(pillar__number=value.number)

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


def asked_of(person: Person, query: QueryDict) -> MeasureFilter:
    """What an address asks of the measures this person may see; the answer is in `qs`."""
    visible = Measure.objects.filter(pk__in=visible_measures(person).values("pk"))
    return MeasureFilter(query, queryset=_in_domain_order(visible))


def _in_domain_order(measures: QuerySet[Measure]) -> QuerySet[Measure]:
    """Adds the order of the axes, which is not that of the alphabet."""
    return measures.annotate(
        phase_order=_position("phase", Phase.values),
        course_order=_position("course", Course.values),
    )


def _position(field: str, values: list[str]) -> Case:
    cases = [When(**{field: value}, then=Value(n)) for n, value in enumerate(values)]
    return Case(*cases, output_field=IntegerField())


def in_words(chosen: MeasureFilter) -> list[tuple[str, str]]:
    """The choices as a person reads them: [("Pijler", "1 Weerbaarheid"), ("Fase", "Gerealiseerd")].

    A choice that is not understood counts as none, as in the list.
    """
    form = chosen.form
    form.is_valid()
    return [
        (str(form.fields[name].label), _word(chosen, name, value))
        for name, value in form.cleaned_data.items()
        if value
    ]


def _word(chosen: MeasureFilter, name: str, value: Any) -> str:
    if name == "sorteer":
        value = value[0]
    choices = getattr(chosen.form.fields[name], "choices", ())
    words = {} if isinstance(value, Model) else {str(key): str(word) for key, word in choices}
    return words.get(str(value), str(value))


def there_on(person: Person, day: date) -> list[Measure]:
    """The measures known at the end of a day, as far as this person may see them today."""
    numbers = set(visible_measures(person).values_list("number", flat=True))
    return [measure for measure in plan_as_of(day).measures if measure.number in numbers]


def matching(measures: Iterable[Measure], chosen: MeasureFilter) -> list[Measure]:
    """The same choices, over measures that were brought back from the trail.

    They are not in the database, so the choices are asked one by one; a wrong choice counts as
    none, as in the live list.
    """
    form = chosen.form
    form.is_valid()
    wanted = {name: value for name, value in form.cleaned_data.items() if value}
    asked = [(_CHOICES[name], value) for name, value in wanted.items() if name in _CHOICES]
    found = [m for m in measures if all(fits(m, value) for fits, value in asked)]
    for order in reversed(wanted.get("sorteer") or []):
        found.sort(key=_ORDERS[order.lstrip("-")], reverse=order.startswith("-"))
    return found


def _has_words(measure: Measure, value: str) -> bool:
    text = f"{measure.short_title} {measure.official_text}".lower()
    return all(w.lower() in text or measure.number.startswith(w) for w in value.split())


def _has_partner(measure: Measure, value: Partner) -> bool:
    return any(part.partner.key == value.key for part in measure.present)  # type: ignore[attr-defined]


_CHOICES: dict[str, Callable[[Measure, Any], bool]] = {
    "woorden": _has_words,
    "pijler": lambda m, pillar: m.pillar.number == pillar.number,
    "partner": _has_partner,
    "fase": lambda m, value: m.phase == value,
    "koers": lambda m, value: m.course == value,
    "besluit": lambda m, value: m.decision == value,
    "golf": lambda m, value: m.wave == value,
}
_ORDERS: dict[str, Callable[[Measure], Any]] = {
    "number": lambda m: m.number,
    "short_title": lambda m: m.short_title,
    "phase_order": lambda m: Phase.values.index(m.phase),
    "course_order": lambda m: Course.values.index(m.course),
    "confirmed_on": lambda m: m.confirmed_on or date.min,
}


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
