"""Dashboards and edition pages: measures and figures side by side, as finished answers."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count
from django.utils import timezone

from incidents import selectors as figures
from incidents import wording
from measures import selectors as plan
from measures.models import Pillar
from measures.permissions import may_see_whole_plan
from offensief.accounts.models import Person
from offensief.charts.figure import Figure
from reports import charts, services
from reports.models import Artefact, Edition, Format, Job, JobState
from reports.permissions import may_request_edition


@dataclass(frozen=True, slots=True)
class FiguresPart:
    """What the figures say, the same on every dashboard."""

    day: date
    standing: figures.TargetStanding | None
    answer: wording.Answer | None
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
class Board:
    """The dashboard after signing in."""

    figures: FiguresPart
    progress: plan.PlanProgress
    matrix: Figure | None
    courses: Figure | None
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


def figures_part(day: date, *, at: datetime) -> FiguresPart:
    """Everything about the figures as known on `day` and released at the moment `at`."""
    standing = figures.target_standing(day, at=at)
    pair = figures.same_period(standing.year, day, at=at) if standing else None
    base_year = standing.baseline.year if standing else day.year - 1
    objects = {year: figures.objects(year, day, at=at) for year in (base_year - 1, base_year)}
    return FiguresPart(
        day=day,
        standing=standing,
        answer=wording.answer(standing) if standing else None,
        same_period=wording.same_period(pair) if pair else "",
        years=charts.years(figures.years(day, at=at), standing),
        objects=charts.objects(objects),
        units=charts.units(figures.unit_changes(base_year, day, at=at)),
    )


def public_board(*, now: datetime) -> PublicBoard:
    """Only what is published: the plan and the released figures, no status of any measure."""
    pillars = tuple(
        PillarFacts(p.number, p.title, p.total)
        for p in Pillar.objects.annotate(total=Count("measures")).order_by("number")
    )
    return PublicBoard(
        figures=figures_part(timezone.localdate(now), at=now),
        pillars=pillars,
        measures=sum(p.measures for p in pillars),
    )


def board(person: Person, *, now: datetime) -> Board:
    """The dashboard of this person, over the measures this person may see."""
    today = timezone.localdate(now)
    progress = plan.plan_progress(person, today=today)
    return Board(
        figures=figures_part(today, at=now),
        progress=progress,
        matrix=charts.matrix(progress) if progress.total else None,
        courses=charts.courses(progress) if progress.total else None,
        sees_whole_plan=may_see_whole_plan(person),
    )


def edition_page(edition: Edition, person: Person) -> EditionPage:
    """The page of one edition."""
    job = edition.jobs.get(format=Format.PDF)
    pdf = edition.artefacts.filter(format=Format.PDF).first()
    waiting = "Staat klaar. Wordt gemaakt zodra er een plaats vrij is; u kunt deze pagina verlaten."
    return EditionPage(
        edition=edition,
        job=job,
        is_busy=job.state in {JobState.WAITING, JobState.RUNNING},
        is_failed=job.state == JobState.FAILED,
        steps=services.STEPS,
        step_label=waiting if job.state == JobState.WAITING else job.step_label,
        pdf=pdf,
        pdf_size=len(pdf.content) if pdf else 0,
        may_retry=may_request_edition(person),
    )
