"""From concept to parliament: establish, send, make public, correct. Nothing sent is undone."""

import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils import timezone

from measures.rounds.permissions import may_establish
from measures.rounds.services import keeping
from offensief.accounts.models import User
from offensief.audit.services import recorded
from offensief.lib import kamerstuk
from offensief.lib.dutch import moment
from offensief.lib.refusals import NotAllowed, Refused
from offensief.lib.rules import missing, require, too_long
from reports import permissions
from reports.canonical import Document, canonical_text, digest
from reports.content.previous import compared_with, told_since
from reports.kinds import progress
from reports.kinds.schemas import SCHEMA
from reports.models import (
    CoverLetter,
    Edition,
    EditionEvent,
    EditionKind,
    EditionState,
    EditionStep,
    Job,
    JobState,
)
from reports.selectors.editions import document_of, newest_like, standing_of
from reports.selectors.guards import figures_refuse
from reports.selectors.openness import closed_figures
from reports.services import numbering
from reports.services.asking import EditionRequest, request_edition
from reports.services.trail import record_edition

logger = logging.getLogger(__name__)

# A longer one is a slip of the pen.
LONGEST_EMBARGO = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """When it went to parliament, from when everybody may read it, and under which reference."""

    sent_on: date
    public_at: datetime
    reference: str = ""


@recorded
def establish(*, edition: Edition, sha256: str, version: int, by: User) -> Edition:
    """The head establishes the concept that was read: this very document. Gives the final edition.

    `version` is that of the round, when it has one. Raises NotAllowed, EditConflict, or Refused
    when the document is not (or no longer) the one to establish.
    """
    if not may_establish(by):
        raise NotAllowed("Alleen het hoofd stelt vast.")
    numbering.lock()
    _check_newest(edition, sha256)
    round_ = edition.round
    if round_ and edition.corrects is None:
        keeping.establish_round(round_=round_, version=version, by=by)
    at = timezone.now()
    if why := figures_refuse(edition.figures_as_of, today=timezone.localdate(at), at=at):
        raise Refused(why)
    number = (
        numbering.next_correction(edition.corrects)
        if edition.corrects
        else numbering.next_final(timezone.localdate(at).year)
    )
    document = canonical_text(
        progress.established(document_of(edition), number=number, at=at, read=sha256)
    )
    final = Edition.objects.create(
        number=number,
        title=edition.title,
        kind=EditionKind.FINAL,
        concept=edition,
        corrects=edition.corrects,
        correction_reason=edition.correction_reason,
        period_start=edition.period_start,
        period_end=edition.period_end,
        figures_as_of=edition.figures_as_of,
        standing_on=edition.standing_on,
        round=round_,
        request_key=uuid4(),
        requested_by=by,
        state=EditionState.FROZEN,
        frozen_at=at,
        document=document,
        sha256=digest(document),
    )
    Job.objects.create(edition=final)
    _take_letter_along(edition, final, by)
    record_edition(final, "editie vastgesteld", after={"hash": final.sha256}, by=by)
    return final


def _take_letter_along(concept: Edition, final: Edition, by: User) -> None:
    """The letter of the concept goes on with the final edition, under its number."""
    letter = concept.cover_letters.last()
    if letter:
        text = letter.text.replace(concept.number, final.number)
        CoverLetter.objects.create(edition=final, version=1, text=text, made_by=by)


def _check_newest(edition: Edition, sha256: str) -> None:
    """Only the newest concept of a round, or of a correction, that was not established yet."""
    if edition.kind != EditionKind.CONCEPT or edition.job.state != JobState.DONE:
        raise Refused("Alleen een concept waarvan alle bestanden klaar zijn, wordt vastgesteld.")
    if document_of(edition)["schema"] != SCHEMA:
        raise Refused("Dit concept is van een eerdere versie van het portaal. Maak een nieuw.")
    if edition.sha256 != sha256:
        raise Refused("Dit is niet het document dat u las. Open de pagina opnieuw.")
    if Edition.objects.filter(concept=edition).exists():
        raise Refused("Deze rapportage is al vastgesteld.")
    if edition.corrects and edition.corrects.corrections.finals().exists():
        raise Refused("Deze editie is al gecorrigeerd. Corrigeer de laatste correctie.")
    since = compared_with(edition, timezone.now())
    if since and since.number != told_since(document_of(edition)):
        raise Refused(
            f"Intussen is editie {since.number} verzonden. Maak een nieuw concept, dat zegt wat er "
            "sindsdien is veranderd. Draai voor een ronde eerst de bevriezing terug."
        )
    if newest_like(edition) != edition:
        raise Refused("Er is een nieuwer concept. Lees dat en stel het vast.")


@recorded
def send(*, edition: Edition, sending: Sending, by: User) -> EditionEvent:
    """It goes to parliament: the day, and the moment from which everybody may read it.

    Raises NotAllowed, ValidationError per field, or Refused when it is not ready or was sent.
    """
    require(permissions.may_request_edition(by), "Alleen het secretariaat verzendt een editie.")
    numbering.lock()
    if edition.kind != EditionKind.FINAL:
        raise Refused("Alleen een vastgestelde editie gaat naar de Kamer.")
    if edition.events.filter(step=EditionStep.SENT).exists():
        raise Refused("Deze editie is al verzonden.")
    if edition.job.state != JobState.DONE:
        raise Refused("De bestanden van deze editie zijn nog niet allemaal gemaakt.")
    reference = _check_sending(edition, sending)
    if edition.round and edition.corrects is None:
        keeping.send_round(
            round_=edition.round,
            version=edition.round.version,
            sent_on=sending.sent_on,
            kamerstuk=reference,
            by=by,
        )
    event = EditionEvent.objects.create(
        edition=edition,
        step=EditionStep.SENT,
        by=by,
        sent_on=sending.sent_on,
        public_at=sending.public_at,
        reference=reference,
    )
    told = {"verzonden op": str(sending.sent_on), "openbaar": sending.public_at.isoformat()}
    record_edition(edition, "editie verzonden", after={**told}, by=by)
    return event


def _check_sending(edition: Edition, sending: Sending) -> str:
    """The reference as it is written. Raises ValidationError with what is wrong per field."""
    errors = {}
    frozen_on = timezone.localdate(edition.frozen_at)
    if not frozen_on <= sending.sent_on <= timezone.localdate():
        errors["sent_on"] = "Kies een dag vanaf het vaststellen en niet in de toekomst."
    if wrong_moment := _wrong_moment(edition, sending.public_at, sent_on=sending.sent_on):
        errors["public_at"] = wrong_moment
    reference, wrong = _reference(sending.reference)
    if wrong:
        errors["reference"] = wrong
    if errors:
        raise ValidationError(errors)
    return reference


def _wrong_moment(edition: Edition, public_at: datetime, *, sent_on: date) -> str:
    """Why an edition cannot be public from that moment, in a sentence, or nothing."""
    document = document_of(edition)
    first = _first_moment(document)
    if timezone.localdate(public_at) < sent_on:
        return "Dit moment ligt voor de dag van verzenden. Kies een later moment."
    if public_at > timezone.now() + LONGEST_EMBARGO:
        return "Dit is meer dan een jaar vooruit. Klopt het jaar?"
    if first and public_at < first:
        return (
            f"De editie waarmee deze vergelijkt, is openbaar vanaf {moment(first)}. Kies dat "
            "moment of een later moment."
        )
    if closed := closed_figures(document, public_at):
        return (
            f"Op dat moment zijn nog niet openbaar: {', '.join(closed)}. Kies een later moment, "
            "of laat de cijfereigenaar ze eerder vrijgeven."
        )
    return ""


def _first_moment(document: Document) -> datetime | None:
    """When the edition it names is public: before that nobody may learn that there is one."""
    named = Edition.objects.filter(number=told_since(document)).first()
    return standing_of(named).public_at if named else None


@recorded
def move(*, edition: Edition, public_at: datetime, by: User) -> EditionEvent:
    """Another moment from which a sent edition is public, as long as it is not.

    Raises NotAllowed, ValidationError, or Refused when it was not sent or is public.
    """
    require(permissions.may_request_edition(by), "Alleen het secretariaat verzet het moment.")
    numbering.lock()
    standing = standing_of(edition)
    if standing.sent is None or standing.sent.sent_on is None:
        raise Refused("Deze editie is nog niet verzonden.")
    if standing.published:
        raise Refused("Deze editie is al openbaar.")
    if wrong := _wrong_moment(edition, public_at, sent_on=standing.sent.sent_on):
        raise ValidationError({"public_at": wrong})
    event = EditionEvent.objects.create(
        edition=edition, step=EditionStep.MOVED, by=by, public_at=public_at
    )
    told = {"openbaar": public_at.isoformat()}
    record_edition(edition, "moment van openbaar worden verzet", after={**told}, by=by)
    return event


def _reference(text: str) -> tuple[str, str]:
    """The reference as it is written, and what is wrong with it."""
    if not text.strip():
        return "", ""
    try:
        return kamerstuk.parse(text.strip()).text, ""
    except kamerstuk.BadReference as error:
        return "", str(error)


@recorded
def refer(*, edition: Edition, reference: str, by: User) -> EditionEvent:
    """The number of the paper, which is often known after sending. Said again it is a correction.

    Raises NotAllowed, ValidationError, or Refused when it was not sent.
    """
    require(permissions.may_request_edition(by), "Alleen het secretariaat vult het Kamerstuk in.")
    if not edition.events.filter(step=EditionStep.SENT).exists():
        raise Refused("Deze editie is nog niet verzonden.")
    written, wrong = _reference(reference)
    if wrong or not written:
        raise ValidationError(
            {"reference": wrong or "Vul het Kamerstuk in, zoals 28 684, nr. 816."}
        )
    round_ = edition.round
    if round_ and round_.sent_on and edition.corrects is None:
        # Partners read it at the answers they gave.
        keeping.send_round(
            round_=round_, version=round_.version, sent_on=round_.sent_on, kamerstuk=written, by=by
        )
    event = EditionEvent.objects.create(
        edition=edition, step=EditionStep.REFERRED, by=by, reference=written
    )
    record_edition(edition, "Kamerstuk vermeld", after={"Kamerstuk": written}, by=by)
    return event


def publish_due(now: datetime) -> list[Edition]:
    """Make public what was sent and whose moment has come. Twice at once publishes once.

    What was opened when it was sent may have been closed since; then it waits, and its page says
    for which figures.
    """
    steps = EditionEvent.objects.filter(edition=OuterRef("pk"))
    waiting = Edition.objects.filter(
        Exists(steps.filter(step=EditionStep.SENT)),
        ~Exists(steps.filter(step=EditionStep.PUBLISHED)),
    )
    # In the order of their making: one that names another comes after it.
    return [edition for edition in waiting.order_by("pk") if _published_or_logged(edition, now)]


def _published_or_logged(edition: Edition, now: datetime) -> bool:
    """One that cannot be read must not keep back those after it."""
    try:
        return _publish(edition, now)
    except (KeyError, TypeError, ValueError):
        logger.exception("edition %s could not be made public", edition.number)
        return False


@recorded
def _publish(edition: Edition, now: datetime) -> bool:
    numbering.lock()
    standing = standing_of(edition)
    if standing.published or standing.public_at is None or standing.public_at > now:
        return False
    document = document_of(edition)
    named = Edition.objects.filter(number=told_since(document)).first()
    if named and not named.is_public:
        logger.error("edition %s waits for edition %s", edition.number, named.number)
        return False
    if closed := closed_figures(document, now):
        logger.error("edition %s waits: not public are %s", edition.number, ", ".join(closed))
        return False
    EditionEvent.objects.create(edition=edition, step=EditionStep.PUBLISHED)
    record_edition(edition, "editie openbaar", after={"hash": edition.sha256}, by=None)
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a correction says, and from which day its content is."""

    reason: str
    figures_as_of: date
    standing_on: date
    request_key: UUID


@recorded
def correct(*, edition: Edition, correction: Correction, by: User) -> Edition:
    """Ask for a correction (erratum) of a sent edition: a new concept over the same period.

    Raises NotAllowed, ValidationError, or Refused when the edition was not sent or is corrected.
    """
    require(permissions.may_request_edition(by), "Alleen het secretariaat corrigeert een editie.")
    if not edition.events.filter(step=EditionStep.SENT).exists():
        raise Refused("Alleen een verzonden editie wordt gecorrigeerd. Maak een nieuw concept.")
    if edition.corrections.finals().exists():
        raise Refused("Deze editie is al gecorrigeerd. Corrigeer de laatste correctie.")
    errors = missing(
        {"reason": correction.reason}, {"reason": "Schrijf wat er fout was en waarom."}
    ) | too_long({"reason": correction.reason})
    today = timezone.localdate()
    for name in ("figures_as_of", "standing_on"):
        if getattr(correction, name) > today:
            errors[name] = "Deze dag ligt in de toekomst. Kies vandaag of eerder."
    if errors:
        raise ValidationError(errors)
    wish = EditionRequest(
        period_start=edition.period_start,
        period_end=edition.period_end,
        figures_as_of=correction.figures_as_of,
        standing_on=correction.standing_on,
        round=edition.round,
        corrects=edition,
        correction_reason=correction.reason.strip(),
        request_key=correction.request_key,
    )
    return request_edition(wish=wish, by=by)
