"""Lists and counts of measures, live or as they were."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Count, Prefetch, QuerySet

from measures.gaps import GapKind, Radar
from measures.models import Follow, Involvement, Measure, Pillar
from measures.permissions import visible_measures
from measures.selectors import radar
from measures.selectors.then import PlanThen
from measures.statuses import Certainty, Course, Decision, InvolvementRole, Phase
from offensief.accounts.models import Person, User


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
    decision: Decision
    certainty: Certainty
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
    """How the found measures are spread; only what occurs. Ended ones are counted apart."""

    phases: tuple[StatusCount, ...]
    courses: tuple[StatusCount, ...]
    ended: int


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
    pillars: tuple[PillarProgress, ...]
    phases: tuple[StatusCount, ...]
    courses: tuple[StatusCount, ...]
    attention: tuple[AttentionPoint, ...]
    radar: Radar

    @property
    def without_lead(self) -> int:
        """Measures that are "nog te beleggen"."""
        return len(self.radar.of_kind(GapKind.NO_LEAD))

    @property
    def without_word(self) -> int:
        """Measures of which nothing was heard, or nothing for too long."""
        return len(self.radar.of_kind(GapKind.NO_WORD))


def current_since(today: date) -> date:
    """The oldest day a word may have and still count as current (actualiteit)."""
    return today - timedelta(days=settings.CURRENT_FOR_DAYS)


def with_partners(measures: QuerySet[Measure]) -> QuerySet[Measure]:
    """The measures with pillar and present partners, in three queries whatever their number."""
    present = Involvement.objects.filter(valid_to=None).select_related("partner")
    return measures.select_related("pillar").prefetch_related(
        Prefetch("involvements", queryset=present, to_attr="present")
    )


def is_following(person: User, measure: Measure) -> bool:
    """True when this person hears what happens to this measure."""
    return Follow.objects.filter(user=person, measure=measure, ended_at=None).exists()


def followed_by(person: User) -> QuerySet[Measure]:
    """The measures this person follows and may still see."""
    follows = Follow.objects.filter(user=person, ended_at=None).values("measure_id")
    visible = visible_measures(person).values("pk")
    return Measure.objects.filter(pk__in=follows).filter(pk__in=visible)


def counts(measures: QuerySet[Measure]) -> Counts:
    """Number per phase and per course, in one query."""
    fields = measures.order_by().values_list("decision", "phase", "course")
    counted = fields.annotate(n=Count("pk"))
    return _counts([(decision, phase, course, n) for decision, phase, course, n in counted])


def counts_of(measures: Iterable[Measure]) -> Counts:
    """The same, of measures that were brought back from the trail."""
    return _counts([(m.decision, m.phase, m.course, 1) for m in measures])


def _counts(counted: Sequence[tuple[str, str, str, int]]) -> Counts:
    active = [(p, c, n) for decision, p, c, n in counted if decision == Decision.ACTIVE]
    return Counts(
        phases=tuple(part for part in _per_phase(active) if part.count),
        courses=tuple(part for part in _per_course(active) if part.count),
        ended=sum(n for decision, *_, n in counted if decision != Decision.ACTIVE),
    )


def _per_phase(counted: Sequence[tuple[str, str, int]]) -> tuple[StatusCount, ...]:
    return tuple(
        StatusCount(p.value, p.label, sum(n for x, _, n in counted if x == p)) for p in Phase
    )


def _per_course(counted: Sequence[tuple[str, str, int]]) -> tuple[StatusCount, ...]:
    return tuple(
        StatusCount(c.value, c.label, sum(n for _, x, n in counted if x == c)) for c in Course
    )


def rows(measures: Iterable[Measure], *, today: date) -> tuple[MeasureRow, ...]:
    """List rows; the measures come from `with_partners` or from `selectors.then`."""
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
        decision=Decision(measure.decision),
        certainty=Certainty(measure.certainty),
        lead=lead,
        partners=", ".join(sorted(i.partner.short_name for i in present)),
        confirmed_on=measure.confirmed_on,
        is_current=measure.confirmed_on is not None and measure.confirmed_on >= since,
    )


def plan_progress(person: Person, *, today: date) -> PlanProgress:
    """Where the plan stands now, over the active measures this person may see."""
    visible = Measure.objects.filter(pk__in=visible_measures(person).values("pk")).active()
    counted = visible.values_list("pillar__number", "phase", "course").annotate(n=Count("pk"))
    return _progress(
        [(number, phase, course, n) for number, phase, course, n in counted],
        list(Pillar.objects.current()),
        _attention(visible.filter(course__in=WORST_FIRST)),
        radar.live(visible, today=today),
    )


def plan_progress_then(person: Person, plan: PlanThen) -> PlanProgress:
    """Where the plan stood, over the measures this person may see today."""
    numbers = set(visible_measures(person).values_list("number", flat=True))
    active = [m for m in plan.measures if m.number in numbers and m.decision == Decision.ACTIVE]
    return _progress(
        [(m.pillar.number, m.phase, m.course, 1) for m in active],
        list(plan.pillars),
        _attention(m for m in active if m.course in WORST_FIRST),
        radar.then(plan, numbers),
    )


_DONE = {Phase.DELIVERED.value, Phase.EMBEDDED.value}


def _progress(
    counted: Sequence[tuple[int, str, str, int]],
    pillars: Sequence[Pillar],
    attention: tuple[AttentionPoint, ...],
    found: Radar,
) -> PlanProgress:
    pairs = [(phase, course, n) for _, phase, course, n in counted]
    return PlanProgress(
        total=sum(n for *_, n in counted),
        realised=sum(n for phase, _, n in pairs if phase in _DONE),
        pillars=tuple(_pillar_progress(pillar, counted) for pillar in pillars),
        phases=_per_phase(pairs),
        courses=_per_course(pairs),
        attention=attention,
        radar=found,
    )


def _pillar_progress(
    pillar: Pillar, counted: Sequence[tuple[int, str, str, int]]
) -> PillarProgress:
    mine = [(phase, n) for number, phase, _, n in counted if number == pillar.number]
    per_phase = tuple(sum(n for x, n in mine if x == phase) for phase in Phase)
    return PillarProgress(pillar.number, pillar.title, sum(per_phase), per_phase)


WORST_FIRST = [Course.BLOCKED.value, Course.DELAYED.value, Course.NEEDS_ATTENTION.value]


def _attention(measures: Iterable[Measure]) -> tuple[AttentionPoint, ...]:
    """The measures with a bad course, the worst first."""
    return tuple(
        AttentionPoint(m.number, m.short_title, m.get_absolute_url(), Course(m.course))
        for m in sorted(measures, key=lambda m: (WORST_FIRST.index(m.course), m.number))
    )
