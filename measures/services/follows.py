"""Following a measure: hearing what happens to it."""

from django.utils import timezone

from measures import permissions
from measures.models import Follow, Measure
from offensief.accounts.models import User
from offensief.audit.services import Deed, record, recorded
from offensief.lib.rules import require


@recorded
def follow(*, measure: Measure, by: User) -> Follow:
    """From now on this person hears what happens; nothing changes when that was so already.

    Raises NotAllowed when this person may not see the measure.
    """
    visible = permissions.visible_measures(by).filter(pk=measure.pk).exists()
    require(visible, "Deze maatregel bestaat niet.")
    present = Follow.objects.filter(user=by, measure=measure, ended_at=None).first()
    if present is not None:
        return present
    made = Follow.objects.create(user=by, measure=measure)
    record(_deed(made, "maatregel gevolgd"), by=by)
    return made


@recorded
def unfollow(*, measure: Measure, by: User) -> None:
    """This person hears no more; nothing changes when that was so already."""
    for ended in Follow.objects.filter(user=by, measure=measure, ended_at=None):
        ended.ended_at = timezone.now()
        ended.save(update_fields=["ended_at"])
        record(_deed(ended, "volgen gestopt"), by=by)


def _deed(thing: Follow, action: str) -> Deed:
    return Deed(
        action=action,
        subject=thing,
        subject_id=str(thing.pk),
        before={},
        after={"measure": thing.measure.number},
    )
