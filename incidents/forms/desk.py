"""Forms of the desk: offering a delivery, a reason, and releasing."""

from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.core.validators import MaxValueValidator

from incidents.models import (
    AreaLevel,
    Audience,
    Definition,
    Release,
    ReleaseKind,
    ReleaseStatus,
)
from incidents.services.desk import ReleaseWish, UploadWish
from offensief.lib.dutch import AMSTERDAM
from offensief.lib.uploads import DELIVERY
from offensief.web.forms import PlainForm, VersionedForm, day_input
from offensief.web.uploads import UploadField

_LEVELS = [
    AreaLevel.COUNTRY,
    AreaLevel.UNIT,
    AreaLevel.PROVINCE,
    AreaLevel.SAFETY_REGION,
    AreaLevel.MUNICIPALITY,
]
_NO_DAY = "Vul een bestaande datum in."
_CHOOSE = {"required": "Kies er een.", "invalid_choice": "Kies er een uit de lijst."}


class UploadForm(PlainForm):
    """A delivery: the file, and what holds for all figures in it."""

    file = UploadField(
        DELIVERY,
        too_big=f"Dit bestand is groter dan {DELIVERY.most_mb} MB. Knip het op in delen.",
        label="Bestand met cijfers",
        help_text=f"CSV of Excel (.xlsx), hoogstens {DELIVERY.most_mb} MB. Alleen tellingen, "
        "geen gegevens over personen, adressen, voertuigen of zaken.",
        error_messages={
            "required": "Kies het bestand met de cijfers.",
            "empty": "Dit bestand is leeg. Kies het bestand met de cijfers.",
        },
    )
    title = forms.CharField(
        label="Titel",
        max_length=200,
        help_text="Bijvoorbeeld: Aanslagen januari t/m juni 2026 per gemeente.",
        error_messages={"required": "Geef de levering een titel."},
    )
    organisation = forms.CharField(
        label="Organisatie",
        max_length=200,
        error_messages={"required": "Vul in van welke organisatie de cijfers zijn."},
    )
    document = forms.CharField(
        label="Document of register",
        max_length=300,
        error_messages={"required": "Vul in uit welk document of register de cijfers komen."},
    )
    address = forms.URLField(
        label="Internetadres (als het openbaar is)",
        max_length=500,
        required=False,
        error_messages={"invalid": "Vul een heel internetadres in, dat begint met https://."},
    )
    known_on = forms.DateField(
        label="Peildatum",
        widget=day_input(),
        help_text="De dag waarop de cijfers uit het register zijn gehaald.",
        error_messages={"required": "Vul de peildatum in.", "invalid": _NO_DAY},
    )
    status = forms.ChoiceField(label="Status", choices=ReleaseStatus, error_messages=_CHOOSE)
    kind = forms.ChoiceField(
        label="Soort levering",
        choices=ReleaseKind,
        help_text="Een correctie herstelt een fout; een revisie telt anders dan voorheen.",
        error_messages=_CHOOSE,
    )
    supersedes = forms.ModelChoiceField(
        label="Komt na levering",
        queryset=Release.objects.none(),
        to_field_name="code",
        required=False,
        empty_label="Geen, of de vorige van deze organisatie",
        error_messages={"invalid_choice": "Kies een levering uit de lijst."},
    )
    reason = forms.CharField(
        label="Reden van de verandering",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text="Nodig bij een correctie of revisie. Dit staat straks bij de cijfers.",
    )
    definition = forms.ModelChoiceField(
        label="Wat is geteld?",
        queryset=Definition.objects.none(),
        to_field_name="code",
        empty_label=None,
        error_messages=_CHOOSE,
    )
    level = forms.ChoiceField(
        label="Om wat voor gebieden gaat het?",
        choices=[("", "Dat staat in het bestand"), *((v.value, v.label) for v in _LEVELS)],
        required=False,
        error_messages=_CHOOSE,
        help_text="Nodig als namen ook iets anders kunnen zijn, zoals Utrecht of Rotterdam.",
    )
    period_start = forms.DateField(
        label="Periode vanaf (als die niet in het bestand staat)",
        widget=day_input(),
        required=False,
        error_messages={"invalid": _NO_DAY},
    )
    period_last = forms.DateField(
        label="Periode t/m",
        widget=day_input(),
        required=False,
        error_messages={"invalid": _NO_DAY},
        validators=[
            MaxValueValidator(date(2099, 12, 31), "Deze dag ligt na 2099. Controleer het jaar.")
        ],
    )
    complete_levels = forms.MultipleChoiceField(
        label="Volledig voor",
        choices=[(v.value, v.label) for v in _LEVELS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Staat een gebied van deze soort niet in het bestand, dan is daar niets "
        "geteld: 0. Vinkt u niets aan, dan is het onbekend.",
    )
    note = forms.CharField(
        label="Opmerking",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text="Wat een lezer moet weten, zoals wat nog niet is verwerkt.",
    )

    def __init__(self, *args: Any, with_demo: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        definitions = Definition.objects.all() if with_demo else Definition.objects.real()
        cast("forms.ModelChoiceField[Definition]", self.fields["definition"]).queryset = definitions
        cast(
            "forms.ModelChoiceField[Release]", self.fields["supersedes"]
        ).queryset = Release.objects.order_by("-known_until", "-rank")

    def as_wish(self) -> UploadWish:
        """The cleaned answers as the service takes them; its period ends the day after."""
        data = {**self.cleaned_data}
        data.pop("file")
        last: date | None = data.pop("period_last")
        return UploadWish(
            **{
                **data,
                "status": ReleaseStatus(data["status"]),
                "kind": ReleaseKind(data["kind"]),
                "complete_levels": tuple(data["complete_levels"]),
                "period_end": last + timedelta(days=1) if last else None,
            }
        )


class ExplainForm(PlainForm):
    """Why a finding is as it is."""

    finding = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    text = forms.CharField(
        label="Uitleg",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Schrijf wat er aan de hand is."},
    )


class ReasonForm(VersionedForm):
    """Why a delivery is taken back."""

    reason = forms.CharField(
        label="Reden",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Schrijf waarom u de levering terugneemt."},
    )


class WithdrawForm(PlainForm):
    """Why the figures of a delivery no longer hold."""

    reason = forms.CharField(
        label="Waarom vervallen de cijfers?",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Dit staat straks bij elk cijfer dat vervalt.",
        error_messages={"required": "Schrijf waarom de cijfers vervallen."},
    )


class ReleaseForm(VersionedForm):
    """For whom the figures of each level of area are, and from when."""

    embargo_until = forms.DateTimeField(
        label="Embargo tot",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text="Tot dan ziet alleen wie in de balie werkt deze cijfers. Leeg: meteen zichtbaar.",
        error_messages={"invalid": "Vul een bestaande datum en tijd in, of laat dit leeg."},
    )

    def __init__(self, *args: Any, levels: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for level in levels:
            # Below the units counts are small: opening those is a choice, never the default.
            wide = level in {AreaLevel.COUNTRY, AreaLevel.UNIT, AreaLevel.PROVINCE}
            usual = Audience.PUBLIC if wide else ""
            self.fields[f"open_{level}"] = forms.ChoiceField(
                label=f"Cijfers per {AreaLevel(level).label.lower()} zijn voor",
                choices=[("", "Alleen de balie"), *Audience.choices],
                required=False,
                initial=usual,
            )

    def as_wish(self) -> ReleaseWish:
        """The cleaned answers as the service takes them."""
        moment = self.cleaned_data["embargo_until"]
        return ReleaseWish(
            embargo_until=moment.astimezone(AMSTERDAM) if moment else None,
            opened_for={
                name.removeprefix("open_"): Audience(value)
                for name, value in self.cleaned_data.items()
                if name.startswith("open_") and value
            },
        )


class OpenForm(PlainForm):
    """For whom the figures of one level of area are opened, and from when."""

    level = forms.ChoiceField(label="Cijfers per", error_messages=_CHOOSE)
    audience = forms.ChoiceField(label="Voor", choices=Audience, error_messages=_CHOOSE)
    opens_at = forms.DateTimeField(
        label="Vanaf",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text="Leeg: meteen.",
        error_messages={"invalid": "Vul een bestaande datum en tijd in, of laat dit leeg."},
    )

    def __init__(self, *args: Any, levels: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["level"])
        field.choices = [(level, AreaLevel(level).label) for level in levels]

    def as_wish(self) -> dict[str, Any]:
        """The cleaned answers as the service takes them."""
        data = self.cleaned_data
        return {**data, "audience": Audience(data["audience"])}
