"""What the pages about measures show, as finished answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Count, Prefetch, QuerySet

from measures.models import Involvement, Measure, MeasureQuerySet, Pillar, StatusUpdate
from measures.permissions import may_change_status, visible_measures
from measures.statuses import Course, InvolvementRole, Phase
from offensief.accounts.models import Person


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure in a list."""

    number: str
    title: str
    url: str
    pillar: str
    wave: str
    phase: Phase
    course: Course
    lead: str
    partners: str
    confirmed_on: date | None
    is_current: bool


@dataclass(frozen=True, slots=True)
class StatusCount:
    """How many measures have a phase or course."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How the found measures are spread; only what occurs."""

    phases: tuple[StatusCount, ...]
    courses: tuple[StatusCount, ...]


@dataclass(frozen=True, slots=True)
class PillarProgress:
    """A pillar with its number of measures per phase, in the order of Phase."""

    number: int
    title: str
    total: int
    per_phase: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AttentionPoint:
    """A measure whose course is not good."""

    number: str
    title: str
    url: str
    course: Course


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """The whole plan, as far as this person may see it."""

    total: int
    realised: int
    without_lead: int
    without_word: int
    pillars: tuple[PillarProgress, ...]
    phases: tuple[StatusCount, ...]
    courses: tuple[StatusCount, ...]
    attention: tuple[AttentionPoint, ...]


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """Everything on the page of one measure."""

    measure: Measure
    phase: Phase
    course: Course
    lead: Involvement | None
    involvements: tuple[Involvement, ...]
    updates: tuple[StatusUpdate, ...]
    is_current: bool
    may_change: bool


def current_since(today: date) -> date:
    """The oldest day a word may have and still count as current (actualiteit)."""
    return today - timedelta(days=settings.CURRENT_FOR_DAYS)


def with_partners(measures: QuerySet[Measure]) -> QuerySet[Measure]:
    """The measures with pillar and present partners, in three queries whatever their number."""
    present = Involvement.objects.filter(valid_to=None).select_related("partner")
    return measures.select_related("pillar").prefetch_related(
        Prefetch("involvements", queryset=present, to_attr="present")
    )


def counts(measures: QuerySet[Measure]) -> Counts:
    """Number per phase and per course, in one query."""
    counted = list(measures.order_by().values_list("phase", "course").annotate(n=Count("pk")))
    phases = [StatusCount(p.value, p.label, sum(n for x, _, n in counted if x == p)) for p in Phase]
    courses = [
        StatusCount(c.value, c.label, sum(n for _, x, n in counted if x == c)) for c in Course
    ]
    return Counts(
        phases=tuple(part for part in phases if part.count),
        courses=tuple(part for part in courses if part.count),
    )


def rows(measures: Iterable[Measure], *, today: date) -> tuple[MeasureRow, ...]:
    """List rows; the measures come from `with_partners`."""
    return tuple(_row(measure, current_since(today)) for measure in measures)


def _row(measure: Measure, since: date) -> MeasureRow:
    present: Sequence[Involvement] = measure.present  # type: ignore[attr-defined]
    lead = next((i.partner.short_name for i in present if i.role == InvolvementRole.LEAD), "")
    return MeasureRow(
        number=measure.number,
        title=measure.short_title,
        url=measure.get_absolute_url(),
        pillar=str(measure.pillar),
        wave=measure.get_wave_display(),
        phase=Phase(measure.phase),
        course=Course(measure.course),
        lead=lead,
        partners=", ".join(sorted(i.partner.short_name for i in present)),
        confirmed_on=measure.confirmed_on,
        is_current=measure.confirmed_on is not None and measure.confirmed_on >= since,
    )


def measure_page(measure: Measure, person: Person, *, today: date) -> MeasurePage:
    """The page of one measure for this person."""
    present = tuple(
        measure.involvements.filter(valid_to=None).select_related("partner").order_by("partner")
    )
    updates = tuple(measure.updates.select_related("made_by"))
    return MeasurePage(
        measure=measure,
        phase=Phase(measure.phase),
        course=Course(measure.course),
        lead=next((i for i in present if i.role == InvolvementRole.LEAD), None),
        involvements=present,
        updates=updates,
        is_current=measure.confirmed_on is not None
        and measure.confirmed_on >= current_since(today),
        may_change=may_change_status(person),
    )


def plan_progress(person: Person, *, today: date) -> PlanProgress:
    """Where the plan stands, over the measures this person may see."""
    visible = visible_measures(person)
    counted = list(
        Measure.objects.filter(pk__in=visible.values("pk"))
        .values_list("pillar__number", "phase", "course")
        .annotate(n=Count("pk"))
    )
    pillars = tuple(
        _pillar_progress(pillar, counted) for pillar in Pillar.objects.order_by("number")
    )
    since = current_since(today)
    return PlanProgress(
        total=sum(n for *_, n in counted),
        realised=sum(n for _, phase, _, n in counted if phase in _DONE),
        without_lead=Measure.objects.filter(pk__in=visible.values("pk")).without_lead().count(),
        without_word=Measure.objects.filter(pk__in=visible.values("pk"))
        .without_word_since(since)
        .count(),
        pillars=pillars,
        phases=tuple(
            StatusCount(p.value, p.label, sum(n for _, x, _, n in counted if x == p)) for p in Phase
        ),
        courses=tuple(
            StatusCount(c.value, c.label, sum(n for *_, x, n in counted if x == c)) for c in Course
        ),
        attention=_attention(visible),
    )


_DONE = {Phase.DELIVERED.value, Phase.EMBEDDED.value}


def _pillar_progress(pillar: Pillar, counted: list[tuple[int, str, str, int]]) -> PillarProgress:
    mine = [(phase, n) for number, phase, _, n in counted if number == pillar.number]
    per_phase = tuple(sum(n for x, n in mine if x == phase) for phase in Phase)
    return PillarProgress(pillar.number, pillar.title, sum(per_phase), per_phase)


WORST_FIRST = [Course.BLOCKED.value, Course.DELAYED.value, Course.NEEDS_ATTENTION.value]


def _attention(visible: MeasureQuerySet) -> tuple[AttentionPoint, ...]:
    """The measures with a bad course, the worst first."""
    found = Measure.objects.filter(pk__in=visible.values("pk"), course__in=WORST_FIRST)
    return tuple(
        AttentionPoint(m.number, m.short_title, m.get_absolute_url(), Course(m.course))
        for m in sorted(found, key=lambda m: (WORST_FIRST.index(m.course), m.number))
    )
