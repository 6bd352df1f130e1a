"""Holding a letter to an edition. The letter is read and thrown away; what was found is kept."""

import hashlib
from dataclasses import dataclass
from typing import Any, Protocol

from django.core.exceptions import ValidationError

from offensief.accounts.models import User
from offensief.audit.services import Deed, record, recorded
from offensief.lib import filetypes
from offensief.lib.refusals import Refused
from offensief.lib.rules import require
from offensief.lib.uploads import LETTER
from reports import permissions
from reports.canonical import Document
from reports.kinds.schemas import SCHEMA
from reports.letter import checking, reading
from reports.letter.limits import MOST_BYTES
from reports.letter.verdicts import Verdict
from reports.models import Edition, EditionState, LetterCheck
from reports.selectors.editions import document_of

# Of one edition; nobody needs more, and each may hold hundreds of sentences.
MOST_CHECKS = LETTER.most_files or 0
_NOT_YOURS = "Alleen het secretariaat en het hoofd controleren een brief."


class _Readable(Protocol):
    """A file that was sent."""

    def read(self) -> bytes: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was found in a letter. Made by `examine`, before anything waits for it."""

    name: str
    size: int
    sha256: str
    pages: int | None
    has_changes: bool
    rows: list[dict[str, Any]]
    counts: dict[Verdict, int]


def examine(stream: _Readable, *, name: str, size: int, edition: Edition, by: User) -> Checked:
    """Read a letter in a process of its own and hold it to the edition. Writes nothing.

    Raises NotAllowed, Refused when the edition is not frozen yet, or ValidationError with one
    sentence about the file. A file that is too big is refused before a byte of it is read.
    """
    require(permissions.may_check_letter(by), _NOT_YOURS)
    _require_frozen(edition)
    try:
        if size > MOST_BYTES:
            raise reading.wrong("too_big")
        data = stream.read()
        letter = reading.read_letter(data)
        found = checking.check(letter, _document(edition))
    except reading.WrongLetter as error:
        raise ValidationError(str(error)) from error
    return Checked(
        name=filetypes.safe_name(name),
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        pages=letter.pages or None,
        has_changes=letter.has_changes,
        rows=checking.as_rows(found),
        counts=checking.counts(found),
    )


@recorded
def keep(*, checked: Checked, edition: Edition, by: User) -> LetterCheck:
    """Keep what was found. Raises NotAllowed or Refused."""
    require(permissions.may_check_letter(by), _NOT_YOURS)
    _require_frozen(edition)
    if edition.letter_checks.count() >= MOST_CHECKS:
        raise Refused(
            f"Bij deze rapportage zijn al {MOST_CHECKS} brieven gecontroleerd. "
            "Gebruik de laatste controle, of maak een nieuw concept."
        )
    check = LetterCheck.objects.create(
        edition=edition,
        name=checked.name,
        size=checked.size,
        sha256=checked.sha256,
        pages=checked.pages,
        has_changes=checked.has_changes,
        rows=checked.rows,
        matching=checked.counts[Verdict.MATCHES],
        differing=checked.counts[Verdict.DIFFERS],
        unknown=checked.counts[Verdict.UNKNOWN],
        references=checked.counts[Verdict.NO_CLAIM],
        made_by=by,
    )
    record(_deed(check), by=by)
    return check


def _deed(check: LetterCheck) -> Deed:
    told: dict[str, str | int | bool | list[str] | None] = {
        "editie": check.edition.number,
        "bestand": check.name,
        "hash": check.sha256,
        "klopt": check.matching,
        "wijkt af": check.differing,
        "onbekend": check.unknown,
    }
    return Deed(
        action="brief gecontroleerd",
        subject=check,
        subject_id=str(check.pk),
        before={},
        after=told,
    )


def _document(edition: Edition) -> Document:
    """What the edition says. Raises Refused for one of before, which has no code per number."""
    document = document_of(edition)
    if document["schema"] != SCHEMA:
        raise Refused(
            "Deze rapportage is gemaakt toen de cijfercheck er nog niet was. Maak een nieuw "
            "concept en controleer de brief daarmee."
        )
    return document


def _require_frozen(edition: Edition) -> None:
    if edition.state != EditionState.FROZEN:
        raise Refused("Deze rapportage wordt nog gemaakt. Probeer het opnieuw als zij klaar is.")
