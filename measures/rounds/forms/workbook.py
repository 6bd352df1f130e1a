"""Sending a workbook back."""

from measures.rounds.services.workbooks import TOO_BIG
from offensief.lib.uploads import WORKBOOK
from offensief.web.forms import PlainForm
from offensief.web.uploads import UploadField


class WorkbookForm(PlainForm):
    """The file; what is in it is judged by measures.rounds.services.workbooks."""

    file = UploadField(
        WORKBOOK,
        too_big=TOO_BIG,
        label="Uw ingevulde werkboek",
        help_text="Het Excel-bestand (.xlsx) dat u hier hebt gedownload, hoogstens "
        f"{WORKBOOK.most_mb} MB.",
        error_messages={
            "required": "Kies het werkboek dat u hebt ingevuld.",
            "empty": "Dit bestand is leeg. Kies het werkboek dat u hebt ingevuld.",
        },
    )
