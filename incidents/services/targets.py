"""Targets of later years."""

from django.core.exceptions import ValidationError

from incidents.models import Observation, Target
from incidents.permissions import may_set_targets
from offensief.accounts.models import User
from offensief.audit.services import Deed, record, recorded
from offensief.lib.rules import missing, require

FIRST_YEAR, LAST_YEAR = 2025, 2050


@recorded
def set_target(
    *, year: int, baseline: Observation, reduction_percent: int, locator: str, by: User
) -> Target:
    """Write down the target of a year, pinned to the figure it is set against.

    It never changes afterwards. Raises ValidationError by field.
    """
    require(may_set_targets(by), "Alleen het secretariaat legt een doel vast.")
    faults = missing({"locator": locator}, {"locator": "Schrijf waar het doel staat."})
    if not FIRST_YEAR <= year <= LAST_YEAR:
        faults["year"] = f"Kies een jaar van {FIRST_YEAR} tot en met {LAST_YEAR}."
    elif Target.objects.filter(year=year).exists():
        faults["year"] = f"Het doel voor {year} ligt al vast. Een doel verandert niet."
    if not 1 <= reduction_percent <= 99:
        faults["reduction_percent"] = "Vul een percentage van 1 tot en met 99 in."
    if baseline.value is None or baseline.release.is_demo:
        faults["baseline"] = "Kies een nulmeting met een heel getal, die niet verzonnen is."
    elif baseline.period_start.year >= year:
        faults["baseline"] = "De nulmeting moet van een eerder jaar zijn dan het doel."
    if faults:
        raise ValidationError(faults)
    target = Target.objects.create(
        year=year,
        baseline=baseline,
        reduction_percent=reduction_percent,
        locator=locator,
        set_by=by,
    )
    deed = Deed(
        action="doel vastgelegd",
        subject=target,
        subject_id=str(year),
        before={},
        after={
            "nulmeting": baseline.value,
            "afname": reduction_percent,
            "hoogstens": target.maximum,
            "vindplaats": locator,
        },
    )
    record(deed, by=by)
    return target
