"""Pages of areas: finished sentences, maps and tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from incidents.models import Area, AreaLevel
from incidents.selectors.areas import (
    AreaPage,
    AreaYear,
    Cell,
    LevelTotals,
    PartRow,
    area_page,
    level_totals,
)
from incidents.selectors.figures import Known
from incidents.sight import Sight
from incidents.statistics.bearing import detectable_change
from incidents.statistics.comparing import Refusal
from incidents.wording import (
    NOT_PUBLIC,
    WITHDRAWN,
    compared,
    marked,
    origins,
    year_verdict,
)
from offensief.charts.figure import Figure, Table
from offensief.charts.tiles import ABSENT, WITHHELD, Count, province_map, tile_map
from offensief.lib.dutch import number, percent


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year of an area, as finished text."""

    year: int
    count: str
    interval: str
    verdict: str
    sentence: str
    marks: tuple[str, ...]
    known: str
    source: str


@dataclass(frozen=True, slots=True)
class AreaLink:
    """An area with its last figure."""

    code: str
    name: str
    count: str


@dataclass(frozen=True, slots=True)
class AreaList:
    """Areas with their last figure, and whose figures those are, as known when."""

    title: str
    links: tuple[AreaLink, ...]
    source: str


@dataclass(frozen=True, slots=True)
class AreaView:
    """Everything the page of an area prints."""

    level: str
    years: tuple[YearRow, ...]
    bears: str
    objects: Table | None
    others: Table | None
    parts: AreaList | None
    merged: str


@dataclass(frozen=True, slots=True)
class AreaIndex:
    """All areas, with the two maps."""

    units: Figure | None
    provinces: Figure | None
    levels: tuple[AreaList, ...]


def area_view(area: Area, day: date, sight: Sight) -> AreaView:
    """One area as known on `day`."""
    page = area_page(area, day, sight)
    level = AreaLevel(area.level)
    merged = [f"{old.name} (tot {old.valid_until:%Y})" for old in page.predecessors]
    return AreaView(
        level=level.label,
        years=tuple(map(year_row, page.years)),
        bears=bears(page.years),
        objects=_objects(page.objects),
        others=_others(page.others),
        parts=_list(_parts_title(page), page.parts) if page.parts else None,
        merged=f"Hierin zijn opgegaan: {', '.join(merged)}." if merged else "",
    )


def count_text(cell: Cell | None) -> str:
    """The count of a cell; "niet openbaar" and "geen cijfer" are different things, and not 0."""
    if cell is None:
        return ABSENT
    if cell.withdrawn is not None:
        return WITHDRAWN
    if cell.known is None:
        return NOT_PUBLIC
    return marked(cell.known)


def year_row(year: AreaYear) -> YearRow:
    """A year as finished text."""
    cell = year.cell
    interval = ""
    if year.interval:
        low, high = year.interval
        interval = f"{number(int(low))} tot {number(-int(-high // 1))}"
    found = year.comparison
    known = cell.known
    return YearRow(
        year=cell.year,
        count=count_text(cell),
        interval=interval,
        verdict=year_verdict(found) if found else "",
        sentence=_sentence(year),
        marks=() if found is None or isinstance(found, Refusal) else found.marks,
        known=cell.known_when,
        source=known.source if known else "",
    )


def _sentence(year: AreaYear) -> str:
    """Why there is no figure any more, or how it compares with the year before."""
    known, found = year.cell.known, year.comparison
    if year.cell.withdrawn is not None:
        return f"Dit cijfer is ingetrokken. Reden: {year.cell.withdrawn}"
    return compared(known, year.before, found) if known and year.before and found else ""


def bears(years: Sequence[AreaYear]) -> str:
    """The smallest change that can be seen in a number like the last one."""
    shown = [year.cell.known for year in years if year.cell.known]
    if not shown or not shown[0].value:
        return ""
    last = shown[0]
    changes = [detectable_change(last.value, phi=phi) for phi in (1.0, 2.0)]
    if changes[0] is None:
        return (
            f"Bij {number(last.value)} per jaar is zelfs een daling tot nul niet van toeval te "
            "onderscheiden."
        )
    series = (
        f", of vanaf {percent(100 * changes[1])} als aanslagen in reeksen komen"
        if changes[1] is not None
        else ""
    )
    return (
        f"Bij {number(last.value)} per jaar is een daling van jaar op jaar pas goed te zien vanaf "
        f"{percent(100 * changes[0])}{series}. Een kleinere daling kan er zijn, maar dit getal "
        "laat haar niet zien."
    )


def _objects(objects: tuple[Known, ...]) -> Table | None:
    if not objects:
        return None
    rows = tuple((k.object_type.label, marked(k), k.known, k.source) for k in objects)
    year = objects[0].year
    head = ("Object", "Aantal", "Peildatum", "Bron")
    return Table(f"Soorten objecten in {year}", head, rows, frozenset({1}))


def _others(others: tuple[Known, ...]) -> Table | None:
    if not others:
        return None
    rows = tuple((str(k.year), k.definition_name, marked(k), k.known, k.source) for k in others)
    head = ("Jaar", "Wat is geteld", "Aantal", "Peildatum", "Bron")
    return Table("Andere tellingen, niet te vergelijken", head, rows, frozenset({2}))


def _link(row: PartRow) -> AreaLink:
    return AreaLink(row.area.code, row.area.name, count_text(row.cell))


def _list(title: str, rows: Sequence[PartRow]) -> AreaList:
    return AreaList(title, tuple(map(_link, rows)), _sources(row.cell for row in rows))


def _sources(cells: Iterable[Cell | None]) -> str:
    """Whose figures these are, as known when, and what the asterisk means when there is one."""
    known = [cell.known for cell in cells if cell and cell.known]
    mark = " * Voorlopig cijfer." if any(k.is_provisional for k in known) else ""
    return f"{origins(known)}{mark}"


def _parts_title(page: AreaPage) -> str:
    names = {
        AreaLevel.SAFETY_REGION: "Veiligheidsregio's",
        AreaLevel.MUNICIPALITY: "Gemeenten",
        AreaLevel.UNIT: "Politie-eenheden",
    }
    name = names.get(AreaLevel(page.parts[0].area.level), "Gebieden")
    return f"{name} hierbinnen" + (f": {page.parts_year}" if page.parts_year else "")


def area_index(day: date, sight: Sight) -> AreaIndex:
    """All areas as known on `day`."""
    units = level_totals(AreaLevel.UNIT, day, sight)
    provinces = level_totals(AreaLevel.PROVINCE, day, sight)
    regions = level_totals(AreaLevel.SAFETY_REGION, day, sight)
    towns = level_totals(AreaLevel.MUNICIPALITY, day, sight)
    titles = ("Politie-eenheden", "Provincies", "Veiligheidsregio's", "Gemeenten")
    return AreaIndex(
        units=_map(units, is_unit=True),
        provinces=_map(provinces, is_unit=False),
        levels=tuple(
            _list(f"{title} in {level.year}" if level.year else title, level.rows)
            for title, level in zip(titles, (units, provinces, regions, towns), strict=True)
        ),
    )


def _map(totals: LevelTotals, *, is_unit: bool) -> Figure | None:
    if totals.year is None:
        return None
    counts: dict[str, Count] = {
        row.area.name: WITHHELD if row.cell.known is None else row.cell.known.value
        for row in totals.rows
        if row.cell and row.cell.withdrawn is None
    }
    draw = tile_map if is_unit else province_map
    return draw(
        counts,
        year=totals.year,
        source=_sources(totals.cells),
        provisional=any(cell.known.is_provisional for cell in totals.cells if cell.known),
    )
