"""Reads the six files of published counts and names every fault in them at once.

The format: UTF-8, semicolons, one header row, ISO dates, empty cells for what is not known.
The order of deliveries.csv carries meaning: of two deliveries known on the same day the later row
knew more. Periods run up to, not including, `period_end`. No Django, no clock.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from pathlib import Path

from incidents.area_rows import AreaEntry, check_areas, read_area
from incidents.count_cells import FAULTY_DAY, Codes, Row, read_rows

OBJECT_TYPES = ("total", "home", "business", "vehicle", "infrastructure", "other")
OUTCOMES = ("total", "attempt", "realised")
KNOWN_PRECISIONS = ("day", "month", "range", "unknown")
PERIOD_PRECISIONS = ("exact", "approximate")
STATUSES = ("provisional", "further_provisional", "final", "not_stated")
ATTEMPTS = {"yes": True, "no": False, "unknown": None}


class CountFileError(Exception):
    """The files hold faults; `problems` has one Dutch sentence or more for each of them."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        """Keep all faults, in the order of files and lines."""
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class DefinitionEntry:
    """What is counted; `includes_attempts` is None when the publisher does not say."""

    code: str
    name: str
    text: str
    includes_attempts: bool | None
    scope: str
    exclusions: str
    plan_lines: str


@dataclass(frozen=True, slots=True)
class DeliveryEntry:
    """One moment at which one publisher made counts known."""

    code: str
    title: str
    organisation: str
    document: str
    address: str
    locator: str
    known_from: date | None
    known_until: date
    known_precision: str
    known_text: str
    status: str
    received_on: date | None
    note: str


@dataclass(frozen=True, slots=True)
class ObservationEntry:
    """One count (events) of one delivery: a value, or bounds when only those are printed."""

    delivery: str
    definition: str
    period_start: date
    period_end: date
    period_is_exact: bool
    period_text: str
    area: str
    object_type: str
    outcome: str
    value: int | None
    lower: int | None
    upper: int | None
    printed: str
    locator: str
    note: str


@dataclass(frozen=True, slots=True)
class TargetEntry:
    """A promised reduction (per cent) for a year, against the count it starts from."""

    year: int
    delivery: str
    definition: str
    period_start: date
    period_end: date
    area: str
    object_type: str
    outcome: str
    reduction_percent: int
    locator: str


@dataclass(frozen=True, slots=True)
class ShareEntry:
    """A percentage as printed beside a count; `of` is the definition of what it is a part of."""

    delivery: str
    definition: str
    period_start: date
    period_end: date
    area: str
    object_type: str
    outcome: str
    percent: Decimal
    decimals: int
    of: str
    locator: str


@dataclass(frozen=True, slots=True)
class FigureFiles:
    """The contents of the six files, rows in the order of the files."""

    definitions: tuple[DefinitionEntry, ...]
    areas: tuple[AreaEntry, ...]
    deliveries: tuple[DeliveryEntry, ...]
    observations: tuple[ObservationEntry, ...]
    targets: tuple[TargetEntry, ...]
    shares: tuple[ShareEntry, ...]


type _Rows[E] = list[tuple[Row, E]]
type _Cell = tuple[str, str, date, date, str, str, str]


@dataclass(frozen=True, slots=True)
class _Known:
    """Codes that other files may use; None where the file that holds them could not be read."""

    deliveries: Codes
    definitions: Codes
    areas: Codes


def read_figures(folder: Path) -> FigureFiles:
    """Read and check the six files in `folder`.

    Raises CountFileError with all faults of all files; nothing is returned half.
    """
    problems: list[str] = []

    def read[E](name: str, columns: tuple[str, ...], parse: Callable[[Row], E]) -> _Rows[E] | None:
        rows = read_rows(folder / name, columns, problems)
        return None if rows is None else [(row, parse(row)) for row in rows]

    definitions = read("definitions.csv", _columns(DefinitionEntry), _definition)
    areas = read("areas.csv", _columns(AreaEntry), read_area)
    deliveries = read("deliveries.csv", _columns(DeliveryEntry), _delivery)
    known = _Known(_codes(deliveries), _codes(definitions), _codes(areas))
    observations = read(
        "observations.csv", _columns(ObservationEntry), lambda row: _observation(row, known)
    )
    targets = read("targets.csv", _columns(TargetEntry), lambda row: _target(row, known))
    shares = read("shares.csv", _columns(ShareEntry), lambda row: _share(row, known))
    check_areas(areas or [])
    _check_cells_once(observations or [], "value")
    _check_years_once(targets or [])
    _check_cells_once(shares or [], "percent")
    if observations is not None:
        _check_baselines(targets or [], observations)
    if problems:
        raise CountFileError(tuple(problems))
    return FigureFiles(
        _entries(definitions),
        _entries(areas),
        _entries(deliveries),
        _entries(observations),
        _entries(targets),
        _entries(shares),
    )


def _columns(
    entry: type[
        DefinitionEntry | AreaEntry | DeliveryEntry | ObservationEntry | TargetEntry | ShareEntry
    ],
) -> tuple[str, ...]:
    renamed = {"period_is_exact": "period_precision"}
    return tuple(renamed.get(f.name, f.name) for f in fields(entry))


def _codes[E: (DefinitionEntry, AreaEntry, DeliveryEntry)](rows: _Rows[E] | None) -> Codes:
    if rows is None:
        return None
    seen: set[str] = set()
    for row, entry in rows:
        if entry.code and entry.code in seen:
            row.fault(
                "code", f"de code '{entry.code}' staat er dubbel. Haal een van de regels weg."
            )
        seen.add(entry.code)
    return seen


def _entries[E](rows: _Rows[E] | None) -> tuple[E, ...]:
    return tuple(entry for _, entry in rows or [])


def _definition(row: Row) -> DefinitionEntry:
    return DefinitionEntry(
        code=row.text("code"),
        name=row.text("name"),
        text=row.text("text"),
        includes_attempts=ATTEMPTS.get(row.choice("includes_attempts", ATTEMPTS)),
        scope=row.optional("scope"),
        exclusions=row.optional("exclusions"),
        plan_lines=row.optional("plan_lines"),
    )


def _delivery(row: Row) -> DeliveryEntry:
    entry = DeliveryEntry(
        code=row.text("code"),
        title=row.text("title"),
        organisation=row.text("organisation"),
        document=row.text("document"),
        address=row.optional("address"),
        locator=row.optional("locator"),
        known_from=row.day_or_none("known_from"),
        known_until=row.day("known_until"),
        known_precision=row.choice("known_precision", KNOWN_PRECISIONS),
        known_text=row.optional("known_text"),
        status=row.choice("status", STATUSES),
        received_on=row.day_or_none("received_on"),
        note=row.optional("note"),
    )
    _check_known(row, entry)
    return entry


def _observation(row: Row, known: _Known) -> ObservationEntry:
    entry = ObservationEntry(
        delivery=row.code("delivery", known.deliveries, "de levering", "deliveries.csv"),
        definition=row.code("definition", known.definitions, "de definitie", "definitions.csv"),
        period_start=row.day("period_start"),
        period_end=row.day("period_end"),
        period_is_exact=row.choice("period_precision", PERIOD_PRECISIONS) == "exact",
        period_text=row.optional("period_text"),
        area=row.code("area", known.areas, "het gebied", "areas.csv"),
        object_type=row.choice("object_type", OBJECT_TYPES),
        outcome=row.choice("outcome", OUTCOMES),
        value=row.whole("value"),
        lower=row.whole("lower"),
        upper=row.whole("upper"),
        printed=row.text("printed"),
        locator=row.optional("locator"),
        note=row.optional("note"),
    )
    _check_period(row, entry)
    _check_has_number(row)
    _check_bounds(row, entry)
    return entry


def _target(row: Row, known: _Known) -> TargetEntry:
    entry = TargetEntry(
        year=_required(row, "year"),
        delivery=row.code("delivery", known.deliveries, "de levering", "deliveries.csv"),
        definition=row.code("definition", known.definitions, "de definitie", "definitions.csv"),
        period_start=row.day("period_start"),
        period_end=row.day("period_end"),
        area=row.code("area", known.areas, "het gebied", "areas.csv"),
        object_type=row.choice("object_type", OBJECT_TYPES),
        outcome=row.choice("outcome", OUTCOMES),
        reduction_percent=_required(row, "reduction_percent"),
        locator=row.optional("locator"),
    )
    _check_period(row, entry)
    _check_percentage(row, entry)
    return entry


def _share(row: Row, known: _Known) -> ShareEntry:
    entry = ShareEntry(
        delivery=row.code("delivery", known.deliveries, "de levering", "deliveries.csv"),
        definition=row.code("definition", known.definitions, "de definitie", "definitions.csv"),
        period_start=row.day("period_start"),
        period_end=row.day("period_end"),
        area=row.code("area", known.areas, "het gebied", "areas.csv"),
        object_type=row.choice("object_type", OBJECT_TYPES),
        outcome=row.choice("outcome", OUTCOMES),
        percent=row.percentage("percent"),
        decimals=_required(row, "decimals"),
        of=row.code("of", known.definitions, "de definitie", "definitions.csv"),
        locator=row.optional("locator"),
    )
    _check_period(row, entry)
    return entry


def _required(row: Row, column: str) -> int:
    return (row.whole(column) or 0) if row.text(column) else 0


def _check_known(row: Row, entry: DeliveryEntry) -> None:
    if FAULTY_DAY in (entry.known_from, entry.known_until):
        return
    if entry.known_from is not None and entry.known_from > entry.known_until:
        row.fault("known_from", "deze dag ligt na known_until. Wissel de dagen om.")


def _check_period(row: Row, entry: ObservationEntry | TargetEntry | ShareEntry) -> None:
    if FAULTY_DAY in (entry.period_start, entry.period_end):
        return
    if entry.period_end <= entry.period_start:
        row.fault(
            "period_end",
            "het einde ligt niet na het begin. Vul de eerste dag na de periode in.",
        )


def _check_has_number(row: Row) -> None:
    if not any(row.optional(column) for column in ("value", "lower", "upper")):
        row.fault("value", "er staat geen aantal en geen grens. Vul value, lower of upper in.")


def _check_bounds(row: Row, entry: ObservationEntry) -> None:
    given = [n for n in (entry.lower, entry.value, entry.upper) if n is not None]
    if given != sorted(given):
        row.fault(
            "lower",
            "de ondergrens, het aantal en de bovengrens lopen niet op. Verbeter de getallen.",
        )


def _check_percentage(row: Row, entry: TargetEntry) -> None:
    if entry.reduction_percent > 100:
        row.fault("reduction_percent", "dit is meer dan 100. Vul een percentage tot 100 in.")


def _cell(entry: ObservationEntry | TargetEntry | ShareEntry) -> _Cell:
    return (
        entry.delivery,
        entry.definition,
        entry.period_start,
        entry.period_end,
        entry.area,
        entry.object_type,
        entry.outcome,
    )


def _check_cells_once[E: (ObservationEntry, ShareEntry)](rows: _Rows[E], column: str) -> None:
    first: dict[_Cell, int] = {}
    for row, entry in rows:
        line = first.setdefault(_cell(entry), row.line)
        if line != row.line:
            row.fault(
                column,
                f"dit cijfer staat ook in regel {line}. Haal een van de twee regels weg.",
            )


def _check_years_once(rows: _Rows[TargetEntry]) -> None:
    seen: set[int] = set()
    for row, entry in rows:
        if entry.year in seen:
            row.fault("year", f"het jaar {entry.year} heeft al een doel. Haal een regel weg.")
        seen.add(entry.year)


def _check_baselines(targets: _Rows[TargetEntry], observations: _Rows[ObservationEntry]) -> None:
    counted = {_cell(entry) for _, entry in observations if entry.value is not None}
    for row, entry in targets:
        if _cell(entry) not in counted:
            row.fault(
                "delivery",
                "het cijfer waarvan dit doel uitgaat, staat niet met een aantal in "
                "observations.csv. Voeg het daar toe.",
            )
