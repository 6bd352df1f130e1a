"""Adding a document, and withdrawing one."""

from django import forms
from django.core.exceptions import ValidationError

from measures.services import attachments
from measures.services.attachments import Examined
from offensief.lib.uploads import ATTACHMENT
from offensief.web.uploads import UploadField


class UploadForm(forms.Form):
    """A file with a few words about it."""

    use_required_attribute = False

    file = UploadField(
        ATTACHMENT,
        too_big=attachments.TOO_BIG,
        label="Bestand",
        help_text="Een pdf, Word-document (.docx), Excel-bestand (.xlsx), PNG of JPEG van "
        f"hoogstens {ATTACHMENT.most_mb} MB. Van een afbeelding bewaren we alleen wat u ziet, niet "
        "waar en waarmee zij is gemaakt.",
        error_messages={
            "required": "Kies een bestand.",
            "empty": "Dit bestand is leeg. Kies een bestand met inhoud.",
        },
    )
    description = forms.CharField(
        label="Omschrijving",
        help_text="Wat staat erin? Hoogstens 200 tekens.",
        max_length=attachments.LONGEST_DESCRIPTION,
        required=False,
    )

    def clean_file(self) -> Examined:
        """The file as the service takes it, recognised by its content."""
        file = self.cleaned_data["file"]
        if file.size is None:
            raise ValidationError("Kies het bestand opnieuw.")
        return attachments.examine(file, name=file.name, size=file.size)


class WithdrawForm(forms.Form):
    """Why a document is no longer offered."""

    use_required_attribute = False

    reason = forms.CharField(
        label="Waarom trekt u deze bijlage in?",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Schrijf waarom de bijlage wordt ingetrokken."},
    )
