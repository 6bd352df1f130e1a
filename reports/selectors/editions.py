"""The page of an edition."""

from dataclasses import dataclass

from django.db.models.functions import Length

from measures.rounds.permissions import may_establish
from measures.rounds.states import RoundState
from offensief.accounts.models import Person
from reports import jobs
from reports.models import Artefact, Edition, EditionState, Format, Job, JobState
from reports.permissions import may_request_edition


@dataclass(frozen=True, slots=True)
class EditionPage:
    """An edition and how far it is."""

    edition: Edition
    job: Job
    is_busy: bool
    is_failed: bool
    steps: int
    step_label: str
    pdf: Artefact | None
    pdf_size: int
    may_retry: bool
    # The round waits for the head, who reads this edition of it.
    can_establish: bool


def edition_page(edition: Edition, person: Person) -> EditionPage:
    """The page of one edition."""
    job = edition.jobs.get(format=Format.PDF)
    # The size, not the file: this page is asked for every second.
    pdf = (
        edition.artefacts.filter(format=Format.PDF)
        .defer("content")
        .annotate(size=Length("content"))
        .first()
    )
    waiting = "Staat klaar. Wordt gemaakt zodra er een plaats vrij is; u kunt deze pagina verlaten."
    return EditionPage(
        edition=edition,
        job=job,
        is_busy=job.state in {JobState.WAITING, JobState.RUNNING},
        is_failed=job.state == JobState.FAILED,
        steps=jobs.STEPS,
        step_label=waiting if job.state == JobState.WAITING else job.step_label,
        pdf=pdf,
        pdf_size=pdf.size if pdf else 0,
        may_retry=may_request_edition(person),
        can_establish=_can_establish(edition, person),
    )


def _can_establish(edition: Edition, person: Person) -> bool:
    round_ = edition.round
    return (
        round_ is not None
        and round_.state == RoundState.FROZEN
        and edition.state == EditionState.FROZEN
        and may_establish(person)
        and round_.editions.order_by("-pk").first() == edition
    )
