"""Forms of reports and dashboards."""

import re
import uuid
from datetime import date
from typing import Any, cast

from django import forms
from django.utils import timezone

from incidents.geography import AreaNotFound, find_area
from incidents.models import AreaLevel, ObjectType
from incidents.selectors.areas import SHOWN_LEVELS
from measures.rounds.models import Round
from offensief.lib.uploads import EDITION_CHECK, LETTER
from offensief.web.forms import PlainForm
from offensief.web.uploads import UploadField
from reports.letter.limits import MOST_PAGES
from reports.letter.reading import wrong
from reports.services.asking import DRAFTED, EditionRequest
from reports.services.finals import Correction, Sending

# A year typed short ("0025") is a slip, not a date.
EARLIEST = date(2020, 1, 1)
# No file of an edition is near to this.
_OUTDATED = "Dit formulier is verouderd. Open de pagina opnieuw."


def _day(label: str, help_text: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Vul een datum in.",
            "invalid": "Deze datum bestaat niet. Schrijf hem als dag-maand-jaar.",
        },
    )


class EditionForm(forms.Form):
    """Period of the report and the day the figures are looked at from."""

    # Browsers would mark an untouched field as wrong; the server says what is missing.
    use_required_attribute = False

    request_key = forms.UUIDField(
        label="Formulier",
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid"), _OUTDATED),
    )
    period_start = _day("Periode vanaf", "De eerste dag waarover u verslag doet.")
    period_end = _day("Periode t/m", "De laatste dag waarover u verslag doet.")
    figures_as_of = _day(
        "Peildatum van de cijfers", "De rapportage gebruikt wat op deze dag bekend was."
    )

    round = forms.ModelChoiceField(
        Round.objects.none(),
        label="Ronde",
        required=False,
        empty_label="Geen: een verslag over de periode",
        help_text="Bij een ronde staat in het concept ook wie nog niet heeft geantwoord.",
        error_messages={"invalid_choice": "Kies een ronde uit de lijst."},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Round]", self.fields["round"])
        field.queryset = Round.objects.filter(state__in=DRAFTED)

    def clean(self) -> dict[str, Any]:
        """Dates in order and not in the future."""
        data = self.cleaned_data
        start, end = data.get("period_start"), data.get("period_end")
        if start and end and start > end:
            self.add_error(
                "period_end", "De periode eindigt voor hij begint. Kies een latere datum."
            )
        for name in ("period_end", "figures_as_of"):
            if data.get(name) and data[name] > self.today:
                self.add_error(name, "Deze datum ligt in de toekomst. Kies vandaag of eerder.")
        for name in ("period_start", "period_end", "figures_as_of"):
            if data.get(name) and data[name] < EARLIEST:
                self.add_error(name, f"Kies een dag vanaf {EARLIEST.year}.")
        return data

    def as_request(self) -> EditionRequest:
        """The cleaned answers as the service takes them."""
        return EditionRequest(**self.cleaned_data)


class MoveForm(PlainForm):
    """From when a sent edition is public."""

    public_at = forms.DateTimeField(
        label="Openbaar vanaf",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text="Tot dit moment ziet alleen het bureau deze editie. Daarna ziet iedereen haar.",
        error_messages={
            "required": "Kies vanaf wanneer de editie openbaar is.",
            "invalid": "Vul een bestaande datum en tijd in.",
        },
    )


class SendForm(MoveForm):
    """It goes to parliament: when, from when it is public, and under which reference."""

    field_order = ("sent_on", "public_at", "reference")
    sent_on = _day("Verzonden op", "De dag waarop de brief naar de Tweede Kamer gaat.")
    reference = forms.CharField(
        label="Kamerstuk",
        max_length=40,
        required=False,
        help_text="Bijvoorbeeld: 28 684, nr. 816. Is het nog niet bekend? Vul het later in.",
    )

    def as_sending(self) -> Sending:
        """The cleaned answers as the service takes them."""
        return Sending(**self.cleaned_data)


class ReferForm(PlainForm):
    """The number of the paper, when it is known."""

    reference = forms.CharField(
        label="Kamerstuk",
        max_length=40,
        help_text="Bijvoorbeeld: 28 684, nr. 816.",
        error_messages={"required": "Vul het Kamerstuk in, zoals 28 684, nr. 816."},
    )


class CorrectForm(PlainForm):
    """What was wrong in a sent edition, and as known when the correction tells."""

    request_key = forms.UUIDField(
        label="Formulier",
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid"), _OUTDATED),
    )
    reason = forms.CharField(
        label="Wat was er fout, en waarom?",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Dit staat voorop in de gecorrigeerde editie, en bij de oude.",
        error_messages={"required": "Schrijf wat er fout was en waarom."},
    )
    figures_as_of = _day(
        "Peildatum van de cijfers", "De correctie gebruikt wat op deze dag bekend was."
    )
    standing_on = _day(
        "Stand van de maatregelen op", "Zo stonden de maatregelen aan het eind van deze dag."
    )

    def as_correction(self) -> Correction:
        """The cleaned answers as the service takes them."""
        return Correction(**self.cleaned_data)


def opened_on(today: date) -> dict[str, object]:
    """What the form shows when it is opened: the year so far, figures as known today."""
    return {
        "request_key": uuid.uuid4(),
        "period_start": date(today.year, 1, 1),
        "period_end": today,
        "figures_as_of": today,
    }


class LetterCheckForm(PlainForm):
    """A letter to hold to the edition; what is in it is judged by reports.services.letters."""

    file = UploadField(
        LETTER,
        too_big=str(wrong("too_big")),
        label="De brief",
        help_text=f"Een pdf of een Word-document (.docx), hoogstens {LETTER.most_mb} MB en "
        f"{MOST_PAGES} bladzijden.",
        error_messages={
            "required": "Kies de brief die u wilt controleren.",
            "empty": "Dit bestand is leeg. Kies de brief als pdf of als Word-document (.docx).",
        },
    )


class ScopeForm(PlainForm):
    """An area by its name, or a type of object."""

    area = forms.CharField(
        label="Gebied",
        required=False,
        max_length=100,
        help_text="Naam of code van een gemeente, veiligheidsregio, politie-eenheid of provincie.",
    )
    level = forms.ChoiceField(
        label="Soort gebied",
        required=False,
        choices=[(level.value, level.label) for level in SHOWN_LEVELS],
    )
    object_type = forms.ChoiceField(
        label="Of: soort object",
        required=False,
        choices=[("", "Geen"), *(c for c in ObjectType.choices if c[0] != ObjectType.TOTAL)],
    )

    def clean(self) -> dict[str, Any]:
        """The area that is meant today."""
        data = super().clean() or {}
        name, level = data.get("area", ""), data.pop("level", "")
        data["area"] = None
        if name:
            try:
                data["area"] = find_area(name, AreaLevel(level), timezone.localdate())
            except AreaNotFound as error:
                self.add_error("area", str(error))
        return data


class LetterForm(PlainForm):
    """The text of the letter that goes with an edition."""

    version = forms.IntegerField(
        label="Formulier",
        widget=forms.HiddenInput,
        min_value=0,
        max_value=10_000,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), _OUTDATED),
    )
    text = forms.CharField(
        label="Tekst van de brief",
        widget=forms.Textarea(attrs={"rows": 28}),
        help_text="Een lege regel begint een nieuwe alinea. Een of twee bladzijden is genoeg.",
        error_messages={"required": "Schrijf de brief."},
    )


class HashForm(PlainForm):
    """A file, or the hash of one."""

    file = UploadField(
        EDITION_CHECK,
        label="Bestand",
        required=False,
        allow_empty_file=True,
        help_text="PDF, webpagina, Word, Excel, CSV of JSON; hoogstens "
        f"{EDITION_CHECK.most_mb} MB.",
    )
    sha256 = forms.CharField(
        label="Of: de hash (SHA-256)",
        required=False,
        help_text="64 letters en cijfers. U vindt hem met het programma sha256sum.",
    )

    def clean_sha256(self) -> str:
        """The hash in small letters, without what was copied along."""
        typed = "".join(str(self.cleaned_data["sha256"]).split()).lower()
        if typed and not re.fullmatch("[0-9a-f]{64}", typed):
            raise forms.ValidationError(
                "Dit is geen hash. Een hash heeft 64 tekens: cijfers en de letters a tot en met f."
            )
        return typed

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        data = super().clean() or {}
        file = data.get("file")
        if file and data.get("sha256"):
            self.add_error("sha256", "Kies een bestand of plak een hash, niet allebei.")
        elif not file and not data.get("sha256") and not self.errors:
            self.add_error("file", "Kies een bestand, of plak een hash.")
        return data
