"""Figures as the checks take them: stored ones, and those of an offered delivery."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypedDict

from incidents.checks.finding import Counted, Share
from incidents.delivery.entries import Entry
from incidents.models import (
    Area,
    AreaLevel,
    Definition,
    FigureStatus,
    ObjectType,
    Observation,
    Outcome,
    PrintedShare,
    Release,
    ReleaseKind,
    Upload,
)
from incidents.models.catalogue import UNKNOWN_ENDING
from incidents.models.figures import ObservationQuerySet
from incidents.models.releases import Precision
from incidents.selectors.figures import describe_known
from incidents.sight import Sight
from offensief.lib.dutch import date_long

_BLOCK = 10_000
# What takes the place of another delivery: its figures no longer speak.
_REPLACES = (ReleaseKind.CORRECTION, ReleaseKind.REVISION)
_FIELDS = (
    "pk", "release_id", "definition_id", "period_start", "period_end", "period_is_exact",
    "period_text", "area_id", "object_type", "outcome", "value", "lower", "upper", "printed",
    "locator",
)  # fmt: skip


class _Place(TypedDict):
    """What a figure has to know of its area."""

    area_name: str
    level: str
    within: tuple[str, ...]
    overlaps: tuple[str, ...]
    is_unknown_place: bool


@dataclass(frozen=True, slots=True)
class _Places:
    """Every area with what it is part of, from one query."""

    code_of: dict[int, str]
    facts_of: dict[str, _Place]


def stored(observations: ObservationQuerySet, sight: Sight) -> Iterator[Counted]:
    """Stored figures that still speak, in the order in which they became known.

    Left out are withdrawn figures, and what a correction or revision said anew that whoever looks
    may see. One query for the figures, and one each for areas, definitions and deliveries.
    """
    places = _places()
    definitions = {d.pk: d for d in Definition.objects.all()}
    releases = {r.pk: r for r in Release.objects.select_related("source")}
    replaced = _replaced(sight)
    rows = (
        observations.exclude(status=FigureStatus.WITHDRAWN)
        .order_by("release__known_until", "release__rank", "release_id", "pk")
        .values_list(*_FIELDS)
    )
    for row in rows.iterator(chunk_size=_BLOCK):
        pk, release_id, definition_id, start, end, is_exact, text, *rest = row
        area_id, object_type, outcome, value, lower, upper, printed, locator = rest
        cell = (definition_id, start, end, area_id, object_type, outcome)
        if cell in replaced.get(release_id, frozenset()):
            continue
        release, definition = releases[release_id], definitions[definition_id]
        area = places.code_of[area_id]
        yield Counted(
            key=f"{release.code}/{definition.code}/{start}/{end}/{area}/{object_type}/{outcome}",
            observation=pk,
            delivery=release.code,
            delivery_title=release.title,
            definition=definition.code,
            definition_name=definition.name,
            period_start=start,
            period_end=end,
            is_exact=is_exact,
            period_text=text,
            area=area,
            **places.facts_of[area],
            object_type=object_type,
            outcome=outcome,
            object_label=_label(object_type, outcome),
            value=value,
            lower=lower,
            upper=upper,
            printed=printed,
            known_until=release.known_until,
            known_precision=release.known_precision,
            known=describe_known(release),
            rank=release.rank,
            source=str(release.source),
            locator=locator or release.locator,
        )


def offered(upload: Upload, entries: Iterable[Entry]) -> Iterator[Counted]:
    """Figures of an offered delivery, as they will be when it is released today."""
    places = _places()
    definitions = dict(Definition.objects.values_list("code", "name"))
    for entry in entries:
        yield Counted(
            key=f"aangeboden/{'/'.join(map(str, entry.cell))}",
            delivery="aangeboden",
            delivery_title=upload.title,
            definition=entry.definition,
            definition_name=definitions[entry.definition],
            period_start=entry.period_start,
            period_end=entry.period_end,
            area=entry.area,
            **places.facts_of[entry.area],
            object_type=entry.object_type,
            outcome=entry.outcome,
            object_label=_label(entry.object_type, entry.outcome),
            value=entry.value,
            lower=entry.lower,
            upper=entry.upper,
            printed=entry.printed,
            known_until=upload.known_on,
            known_precision=Precision.DAY,
            known=date_long(upload.known_on),
            source=f"{upload.organisation}, {upload.document}",
            locator=f"regel {entry.line}",
        )


def beside(upload: Upload) -> ObservationQuerySet:
    """Stored figures that an offered delivery is checked with: those known on the same day.

    Earlier ones are compared with it already (incidents.delivery.changes), and so is the delivery
    whose place it takes.
    """
    found = Observation.objects.filter(
        release__known_until=upload.known_on, definition__is_demo=upload.definition.is_demo
    )
    return found.exclude(release=upload.supersedes) if upload.kind in _REPLACES else found


def printed_shares(*, is_demo: bool) -> Iterator[Share]:
    """All percentages that publications print."""
    shares = PrintedShare.objects.filter(release__is_demo=is_demo).select_related(
        "release", "definition", "area", "of"
    )
    for share in shares.order_by("pk"):
        yield Share(
            delivery=share.release.code,
            definition=share.definition.code,
            period_start=share.period_start,
            period_end=share.period_end,
            area=share.area.code,
            object_type=share.object_type,
            outcome=share.outcome,
            percent=share.percent,
            decimals=share.decimals,
            of=share.of.code,
            locator=share.locator,
        )


def _label(object_type: str, outcome: str) -> str:
    """What is counted: "Woning", or "Totaal, pogingen"."""
    label = ObjectType(object_type).label
    return label if outcome == Outcome.TOTAL else f"{label}, {Outcome(outcome).label.lower()}"


def _places() -> _Places:
    areas = list(Area.objects.select_related("parent", "province"))
    parent_of = {area.code: area.parent.code if area.parent else "" for area in areas}
    province_of = {area.code: area.province.code if area.province else "" for area in areas}
    within = {area.code: _within(area.code, parent_of, province_of) for area in areas}
    overlaps = _overlaps(within, {area.code: area.level for area in areas})
    facts = {
        area.code: _Place(
            area_name=area.name,
            level=area.level,
            within=within[area.code],
            overlaps=overlaps.get(area.code, ()),
            is_unknown_place=area.is_unknown,
        )
        for area in areas
    }
    return _Places({area.pk: area.code for area in areas}, facts)


def _within(
    code: str, parent_of: Mapping[str, str], province_of: Mapping[str, str]
) -> tuple[str, ...]:
    """Everything around an area, the country last."""
    around = []
    above = parent_of[code]
    while above:
        around.append(above)
        above = parent_of[above]
    province = province_of[code]
    return (*around[:-1], province, *around[-1:]) if province else tuple(around)


def _overlaps(
    within: Mapping[str, tuple[str, ...]], level_of: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """Of each unit the provinces it has municipalities in, and the other way round."""
    found: dict[str, set[str]] = {}
    for code, around in within.items():
        if level_of[code] != AreaLevel.MUNICIPALITY or code.endswith(UNKNOWN_ENDING):
            continue
        units = [area for area in around if level_of[area] == AreaLevel.UNIT]
        provinces = [area for area in around if level_of[area] == AreaLevel.PROVINCE]
        for unit in units:
            for province in provinces:
                found.setdefault(unit, set()).add(province)
                found.setdefault(province, set()).add(unit)
    return {code: tuple(sorted(others)) for code, others in found.items()}


def _replaced(sight: Sight) -> dict[int | None, set[tuple[object, ...]]]:
    """Per delivery the cells that a correction or revision of it said anew or took back.

    Small ones are among them: that a figure was replaced is seen, only its value is not.
    """
    replacing = Release.objects.filter(kind__in=_REPLACES).exclude(supersedes=None)
    found: dict[int | None, set[tuple[object, ...]]] = defaultdict(set)
    cells = Observation.objects.visible(sight).filter(release__in=replacing)
    for replaced, *cell in cells.values_list(
        "release__supersedes_id",
        "definition_id",
        "period_start",
        "period_end",
        "area_id",
        "object_type",
        "outcome",
    ):
        found[replaced].add(tuple(cell))
    return found
