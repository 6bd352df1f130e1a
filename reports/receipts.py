"""Receipts: for every signature in a round a PDF of what was signed, kept and mailed.

A signature asks for nothing: whatever was signed and has no receipt yet is found by the sweeper, so
that none is forgotten (docs/decisions/0007).
"""

import logging
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from measures.rounds.answer_rules import places
from measures.rounds.content import order
from measures.rounds.models import Answer, RoundEvent, Submission
from measures.rounds.selectors.words import changes_in_words, words_for
from measures.rounds.states import Step, Via
from measures.selectors.speakers import speakers_of
from offensief.accounts.models import User
from offensief.audit.services import Deed, record, recorded
from offensief.outbox.models import Message
from offensief.outbox.services import MailFile, queue
from reports.canonical import Document, canonical_text, digest
from reports.kinds import receipt as kind
from reports.models import JobState, Receipt
from reports.printing import PrintFailed, print_file

logger = logging.getLogger(__name__)

TRIES = 5
# Longer than the printer may take (reports.printing.SECONDS): who still prints is not overtaken.
LEASE = timedelta(minutes=4)
MOST_PER_ROUND = 20
_WAYS = {Via.LINK: "persoonlijke link"}


def find_waiting() -> list[int]:
    """Receipts to make now: of new signatures, and those whose printer was cut off."""
    new = RoundEvent.objects.filter(step=Step.SIGN, receipt=None).values_list("pk", flat=True)
    rows = [Receipt(event_id=pk) for pk in new]
    # Two sweepers at once find the same signatures; each gets one row.
    Receipt.objects.bulk_create(rows, ignore_conflicts=True)
    waiting = Receipt.objects.filter(state=JobState.WAITING, next_try_at__lte=timezone.now())
    return list(waiting.order_by("next_try_at").values_list("pk", flat=True)[:MOST_PER_ROUND])


def make(receipt_id: int) -> None:
    """Print one receipt and put the mail in the outbox. Safe to run twice and at the same time."""
    now = timezone.now()
    mine = Receipt.objects.filter(pk=receipt_id, state=JobState.WAITING, next_try_at__lte=now)
    mine.filter(attempts__gte=TRIES).update(state=JobState.FAILED)
    if not mine.update(attempts=F("attempts") + 1, next_try_at=now + LEASE):
        return
    receipt = Receipt.objects.select_related(
        "event__by", "event__round", "event__submission__partner"
    ).get(pk=receipt_id)
    text = canonical_text(document_of(receipt.event))
    try:
        content = print_file(text, "pdf", tell=lambda step: None)
    except PrintFailed as error:
        logger.error("receipt %s could not be printed: %s", receipt_id, error)
        return
    _keep(receipt, text, content)


@recorded
def _keep(receipt: Receipt, document: str, content: bytes) -> None:
    """Keep the file and mail it, together; the second of two printers keeps nothing."""
    kept = Receipt.objects.filter(pk=receipt.pk, state=JobState.WAITING).update(
        state=JobState.DONE,
        document=document,
        content=content,
        sha256=digest(content),
        built_at=timezone.now(),
    )
    if not kept:
        return
    submission = receipt.event.submission
    if submission is None:
        raise ValueError("Only a submission is signed.")
    for person in _readers(receipt.event, submission):
        _mail(receipt.event, submission, person, content)
    deed = Deed(
        action="ontvangstbewijs gemaakt",
        subject=submission,
        subject_id=f"{receipt.event.round.number}.{submission.partner.key}",
        before={},
        after={"hash": digest(content)},
    )
    record(deed, by=None)


def _readers(event: RoundEvent, submission: Submission) -> Iterable[User]:
    """Who signed, and whoever gets the messages to this partner."""
    today = timezone.localdate()
    people = list(speakers_of([submission.partner], today=today)[submission.partner_id].recipients)
    if event.by is not None and event.on_behalf_of is None:
        people.insert(0, event.by)
    return dict.fromkeys(people)


def _mail(event: RoundEvent, submission: Submission, person: User, content: bytes) -> Message:
    round_ = submission.round
    partner = submission.partner
    return queue(
        to=person,
        kind="receipt",
        kind_label="bewijs van indienen",
        subject=f"Bewijs van indienen: {round_.title}",
        body=f"De antwoorden van {partner.name} in de ronde '{round_.title}' zijn ingediend. "
        "In de bijlage staat precies wat er is ingediend. Bewaar haar goed.\n\n"
        "Het secretariaat bekijkt uw antwoorden. U hoort het als er nog een vraag is.",
        link=submission.get_absolute_url(),
        dedupe_key=f"receipt:{event.pk}:{person.pk}",
        files=[MailFile(file_name(event, submission), "application/pdf", content)],
    )


def file_name(event: RoundEvent, submission: Submission) -> str:
    """What the file is called when it is saved."""
    day = timezone.localdate(event.at)
    return f"bewijs-{submission.round.number}-{submission.partner.key}-{day:%Y-%m-%d}.pdf"


def document_of(event: RoundEvent) -> Document:
    """The receipt as a document (reports.kinds.receipt), from what the event itself kept."""
    submission = event.submission
    if submission is None or event.by is None:
        raise ValueError("Only a submission is signed, by a person.")
    round_, partner = event.round, submission.partner
    earlier = submission.events.filter(step=Step.SIGN, pk__lt=event.pk).exists()
    on_behalf = event.on_behalf_of_id is not None
    way = "namens de partner vastgelegd door het secretariaat"
    return {
        "schema": kind.SCHEMA,
        "round": {
            "number": round_.number,
            "title": round_.title,
            "period_start": round_.period_start.isoformat(),
            "period_end": round_.period_end.isoformat(),
        },
        "partner": {"key": partner.key, "name": partner.name},
        "signed": {
            "by": event.by.name,
            "at": timezone.localtime(event.at).isoformat(timespec="seconds"),
            "via": way if on_behalf else _WAYS.get(Via(event.via), "pagina"),
            "on_behalf_by": event.by.name if on_behalf else "",
            "late": bool(event.payload["late"]),
            "again": earlier,
        },
        "answers": list(_answers(event, submission)),
        "answer_hash": event.payload_hash,
    }


def _answers(event: RoundEvent, submission: Submission) -> Iterable[dict[str, Any]]:
    signed = event.payload["answers"]
    unchanged = set(event.payload["unchanged"])
    answers = (
        Answer.objects.filter(submission=submission)
        .select_related("measure")
        .prefetch_related("measure__milestones")
        .order_by("measure__number")
    )
    for answer in answers:
        content = signed[answer.measure.number]
        words = words_for(answer.measure.milestones.all(), places(answer.measure))
        differs = {change.name for change in changes_in_words(answer.base, content, words)}
        yield {
            "number": answer.measure.number,
            "title": answer.measure.short_title,
            "unchanged": answer.measure.number in unchanged,
            "fields": [
                {
                    "label": words.label(name),
                    "value": words.value(name, content.get(name, "")),
                    "before": words.value(name, answer.base.get(name, "")),
                }
                for name in order(content)
                if content.get(name) or name in differs
            ],
        }
