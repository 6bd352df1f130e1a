"""Documents with a measure or a register entry: examined, added, and withdrawn with a reason."""

import hashlib
from dataclasses import dataclass
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils import timezone

from measures import permissions
from measures.models import Attachment, AttachmentContent, Measure, RegisterEntry
from offensief.accounts.models import User
from offensief.audit.services import record, recorded
from offensief.audit.traced import changed, facts, made
from offensief.lib import filetypes, pictures
from offensief.lib.rules import missing, require, too_long
from offensief.lib.uploads import ATTACHMENT

LONGEST_DESCRIPTION = 200
TOO_BIG = (
    f"Dit bestand is groter dan {ATTACHMENT.most_mb} MB. Maak het kleiner of verdeel het over "
    "meer bestanden."
)
_ONLY_SECRETARIAT = "Alleen het secretariaat houdt de bijlagen bij."


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A file that may be kept. Made by `examine`, before anything waits for it."""

    name: str
    media_type: str
    sha256: str
    data: bytes


def examine(stream: BinaryIO, *, name: str, size: int) -> Examined:
    """Look at a file by its content, and draw a picture anew. Raises ValidationError.

    `size` is in bytes; a file that is too big is refused before a byte of it is read.
    """
    if size > ATTACHMENT.most_bytes:
        raise ValidationError(TOO_BIG)
    try:
        kind = filetypes.recognise(stream, name=name)
        data = stream.read()
        if kind in pictures.KINDS:
            data = pictures.clean(data, kind)
    except filetypes.WrongFile as error:
        raise ValidationError(str(error)) from error
    # A picture that was packed very well becomes larger when it is drawn anew.
    if len(data) > ATTACHMENT.most_bytes:
        raise ValidationError(TOO_BIG)
    return Examined(
        name=filetypes.safe_name(name),
        media_type=kind.media_type,
        sha256=hashlib.sha256(data).hexdigest(),
        data=data,
    )


@recorded
def add_attachment(
    *, to: Measure | RegisterEntry, file: Examined, description: str, by: User
) -> Attachment:
    """Keep a file with a measure or an entry. Raises NotAllowed or ValidationError by field."""
    require(permissions.may_keep_plan(by), _ONLY_SECRETARIAT)
    most = ATTACHMENT.most_files
    if most is not None and to.attachments.filter(withdrawn_at=None).count() >= most:
        raise ValidationError({"file": f"Hier staan al {most} bijlagen. Trek er eerst een in."})
    if len(description) > LONGEST_DESCRIPTION:
        length = len(description)
        raise ValidationError(
            {"description": f"Dit heeft {length} tekens. Maak er hoogstens 200 van."}
        )
    attachment = Attachment.objects.create(
        measure=to if isinstance(to, Measure) else None,
        entry=to if isinstance(to, RegisterEntry) else None,
        name=file.name,
        media_type=file.media_type,
        size=len(file.data),
        sha256=file.sha256,
        description=description.strip(),
        added_by=by,
    )
    AttachmentContent.objects.create(attachment=attachment, data=file.data)
    record(made(attachment, "bijlage toegevoegd"), by=by)
    return attachment


@recorded
def withdraw_attachment(*, attachment: Attachment, reason: str, by: User) -> Attachment:
    """Offer a file no longer. Its content stays, for whoever must account for it later."""
    require(permissions.may_keep_plan(by), _ONLY_SECRETARIAT)
    found = Attachment.objects.get(pk=attachment.pk)
    if found.withdrawn_at is not None:
        raise ValidationError("Deze bijlage is al ingetrokken.")
    errors = missing({"reason": reason}, {"reason": "Schrijf waarom de bijlage wordt ingetrokken."})
    errors |= too_long({"reason": reason})
    if errors:
        raise ValidationError(errors)
    was = facts(found)
    found.withdrawn_at = timezone.now()
    found.save(update_fields=["withdrawn_at"])
    record(changed(found, was, "bijlage ingetrokken", reason=reason.strip()), by=by)
    return found
