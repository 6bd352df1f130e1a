"""Areas in the database: there on their days, found by name, and brought up to date."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from incidents import geography
from incidents.models import Area, AreaLevel
from offensief.audit.models import Entry

DATA = Path(__file__).resolve().parents[2] / "incidents" / "data"
DAY = date(2025, 7, 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the figure files, to change."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def _change(folder: Path, old: str, new: str) -> None:
    path = folder / "areas.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_loading_the_areas_again_changes_nothing(db: None) -> None:
    before = list(Area.objects.order_by("code").values())
    told = Entry.objects.count()

    call_command("load_figures", verbosity=0)

    assert list(Area.objects.order_by("code").values()) == before
    assert Entry.objects.count() == told


def test_a_changed_area_is_brought_up_to_date_and_told(db: None, folder: Path) -> None:
    _change(folder, "GM0437;municipality;Ouder-Amstel;VR13;", "GM0437;municipality;Amstel;VR14;")

    call_command("load_figures", folder)

    area = Area.objects.get(code="GM0437")
    entry = Entry.objects.latest("pk")
    assert (area.name, area.parent.code if area.parent else "") == ("Amstel", "VR14")
    assert (entry.object_id, entry.action) == ("GM0437", "gebied bijgewerkt")
    assert entry.before == {"name": "Ouder-Amstel", "parent": "VR13"}
    assert entry.after == {"name": "Amstel", "parent": "VR14"}


def test_a_municipality_that_merges_gets_its_end_and_successor(db: None, folder: Path) -> None:
    _change(folder, "VR13;PV27;GM0384;;;", "VR13;PV27;GM0384;;2027-01-01;GM0363")

    call_command("load_figures", folder)

    diemen = Area.objects.select_related("merged_into").get(code="GM0384")
    assert diemen.merged_into == Area.objects.get(code="GM0363")
    assert Entry.objects.latest("pk").after == {
        "valid_until": "2027-01-01",
        "merged_into": "GM0363",
    }


def test_342_municipalities_and_one_unknown_existed_in_2025(db: None) -> None:
    found = geography.areas_valid_on(DAY, AreaLevel.MUNICIPALITY)

    assert len([area for area in found if not area.is_unknown]) == 342
    assert found[-1].code == "GM-ONBEKEND"


def test_brielle_is_among_the_areas_until_the_day_it_merged(db: None) -> None:
    before = geography.areas_valid_on(date(2022, 12, 31), AreaLevel.MUNICIPALITY)
    after = geography.areas_valid_on(date(2023, 1, 1), AreaLevel.MUNICIPALITY)

    assert {"GM0501", "GM1992"} & {a.code for a in before} == {"GM0501"}
    assert {"GM0501", "GM1992"} & {a.code for a in after} == {"GM1992"}


@pytest.mark.parametrize(
    ("text", "level", "code"),
    [
        ("gemeente Den Bosch", AreaLevel.MUNICIPALITY, "GM0796"),
        ("Utrecht", AreaLevel.MUNICIPALITY, "GM0344"),
        ("Utrecht", AreaLevel.PROVINCE, "PV26"),
        ("Utrecht", AreaLevel.SAFETY_REGION, "VR09"),
        ("Groningen", AreaLevel.PROVINCE, "PV20"),
        ("Oost-Brabant", AreaLevel.UNIT, "PE-OOST-BRABANT"),
        ("onbekend", AreaLevel.MUNICIPALITY, "GM-ONBEKEND"),
        ("onbekend", AreaLevel.SAFETY_REGION, "VR-ONBEKEND"),
        ("onbekend", AreaLevel.UNIT, "PE-ONBEKEND"),
        ("onbekend", AreaLevel.PROVINCE, "PV-ONBEKEND"),
        ("Regio Rotterdam", AreaLevel.REGION, "REGIO-ROTTERDAM"),
        ("nederland", AreaLevel.COUNTRY, "NL"),
    ],
)
def test_an_area_is_found_by_name_within_its_level(
    db: None, text: str, level: AreaLevel, code: str
) -> None:
    assert geography.find_area(text, level, DAY).code == code


def test_a_found_municipality_knows_its_police_unit_and_province(db: None) -> None:
    weesp = geography.find_area("Weesp", AreaLevel.MUNICIPALITY, date(2021, 5, 1))

    assert weesp.parent is not None
    assert (str(weesp.parent), str(weesp.parent.parent), str(weesp.province)) == (
        "Gooi en Vechtstreek",
        "Midden-Nederland",
        "Noord-Holland",
    )


@pytest.mark.parametrize(
    ("text", "day", "sentence"),
    [
        (
            "Brielle",
            date(2024, 5, 1),
            (
                "Brielle is per 1 januari 2023 opgegaan in Voorne aan Zee. "
                "Kies een gebied dat op 1 mei 2024 bestaat."
            ),
        ),
        (
            "Haaren",
            date(2021, 1, 1),
            (
                "Haaren bestaat sinds 1 januari 2021 niet meer. "
                "Kies een gebied dat op 1 januari 2021 bestaat."
            ),
        ),
        (
            "Dijk en Waard",
            date(2021, 12, 31),
            (
                "Dijk en Waard bestaat pas vanaf 1 januari 2022. "
                "Kies een gebied dat op 31 december 2021 bestaat."
            ),
        ),
        (
            "Bergen",
            DAY,
            "'Bergen' kan Bergen (NH.) (GM0373) of Bergen (L.) (GM0893) zijn. Gebruik de code.",
        ),
        (
            "Ijmond",
            DAY,
            "Gemeente 'Ijmond' kennen we niet. Controleer de naam of gebruik de code.",
        ),
    ],
)
def test_why_an_area_is_not_found_is_said_in_whole_sentences(
    db: None, text: str, day: date, sentence: str
) -> None:
    with pytest.raises(geography.AreaNotFound) as caught:
        geography.find_area(text, AreaLevel.MUNICIPALITY, day)

    assert str(caught.value) == sentence


def test_every_official_name_finds_its_own_area(db: None) -> None:
    names = geography.gazetteer(AreaLevel.MUNICIPALITY)

    found = {
        a.code: names.find(a.name, DAY).code for a in geography.areas_valid_on(DAY, names.level)
    }

    assert len(found) == 343
    assert not [code for code, other in found.items() if code != other]


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"level": "wijk"}, "area_level_is_a_known_level"),
        (
            {"valid_from": date(2023, 1, 1), "valid_until": date(2023, 1, 1)},
            "area_exists_at_least_a_day",
        ),
    ],
)
def test_the_database_refuses_an_area_that_cannot_be(
    db: None, fields: dict[str, str | date], name: str
) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Area.objects.create(**{"code": "X", "level": "region", "name": "X", **fields})


def test_the_database_refuses_a_merger_without_an_end(db: None) -> None:
    other = Area.objects.get(code="GM0363")

    with (
        pytest.raises(IntegrityError, match="area_that_merged_has_an_end"),
        transaction.atomic(),
    ):
        Area.objects.create(code="X", level="municipality", name="X", merged_into=other)
