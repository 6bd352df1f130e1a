"""The form for the target of a later year."""

from typing import Any, cast

from django import forms
from django.utils import timezone

from incidents.models import Observation
from incidents.selectors.figures import describe_known
from incidents.selectors.target import baselines
from incidents.sight import Sight
from offensief.lib.dutch import number
from offensief.web.forms import PlainForm

_WHOLE = {"required": "Vul een getal in.", "invalid": "Vul een heel getal in."}


class BaselineField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A yearly figure, told with its year and the day it was known."""

    def label_from_instance(self, obj: Observation) -> str:
        """ "2025: 1.525, voorlopig, peildatum 9 januari 2026 (Aanslagen in 2025)"."""
        release = obj.release
        return (
            f"{obj.period_start.year}: {number(obj.value or 0)}, status "
            f"{release.get_status_display()}, peildatum {describe_known(release)} ({release})"
        )


class TargetForm(PlainForm):
    """Year, baseline, reduction, and where it says so."""

    year = forms.IntegerField(label="Jaar", error_messages=_WHOLE)
    baseline = BaselineField(
        label="Nulmeting",
        queryset=Observation.objects.none(),
        empty_label=None,
        help_text="Het doel blijft aan dit ene cijfer vastzitten, ook als het later wordt "
        "bijgesteld.",
        error_messages={
            "required": "Kies een nulmeting.",
            "invalid_choice": "Kies een nulmeting uit de lijst.",
        },
    )
    reduction_percent = forms.IntegerField(
        label="Ten minste zoveel procent minder", error_messages=_WHOLE
    )
    locator = forms.CharField(
        label="Vindplaats",
        max_length=200,
        help_text="Bijvoorbeeld: Kamerstuk 28 684, nr. 816.",
        error_messages={"required": "Schrijf waar het doel staat."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = timezone.now()
        field = cast("BaselineField", self.fields["baseline"])
        field.queryset = baselines(timezone.localdate(now), Sight.public(now))
