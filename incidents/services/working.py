"""Carries out what waits for a worker on the desk. Safe to run twice and at the same time."""

import logging

from incidents.models import Upload, UploadState
from incidents.services import checking, claims, reading, releasing
from incidents.services.claims import LostLease

logger = logging.getLogger(__name__)


def work(upload_id: int) -> None:
    """Read or release one offered delivery."""
    claim = claims.take(upload_id)
    if claim is None:
        return
    state = Upload.objects.values_list("state", flat=True).get(pk=upload_id)
    try:
        if state == UploadState.READING:
            reading.read(claim)
        else:
            releasing.release(claim)
            # The figures stand by now. What stops this check is made up for by the daily one.
            checking.check_store()
    except LostLease as lost:
        logger.warning("%s", lost)
