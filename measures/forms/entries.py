"""Adding and changing a register entry; which fields there are is in the Spec of the register."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from measures.models import Measure, Partner, RegisterEntry
from measures.registers import CLOSED, SPECS, EntryState, Register, Spec
from measures.services import entry_rules, ranking
from measures.services.agenda import PointWish, check_point
from measures.services.entry_rules import EntryWish
from measures.statuses import Decision

OUTDATED = "Dit formulier is verouderd. Open de pagina opnieuw; kopieer eerst uw tekst."


def _date(label: str) -> forms.Field:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, required=False)


def _text(label: str, *, rows: int = 0) -> forms.Field:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, widget=widget, required=False)


def _partner(label: str) -> forms.Field:
    return forms.ModelChoiceField(
        label=label,
        queryset=Partner.objects.all(),
        required=False,
        empty_label="Nog niet bekend",
    )


def version_field() -> forms.IntegerField:
    """The version a form was filled in against; a form without it is refused."""
    return forms.IntegerField(
        label="Formulier",
        widget=forms.HiddenInput,
        min_value=1,
        max_value=1_000_000,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), OUTDATED),
    )


class EntryForm(forms.Form):
    """An entry of one register. With `entry` it changes that one, and carries its version."""

    use_required_attribute = False

    def __init__(
        self, *args: Any, register: Register, entry: RegisterEntry | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.register, self.entry, self.spec = register, entry, SPECS[register]
        if entry:
            self.fields["version"] = version_field()
        self.fields["title"] = forms.CharField(
            label="Titel", error_messages={"required": "Vul een titel in."}
        )
        self.fields["state"] = forms.ChoiceField(label="Stand", choices=self._states())
        for name, label in self.spec.fields.items():
            self.fields[name] = self._field(name, label)
        self.fields["settled_on"] = _date("Afgedaan op")
        self.fields["description"] = _text("Omschrijving", rows=5)
        self.fields["measures"] = self._measures()
        if entry:
            self.fields["reason"] = _text("Waarom wijzigt dit?", rows=2)
            self.fields["reason"].help_text = "Komt in de geschiedenis."
        for name, states in _needed_by(self.spec).items():
            self.fields[name].help_text += f" Verplicht bij: {', '.join(states)}."

    def _states(self) -> list[tuple[str, str]]:
        if self.entry is None:
            allowed = self.spec.states
        else:
            start = EntryState(self.entry.state)
            ends = self.spec.moves[start]
            allowed = tuple(s for s in self.spec.states if s == start or s in ends)
        return [(state.value, state.label) for state in allowed]

    def _field(self, name: str, label: str) -> forms.Field:
        field = self._of_kind(name, label)
        field.required = name in self.spec.required
        field.error_messages["required"] = f"Vul '{label.lower()}' in."
        return field

    def _of_kind(self, name: str, label: str) -> forms.Field:
        if name == "kind":
            kinds = [(kind.value, kind.label) for kind in self.spec.kinds]
            return forms.ChoiceField(label=label, choices=[("", "Kies een soort"), *kinds])
        if name in {"owner", "raised_by"}:
            return _partner(label)
        if name == "meeting":
            return forms.ModelChoiceField(
                label=label,
                queryset=RegisterEntry.objects.of(Register.MEETING),
                empty_label="Nog niet bekend",
            )
        if name == "due_on":
            return _date(label)
        if name == "link":
            return forms.URLField(label=label, assume_scheme="https")
        field = _text(label, rows=4 if name == "outcome" else 0)
        if name == "reference":
            field.help_text = "Bijvoorbeeld 28 684, nr. 740. Het portaal maakt er een link van."
        return field

    def _measures(self) -> forms.Field:
        linked = set(self.entry.measures.values_list("pk", flat=True)) if self.entry else set()
        self._known = {
            measure.number: measure
            for measure in Measure.objects.select_related("pillar").order_by("number")
            if measure.decision == Decision.ACTIVE or measure.pk in linked
        }
        groups: dict[str, list[tuple[str, str]]] = {}
        for number, measure in self._known.items():
            groups.setdefault(str(measure.pillar), []).append((number, str(measure)))
        return forms.MultipleChoiceField(
            label="Maatregelen",
            help_text="Welke maatregelen dient dit?",
            choices=list(groups.items()),
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        """Ask the same rules the service asks, so that every fault shows at once."""
        cleaned = self.cleaned_data
        if "state" in cleaned:
            try:
                entry_rules.check(self.register, self.entry, self.as_wish())
            except ValidationError as error:
                for name, messages in error.message_dict.items():
                    if name not in self.errors:
                        self.add_error(name if name in self.fields else None, messages)
        return cleaned

    def as_wish(self) -> EntryWish:
        """The cleaned answers as the service takes them."""
        given = {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in {"version", "measures", "state"}
        }
        return EntryWish(
            **{"title": "", **given},
            state=EntryState(self.cleaned_data["state"]),
            measures=tuple(self._known[n] for n in self.cleaned_data.get("measures", ())),
        )


def _needed_by(spec: Spec) -> dict[str, list[str]]:
    """Per field the states that cannot do without it, in words."""
    needed: dict[str, list[str]] = {}
    for state in spec.states:
        for name in spec.needs.get(state, ()):
            needed.setdefault(name, []).append(state.label.lower())
    return needed


def opened_at(entry: RegisterEntry) -> dict[str, Any]:
    """What the form shows when it is opened."""
    names = (*SPECS[Register(entry.register)].fields, "title", "state", "description")
    return {
        **{name: getattr(entry, name) for name in names},
        "settled_on": entry.settled_on if entry.state in CLOSED else None,
        "version": entry.version,
        "measures": list(entry.measures.values_list("number", flat=True)),
    }


class RankingForm(forms.Form):
    """A place for every open wanted study. `move` is a button: one study up or down."""

    use_required_attribute = False

    seen = forms.CharField(
        label="Formulier", widget=forms.HiddenInput, error_messages={"required": OUTDATED}
    )
    move = forms.RegexField(
        r"(omhoog|omlaag)-[0-9]{1,6}", label="Knop", required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, studies: list[RegisterEntry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.studies = studies
        self.order: list[RegisterEntry] = []
        for study in studies:
            self.fields[f"place_{study.number}"] = forms.IntegerField(
                label=f"Plaats van {study.code}",
                initial=study.rank,
                required=False,
                widget=forms.NumberInput(attrs={"min": 1, "max": len(studies)}),
            )
        self.initial.setdefault("seen", ",".join(str(study.number) for study in studies))

    @property
    def rows(self) -> list[tuple[RegisterEntry, forms.BoundField]]:
        """Each study with the field of its place, in the order on the screen."""
        return [(study, self[f"place_{study.number}"]) for study in self.studies]

    def clean_seen(self) -> list[int]:
        """The numbers of the studies in the order that was on the screen."""
        parts = str(self.cleaned_data["seen"]).split(",")
        if not all(part.isdecimal() and len(part) < 7 for part in parts):
            raise ValidationError(OUTDATED)
        return [int(part) for part in parts]

    def clean(self) -> dict[str, Any]:
        """Every place once; then the button that was pressed."""
        if not self.errors:
            places = {s: self.cleaned_data[f"place_{s.number}"] for s in self.studies}
            self.order = ranking.order_of(places)
            self._move(self.cleaned_data["move"])
        return self.cleaned_data

    def _move(self, button: str) -> None:
        if not button:
            return
        direction, number = button.split("-")
        place = next((n for n, s in enumerate(self.order) if s.number == int(number)), None)
        if place is None:
            return
        swap = place - 1 if direction == "omhoog" else place + 1
        if swap in range(len(self.order)):
            self.order[place], self.order[swap] = self.order[swap], self.order[place]


class PointForm(forms.Form):
    """A point on the agenda of a meeting. The version is that of the meeting."""

    use_required_attribute = False

    version = version_field()
    title = forms.CharField(
        label="Agendapunt", error_messages={"required": "Vul in waar het punt over gaat."}
    )
    bottleneck = forms.ModelChoiceField(
        label="Knelpunt",
        queryset=RegisterEntry.objects.of(Register.BOTTLENECK),
        required=False,
        empty_label="Geen",
    )
    outcome = forms.CharField(
        label="Uitkomst",
        help_text="Wat is er besproken of besloten?",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask the same rules the service asks."""
        try:
            check_point(self.as_wish())
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                if name not in self.errors:
                    self.add_error(name, messages)
        return self.cleaned_data

    def as_wish(self) -> PointWish:
        """The cleaned answers as the service takes them."""
        data = self.cleaned_data
        return PointWish(
            title=data.get("title", ""),
            outcome=data.get("outcome", ""),
            bottleneck=data.get("bottleneck"),
        )
