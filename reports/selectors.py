"""Dashboards and edition pages: measures and figures side by side, as finished answers."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q
from django.db.models.functions import Length
from django.utils import timezone

from incidents.sight import Sight
from measures.gaps import GapKind
from measures.models import Pillar
from measures.permissions import may_see_whole_plan
from measures.rounds.permissions import may_establish
from measures.rounds.states import RoundState
from measures.selectors import measures as plan
from measures.selectors.then import plan_as_of
from measures.statuses import Phase
from offensief.accounts.models import Person
from offensief.charts.figure import Figure
from offensief.lib.dutch import date_long
from reports import charts, jobs
from reports.canonical import Document
from reports.figures import Provenance, figures_document
from reports.models import Artefact, Edition, EditionState, Format, Job, JobState
from reports.permissions import may_request_edition, sight_of


@dataclass(frozen=True, slots=True)
class FiguresPart:
    """What the figures say, the same on every dashboard and in every edition."""

    day: date
    target: Document | None
    same_period: str
    years: Figure | None
    objects: Figure | None
    units: Figure | None


@dataclass(frozen=True, slots=True)
class PillarFacts:
    """A pillar as published: its measures by wave."""

    number: int
    title: str
    measures: int


@dataclass(frozen=True, slots=True)
class PublicBoard:
    """The public dashboard."""

    figures: FiguresPart
    pillars: tuple[PillarFacts, ...]
    measures: int


@dataclass(frozen=True, slots=True)
class GapCount:
    """How often something is missing."""

    kind: GapKind
    count: int


@dataclass(frozen=True, slots=True)
class Board:
    """The dashboard after signing in."""

    figures: FiguresPart
    progress: plan.PlanProgress
    matrix: Figure
    courses: Figure
    gaps: tuple[GapCount, ...]
    sees_whole_plan: bool


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


def figures_part(day: date, sight: Sight) -> FiguresPart:
    """Everything about the figures as known on `day`, as far as it is visible."""
    document = figures_document(day, sight, provenance=Provenance())
    pair = document["same_period"]
    return FiguresPart(
        day=day,
        target=document["target"],
        same_period=pair["text"] if pair else "",
        years=charts.years(document),
        objects=charts.objects(document),
        units=charts.units(document),
    )


def public_board(*, now: datetime) -> PublicBoard:
    """Only what is published: the plan and the released figures, no status of any measure."""
    pillars = tuple(
        PillarFacts(p.number, p.title, p.total)  # type: ignore[attr-defined]
        for p in Pillar.objects.current().annotate(
            total=Count("measures", filter=~Q(measures__plan_lines=""))
        )
    )
    return PublicBoard(
        figures=figures_part(timezone.localdate(now), Sight.public(now)),
        pillars=pillars,
        measures=sum(p.measures for p in pillars),
    )


def board(person: Person, *, now: datetime, day: date | None = None) -> Board:
    """The dashboard of this person: now, or as it was known at the end of a day."""
    shown = day or timezone.localdate(now)
    progress = (
        plan.plan_progress_then(person, plan_as_of(day))
        if day
        else plan.plan_progress(person, today=shown)
    )
    source = f"Opgave in dit portaal, stand op {date_long(shown)}."
    return Board(
        figures=figures_part(shown, sight_of(person, now)),
        progress=progress,
        gaps=tuple(
            GapCount(kind, len(progress.radar.of_kind(kind)))
            for kind in GapKind
            if progress.radar.of_kind(kind)
        ),
        matrix=charts.phases_per_pillar(
            [(f"{p.number}. {p.title}", p.per_phase) for p in progress.pillars if p.total],
            Phase.labels,
            source=source,
        ),
        courses=charts.courses([(c.label, c.count) for c in progress.courses], source=source),
        sees_whole_plan=may_see_whole_plan(person),
    )


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
