"""Everything on the page of one measure, now or as it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from measures.contribution import Contribution, sentence
from measures.models import (
    Attachment,
    Comment,
    ContactPerson,
    ContributionCard,
    Involvement,
    LearningNote,
    Measure,
    Milestone,
    MilestoneMove,
    Partner,
    RegisterEntry,
    StatusUpdate,
)
from measures.permissions import (
    may_change_status,
    may_keep_plan,
    may_see_trail,
    speaks_for,
    visible_entries,
)
from measures.planning import Completion, completion, days_late, latest
from measures.registers import CLOSED, EntryState
from measures.selectors.measures import current_since, is_following
from measures.selectors.then import PlanThen
from measures.selectors.timelines import measure_timeline
from measures.statuses import Certainty, Course, Decision, Evidence, InvolvementRole, Phase
from offensief.accounts.models import Person, User
from offensief.audit.history import end_of
from offensief.charts.figure import Figure
from offensief.lib.dutch import date_long, plural


@dataclass(frozen=True, slots=True, kw_only=True)
class Axes:
    """The independent axes of a measure, each with its own word."""

    phase: Phase
    course: Course
    decision: Decision
    certainty: Certainty
    # Filled when the two views differ.
    partner_course: Course | None
    partner_name: str
    secretariat_course: Course | None
    # What the first planned dates say, when that is worse than on time.
    lateness: str


@dataclass(frozen=True, slots=True)
class LinkedEntry:
    """A register entry at this measure."""

    entry: RegisterEntry
    register: str
    state: str
    is_closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurePage:
    """What the template prints."""

    measure: Measure
    axes: Axes
    lead: Involvement | None
    involvements: tuple[Involvement, ...]
    contacts: tuple[ContactPerson, ...]
    updates: tuple[StatusUpdate, ...]
    is_current: bool
    completion: Completion
    milestones: tuple[Milestone, ...]
    timeline: Figure
    card: ContributionCard | None
    card_sentence: str
    lessons: tuple[LearningNote, ...]
    entries: tuple[LinkedEntry, ...]
    attachments: tuple[Attachment, ...]
    comments: tuple[Comment, ...]
    is_following: bool
    may_change: bool
    may_keep: bool
    sees_trail: bool
    speaks_for: tuple[Partner, ...]


def measure_page(measure: Measure, person: Person, *, today: date) -> MeasurePage:
    """The page of a measure as it is, for this person."""
    moves = Prefetch("moves", MilestoneMove.objects.select_related("moved_by"))
    steps = list(measure.milestones.prefetch_related(moves))
    present = list(
        measure.involvements.filter(valid_to=None).select_related("partner").order_by("partner")
    )
    said = list(
        measure.updates.select_related(
            "made_by", "on_behalf_of", "result_product", "result_document"
        )
    )
    card = ContributionCard.objects.filter(measure=measure).first()
    entries = visible_entries(person).filter(measures=measure).distinct()
    return MeasurePage(
        measure=measure,
        axes=axes(measure, steps, said, today=today),
        lead=_lead(present),
        involvements=tuple(present),
        contacts=tuple(
            ContactPerson.objects.present()
            .for_measure(measure)
            .filter(partner__in=[i.partner_id for i in present])
            .select_related("partner")
        ),
        updates=tuple(said),
        is_current=_is_current(measure, today),
        completion=completion([step.as_planned() for step in steps]),
        milestones=tuple(steps),
        timeline=measure_timeline(measure, steps, today=today),
        card=card,
        card_sentence=_card_sentence(card),
        lessons=tuple(measure.lessons.select_related("made_by")),
        entries=tuple(_linked(entry) for entry in entries),
        attachments=tuple(measure.attachments.filter(withdrawn_at=None).select_related("added_by")),
        comments=tuple(
            measure.comments.select_related("made_by").prefetch_related("mentions__user")
        ),
        is_following=isinstance(person, User) and is_following(person, measure),
        may_change=may_change_status(person) and measure.decision == Decision.ACTIVE,
        may_keep=may_keep_plan(person),
        sees_trail=may_see_trail(person),
        speaks_for=tuple(speaks_for(person, measure)),
    )


def measure_page_then(measure: Measure, plan: PlanThen) -> MeasurePage:
    """The page of a measure from `plan`; nobody changes the past."""
    steps: list[Milestone] = measure.steps  # type: ignore[attr-defined]
    present: list[Involvement] = measure.present  # type: ignore[attr-defined]
    said = StatusUpdate.objects.filter(
        measure__number=measure.number, made_at__lt=end_of(plan.day)
    ).select_related("made_by", "on_behalf_of", "result_product", "result_document")
    return MeasurePage(
        measure=measure,
        axes=axes(measure, steps, list(said), today=plan.day),
        lead=_lead(present),
        involvements=tuple(present),
        contacts=(),
        updates=tuple(said),
        is_current=_is_current(measure, plan.day),
        completion=completion([step.as_planned() for step in steps]),
        milestones=tuple(steps),
        timeline=measure_timeline(measure, steps, today=plan.day),
        card=plan.cards.get(measure.number),
        card_sentence=_card_sentence(plan.cards.get(measure.number)),
        lessons=tuple(
            LearningNote.objects.filter(
                measure__number=measure.number, made_at__lt=end_of(plan.day)
            ).select_related("made_by")
        ),
        entries=tuple(
            _linked(entry) for entry in plan.entries if measure.number in plan.measures_of(entry)
        ),
        attachments=(),
        comments=tuple(
            Comment.objects.filter(measure__number=measure.number, made_at__lt=end_of(plan.day))
            .select_related("made_by")
            .prefetch_related("mentions__user")
        ),
        is_following=False,
        may_change=False,
        may_keep=False,
        sees_trail=False,
        speaks_for=(),
    )


def _last_partner(said: Sequence[StatusUpdate]) -> str:
    """Whose view the view of "the partner" is: of who spoke last."""
    names = (update.on_behalf_of.name for update in said if update.on_behalf_of)
    return next(names, "de partner")


def axes(
    measure: Measure, steps: list[Milestone], said: Sequence[StatusUpdate], *, today: date
) -> Axes:
    """The axes of a measure, with what its first planned dates say."""
    course = Course(measure.course)
    partner, secretariat = Course(measure.partner_course), Course(measure.secretariat_course)
    # Both are shown as soon as they differ, or when the partner waits for the secretariat.
    both = partner != Course.NOT_ASSESSED and not partner == secretariat == course
    late = latest([step.as_planned() for step in steps], today=today)
    lateness = ""
    if late is not None:
        days = plural(days_late(late, today=today), "dag", "dagen")
        lateness = (
            f"Gemeten aan de eerste planning is de maatregel {days} later: mijlpaal "
            f"'{late.title}' was eerst gepland op {date_long(late.first_on)}."
        )
    return Axes(
        phase=Phase(measure.phase),
        course=course,
        decision=Decision(measure.decision),
        certainty=Certainty(measure.certainty),
        partner_course=partner if both else None,
        partner_name=_last_partner(said),
        secretariat_course=secretariat if both else None,
        lateness=lateness,
    )


def _lead(present: list[Involvement]) -> Involvement | None:
    return next((part for part in present if part.role == InvolvementRole.LEAD), None)


def _is_current(measure: Measure, today: date) -> bool:
    return measure.confirmed_on is not None and measure.confirmed_on >= current_since(today)


def _linked(entry: RegisterEntry) -> LinkedEntry:
    return LinkedEntry(
        entry=entry,
        register=entry.get_register_display(),
        state=EntryState(entry.state).label,
        is_closed=EntryState(entry.state) in CLOSED,
    )


def _card_sentence(card: ContributionCard | None) -> str:
    if card is None:
        return ""
    return sentence(
        Contribution(mechanism=card.mechanism, evidence=Evidence(card.evidence), source=card.source)
    )
