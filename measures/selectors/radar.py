"""The radar of gaps over the live plan, or over the plan as it was."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.conf import settings
from django.db.models import Prefetch, QuerySet

from measures import gaps
from measures.gaps import Radar, Watched
from measures.models import Involvement, Measure, Milestone, RegisterEntry
from measures.registers import EntryState, Register
from measures.selectors.then import PlanThen
from measures.statuses import (
    COURSES_THAT_NEED_A_NEXT_STEP,
    PHASES_THAT_NEED_A_RESULT,
    Course,
    Decision,
    InvolvementRole,
)


def live(measures: QuerySet[Measure], *, today: date) -> Radar:
    """Over these measures as they are, in four queries whatever their number."""
    found = list(
        measures.filter(decision=Decision.ACTIVE)
        .select_related("pillar")
        .prefetch_related(
            Prefetch("involvements", Involvement.objects.filter(valid_to=None), to_attr="present"),
            Prefetch("milestones", Milestone.objects.all(), to_attr="steps"),
        )
    )
    links = RegisterEntry.measures.through.objects.filter(
        registerentry__register=Register.PRODUCT
    ).exclude(registerentry__state=EntryState.WITHDRAWN)
    with_product = set(links.values_list("measure__number", flat=True))
    return _radar(found, with_product, today=today)


def then(plan: PlanThen, numbers: Iterable[str]) -> Radar:
    """Over the plan as it was known on a day, as far as these measures go."""
    with_product = {
        number
        for entry in plan.entries
        if entry.register == Register.PRODUCT and entry.state != EntryState.WITHDRAWN
        for number in plan.measures_of(entry)
    }
    seen = set(numbers)
    found = [m for m in plan.measures if m.number in seen and m.decision == Decision.ACTIVE]
    return _radar(found, with_product, today=plan.day)


def _radar(measures: Sequence[Measure], with_product: set[str], *, today: date) -> Radar:
    return gaps.radar(
        [_watched(measure, with_product) for measure in measures],
        today=today,
        current_for_days=settings.CURRENT_FOR_DAYS,
    )


def _watched(measure: Measure, with_product: set[str]) -> Watched:
    present: list[Involvement] = measure.present  # type: ignore[attr-defined]
    steps: list[Milestone] = measure.steps  # type: ignore[attr-defined]
    course = Course(measure.course)
    done = measure.phase in PHASES_THAT_NEED_A_RESULT
    return Watched(
        number=measure.number,
        title=measure.short_title,
        pillar=measure.pillar.number,
        has_lead=any(part.role == InvolvementRole.LEAD for part in present),
        # What is done has said where its result is.
        has_product=done or measure.number in with_product,
        confirmed_on=measure.confirmed_on,
        is_done=done,
        is_bad=course in COURSES_THAT_NEED_A_NEXT_STEP,
        is_on_track=course == Course.ON_TRACK,
        milestones=tuple(step.as_planned() for step in steps),
    )
