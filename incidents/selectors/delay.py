"""How months grow with every delivery: the triangle that the nowcast needs."""

from dataclasses import dataclass
from datetime import date

from incidents.models import ObjectType, Outcome
from incidents.models.figures import Observation
from incidents.selectors.figures import COUNTRY
from incidents.sight import Sight

# Older deliveries say little about how quickly is reported now.
MOST_DELIVERIES = 13


@dataclass(frozen=True, slots=True)
class Triangle:
    """Months with their counts in every delivery since the first that had them, oldest first."""

    months: tuple[date, ...]
    rows: tuple[tuple[int, ...], ...]


def delay_triangle(definition: str, day: date, sight: Sight) -> Triangle | None:
    """The last deliveries that each added exactly one month; None when there are fewer than three.

    Only then is a month equally old in each step of the triangle.
    """
    found = (
        Observation.objects.visible(sight)
        .filter(
            definition__code=definition,
            area__code=COUNTRY,
            object_type=ObjectType.TOTAL,
            outcome=Outcome.TOTAL,
            period_is_exact=True,
            period_start__day=1,
            period_end__day=1,
            value__isnull=False,
            release__known_until__lte=day,
        )
        .order_by("release__known_until", "release__rank", "period_start")
        .values_list("release_id", "period_start", "period_end", "value")
    )
    deliveries: dict[int, dict[date, int]] = {}
    for release, start, end, value in found:
        if value is not None and _next_month(start) == end:
            deliveries.setdefault(release, {})[start] = value
    kept = _one_month_apart(list(deliveries.values()))
    if len(kept) < 3:
        return None
    months = [max(delivery) for delivery in kept]
    # With as many ages as months there would be nothing to learn from: no month was ever complete.
    ages = max(2, len(kept) // 2)
    rows = []
    for n, month in enumerate(months):
        row = [delivery.get(month) for delivery in kept[n : n + ages]]
        if None in row:
            return None
        rows.append(tuple(value for value in row if value is not None))
    return Triangle(tuple(months), tuple(rows))


def _one_month_apart(deliveries: list[dict[date, int]]) -> list[dict[date, int]]:
    """The longest run of deliveries up to the last one in which each adds one month."""
    run: list[dict[date, int]] = []
    for delivery in reversed(deliveries[-MOST_DELIVERIES:]):
        if run and _next_month(max(delivery)) != max(run[-1]):
            break
        run.append(delivery)
    return run[::-1]


def _next_month(day: date) -> date:
    years, month = divmod(day.month, 12)
    return date(day.year + years, month + 1, 1)
