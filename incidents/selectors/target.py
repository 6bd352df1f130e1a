"""Where the count of a target year stands, as known on a day: a fact, and what follows from it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F

from incidents.models import ObjectType, Observation, Outcome, Target
from incidents.models.figures import ObservationQuerySet
from incidents.selectors.figures import (
    ATTACKS,
    Known,
    SamePeriod,
    known_as_of,
    known_of,
    national,
    same_period,
    year_back,
)
from incidents.sight import Sight
from incidents.statistics.comparing import Comparison, Refusal, compare
from incidents.statistics.counts import ceiling
from incidents.statistics.verdicts import Verdict, judge_course, judge_target
from offensief.lib.dutch import number

ONE_DAY = timedelta(days=1)
# What the plan names in its goal (l.84-85): homes, business premises and vehicles.
GOAL_OBJECTS = (ObjectType.HOME, ObjectType.BUSINESS, ObjectType.VEHICLE)


@dataclass(frozen=True, slots=True)
class TargetStanding:
    """Where the count of the target year stands against its maximum.

    `current` is the count of the whole year; without it, `so_far` is the longest part of it that is
    known and `pair` the longest part that one delivery also counts for the year before. `refusal`
    says why there is no such pair.
    """

    year: int
    reduction_percent: int
    maximum: int
    locator: str
    baseline: Known
    current: Known | None
    comparison: Comparison | Refusal | None
    so_far: Known | None
    pair: SamePeriod | None
    refusal: Refusal | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Variant:
    """The same target for another scope or another baseline: why, and what it comes to."""

    name: str
    why: str
    baseline: int
    maximum: int


@dataclass(frozen=True, slots=True)
class TargetPage:
    """Everything about one target."""

    standing: TargetStanding
    # Counts from 1 January of the target year, the shortest first.
    course: tuple[Known, ...]
    variants: tuple[Variant, ...]


def target_years() -> tuple[int, ...]:
    """Years with a target, the first one first."""
    return tuple(Target.objects.order_by("year").values_list("year", flat=True))


def baselines(day: date, sight: Sight) -> ObservationQuerySet:
    """Figures a target can be set against: whole years of the country, the last one first."""
    known = national(
        day, sight, whole_years=True, definition__code=ATTACKS, object_type=ObjectType.TOTAL
    )
    # What was known before the year was over counted a part of it.
    over = known.filter(period_is_exact=True, release__known_until__gte=F("period_end") - ONE_DAY)
    return over.order_by("-period_start")


def target_standing(day: date, sight: Sight, *, year: int | None = None) -> TargetStanding | None:
    """The target of a year with its count as known on `day`; without a year the present target.

    None when its baseline was not known or is not visible: nothing to stand against.
    """
    target = _target(day, sight, year)
    return _standing(target, _course(target, day, sight), day, sight) if target else None


def _standing(
    target: Target, counts: list[Known], day: date, sight: Sight
) -> TargetStanding | None:
    known_then = Observation.objects.visible(sight).filter(release__known_until__lte=day)
    if not known_then.filter(pk=target.baseline_id).exists():
        return None
    baseline = known_of(target.baseline)
    whole = [known for known in counts if known.measured.is_full_years]
    current = whole[0] if whole else None
    parts = [known for known in counts if not known.measured.is_full_years]
    so_far = parts[-1] if parts and current is None else None
    pair = same_period(target.year, day, sight) if so_far else None
    return TargetStanding(
        year=target.year,
        reduction_percent=target.reduction_percent,
        maximum=target.maximum,
        locator=target.locator,
        baseline=baseline,
        current=current,
        comparison=compare(current.measured, baseline.measured) if current else None,
        so_far=so_far,
        pair=pair,
        refusal=_refusal(so_far, day, sight) if so_far and pair is None else None,
        verdict=_verdict(target, current, so_far, pair),
    )


def _target(day: date, sight: Sight, year: int | None) -> Target | None:
    targets = Target.objects.select_related(
        "baseline__release__source", "baseline__definition", "baseline__area"
    )
    if year is not None:
        return targets.filter(year=year).first()
    begun = list(targets.filter(year__lte=day.year).order_by("-year"))
    # The last year of which anything was counted: in January the outcome of the year before is what
    # people come for.
    counted = next((target for target in begun if _course(target, day, sight)), None)
    return counted or (begun[0] if begun else targets.order_by("year").first())


def _course(target: Target, day: date, sight: Sight) -> list[Known]:
    """Counts from 1 January of the target year in the cell of the baseline, the shortest first."""
    base = target.baseline
    found = known_as_of(
        day,
        sight,
        definition=base.definition,
        area=base.area,
        object_type=base.object_type,
        outcome=base.outcome,
        period_start=date(target.year, 1, 1),
        period_end__lte=date(target.year + 1, 1, 1),
    ).filter(period_is_exact=True, value__isnull=False)
    return [known_of(o) for o in found.order_by("period_end")]


def _refusal(so_far: Known, day: date, sight: Sight) -> Refusal | None:
    """Why the same part of the year before cannot stand beside this one, when there is one."""
    earlier = national(
        day,
        sight,
        definition__code=so_far.definition,
        object_type=so_far.object_type,
        period_start=year_back(so_far.period_start),
        period_end=year_back(so_far.period_end),
    ).first()
    if earlier is None:
        return None
    found = compare(so_far.measured, known_of(earlier).measured)
    return found if isinstance(found, Refusal) else None


def _verdict(
    target: Target, current: Known | None, so_far: Known | None, pair: SamePeriod | None
) -> Verdict:
    if current:
        return judge_target(
            current.value,
            target.maximum,
            provisional=current.is_provisional,
            year_complete=current.measured.is_complete,
        )
    if so_far and so_far.value > target.maximum:
        return Verdict.NOT_MET_PROVISIONAL
    if pair:
        found = compare(pair.current.measured, pair.earlier.measured)
        if isinstance(found, Comparison):
            return judge_course(found, target.reduction_percent, target.maximum)
    return Verdict.TOO_EARLY


def target_page(year: int, day: date, sight: Sight) -> TargetPage | None:
    """Everything about the target of a year as known on `day`; None when there is nothing."""
    target = _target(day, sight, year)
    if target is None:
        return None
    counts = _course(target, day, sight)
    standing = _standing(target, counts, day, sight)
    if standing is None:
        return None
    return TargetPage(
        standing=standing,
        course=tuple(counts),
        variants=(*_revised(target, day, sight), *_goal_scope(target, day, sight)),
    )


def share_marks(standing: TargetStanding) -> tuple[str, ...]:
    """What to print beside the share: its two sources differ."""
    pair, base = standing.pair, standing.baseline
    if pair is None or pair.earlier.release == base.release:
        return ()
    mark = (
        f"Het jaarcijfer van {base.year} (peildatum: {base.known}) en de telling van dezelfde "
        f"maanden (peildatum: {pair.earlier.known}) komen uit twee leveringen. Is het jaarcijfer "
        "intussen bijgesteld, dan verschuift deze uitkomst mee."
    )
    return (mark,)


def _revised(target: Target, day: date, sight: Sight) -> list[Variant]:
    """The maximum if the baseline were what is known of it now."""
    base = target.baseline
    latest = (
        known_as_of(
            day,
            sight,
            definition=base.definition,
            area=base.area,
            object_type=base.object_type,
            outcome=base.outcome,
            period_start=base.period_start,
            period_end=base.period_end,
        )
        .filter(value__isnull=False)
        .first()
    )
    if latest is None or latest.value is None or latest.value == base.value:
        return []
    known = known_of(latest)
    return [
        Variant(
            name="Op herziene basis",
            why=f"De nulmeting is intussen bijgesteld van {number(base.value or 0)} naar "
            f"{number(known.value)} (peildatum: {known.known}). Het doel blijft wat het was; dit "
            "is wat het zou zijn.",
            baseline=known.value,
            maximum=ceiling(known.value, target.reduction_percent),
        )
    ]


def _goal_scope(target: Target, day: date, sight: Sight) -> list[Variant]:
    """The maximum for only what the plan names in its goal, from the delivery of the baseline."""
    base = target.baseline
    parts = dict(
        Observation.objects.visible(sight)
        .filter(
            release=base.release,
            definition=base.definition,
            area=base.area,
            outcome=Outcome.TOTAL,
            object_type__in=GOAL_OBJECTS,
            period_start=base.period_start,
            period_end=base.period_end,
            value__isnull=False,
        )
        .values_list("object_type", "value")
    )
    if set(parts) != set(GOAL_OBJECTS):
        return []
    total = sum(value for value in parts.values() if value is not None)
    return [
        Variant(
            name="Alleen woningen, bedrijfspanden en voertuigen",
            why="Het plan noemt in zijn doel alleen deze drie (regel 84-85), en rekent met het "
            "getal van alle objecten (regel 108). Het portaal houdt dat getal aan.",
            baseline=total,
            maximum=ceiling(total, target.reduction_percent),
        )
    ]
