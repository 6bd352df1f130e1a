"""The figures as pages and editions show them, each with the moment it was known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from incidents.models import AreaLevel, ObjectType, Observation, Outcome, Release
from incidents.models.figures import ObservationQuerySet
from incidents.models.releases import Precision
from incidents.sight import Sight
from incidents.statistics.comparing import Comparison, Measured, Refusal, compare
from incidents.statistics.counts import RateRatio
from offensief.lib.dutch import date_long, month_name

ATTACKS = "A"
INCIDENTS = "I"
# Before these years there is no figure of the present way of counting: the recount of May 2024
# (QuickScan, plan l.774-775) made 901 of what was 622 for 2023, so 2022 cannot stand beside it.
FIRST_YEAR = {INCIDENTS: 2022, ATTACKS: 2023}
COUNTRY = "NL"
# With fewer units nobody can say which of them goes another way than the others.
FEWEST_UNITS = 3


@dataclass(frozen=True, slots=True)
class Known:
    """A count with its origin: what, where, when, according to whom, as known when."""

    key: str
    value: int
    printed: str
    period_start: date
    period_end: date
    definition: str
    definition_name: str
    area: str
    area_code: str
    object_type: ObjectType
    outcome: Outcome
    release: str
    release_title: str
    source: str
    address: str
    locator: str
    known_until: date
    known: str
    status: str
    is_provisional: bool
    measured: Measured

    @property
    def year(self) -> int:
        """The calendar year in which the period starts."""
        return self.period_start.year


@dataclass(frozen=True, slots=True)
class SamePeriod:
    """Equal periods of two years, counted on the same day by the same publisher."""

    current: Known
    earlier: Known
    ratio: RateRatio
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class YearPair:
    """A year and the year before it, which the guard lets stand side by side."""

    current: Known
    earlier: Known
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A police unit in two years; counts of one delivery."""

    current: Known
    earlier: Known
    ratio: RateRatio
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """A delivery in the list of deliveries."""

    release: Release
    known: str
    figures: int


def known_as_of(
    day: date, sight: Sight, *, whole_years: bool = False, **cells: object
) -> ObservationQuerySet:
    """Per cell what was known on `day`, of what is visible, with its names.

    Only of the cells that are meant, as in `as_of`.
    """
    return Observation.objects.as_of(day, sight, whole_years=whole_years, **cells).select_related(
        "release__source", "definition", "area"
    )


def describe_known(release: Release) -> str:
    """The peildatum in words, as exactly as it is known and no more."""
    if release.known_precision == Precision.DAY:
        return date_long(release.known_until)
    if release.known_precision == Precision.MONTH:
        return f"{month_name(release.known_until.month)} {release.known_until.year}"
    if release.known_precision == Precision.RANGE and release.known_text:
        return release.known_text
    return f"niet vermeld, uiterlijk {date_long(release.known_until)}"


def same_period(year: int, day: date, sight: Sight) -> SamePeriod | None:
    """The longest part of `year` that one delivery also counts for the year before."""
    counts = [
        known_of(o)
        for o in national(
            day,
            sight,
            definition__code=ATTACKS,
            object_type=ObjectType.TOTAL,
            period_start__gte=date(year - 1, 1, 1),
            period_start__lt=date(year + 1, 1, 1),
        )
        .filter(period_is_exact=True)
        .exclude(period_end__month=1, period_end__day=1, period_start__month=1)
    ]
    by_cell = {(k.release, k.period_start, k.period_end): k for k in counts}
    pairs = [
        (k, earlier)
        for k in counts
        if k.year == year
        and (
            earlier := by_cell.get((k.release, year_back(k.period_start), year_back(k.period_end)))
        )
    ]
    if not pairs:
        return None
    current, earlier = max(pairs, key=lambda pair: (pair[0].measured.days, pair[0].known_until))
    found = compare(current.measured, earlier.measured)
    if isinstance(found, Refusal) or found.ratio is None:
        return None
    return SamePeriod(current, earlier, found.ratio, found.marks)


def years(day: date, sight: Sight) -> tuple[Known, ...]:
    """Full national years per definition, oldest first."""
    order = list(FIRST_YEAR)
    known = national(
        day,
        sight,
        whole_years=True,
        definition__code__in=order,
        object_type=ObjectType.TOTAL,
    )
    rows = [
        known_of(o)
        for o in known.filter(period_is_exact=True)
        if o.period_start.year >= FIRST_YEAR[o.definition.code]
    ]
    return tuple(sorted(rows, key=lambda k: (order.index(k.definition), k.year)))


def last_years(counted: Sequence[Known]) -> YearPair | None:
    """The last of `years` and the one before it; None when the guard refuses to compare them.

    1525 (2025) and 1543 (2024) come with the marks that 1525 is provisional and that nobody wrote
    down when 1543 was known.
    """
    if len(counted) < 2:
        return None
    earlier, current = counted[-2:]
    found = compare(current.measured, earlier.measured)
    if isinstance(found, Refusal) or current.year != earlier.year + 1:
        return None
    return YearPair(current, earlier, found.marks)


def objects(year: int, day: date, sight: Sight) -> tuple[Known, ...]:
    """National counts of a full year per type of object, in the order of ObjectType."""
    order = list(ObjectType)
    known = national(
        day,
        sight,
        definition__code=ATTACKS,
        object_type__in=set(order) - {ObjectType.TOTAL},
        period_start=date(year, 1, 1),
        period_end=date(year + 1, 1, 1),
    )
    rows = [known_of(o) for o in known]
    return tuple(sorted(rows, key=lambda k: order.index(k.object_type)))


def unit_changes(
    year: int, day: date, sight: Sight, *, definition: str = ATTACKS
) -> tuple[UnitChange, ...]:
    """Police units with a count for `year` and the year before in the same delivery."""
    return _changes_in(year, _unit_counts(definition, day, sight))


def last_unit_changes(definition: str, day: date, sight: Sight) -> tuple[UnitChange, ...]:
    """Units in the last year, and of it the last delivery, that has enough of them to compare.

    All are of one delivery, with the year before: units that were known on two days do not stand in
    one funnel. With five units known in February and one of them again in March, it is the other
    four of February. Empty without three units.
    """
    counts = _unit_counts(definition, day, sight)
    comparable = {known.year for known in counts if known.year >= FIRST_YEAR[ATTACKS]}
    for year in sorted(comparable, reverse=True):
        for changes in _per_delivery(_changes_in(year, counts)):
            if len(changes) >= FEWEST_UNITS:
                return changes
    return ()


def _per_delivery(changes: Iterable[UnitChange]) -> list[tuple[UnitChange, ...]]:
    """The units of each delivery, the delivery that was known last first."""
    found: dict[tuple[date, str], list[UnitChange]] = {}
    for change in changes:
        delivery = change.current.known_until, change.current.release
        found.setdefault(delivery, []).append(change)
    return [tuple(found[delivery]) for delivery in sorted(found, reverse=True)]


def _unit_counts(definition: str, day: date, sight: Sight) -> list[Known]:
    """Whole years of the police units."""
    found = known_as_of(
        day,
        sight,
        whole_years=True,
        area__level="unit",
        definition__code=definition,
        object_type=ObjectType.TOTAL,
        outcome=Outcome.TOTAL,
    )
    return [known_of(o) for o in found.filter(value__isnull=False)]


def _changes_in(year: int, counts: Iterable[Known]) -> tuple[UnitChange, ...]:
    by_cell = {(k.release, k.area_code, k.year): k for k in counts}
    changes = []
    for current in by_cell.values():
        earlier = by_cell.get((current.release, current.area_code, year - 1))
        if current.year != year or earlier is None:
            continue
        found = compare(current.measured, earlier.measured)
        if isinstance(found, Comparison) and found.ratio is not None:
            changes.append(UnitChange(current, earlier, found.ratio, found.marks))
    return tuple(changes)


def releases(sight: Sight) -> tuple[ReleaseRow, ...]:
    """All deliveries that are visible, the latest known first."""
    listed = list(Release.objects.visible(sight).select_related("source"))
    counts = dict(
        Observation.objects.visible(sight)
        .filter(release__in=listed)
        .values_list("release")
        .annotate(Count("pk"))
        .order_by()
    )
    return tuple(ReleaseRow(r, describe_known(r), counts.get(r.pk, 0)) for r in listed)


def levels_of(release: Release) -> list[str]:
    """The levels of area it has figures of, from the country down."""
    found = set(release.observations.values_list("area__level", flat=True).distinct())
    return [level for level in AreaLevel.values if level in found]


def release_figures(release: Release, sight: Sight) -> ObservationQuerySet:
    """Every visible figure of one delivery, as printed."""
    return (
        Observation.objects.filter(release=release)
        .visible(sight)
        .with_hiding(sight)
        .select_related("definition", "area")
    )


def national(
    day: date, sight: Sight, *, whole_years: bool = False, **cells: object
) -> ObservationQuerySet:
    """Counts of the whole country, attempts included, as known on `day`."""
    return known_as_of(
        day,
        sight,
        whole_years=whole_years,
        area__code=COUNTRY,
        outcome=Outcome.TOTAL,
        **cells,
    ).filter(value__isnull=False)


def year_back(day: date) -> date:
    """The same day a year earlier; 29 February becomes 1 March, as `period_end` is exclusive."""
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 3, 1)
    return day.replace(year=day.year - 1)


def _comparable_from(definition: str) -> date | None:
    first = FIRST_YEAR.get(definition)
    return date(first, 1, 1) if first else None


def known_of(o: Observation) -> Known:
    """The figure with its origin. Raises ValueError when it has no single count."""
    if o.value is None:
        raise ValueError("A figure within bounds has no single count.")
    release = o.release
    is_provisional = release.is_provisional
    return Known(
        key=f"{release.code}/{o.pk}",
        value=o.value,
        printed=o.printed,
        period_start=o.period_start,
        period_end=o.period_end,
        definition=o.definition.code,
        definition_name=o.definition.name,
        area=o.area.name,
        area_code=o.area.code,
        object_type=ObjectType(o.object_type),
        outcome=Outcome(o.outcome),
        release=release.code,
        release_title=release.title,
        source=str(release.source),
        address=release.source.address,
        locator=o.locator or release.locator,
        known_until=release.known_until,
        known=describe_known(release),
        status=release.get_status_display(),
        is_provisional=is_provisional,
        measured=Measured(
            count=o.value,
            definition=o.definition.code,
            period_start=o.period_start,
            period_end=o.period_end,
            delivery=release.code,
            known_until=release.known_until,
            known_precision=release.known_precision,
            provisional=is_provisional,
            approximate_period=not o.period_is_exact,
            comparable_from=_comparable_from(o.definition.code),
        ),
    )
