"""The answer about one measure. The form only shows and collects texts: what a field can hold and
when an answer is complete is asked of measures.rounds.content and answer_rules."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from measures.models import Milestone
from measures.rounds.content import FIXED, LABELS, MOST_WORDS, NEW_STEPS
from measures.rounds.models import Answer
from measures.statuses import Course, Phase
from offensief.lib.dutch import date_long
from offensief.web.forms import PlainForm, day_input

_HELP = {
    "phase": "Verplicht. Hoe ver is de maatregel?",
    "course": "Verplicht. Gemeten aan de eerst geplande datum, niet aan de laatste wijziging.",
    "text": f"Verplicht. Wat is er in deze periode gedaan? Hoogstens {MOST_WORDS} woorden. Deze "
    "tekst komt in de rapportage aan de Tweede Kamer.",
    "needed": "Verplicht bij 'vraagt aandacht', 'vertraagd' en 'geblokkeerd'.",
    "result": "Verplicht bij 'gerealiseerd' en 'structureel geborgd': wat is er nu?",
    "result_link": "Waar is het resultaat te vinden? Geef een adres, of kies hieronder.",
    "note": "Alleen voor het secretariaat; komt niet in de rapportage.",
}
_ROWS = {"text": 8, "needed": 4, "note": 4}
VERSION = "version"


class AnswerForm(PlainForm):
    """Every field of an answer, named as in its content, with the version it was opened at."""

    def __init__(
        self,
        answer: Answer,
        *,
        places: Iterable[tuple[str, str]],
        steps: Iterable[Milestone],
        data: Any = None,
    ) -> None:
        self.answer = answer
        content = answer.content()
        super().__init__(data, initial={**content, VERSION: answer.version})
        self.fields[VERSION] = forms.IntegerField(
            label="Formulier", widget=forms.HiddenInput, min_value=1, max_value=1_000_000
        )
        for name in FIXED:
            self.fields[name] = _fixed(name, places)
        for step in steps:
            self.fields |= _step(step)
        for number in range(1, NEW_STEPS + 1):
            self.fields |= _new_step(number)

    @classmethod
    def fields_told(cls) -> dict[str, forms.Field]:
        """The fields that any answer has, for a page that shows one again (web.labels)."""
        fields = {name: _fixed(name, ()) for name in FIXED}
        for number in range(1, NEW_STEPS + 1):
            fields |= _new_step(number)
        return fields


def _fixed(name: str, places: Iterable[tuple[str, str]]) -> forms.Field:
    label, help_text = LABELS[name], _HELP.get(name, "")
    if name in {"phase", "course", "result_place"}:
        options: dict[str, list[tuple[str, str]]] = {
            "phase": [(str(value), str(text)) for value, text in Phase.choices],
            "course": [(c.value, c.label) for c in Course if c != Course.NOT_ASSESSED],
            "result_place": list(places),
        }
        return forms.ChoiceField(
            label=label, help_text=help_text, choices=[("", "Kies"), *options[name]], required=False
        )
    widget: forms.Widget = forms.Textarea(attrs={"rows": _ROWS.get(name, 3)})
    if name == "result_on":
        widget = day_input()
    if name in {"result", "result_link"}:
        widget = forms.TextInput()
    return forms.CharField(label=label, help_text=help_text, widget=widget, required=False)


def _step(step: Milestone) -> dict[str, forms.Field]:
    title = step.title
    return {
        f"step.{step.pk}.planned_on": _day(
            f"Gepland op: {title}", f"Verplicht. Eerst gepland op {date_long(step.first_on)}."
        ),
        f"step.{step.pk}.done_on": _day(
            f"Behaald op: {title}", "Alleen invullen als de mijlpaal klaar is."
        ),
        f"step.{step.pk}.reason": forms.CharField(
            label=f"Toelichting: {title}",
            help_text="Verplicht als de datum verschuift.",
            widget=forms.Textarea(attrs={"rows": 2}),
            required=False,
        ),
    }


def _new_step(number: int) -> dict[str, forms.Field]:
    return {
        f"new.{number}.title": forms.CharField(
            label=f"Nieuwe mijlpaal {number}",
            help_text="Wat is er klaar op die dag?",
            max_length=200,
            required=False,
        ),
        f"new.{number}.planned_on": _day(f"Datum van nieuwe mijlpaal {number}", ""),
    }


def _day(label: str, help_text: str) -> forms.Field:
    # Not a DateField: what cannot be a date comes back as it was typed.
    return forms.CharField(label=label, help_text=help_text, widget=day_input(), required=False)


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field, with the answer of before and what somebody else made of it meanwhile."""

    field: forms.BoundField
    before: str
    theirs: str


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """Fields that belong together; one that is seldom needed starts folded."""

    key: str
    title: str
    rows: tuple[FieldRow, ...]
    is_folded: bool


_GROUPS = (
    ("stand", "Hoe staat het ervoor?", ("phase", "course", "text", "needed")),
    ("resultaat", "Resultaat", ("result", "result_on", "result_link", "result_place")),
    ("mijlpalen", "Mijlpalen", ("step.",)),
    ("nieuw", "Nieuwe mijlpalen", ("new.",)),
    ("notitie", "Notitie", ("note",)),
)


def field_groups(
    form: AnswerForm, before: Mapping[str, str], theirs: Mapping[str, str]
) -> list[FieldGroup]:
    """The form in its parts; a folded part opens as soon as something stands in it."""
    groups = []
    for key, title, names in _GROUPS:
        fields = [f for f in form.visible_fields() if f.name.startswith(names)]
        rows = tuple(FieldRow(f, before.get(f.name, ""), theirs.get(f.name, "")) for f in fields)
        used = any(f.value() or f.errors for f in fields)
        if rows:
            groups.append(FieldGroup(key, title, rows, key in {"resultaat", "nieuw"} and not used))
    return groups
