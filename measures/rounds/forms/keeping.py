"""Forms of the secretariat: a round, and what is done with a submission."""

from datetime import date, time
from typing import Any, cast

from django import forms

from measures.models import Measure
from measures.rounds.models import Round
from measures.rounds.services.keeping import RoundWish
from offensief.lib.workdays import add_workdays
from offensief.web.forms import PlainForm, VersionedForm, day_input

_NO_DAY = {"required": "Vul een datum in.", "invalid": "Vul een bestaande datum in."}


def _day(label: str, help_text: str = "") -> forms.DateField:
    return forms.DateField(
        label=label, help_text=help_text, widget=day_input(), error_messages=_NO_DAY
    )


class RoundForm(PlainForm):
    """A round with its days. A new one has no version."""

    version = forms.IntegerField(
        label="Formulier",
        widget=forms.HiddenInput,
        required=False,
        min_value=1,
        max_value=1_000_000,
    )
    title = forms.CharField(
        label="Titel",
        max_length=150,
        help_text="Zo ziet een partner de ronde. Bijvoorbeeld: Voortgang eerste halfjaar 2026.",
        error_messages={"required": "Geef de ronde een titel."},
    )
    question = forms.CharField(
        label="Vraag aan de partners",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Staat bovenaan de pagina van de partner en in de mail.",
        required=False,
    )
    period_start = _day("Periode vanaf")
    period_end = _day("Periode t/m")
    figures_as_of = _day("Peildatum van de cijfers", "Wat daarna bekend wordt, telt niet mee.")
    announces_on = _day("Aankondiging op", "Tien werkdagen voor de opening is gebruikelijk.")
    opens_on = _day("Opent op")
    opens_time = forms.TimeField(
        label="Opent om",
        initial=time(9),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "required": "Vul een tijd in.",
            "invalid": "Schrijf de tijd als uren en minuten: 09:00.",
        },
    )
    deadline_on = _day("Uiterlijk op", "De laatste dag om op tijd in te dienen.")
    closes_on = _day("Sluit op", "Tot dan kan een partner nog te laat indienen.")
    scope = forms.ModelMultipleChoiceField(
        label="Alleen deze maatregelen",
        queryset=Measure.objects.none(),
        to_field_name="number",
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--many"}),
        help_text="Niets aangevinkt: alle maatregelen die lopen als de ronde opent.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelMultipleChoiceField[Measure]", self.fields["scope"])
        field.queryset = Measure.objects.active().order_by("number")

    def as_wish(self) -> RoundWish:
        """The cleaned answers as the service takes them."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return RoundWish(**{**data, "scope": tuple(data["scope"])})


def suggested(today: date) -> dict[str, Any]:
    """Days of a usual round: about the half year that ended last, announced today."""
    year, is_second = today.year, today.month > 6
    start, end = (
        (date(year, 1, 1), date(year, 6, 30))
        if is_second
        else (date(year - 1, 7, 1), date(year - 1, 12, 31))
    )
    opens = add_workdays(today, 10)
    deadline = add_workdays(opens, 15)
    return {
        "period_start": start,
        "period_end": end,
        "figures_as_of": deadline,
        "announces_on": today,
        "opens_on": opens,
        "opens_time": time(9),
        "deadline_on": deadline,
        "closes_on": add_workdays(deadline, 10),
    }


def opened_with(round_: Round) -> dict[str, Any]:
    """What the form shows of a round that is there."""
    names = [name for name in RoundForm.base_fields if name != "scope"]
    return {name: getattr(round_, name) for name in names} | {"scope": list(round_.scope.all())}


class StepForm(VersionedForm):
    """A step that needs no more than a press."""


class ReasonForm(VersionedForm):
    """A step with its reason."""

    reason = forms.CharField(
        label="Waarom?",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Schrijf waarom."},
    )


class DayForm(ReasonForm):
    """A step with its reason and a new last day."""

    due_on = _day("Uiterlijk op")
