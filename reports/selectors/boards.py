"""Dashboards: measures and figures side by side."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q
from django.utils import timezone

from incidents.permissions import may_see_desk
from incidents.selectors.desk import waiting_count
from incidents.sight import Sight
from measures.gaps import GapKind
from measures.models import Partner, Pillar
from measures.permissions import may_see_whole_plan
from measures.selectors import measures as plan
from measures.selectors.then import plan_as_of
from measures.statuses import Phase
from offensief.accounts.models import Person
from offensief.charts.figure import Figure
from offensief.lib.dutch import date_long
from reports import charts
from reports.canonical import Document
from reports.content.figures import figures_document
from reports.content.provenance import Provenance
from reports.models import Edition
from reports.selectors.partner import partners_with_figures


@dataclass(frozen=True, slots=True)
class FiguresPart:
    """What the figures say, the same on every dashboard and in every edition."""

    day: date
    target: Document | None
    same_period: str
    years: Figure | None
    objects: Figure | None
    units: Figure | None

    @property
    def drawn(self) -> tuple[Figure | None, ...]:
        """Every picture."""
        return self.years, self.objects, self.units


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
    # The newest public one; None before the first.
    edition: Edition | None


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
    # Partners this person speaks for that have figures of their own.
    own_figures: tuple[Partner, ...]
    # For whoever works at the desk.
    at_desk: int


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
        edition=Edition.objects.public().without_text().first(),
    )


def board(person: Person, sight: Sight, *, day: date | None = None) -> Board:
    """The dashboard of this person: now, or as it was known at the end of a day."""
    shown = day or timezone.localdate(sight.at)
    progress = (
        plan.plan_progress_then(person, plan_as_of(day))
        if day
        else plan.plan_progress(person, today=shown)
    )
    source = f"Opgave in dit portaal, stand op {date_long(shown)}."
    return Board(
        figures=figures_part(shown, sight),
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
        own_figures=partners_with_figures(person),
        at_desk=waiting_count() if day is None and may_see_desk(person) else 0,
    )
