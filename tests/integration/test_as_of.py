"""What was known on a day, held against a plain replay of random deliveries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.models import Area, Clearance, Definition, Observation, Release, Source
from incidents.sight import Sight
from offensief.accounts.models import User

NOW = datetime(2026, 6, 1, 12, tzinfo=ZoneInfo("Europe/Amsterdam"))
YEAR = (date(2025, 1, 1), date(2026, 1, 1))
MONTH = (date(2025, 1, 1), date(2025, 2, 1))
DAYS = [date(2026, 3, n) for n in range(1, 6)]
AREAS = ("NL", "PE-ROTTERDAM", "GM0599")
LEVELS = {"NL": "country", "PE-ROTTERDAM": "unit", "GM0599": "municipality"}
SIGHTS = [Sight.public(NOW), Sight.parliament(NOW), Sight.partners(NOW), Sight.desk(NOW)]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a delivery; no value: it was withdrawn."""

    area: str
    period: tuple[date, date]
    kind: str
    value: int | None
    confidential: bool


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was delivered, and for whom it was opened, from now or from tomorrow on."""

    known_on: date
    rank: int
    embargo: timedelta | None
    by_desk: bool
    opened: frozenset[tuple[str, str]]
    opens: timedelta
    figures: tuple[Figure, ...]


FIGURES = st.builds(
    Figure,
    area=st.sampled_from(AREAS),
    period=st.sampled_from([YEAR, MONTH]),
    kind=st.sampled_from(["total", "home"]),
    value=st.one_of(st.none(), st.integers(0, 9)),
    confidential=st.integers(0, 5).map(lambda n: n == 0),
)
SHIFTS = st.sampled_from([timedelta(-1), timedelta(-1), timedelta(1)])
DELIVERIES = st.lists(
    st.builds(
        Delivery,
        known_on=st.sampled_from(DAYS),
        rank=st.integers(1, 3),
        embargo=st.one_of(st.none(), SHIFTS),
        by_desk=st.booleans(),
        opened=st.frozensets(
            st.tuples(
                st.sampled_from(sorted(LEVELS.values())),
                st.sampled_from(["public", "partners", "parliament"]),
            ),
            max_size=9,
        ),
        opens=SHIFTS,
        figures=st.lists(FIGURES, max_size=8, unique_by=lambda f: (f.area, f.period, f.kind)).map(
            tuple
        ),
    ),
    min_size=1,
    max_size=5,
)


def may_be_seen(delivery: Delivery, figure: Figure, sight: Sight) -> bool:
    """The rules of docs/decisions/0032 and 0033 in their plainest words."""
    if delivery.embargo and delivery.embargo > timedelta(0):
        return False
    if sight.audiences is None:
        return True
    level = LEVELS[figure.area]
    is_open = delivery.opens < timedelta(0) and any(
        (level, audience) in delivery.opened for audience in sight.audiences
    )
    is_whole_year_total = figure.period == YEAR and figure.kind == "total"
    is_wide = level != "municipality"
    told = is_wide or not delivery.by_desk or is_whole_year_total
    return is_open and told and not figure.confidential


def replay(
    written: Iterable[tuple[Delivery, Release, Figure, int]], day: date, sight: Sight
) -> set[int]:
    """The figures that hold on `day`: later deliveries take the place of earlier ones."""
    known = [
        (delivery.known_on, delivery.rank, release.pk, figure, pk)
        for delivery, release, figure, pk in written
        if delivery.known_on <= day and may_be_seen(delivery, figure, sight)
    ]
    latest = {}
    for _, _, _, figure, pk in sorted(known, key=lambda row: row[:3]):
        latest[figure.area, figure.period, figure.kind] = pk
    return set(latest.values())


def write(
    deliveries: list[Delivery], definition: Definition, people: tuple[User, User]
) -> list[tuple[Delivery, Release, Figure, int]]:
    areas = {area.code: area for area in Area.objects.filter(code__in=AREAS)}
    source, _ = Source.objects.get_or_create(organisation="Proef", document="Proef", address="")
    written = []
    for number, delivery in enumerate(deliveries):
        release = Release.objects.create(
            code=f"proef-{number}",
            title="Proef",
            source=source,
            known_until=delivery.known_on,
            known_precision="day",
            status="final",
            embargo_until=None if delivery.embargo is None else NOW + delivery.embargo,
            rank=delivery.rank,
            sha256="0" * 64,
            loaded_at=NOW,
            uploaded_by=people[0] if delivery.by_desk else None,
            released_by=people[1] if delivery.by_desk else None,
        )
        Clearance.objects.bulk_create(
            Clearance(release=release, level=level, audience=who, opens_at=NOW + delivery.opens)
            for level, who in delivery.opened
        )
        for figure in delivery.figures:
            made = Observation.objects.create(
                release=release,
                definition=definition,
                period_start=figure.period[0],
                period_end=figure.period[1],
                period_is_exact=True,
                area=areas[figure.area],
                object_type=figure.kind,
                outcome="total",
                value=figure.value,
                printed="proef",
                status="withdrawn" if figure.value is None else "normal",
                is_confidential=figure.confidential,
            )
            written.append((delivery, release, figure, made.pk))
    return written


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(DELIVERIES, st.sampled_from(DAYS), st.sampled_from(SIGHTS))
def test_what_was_known_is_what_a_replay_of_all_deliveries_tells(
    secretary: User, head: User, deliveries: list[Delivery], day: date, sight: Sight
) -> None:
    with transaction.atomic():
        definition = Definition.objects.create(code="PROEF", name="Proef", text="Proef")
        written = write(deliveries, definition, (secretary, head))

        expected = replay(written, day, sight)
        known = Observation.objects.as_of(day, sight, definition__code="PROEF")
        unnamed = Observation.objects.as_of(day, sight).filter(definition=definition)
        years = Observation.objects.as_of(
            day, sight, whole_years=True, definition=definition, area__code="NL"
        )

        assert {o.pk for o in known} == expected
        assert {o.pk for o in unnamed} == expected
        assert {o.pk for o in years} == {
            pk
            for _, _, figure, pk in written
            if pk in expected and figure.period == YEAR and figure.area == "NL"
        }
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", ["value__isnull", "printed", "release", "status"])
def test_what_a_figure_says_of_its_cell_is_no_cell(name: str, db: None) -> None:
    cells: dict[str, Any] = {name: 1}

    with pytest.raises(ValueError, match=f"Not part of a cell: {name}"):
        Observation.objects.as_of(DAYS[0], SIGHTS[0], **cells)


def kept_with(start: date, end: date) -> Observation:
    """A figure of this period, as the database has it."""
    figure = Observation.objects.latest("pk")
    figure.pk, figure.period_start, figure.period_end = None, start, end
    figure.release = Release.objects.filter(is_demo=False).earliest("pk")
    figure.save(force_insert=True)
    return Observation.objects.get(pk=figure.pk)


def test_the_database_knows_a_calendar_year(db: None) -> None:
    assert kept_with(date(2024, 1, 1), date(2025, 1, 1)).is_whole_year


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2024, 1, 1), date(2024, 12, 31)),
        (date(2023, 1, 1), date(2025, 1, 1)),
        (date(2024, 2, 1), date(2025, 2, 1)),
        (date(2024, 1, 2), date(2025, 1, 1)),
    ],
)
def test_the_database_takes_nothing_else_for_a_year(start: date, end: date, db: None) -> None:
    assert not kept_with(start, end).is_whole_year
