"""The list of measures as one form: a row for each."""

import re
from collections.abc import Iterable, Sequence
from typing import ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import QueryDict

from measures.models import Measure
from measures.services import bulk
from measures.services.status import StatusChange
from measures.statuses import Certainty, Course, Phase
from offensief.web.forms import PlainForm

_OUTDATED = "Dit formulier is verouderd. Open de pagina opnieuw; kopieer eerst uw tekst."
_SEEN = re.compile(r"(\d{1,6}) (\w+) (\w+) (\w+)")
_ROW = re.compile(r"(\d{1,4}\.\d{1,4})-seen")


def _text(label: str) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": 7}))


class RowForm(PlainForm):
    """One measure. `seen` is its version with the three choices as the page showed them."""

    AXES: ClassVar = ("phase", "course", "certainty")

    seen = forms.CharField(
        label="Formulier", widget=forms.HiddenInput, error_messages={"required": _OUTDATED}
    )
    phase = forms.ChoiceField(label="Fase", choices=Phase.choices)
    course = forms.ChoiceField(label="Koers", choices=Course.choices)
    certainty = forms.ChoiceField(label="Zekerheid", choices=Certainty.choices)
    explanation = _text("Toelichting")
    needed = _text("Wat is er nodig?")

    def __init__(self, data: QueryDict | None = None, *, measure: Measure) -> None:
        self.measure = measure
        now = {name: getattr(measure, name) for name in self.AXES}
        initial = {**now, "seen": _seen(measure)}
        super().__init__(data, prefix=measure.number, initial=initial)

    def clean_seen(self) -> tuple[int, dict[str, str]]:
        """The version and the choices that were shown."""
        found = _SEEN.fullmatch(self.cleaned_data["seen"])
        if found is None:
            raise ValidationError(_OUTDATED)
        version, *shown = found.groups()
        return int(version), dict(zip(self.AXES, shown, strict=True))

    @property
    def is_touched(self) -> bool:
        """Something was typed or chosen. A row that was only looked at is left alone."""
        data = self.cleaned_data
        if "seen" not in data or data.get("explanation") or data.get("needed"):
            return True
        _, shown = data["seen"]
        return any(data.get(name) != shown[name] for name in self.AXES)

    def as_change(self) -> bulk.RowChange:
        """The row as the service takes it."""
        data = self.cleaned_data
        change = StatusChange(
            phase=Phase(data["phase"]),
            course=Course(data["course"]),
            # What the secretariat writes down it has looked at, unless it says otherwise.
            certainty=Certainty(data["certainty"].replace(Certainty.NONE, Certainty.CHECKED)),
            explanation=data["explanation"],
            needed=data["needed"],
        )
        return bulk.RowChange(measure=self.measure, version=data["seen"][0], change=change)

    def show_present(self) -> None:
        """Show again what was typed, beside the measure as it is now.

        What the person did not touch becomes what it is now, so that sending again never sets
        something back.
        """
        if "seen" not in self.cleaned_data:
            return
        _, shown = self.cleaned_data["seen"]
        for name in self.AXES:
            if self.data.get(self.add_prefix(name)) == shown[name]:
                self.data[self.add_prefix(name)] = getattr(self.measure, name)  # type: ignore[index]
        self.data[self.add_prefix("seen")] = _seen(self.measure)  # type: ignore[index]

    @property
    def stand(self) -> list[forms.BoundField]:
        """The fields of where the measure stands."""
        return [self[name] for name in self.AXES]

    @property
    def texts(self) -> list[forms.BoundField]:
        """The fields with words."""
        return [self[name] for name in ("explanation", "needed")]

    @property
    def problems(self) -> list[tuple[str, str, str]]:
        """What is wrong: id of the field to go to, its name, and the sentence."""
        shown = {field.name: field for field in self.visible_fields()}
        # What is about the whole row leads to its first field.
        first = (self["phase"].auto_id, "")
        places = {name: (field.auto_id, str(field.label)) for name, field in shown.items()}
        return [
            (*places.get(name, first), str(text))
            for name, texts in self.errors.items()
            for text in texts
        ]


def _seen(measure: Measure) -> str:
    return " ".join([str(measure.version), *(getattr(measure, n) for n in RowForm.AXES)])


class BulkTable:
    """All rows. Bound to what was sent, or fresh."""

    def __init__(self, measures: Iterable[Measure], data: QueryDict | None = None) -> None:
        # Own copy: rows that are shown again get the version of now.
        own = None if data is None else data.copy()
        self.rows = [RowForm(own, measure=measure) for measure in measures]

    @property
    def faulty(self) -> list[RowForm]:
        """Rows with something wrong."""
        return [row for row in self.rows if row.errors]

    def changes(self) -> list[bulk.RowChange]:
        """The rows that were touched and can be read."""
        return [row.as_change() for row in self.rows if row.is_valid() and row.is_touched]

    def check(self) -> None:
        """Raise RowsRefused with everything wrong, whatever kind of fault it is."""
        bulk.refuse_wrong(self.changes())
        if self.faulty:
            raise bulk.RowsRefused

    def show(self, refusal: bulk.RowsRefused) -> None:
        """Put each sentence at its row and field, and show the other rows as they are now."""
        for row in self.rows:
            row.is_valid()
            row.show_present()
            for name, texts in refusal.errors.get(row.measure.number, {}).items():
                row.add_error(None if name == NON_FIELD_ERRORS else name, texts)


def numbers_in(data: QueryDict) -> Sequence[str]:
    """Numbers of the measures of which a row was sent."""
    found = [_ROW.fullmatch(name) for name in data]
    return [match[1] for match in found if match]
