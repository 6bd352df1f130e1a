"""The desk: offering a delivery, explaining what was found, taking it back, asking for release."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone

from incidents.delivery.words import MOST_BYTES
from incidents.models import (
    Audience,
    Definition,
    Release,
    ReleaseKind,
    ReleaseStatus,
    Upload,
    UploadContent,
    UploadNote,
    UploadState,
)
from incidents.models.upload import ENDED
from incidents.permissions import may_deliver, may_release, may_see_desk
from incidents.selectors.outcome import open_findings
from incidents.selectors.standing import newest_release, still_standing
from incidents.services.hiding import why_exposed
from offensief.accounts.models import User
from offensief.audit.services import record, recorded
from offensief.audit.traced import changed, facts, made
from offensief.lib import filetypes
from offensief.lib.refusals import Refused
from offensief.lib.rules import missing, one_line, require, same_version, too_long

NOT_YOURS = "Alleen het secretariaat en de cijfereigenaar bieden leveringen aan."
_NEEDS_REASON = {ReleaseKind.CORRECTION, ReleaseKind.REVISION}
EARLIEST_YEAR = 2000
LONGEST_EMBARGO = timedelta(days=366)
_NEEDS_EARLIER = _NEEDS_REASON | {ReleaseKind.UPDATE}


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadWish:
    """What the form says about a delivery as a whole."""

    title: str
    organisation: str
    document: str
    address: str
    known_on: date
    status: ReleaseStatus
    kind: ReleaseKind
    reason: str
    supersedes: Release | None
    definition: Definition
    level: str
    period_start: date | None
    period_end: date | None
    complete_levels: tuple[str, ...]
    note: str


@recorded
def receive(*, wish: UploadWish, data: bytes, name: str, by: User) -> Upload:
    """Keep a file that is offered; a worker reads it. Nothing of it is a figure yet.

    Raises ValidationError by field, or Refused when the same file lies here already.
    """
    require(may_deliver(by), NOT_YOURS)
    if faults := _faults(wish):
        raise ValidationError(faults)
    if len(data) > MOST_BYTES:
        raise ValidationError(
            {
                "file": f"Dit bestand is groter dan {MOST_BYTES // 1024**2} MB. Knip het op in "
                "delen, of stuur alleen de tellingen."
            }
        )
    sha256 = hashlib.sha256(data).hexdigest()
    _refuse_double(sha256)
    upload = Upload.objects.create(
        **{name: getattr(wish, name) for name in UploadWish.__dataclass_fields__},
        name=filetypes.safe_name(name),
        size=len(data),
        sha256=sha256,
        uploaded_by=by,
    )
    UploadContent.objects.create(upload=upload, data=data)
    record(made(upload, "levering aangeboden", reason=wish.reason), by=by)
    return upload


def _faults(wish: UploadWish) -> dict[str, str]:
    texts = {"title": wish.title, "organisation": wish.organisation, "document": wish.document}
    faults = missing(
        texts,
        {
            "title": "Geef de levering een titel.",
            "organisation": "Vul in van welke organisatie de cijfers zijn.",
            "document": "Vul in uit welk document of register de cijfers komen.",
        },
    )
    faults |= too_long({"note": wish.note, "reason": wish.reason})
    return faults | _wrong_days(wish) | _wrong_kind(wish)


def _wrong_days(wish: UploadWish) -> dict[str, str]:
    faults = {}
    if wish.known_on > timezone.localdate():
        faults["known_on"] = "De peildatum ligt in de toekomst. Vul vandaag of een eerdere dag in."
    elif wish.known_on.year < EARLIEST_YEAR:
        faults["known_on"] = f"Deze peildatum ligt voor {EARLIEST_YEAR}. Controleer het jaar."
    elif wish.supersedes and wish.supersedes.known_until > wish.known_on:
        faults["known_on"] = "De peildatum ligt voor die van de levering waar deze na komt."
    if (wish.period_start is None) != (wish.period_end is None):
        faults["period_end"] = "Vul beide dagen van de periode in, of geen van beide."
    elif wish.period_start and wish.period_end and wish.period_start >= wish.period_end:
        faults["period_end"] = "De periode eindigt voor ze begint. Verbeter een van de dagen."
    return faults


def _wrong_kind(wish: UploadWish) -> dict[str, str]:
    faults = {}
    if wish.kind in _NEEDS_REASON and not one_line(wish.reason):
        faults["reason"] = "Schrijf waarom de cijfers veranderen: dat staat straks bij elk cijfer."
    if wish.kind in _NEEDS_EARLIER and wish.supersedes is None:
        faults["supersedes"] = "Kies de levering waar deze na komt."
    if wish.supersedes and wish.supersedes.is_demo != wish.definition.is_demo:
        faults["supersedes"] = "Verzonnen cijfers (DEMO) en echte cijfers volgen elkaar nooit op."
    return faults


def _refuse_double(sha256: str) -> None:
    earlier = (
        Upload.objects.filter(sha256=sha256)
        .exclude(state__in=[UploadState.WITHDRAWN, UploadState.REFUSED])
        .select_related("uploaded_by")
        .first()
    )
    if earlier:
        raise Refused(
            f"Dit bestand ligt hier al: '{earlier.title}', aangeboden door "
            f"{earlier.uploaded_by.name}. Stand: {earlier.get_state_display().lower()}. Neem die "
            "levering eerst terug als u het bestand met andere gegevens wilt aanbieden."
        )


@recorded
def offer_withdrawal(*, release: Release, reason: str, by: User) -> Upload:
    """Ask to take all figures of a delivery back: a correction without figures.

    It takes effect when another person releases it. Raises ValidationError or Refused.
    """
    require(may_deliver(by), NOT_YOURS)
    if faults := missing({"reason": reason}, {"reason": "Schrijf waarom de cijfers vervallen."}):
        raise ValidationError(faults | too_long({"reason": reason}))
    if Upload.objects.filter(supersedes=release, sha256="").exclude(state__in=ENDED).exists():
        raise Refused("Er is al gevraagd om deze levering in te trekken. Kijk in de balie.")
    first = still_standing(release).select_related("definition").first()
    if first is None:
        raise Refused(
            "Deze levering heeft geen cijfers die nog gelden: ze zijn al ingetrokken of door een "
            "nieuwere levering vervangen."
        )
    upload = Upload.objects.create(
        title=f"Intrekking: {release.title}"[:200],
        organisation=release.source.organisation,
        document=release.source.document,
        address=release.source.address,
        known_on=timezone.localdate(),
        status=release.status,
        kind=ReleaseKind.CORRECTION,
        reason=reason,
        supersedes=release,
        definition=first.definition,
        uploaded_by=by,
        state=UploadState.READY,
    )
    record(made(upload, "intrekking gevraagd", reason=reason), by=by)
    return upload


@recorded
def explain(*, upload: Upload, finding: str, text: str, by: User) -> UploadNote:
    """Say why a finding is as it is. Raises ValidationError or Refused."""
    require(may_deliver(by), NOT_YOURS)
    upload = _fresh(upload)
    if upload.state != UploadState.READY:
        raise Refused("Deze levering wacht niet op uitleg. Ververs de pagina.")
    if finding not in {found["key"] for found in upload.outcome.get("findings", [])}:
        raise Refused("Deze bevinding is er niet meer: het bestand is opnieuw gelezen.")
    if faults := missing({"text": text}, {"text": "Schrijf wat er aan de hand is."}):
        raise ValidationError(faults)
    if faults := too_long({"text": text}):
        raise ValidationError(faults)
    note = UploadNote.objects.create(upload=upload, finding=finding, text=text, by=by)
    # Not the text: it may hold figures, and administrators read the trail.
    record(changed(upload, facts(upload), "bevinding uitgelegd"), by=by)
    return note


@recorded
def take_back(*, upload: Upload, version: int, reason: str, by: User) -> Upload:
    """Take an offered delivery back before it is released. Raises ValidationError or Refused."""
    require(may_deliver(by), NOT_YOURS)
    upload = _fresh(upload)
    if upload.state in ENDED or upload.state == UploadState.RELEASING:
        raise Refused("Deze levering kan niet meer worden teruggenomen. Ververs de pagina.")
    same_version(version, upload.version, what="deze levering")
    why = {"reason": "Schrijf waarom u de levering terugneemt."}
    if faults := missing({"reason": reason}, why):
        raise ValidationError(faults)
    # Nobody needs the file any more, and it may hold what should never have been sent.
    UploadContent.objects.filter(upload=upload).delete()
    return _move(
        upload, UploadState.WITHDRAWN, "levering teruggenomen", by, reason=reason, error=reason
    )


@recorded
def read_again(*, upload: Upload, version: int, by: User) -> Upload:
    """Let a worker read and compare it anew. Raises Refused."""
    require(may_see_desk(by), "Alleen wie in de balie werkt, laat een levering opnieuw lezen.")
    upload = _fresh(upload)
    if upload.is_withdrawal or upload.state not in {
        UploadState.READY,
        UploadState.FAULTY,
        UploadState.FAILED,
    }:
        raise Refused("Deze levering kan nu niet opnieuw worden gelezen. Ververs de pagina.")
    same_version(version, upload.version, what="deze levering")
    return _move(
        upload,
        UploadState.READING,
        "levering opnieuw gelezen",
        by,
        attempts=0,
        outcome={},
        # A release that broke off is asked for anew, by whoever then wants to.
        released_by=None,
        embargo_until=None,
        opened_for={},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseWish:
    """For whom the figures are opened, per level of area, and from when."""

    embargo_until: datetime | None
    opened_for: Mapping[str, Audience]


@recorded
def ask_release(*, upload: Upload, version: int, wish: ReleaseWish, by: User) -> Upload:
    """Release an offered delivery; a worker writes its figures, all of them or none.

    Raises NotAllowed, EditConflict, or Refused while something is unexplained or was overtaken.
    """
    upload = _fresh(upload)
    require(
        may_release(by, upload),
        "Vrijgeven doet het hoofd of een cijfereigenaar die de levering niet zelf heeft "
        "aangeboden en er geen uitleg bij heeft gegeven.",
    )
    if upload.state != UploadState.READY:
        raise Refused("Deze levering wacht niet op vrijgave. Ververs de pagina.")
    same_version(version, upload.version, what="deze levering")
    exposed = upload.outcome.get("exposed", [])
    if exposed and wish.opened_for:
        raise Refused(why_exposed(exposed))
    if left := open_findings(upload):
        raise Refused(f"Nog niet alles is uitgelegd: {left[0]['text']}")
    if not upload.is_withdrawal and upload.outcome.get("basis") != newest_release(
        upload.definition
    ):
        raise Refused(
            "Intussen is een andere levering vrijgegeven. Laat het portaal deze levering opnieuw "
            "lezen, zodat u de goede vergelijking ziet."
        )
    if wish.embargo_until and wish.embargo_until <= timezone.now():
        raise Refused("Het embargo ligt in het verleden. Laat het leeg of kies een later moment.")
    if wish.embargo_until and wish.embargo_until > timezone.now() + LONGEST_EMBARGO:
        raise Refused("Een embargo duurt hoogstens een jaar. Controleer de datum.")
    return _move(
        upload,
        UploadState.RELEASING,
        "levering vrijgegeven",
        by,
        attempts=0,
        released_by=by,
        embargo_until=wish.embargo_until,
        opened_for={level: audience.value for level, audience in wish.opened_for.items()},
    )


def _fresh(upload: Upload) -> Upload:
    """The row as it is now, held until this transaction ends."""
    return Upload.objects.select_for_update().get(pk=upload.pk)


def _move(
    upload: Upload, to: UploadState, action: str, by: User, *, reason: str = "", **changes: object
) -> Upload:
    was = facts(upload)
    Upload.objects.filter(pk=upload.pk).update(
        state=to, version=F("version") + 1, lease_until=None, **changes
    )
    upload.refresh_from_db()
    record(changed(upload, was, action, reason=reason), by=by)
    return upload
