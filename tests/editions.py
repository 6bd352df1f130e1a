"""Editions in every stage, for tests. Files are not made: that is tested where it matters."""

import uuid
from datetime import date, datetime, timedelta

from django.utils import timezone

from measures.rounds.models import Round
from offensief.accounts.models import User
from reports.canonical import digest
from reports.models import Artefact, Edition, Format, Job, JobState
from reports.services import asking, building, finals
from reports.services.finals import Correction, Sending

KAMERSTUK = "28 684, nr. 816"


def concept(by: User, *, round_: Round | None = None, as_of: date | None = None) -> Edition:
    """A frozen concept over 2025, or of a round."""
    today = timezone.localdate()
    wish = asking.EditionRequest(
        period_start=date(2025, 1, 1),
        period_end=min(date(2025, 12, 31), today),
        figures_as_of=as_of or today,
        request_key=uuid.uuid4(),
        round=round_,
    )
    return ready(asking.request_edition(wish=wish, by=by))


def ready(asked: Edition) -> Edition:
    """Frozen, and as if its files were made."""
    edition = building.freeze(asked.pk)
    Job.objects.filter(edition=edition).update(state=JobState.DONE)
    return Edition.objects.get(pk=edition.pk)


def established(by: User, head: User) -> Edition:
    """A final edition whose files are there."""
    read = concept(by)
    final = finals.establish(edition=read, sha256=read.sha256, version=1, by=head)
    return with_files(final)


def with_files(edition: Edition) -> Edition:
    """The edition as if its files were made: the document, and a small PDF."""
    for form, content in ((Format.PDF, b"%PDF-1.7"), (Format.JSON, edition.document.encode())):
        Artefact.objects.create(
            edition=edition, format=form, content=content, sha256=digest(content)
        )
    Job.objects.filter(edition=edition).update(state=JobState.DONE)
    edition.refresh_from_db()
    return edition


def sending(*, public_at: datetime | None = None, reference: str = KAMERSTUK) -> Sending:
    """Sent today, public in an hour unless told otherwise."""
    now = timezone.now()
    return Sending(
        sent_on=timezone.localdate(now),
        public_at=public_at or now + timedelta(hours=1),
        reference=reference,
    )


def sent(by: User, head: User) -> Edition:
    """A final edition that went to parliament and is public in an hour."""
    final = established(by, head)
    finals.send(edition=final, sending=sending(), by=by)
    return final


def published(by: User, head: User) -> Edition:
    """A public edition."""
    final = established(by, head)
    finals.send(edition=final, sending=sending(public_at=timezone.now()), by=by)
    finals.publish_due(timezone.now())
    return final


def correction(*, reason: str = "Een getal was verkeerd.") -> Correction:
    """A correction with the figures of today."""
    today = timezone.localdate()
    return Correction(
        reason=reason, figures_as_of=today, standing_on=today, request_key=uuid.uuid4()
    )
