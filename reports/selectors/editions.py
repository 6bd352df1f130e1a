"""Editions as the bureau sees them: where each one is, its files, and what may be done now."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.db.models.functions import Length
from django.utils import timezone

from measures.rounds.permissions import may_establish
from measures.rounds.states import RoundState
from offensief.accounts.models import Person
from offensief.lib.dutch import enumerate_nl
from reports import jobs
from reports.canonical import Document
from reports.content.previous import told_since
from reports.kinds.schemas import SCHEMA
from reports.models import (
    Artefact,
    Edition,
    EditionEvent,
    EditionKind,
    EditionStep,
    Format,
    Job,
    JobState,
)
from reports.permissions import may_check_letter, may_request_edition
from reports.selectors.openness import closed_figures


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an edition is: in words, with its events, and what it corrects or is corrected by."""

    edition: Edition
    label: str
    sent: EditionEvent | None
    published: EditionEvent | None
    reference: str
    corrected_by: Edition | None

    # From when it is public, as was said last.
    public_at: datetime | None

    @property
    def is_public(self) -> bool:
        """True once everybody may read it."""
        return self.published is not None


@dataclass(frozen=True, slots=True)
class Check:
    """One outcome of the validators."""

    name: str
    is_right: bool
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EditionPage:
    """An edition, how far it is, and what this person may do with it."""

    standing: Standing
    job: Job
    is_busy: bool
    is_failed: bool
    steps: int
    step_label: str
    files: Sequence[Artefact]
    checks: Sequence[Check]
    final: Edition | None
    may_work: bool
    may_check: bool
    can_establish: bool
    can_send: bool
    can_refer: bool
    can_move: bool
    can_correct: bool
    # Figures that keep it from being made public, though its moment has come.
    waits_for: str

    @property
    def edition(self) -> Edition:
        """The edition itself."""
        return self.standing.edition


def document_of(edition: Edition) -> Document:
    """The document of a frozen edition."""
    document: Document = json.loads(edition.document)
    return document


def standing_of(edition: Edition) -> Standing:
    """Where one edition is. Asks nothing more when events and corrections are prefetched."""
    events = list(edition.events.all())
    by_step = {event.step: event for event in events}
    sent, published = by_step.get(EditionStep.SENT), by_step.get(EditionStep.PUBLISHED)
    moments = [event.public_at for event in events if event.public_at]
    references = [event.reference for event in events if event.reference]
    corrections = [c for c in edition.corrections.all() if c.kind == EditionKind.FINAL]
    return Standing(
        edition=edition,
        label=_label(edition, sent, published),
        sent=sent,
        published=published,
        reference=references[-1] if references else "",
        corrected_by=corrections[-1] if corrections else None,
        public_at=moments[-1] if moments else None,
    )


def _label(edition: Edition, sent: EditionEvent | None, published: EditionEvent | None) -> str:
    if published:
        return "Openbaar"
    if sent:
        return "Verzonden"
    return edition.get_kind_display()


def all_editions() -> list[Standing]:
    """Every edition, the newest first, in a fixed number of queries."""
    return [standing_of(edition) for edition in _with_standing(Edition.objects.without_text())]


def _with_standing(editions: Any) -> Iterable[Edition]:
    corrections = Edition.objects.without_text().order_by("pk")
    found: Iterable[Edition] = editions.select_related(
        "requested_by", "job", "round", "corrects"
    ).prefetch_related("events", Prefetch("corrections", corrections))
    return found


def edition_page(edition: Edition, person: Person) -> EditionPage:
    """The page of one edition."""
    job, standing = edition.job, standing_of(edition)
    # The size, not the file: this page is asked for every second.
    files = list(edition.artefacts.defer("content").annotate(size=Length("content")))
    files.sort(key=lambda file: list(Format).index(Format(file.format)))
    final = Edition.objects.without_text().filter(concept=edition).first()
    may_work = may_request_edition(person)
    waiting = "Staat klaar. Wordt gemaakt zodra er een plaats vrij is; u kunt deze pagina verlaten."
    return EditionPage(
        standing=standing,
        job=job,
        is_busy=job.state in {JobState.WAITING, JobState.RUNNING},
        is_failed=job.state == JobState.FAILED,
        steps=jobs.STEPS,
        step_label=waiting if job.state == JobState.WAITING else job.step_label,
        files=files,
        checks=_checks(files),
        final=final,
        may_work=may_work,
        may_check=may_check_letter(person),
        can_establish=may_establish(person) and final is None and can_be_established(edition),
        can_send=may_work
        and edition.is_final
        and standing.sent is None
        and job.state == JobState.DONE,
        can_refer=may_work and standing.sent is not None,
        can_move=may_work and standing.sent is not None and standing.published is None,
        can_correct=may_work and standing.sent is not None and standing.corrected_by is None,
        waits_for=_waits_for(standing),
    )


def _checks(files: Iterable[Artefact]) -> list[Check]:
    told = next((file.inspection for file in files if file.inspection), "[]")
    return [Check(c["name"], c["is_right"], tuple(c["faults"])) for c in json.loads(told)]


def can_be_established(edition: Edition) -> bool:
    """A frozen concept that is the newest of its round or correction, at the right moment."""
    if edition.kind != EditionKind.CONCEPT or edition.job.state != JobState.DONE:
        return False
    if document_of(edition)["schema"] != SCHEMA:
        return False
    round_ = edition.round
    if round_ and edition.corrects is None and round_.state != RoundState.FROZEN:
        return False
    return newest_like(edition) == edition


def newest_like(edition: Edition) -> Edition:
    """The newest concept of the same round, or of the same correction; without those itself."""
    if edition.round is None and edition.corrects is None:
        return edition
    alike = Edition.objects.filter(
        kind=EditionKind.CONCEPT, round=edition.round, corrects=edition.corrects
    )
    return alike.order_by("-pk").first() or edition


def _waits_for(standing: Standing) -> str:
    """What keeps it back though its moment has come: an edition it names, or closed figures."""
    now = timezone.now()
    if standing.published or standing.public_at is None or standing.public_at > now:
        return ""
    document = document_of(standing.edition)
    named = Edition.objects.filter(number=told_since(document)).first()
    if named and not named.is_public:
        return f"editie {named.number}"
    return enumerate_nl(closed_figures(document, now))
