"""Sending a workbook back."""

from django import forms

from offensief.web.forms import PlainForm


class WorkbookForm(PlainForm):
    """The file; what is in it is judged by measures.rounds.services.workbooks."""

    file = forms.FileField(
        label="Uw ingevulde werkboek",
        help_text="Het Excel-bestand (.xlsx) dat u hier hebt gedownload, hoogstens 10 MB.",
        error_messages={
            "required": "Kies het werkboek dat u hebt ingevuld.",
            "empty": "Dit bestand is leeg. Kies het werkboek dat u hebt ingevuld.",
            "max_length": "De naam van dit bestand is te lang. Geef het een kortere naam.",
        },
    )
