"""A workbook that a partner sends: examined, kept as a proposal, and taken over when confirmed."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError

from measures.rounds import permissions
from measures.rounds.hands import Hand
from measures.rounds.models import (
    Answer,
    Submission,
    Workbook,
    WorkbookContent,
)
from measures.rounds.selectors.asked import answers_with_measures
from measures.rounds.selectors.proposal import bases_of
from measures.rounds.services.answering import NOT_YOURS, why_locked
from measures.rounds.services.fresh import fresh_submission
from measures.rounds.workbook import reading, sandbox
from measures.rounds.workbook.layout import Facts, WrongWorkbook
from offensief.audit.services import record, recorded
from offensief.audit.traced import made
from offensief.lib import filetypes
from offensief.lib.refusals import Refused
from offensief.lib.rules import require
from offensief.lib.uploads import WORKBOOK

# Of one partner in one round; nobody needs more.
MOST_WORKBOOKS = WORKBOOK.most_files or 0
TOO_BIG = (
    f"Dit bestand is groter dan {WORKBOOK.most_mb} MB. In het werkboek horen alleen antwoorden: "
    "haal plaatjes en bladen weg die u hebt toegevoegd."
)
_OLD_FILE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK"


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A workbook that may be kept. Made by `examine`, before anything waits for it."""

    name: str
    sha256: str
    data: bytes
    reading: Mapping[str, Any]


def examine(
    stream: BinaryIO, *, name: str, size: int, submission: Submission, hand: Hand
) -> Examined:
    """Read a workbook in a process of its own.

    Raises ValidationError with one sentence, NotAllowed, or Refused when nothing of this submission
    can be written now. `size` is in bytes; a file that is too big is refused
    before a byte of it is read.
    """
    require(permissions.may_answer(hand, submission), NOT_YOURS)
    closed = why_closed(submission)
    if closed:
        raise Refused(closed)
    if size > WORKBOOK.most_bytes:
        raise ValidationError(TOO_BIG)
    _require_workbook(stream, name)
    data, answers = stream.read(), answers_with_measures(submission)
    try:
        book = sandbox.open_book(data)
        facts = reading.check_whole(book)
        _require_own(facts, submission, answers)
        versions = {part.number: part.version for part in facts.parts}
        read = reading.read(book, facts, bases_of(answers, versions))
    except WrongWorkbook as error:
        raise ValidationError(str(error)) from error
    return Examined(
        name=filetypes.safe_name(name),
        sha256=hashlib.sha256(data).hexdigest(),
        data=data,
        reading=read.to_json(),
    )


def why_closed(submission: Submission) -> str:
    """Why no workbook can be sent now, and what to do; empty when one can."""
    answers = answers_with_measures(submission)
    if not answers or any(answer.is_open_to_partner(submission) for answer in answers):
        return ""
    return why_locked(answers[0], submission)


def _require_workbook(stream: BinaryIO, name: str) -> None:
    """An Excel file of today, without macros and without a password."""
    head = stream.read(4)
    stream.seek(0)
    if head.startswith(_OLD_FILE):
        raise ValidationError(
            "Dit is een oud Excel-bestand (.xls) of een bestand met een wachtwoord. Open het in "
            "Excel, haal het wachtwoord weg en sla het op als Excel-werkmap (.xlsx)."
        )
    if not head.startswith(_ZIP):
        raise ValidationError(
            "Dit is geen Excel-bestand. Kies het werkboek dat u hebt gedownload en ingevuld; de "
            "naam eindigt op .xlsx."
        )
    try:
        kind = filetypes.recognise(stream, name=name, taken=WORKBOOK.kinds)
    except filetypes.WrongFile as error:
        raise ValidationError(str(error)) from error
    if kind not in WORKBOOK.kinds:
        raise ValidationError(
            f"Dit is een {kind.label}. Kies het werkboek dat u hebt gedownload en ingevuld; de "
            "naam eindigt op .xlsx."
        )


def _require_own(facts: Facts, submission: Submission, answers: list[Answer]) -> None:
    """It was made from this very submission. Raises ValidationError."""
    if facts.round != submission.round.number:
        raise ValidationError(
            f"Dit werkboek hoort bij ronde {facts.round[:10]}. Download op deze pagina het "
            f"werkboek van ronde {submission.round.number}."
        )
    # Not whose it is: who sends it may know nothing of other partners.
    if facts.partner != submission.partner.key:
        raise ValidationError(
            f"Dit werkboek is niet van {submission.partner.name}. Kies het werkboek dat u op deze "
            "pagina hebt gedownload."
        )
    now = {answer.measure.number: answer.version for answer in answers}
    if any(not 1 <= part.version <= now.get(part.number, 0) for part in facts.parts):
        raise ValidationError(
            "Dit werkboek past niet bij wat het portaal nu weet. Download een nieuw werkboek en "
            "neem uw antwoorden daarin over."
        )


@recorded
def propose(*, file: Examined, submission: Submission, hand: Hand) -> Workbook:
    """Keep a workbook as a proposal. Nothing of an answer changes; the same file twice is one."""
    submission = fresh_submission(submission)
    require(permissions.may_answer(hand, submission), NOT_YOURS)
    same = submission.workbooks.filter(
        sha256=file.sha256, sent_by=hand.by, confirmations=None
    ).first()
    if same is not None:
        return same
    if submission.workbooks.count() >= MOST_WORKBOOKS:
        raise Refused(
            f"Er zijn in deze ronde al {MOST_WORKBOOKS} werkboeken geüpload. Vul de rest in op de "
            "pagina."
        )
    workbook = Workbook.objects.create(
        submission=submission,
        name=file.name,
        size=len(file.data),
        sha256=file.sha256,
        sent_by=hand.by,
        on_behalf_of=submission.partner if hand.for_partner else None,
        via=hand.via,
        reading=file.reading,
    )
    WorkbookContent.objects.create(workbook=workbook, data=file.data)
    partner = submission.partner.name if hand.for_partner else ""
    record(made(workbook, "werkboek geüpload", on_behalf_of=partner), by=hand.by)
    return workbook


def has_errors(workbook: Workbook) -> bool:
    """Something in it could not be read."""
    return bool(reading.from_json(workbook.reading).errors)


def with_errors(workbook: Workbook) -> bytes:
    """The workbook as it was sent, with a remark at every cell that could not be read.

    Raises Refused when it cannot be made.
    """
    errors = reading.from_json(workbook.reading).errors
    data = bytes(WorkbookContent.objects.get(pk=workbook.pk).data)
    try:
        return sandbox.marked_book(data, errors)
    except WrongWorkbook as error:
        raise Refused(str(error)) from error
