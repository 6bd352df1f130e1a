"""Opening figures of a released delivery for more people. What is open stays open."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from incidents.models import Audience, Clearance, Release
from incidents.permissions import may_open_figures
from offensief.accounts.models import User
from offensief.audit.services import Deed, record, recorded
from offensief.lib.dutch import moment
from offensief.lib.rules import require


@recorded
def open_figures(
    *, release: Release, level: str, audience: Audience, opens_at: datetime | None, by: User
) -> Clearance:
    """Open one level of area of a delivery for an audience. The same twice is one.

    Never before the embargo of the delivery ends. Raises ValidationError.
    """
    require(
        may_open_figures(by),
        "Alleen het hoofd en een cijfereigenaar zetten cijfers voor meer mensen open.",
    )
    if not release.observations.filter(area__level=level).exists():
        raise ValidationError({"level": "Deze levering heeft geen cijfers over dit soort gebied."})
    now = timezone.now()
    if opens_at and opens_at < now:
        raise ValidationError({"opens_at": "Dit moment is voorbij. Laat het leeg voor: nu."})
    if release.embargo_until and (opens_at or now) < release.embargo_until:
        until = moment(release.embargo_until)
        raise ValidationError(
            {"opens_at": f"Het embargo loopt tot {until}. Kies een later moment."}
        )
    present = release.clearances.filter(level=level, audience=audience).first()
    if present:
        return present
    opened = Clearance.objects.create(
        release=release, level=level, audience=audience, opens_at=opens_at or now, by=by
    )
    deed = Deed(
        action="cijfers opengezet",
        subject=release,
        subject_id=release.code,
        before={},
        after={
            "soort gebied": opened.get_level_display(),
            "voor": opened.get_audience_display(),
            "vanaf": opened.opens_at.isoformat(),
        },
    )
    record(deed, by=by)
    return opened
