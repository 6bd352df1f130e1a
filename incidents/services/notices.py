"""Telling people that a delivery waits for them, or what became of theirs.

The sweeper of the outbox sends what is put here; nobody waits for such a mail by the second.
"""

from incidents import permissions
from incidents.models import Upload, UploadState
from offensief.accounts.models import User
from offensief.outbox.services import queue

_OUTCOMES = {
    UploadState.FAULTY: (
        "Fouten in uw levering",
        (
            "In '{title}' staan fouten. Er is niets overgenomen. Op de pagina staat wat u kunt "
            "verbeteren."
        ),
    ),
    UploadState.REFUSED: (
        "Uw levering is geweigerd",
        (
            "'{title}' bevat gegevens over personen, adressen, voertuigen of zaken. Het bestand is "
            "niet bewaard. Op de pagina staat wat u kunt doen."
        ),
    ),
    UploadState.RELEASED: (
        "Uw levering is vrijgegeven",
        (
            "'{title}' is vrijgegeven door {by}. Wie de cijfers mag zien, ziet ze nu, of na het "
            "embargo."
        ),
    ),
}


def tell(upload: Upload) -> None:
    """Tell whoever has something to do now, in the transaction of the caller.

    The mail holds no figure: it may be read outside the portal while an embargo lasts.
    """
    state = UploadState(upload.state)
    if state is UploadState.READY:
        for person in permissions.people_who_release(upload):
            _queue(
                upload,
                person,
                "Er wacht een levering op vrijgave",
                f"{upload.uploaded_by.name} heeft '{upload.title}' aangeboden. Bekijk wat er "
                "verandert en wat opvalt, en geef de cijfers vrij als alles klopt.",
            )
    elif state in _OUTCOMES:
        subject, text = _OUTCOMES[state]
        by = upload.released_by.name if upload.released_by else ""
        _queue(upload, upload.uploaded_by, subject, text.format(title=upload.title, by=by))


def _queue(upload: Upload, person: User, subject: str, body: str) -> None:
    queue(
        to=person,
        kind="delivery",
        kind_label="levering van cijfers",
        subject=subject,
        body=body,
        link=upload.get_absolute_url(),
        dedupe_key=f"delivery:{upload.pk}:{upload.version}:{person.pk}",
    )
