"""The figures of one area, and of the areas it consists of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from incidents.geography import areas_valid_on
from incidents.models import Area, AreaLevel, FigureStatus, ObjectType, Observation, Outcome
from incidents.models.figures import ObservationQuerySet
from incidents.selectors.figures import (
    ATTACKS,
    COUNTRY,
    Known,
    describe_known,
    known_as_of,
    known_of,
)
from incidents.sight import Sight
from incidents.statistics.comparing import Comparison, Refusal, compare
from incidents.statistics.dispersion import count_interval

SHOWN_LEVELS = (
    AreaLevel.UNIT,
    AreaLevel.PROVINCE,
    AreaLevel.SAFETY_REGION,
    AreaLevel.MUNICIPALITY,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure that is there: shown with its origin, or withheld. Only one of the two."""

    year: int
    known: Known | None
    known_when: str
    # Taken back, with why; then there is nothing to withhold either.
    withdrawn: str | None = None


@dataclass(frozen=True, slots=True)
class AreaYear:
    """A year of an area: its figure, how far chance reaches, and the year before beside it."""

    cell: Cell
    interval: tuple[float, float] | None
    comparison: Comparison | Refusal | None
    before: Known | None


@dataclass(frozen=True, slots=True)
class PartRow:
    """An area inside another with its last year; None: no figure."""

    area: Area
    cell: Cell | None


@dataclass(frozen=True, slots=True)
class AreaPage:
    """Everything about one area."""

    area: Area
    years: tuple[AreaYear, ...]
    objects: tuple[Known, ...]
    others: tuple[Known, ...]
    parts: tuple[PartRow, ...]
    parts_year: int | None
    predecessors: tuple[Area, ...]


def area_page(area: Area, day: date, sight: Sight) -> AreaPage:
    """The figures of an area as known on `day`, the last year first."""
    found = list(_figures(day, sight, area=area))
    attacks = [o for o in found if o.definition.code == ATTACKS and o.outcome == Outcome.TOTAL]
    totals = {c.year: c for c in map(_cell, attacks_of(attacks, ObjectType.TOTAL))}
    parts = _part_areas(area, day)
    cells, year = _last_cells(parts, day, sight)
    return AreaPage(
        area=area,
        years=tuple(_year(totals[y], totals.get(y - 1)) for y in sorted(totals, reverse=True)),
        objects=_objects(attacks),
        others=tuple(
            known_of(o)
            for o in found
            if o.definition.code != ATTACKS and o.value is not None and not o.is_hidden
        ),
        parts=tuple(PartRow(part, cells.get(part.pk)) for part in parts),
        parts_year=year,
        predecessors=tuple(area.predecessors.order_by("name")),
    )


def _figures(day: date, sight: Sight, **cells: object) -> ObservationQuerySet:
    """Whole years of these cells."""
    known = known_as_of(day, sight, whole_years=True, **cells)
    return known.with_hiding(sight).filter(period_is_exact=True)


def attacks_of(found: Iterable[Observation], object_type: ObjectType) -> list[Observation]:
    """Those about one type of object: with a count, withheld or withdrawn."""
    return [o for o in found if o.object_type == object_type and _is_told(o)]


def _is_told(o: Observation) -> bool:
    return o.value is not None or o.is_hidden or o.status == FigureStatus.WITHDRAWN


def _cell(o: Observation) -> Cell:
    year, when = o.period_start.year, describe_known(o.release)
    if o.status == FigureStatus.WITHDRAWN:
        return Cell(year, None, when, withdrawn=o.release.reason)
    return Cell(year, None if o.is_hidden else known_of(o), when)


def _year(cell: Cell, before: Cell | None) -> AreaYear:
    known = cell.known
    earlier = before.known if before else None
    return AreaYear(
        cell=cell,
        interval=count_interval(known.value, 1.0) if known else None,
        comparison=compare(known.measured, earlier.measured) if known and earlier else None,
        before=earlier,
    )


def _objects(attacks: list[Observation]) -> tuple[Known, ...]:
    """Types of object of the last year that has them; only shown where nothing is withheld."""
    split = [o for o in attacks if o.object_type != ObjectType.TOTAL and o.value is not None]
    if not split or any(o.is_hidden for o in split):
        return ()
    year = max(o.period_start.year for o in split)
    order = list(ObjectType)
    known = [known_of(o) for o in split if o.period_start.year == year]
    return tuple(sorted(known, key=lambda k: order.index(k.object_type)))


def _part_areas(area: Area, day: date) -> list[Area]:
    """Municipalities of a province, safety regions of a unit, municipalities of a region."""
    related = area.municipalities if area.level == AreaLevel.PROVINCE else area.parts
    found = related.valid_on(day).select_related("parent", "province")
    return sorted(found, key=lambda part: (part.is_unknown, part.name))


def _last_cells(
    areas: Iterable[Area], day: date, sight: Sight
) -> tuple[Mapping[int, Cell], int | None]:
    """Totals of the last year that tells of these areas as a whole; see `_last_told_year`."""
    found = [
        o
        for o in _figures(
            day,
            sight,
            area__in=[area.pk for area in areas],
            definition__code=ATTACKS,
            object_type=ObjectType.TOTAL,
            outcome=Outcome.TOTAL,
        )
        if _is_told(o)
    ]
    if not found:
        return {}, None
    year = _last_told_year([(o.period_start.year, o.area_id) for o in found])
    return {o.area_id: _cell(o) for o in found if o.period_start.year == year}, year


def _last_told_year(told: Iterable[tuple[int, int]]) -> int:
    """The last year in which at least half of the areas that ever had a figure have one.

    With five units in 2024 and one of them in 2025 that is 2024: a first figure of a new year is no
    reason to show nothing of the others. When no year has half of them, the fullest year.
    """
    areas_in: dict[int, set[int]] = {}
    for year, area in told:
        areas_in.setdefault(year, set()).add(area)
    ever = set().union(*areas_in.values())
    full = [year for year, areas in areas_in.items() if 2 * len(areas) >= len(ever)]
    if full:
        return max(full)
    return max(areas_in, key=lambda year: (len(areas_in[year]), year))


@dataclass(frozen=True, slots=True)
class LevelTotals:
    """The areas of one level with their totals of the last year of which half of them are known."""

    year: int | None
    rows: tuple[PartRow, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The figures that are there."""
        return tuple(row.cell for row in self.rows if row.cell)


def level_totals(level: AreaLevel, day: date, sight: Sight) -> LevelTotals:
    """Every area of a level as it was on `day`, by name."""
    known = [area for area in areas_valid_on(day, level) if not area.is_unknown]
    cells, year = _last_cells(known, day, sight)
    return LevelTotals(year, tuple(PartRow(area, cells.get(area.pk)) for area in known))


def object_years(object_type: ObjectType, day: date, sight: Sight) -> tuple[AreaYear, ...]:
    """One type of object in the whole country, year by year, the last one first."""
    found = _figures(
        day,
        sight,
        area__code=COUNTRY,
        definition__code=ATTACKS,
        object_type=object_type,
        outcome=Outcome.TOTAL,
    ).filter(value__isnull=False)
    cells = {cell.year: cell for cell in map(_cell, found)}
    return tuple(_year(cells[y], cells.get(y - 1)) for y in sorted(cells, reverse=True))
