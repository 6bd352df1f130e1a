"""The field for every file that somebody uploads: limits and antivirus in one place."""

import logging
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from offensief.lib import antivirus
from offensief.lib.uploads import Upload

logger = logging.getLogger(__name__)

LONGEST_NAME = 200
_TOO_LONG = "De naam van dit bestand is te lang. Geef het een kortere naam."
INFECTED = (
    "In dit bestand zit iets schadelijks. Het is niet aangenomen. Neem contact op met de "
    "beheerder van uw computer."
)
AWAY = (
    "De controle op virussen werkt nu niet, daarom is het bestand niet aangenomen. Probeer het "
    "over een paar minuten opnieuw."
)


class UploadField(forms.FileField):
    """A file within the limits of its place (offensief.lib.uploads), looked at by the antivirus.

    What kind of file it is, the service of its place tells by content.
    """

    def __init__(self, upload: Upload, *, too_big: str = "", **kwargs: Any) -> None:
        messages = {"max_length": _TOO_LONG, **kwargs.pop("error_messages", {})}
        widget = forms.FileInput(attrs={"accept": ",".join(upload.ends)} if upload.ends else {})
        super().__init__(max_length=LONGEST_NAME, widget=widget, error_messages=messages, **kwargs)
        self.upload = upload
        self.too_big = too_big or f"Dit bestand is groter dan {upload.most_mb} MB."

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file; refused with one sentence before a byte of it is read when it is too big."""
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile):
            if file.size is None or file.size > self.upload.most_bytes:
                raise ValidationError(self.too_big)
            if self.upload.scanned and settings.CLAMD_ADDRESS:
                _require_clean(file)
        return file


def _require_clean(file: Any) -> None:
    try:
        antivirus.scan(file, address=settings.CLAMD_ADDRESS)
    except antivirus.Infected as found:
        # The name of what was found, not that of the file: people put names in those.
        logger.warning("an upload was refused, it holds %s", found)
        raise ValidationError(INFECTED) from found
    except antivirus.ScannerAway as why:
        logger.error("an upload was refused, the antivirus did not answer: %s", why)
        raise ValidationError(AWAY) from why
