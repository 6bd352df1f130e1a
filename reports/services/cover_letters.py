"""Writing the letter that goes with an edition."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q

from offensief.accounts.models import User
from offensief.audit.services import recorded
from offensief.lib.refusals import Refused
from offensief.lib.rules import EditConflict, missing, require, same_version, too_long
from reports import permissions
from reports.models import CoverLetter, Edition, EditionEvent, EditionState, EditionStep
from reports.services.trail import record_edition

CONFLICT = "Iemand anders heeft deze brief intussen gewijzigd."


@recorded
def write_letter(*, edition: Edition, version: int, text: str, by: User) -> CoverLetter:
    """Keep a next version of the letter. `version` is the one the text was written against, or 0.

    Raises NotAllowed, ValidationError, Refused once the edition was sent, or EditConflict when
    somebody else wrote a version meanwhile.
    """
    require(permissions.may_request_edition(by), "Alleen het secretariaat schrijft de brief.")
    if edition.state != EditionState.FROZEN:
        raise Refused("De inhoud van deze editie is nog niet bevroren.")
    same = Q(edition=edition) | Q(edition__concept=edition)
    if EditionEvent.objects.filter(same, step=EditionStep.SENT).exists():
        raise Refused("Deze editie is verzonden. De brief verandert niet meer.")
    said = text.strip().replace("\r\n", "\n")
    errors = missing({"text": said}, {"text": "Schrijf de brief."}) | too_long({"text": said})
    if errors:
        raise ValidationError(errors)
    newest = edition.cover_letters.last()
    same_version(version, newest.version if newest else 0, what="deze brief")
    if newest and newest.text == said:
        return newest
    try:
        with transaction.atomic():
            letter = CoverLetter.objects.create(
                edition=edition, version=version + 1, text=said, made_by=by
            )
    except IntegrityError as error:
        raise EditConflict(CONFLICT) from error
    record_edition(edition, "aanbiedingsbrief geschreven", after={"versie": version + 1}, by=by)
    return letter
