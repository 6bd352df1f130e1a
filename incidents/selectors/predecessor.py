"""Which delivery an offered one is held against."""

from django.db.models import Exists, OuterRef

from incidents.models import FigureStatus, Observation, Release, Upload


def predecessor(upload: Upload) -> Release | None:
    """The delivery that it says to follow, or the last of the same organisation and definition.

    Only what was known no later can have come before it.
    """
    if upload.supersedes_id:
        return upload.supersedes
    counted = Observation.objects.filter(
        release=OuterRef("pk"), definition=upload.definition
    ).exclude(status=FigureStatus.WITHDRAWN)
    return (
        Release.objects.filter(
            Exists(counted),
            source__organisation=upload.organisation,
            known_until__lte=upload.known_on,
        )
        .order_by("-known_until", "-rank", "-pk")
        .first()
    )
