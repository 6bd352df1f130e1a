"""Figures in the database: loaded once, never changed, known as of a day."""

import shutil
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.utils import timezone

from incidents import wording
from incidents.models import Clearance, Observation, Release, Target
from incidents.selectors import figures as selectors
from incidents.selectors.target import target_standing
from incidents.sight import Sight
from incidents.statistics.comparing import Comparison

DATA = Path(__file__).resolve().parents[2] / "incidents" / "data"
NOW = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Europe/Amsterdam"))
EVERYBODY = Sight.public(NOW)
EMBARGO = datetime(2026, 12, 1, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the figure files, to spoil."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def _spoil(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_loading_again_changes_nothing(db: None) -> None:
    before = (Release.objects.count(), Observation.objects.count())
    out = StringIO()

    call_command("load_figures", stdout=out)

    assert "0 leveringen nieuw" in out.getvalue()
    assert (Release.objects.count(), Observation.objects.count()) == before


def test_a_wrong_column_lists_all_faults_and_writes_nothing(db: None, folder: Path) -> None:
    before = Observation.objects.count()
    _spoil(folder, "observations.csv", ";1119;", ";1.119;")
    _spoil(folder, "deliveries.csv", "known_until", "peildatum")

    with pytest.raises(CommandError) as error:
        call_command("load_figures", folder)

    said = str(error.value)
    assert "Er is niets geladen." in said
    assert "known_until" in said
    assert "peildatum" in said
    assert Observation.objects.count() == before


def test_a_changed_figure_is_refused_whole(db: None, folder: Path) -> None:
    _spoil(folder, "observations.csv", ";1525;", ";1524;")

    with pytest.raises(CommandError, match="al geladen met andere cijfers"):
        call_command("load_figures", folder)

    assert not Observation.objects.filter(value=1524).exists()


@pytest.mark.parametrize("table", ["incidents_observation", "incidents_release"])
@pytest.mark.parametrize("sql", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_the_database_refuses_to_change_a_figure(db: None, table: str, sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(DatabaseError, match="only added"):
            cursor.execute(sql.format(table))


def test_the_target_is_1388_of_1543(db: None) -> None:
    target = Target.objects.get(year=2025)

    assert target.baseline.value == 1543
    assert target.maximum == 1388


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2023, 12, 31), None),
        (date(2024, 5, 31), 901),
        (date(2026, 11, 24), 901),
    ],
)
def test_2023_is_what_was_known_on_the_day(db: None, day: date, value: int | None) -> None:
    known = {k.year: k.value for k in selectors.years(day, EVERYBODY) if k.definition == "A"}

    assert known.get(2023) == value


def test_the_main_table_of_the_plan_goes_before_the_older_one_in_the_appendix(db: None) -> None:
    found = {
        k.object_type.value: k.value for k in selectors.objects(2024, date(2025, 4, 15), EVERYBODY)
    }

    assert found["home"] == 1119
    assert sum(found.values()) == 1543


def test_an_embargoed_delivery_is_nowhere(db: None) -> None:
    base = Target.objects.get().baseline
    release = Release.objects.create(
        code="onder-embargo",
        title="Onder embargo",
        source=base.release.source,
        known_until=date(2026, 11, 1),
        known_precision="day",
        status="final",
        embargo_until=EMBARGO,
        rank=999,
        sha256="0" * 64,
        loaded_at=timezone.now(),
    )
    Observation.objects.create(
        release=release,
        definition=base.definition,
        period_start=date(2025, 1, 1),
        period_end=date(2026, 1, 1),
        period_is_exact=True,
        area=base.area,
        object_type="total",
        outcome="total",
        value=1399,
        printed="1399",
    )
    Clearance.objects.create(release=release, level="country", audience="public", opens_at=EMBARGO)

    standing = target_standing(date(2026, 11, 24), EVERYBODY)
    later = target_standing(
        date(2026, 12, 2), Sight.public(datetime(2026, 12, 2, tzinfo=ZoneInfo("Europe/Amsterdam")))
    )

    assert standing is not None
    assert standing.current is not None
    assert standing.current.value == 1525
    assert "onder-embargo" not in {row.release.code for row in selectors.releases(EVERYBODY)}
    assert later is not None
    assert later.current is not None
    assert later.current.value == 1399


def test_the_answer_says_fact_inference_and_peildatum(db: None) -> None:
    standing = target_standing(date(2026, 11, 24), EVERYBODY)
    assert standing is not None

    said = wording.answer(standing)

    assert isinstance(standing.comparison, Comparison)
    assert said.headline.startswith("Doel 2025 niet gehaald (voorlopig): 1.525*")
    assert said.sentences[0] == (
        "Dat zijn er 137 meer dan het doel toelaat. Het is 1,2% minder dan de 1.543 van 2024. "
        "Het verschil tussen 2024 en 2025 kan toeval zijn "
        "(verhouding 0,99, 95%-interval 0,92 tot 1,06)."
    )
    assert "Peildatum: 9 januari 2026." in said.sentences[1]
    assert said.marks[0].startswith("* Voorlopig cijfer.")


def test_equal_periods_of_one_delivery_are_compared(db: None) -> None:
    pair = selectors.same_period(2025, date(2026, 11, 24), EVERYBODY)
    assert pair is not None

    said = wording.same_period(pair)

    assert (pair.current.value, pair.earlier.value) == (1179, 1161)
    assert "in januari t/m oktober 2025 zijn 1.179" in said
    assert "1,6% meer dan een jaar eerder" in said


def test_the_five_units_come_with_their_change(db: None) -> None:
    changes = selectors.unit_changes(2024, date(2026, 11, 24), EVERYBODY)

    assert {c.current.area: (c.earlier.value, c.current.value) for c in changes} == {
        "Rotterdam": (271, 296),
        "Amsterdam": (207, 268),
        "Noord-Holland": (110, 172),
        "Midden-Nederland": (96, 141),
        "Den Haag": (93, 150),
    }
