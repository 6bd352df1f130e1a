"""Counts of the whole country month by month or week by week, as known on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from incidents.models import ObjectType
from incidents.selectors.figures import Known, known_of, national
from incidents.sight import Sight

WEEKS = 52


@dataclass(frozen=True, slots=True)
class Series:
    """Periods of one length that follow each other, the oldest first."""

    unit: str
    counts: tuple[Known, ...]

    @property
    def values(self) -> list[int]:
        """The counts alone."""
        return [known.value for known in self.counts]


def series(definition: str, day: date, sight: Sight) -> Series | None:
    """The longest unbroken run of months, or else of weeks, up to the last one. None without two.

    A gap ends the run: nobody knows what was counted there.
    """
    found = [
        known_of(o)
        for o in national(day, sight, definition__code=definition, object_type=ObjectType.TOTAL)
        .filter(period_is_exact=True)
        .order_by("period_start", "period_end")
    ]
    for unit, fits in (("maanden", _is_month), ("weken", _is_week)):
        run = _last_run([known for known in found if fits(known)])
        if len(run) > 1:
            return Series(unit, tuple(run))
    return None


def _is_month(known: Known) -> bool:
    start = known.period_start
    years, month = divmod(start.month, 12)
    return start.day == 1 and known.period_end == date(start.year + years, month + 1, 1)


def _is_week(known: Known) -> bool:
    return known.period_end - known.period_start == timedelta(days=7)


def _last_run(counts: Sequence[Known]) -> list[Known]:
    run: list[Known] = []
    for known in reversed(counts):
        if run and known.period_end != run[-1].period_start:
            break
        run.append(known)
    return run[::-1]


def weeks_of(year: int, definition: str, day: date, sight: Sight) -> list[int]:
    """The counts of week 1, 2 and so on of a year, up to the first that is not known.

    ISO weeks, by the year of their Thursday; week 53 is added to week 52.
    """
    by_week: dict[int, int] = {}
    for o in national(
        day,
        sight,
        definition__code=definition,
        object_type=ObjectType.TOTAL,
        period_start__range=(date(year - 1, 12, 28), date(year, 12, 31)),
    ).filter(period_is_exact=True):
        known = known_of(o)
        iso = known.period_start.isocalendar()
        if _is_week(known) and iso.year == year:
            week = min(iso.week, WEEKS)
            by_week[week] = by_week.get(week, 0) + known.value
    counts = []
    for week in range(1, WEEKS + 1):
        if week not in by_week:
            break
        counts.append(by_week[week])
    return counts
