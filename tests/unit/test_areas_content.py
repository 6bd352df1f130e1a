"""The areas of the project itself: complete, once, and where they belong."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from incidents.area_rows import LEVELS, AreaEntry
from incidents.count_file import read_figures
from incidents.models import AreaLevel

DATA = Path(__file__).parents[2] / "incidents" / "data"
# Counts since 1 January 2023, as the police and Statistics Netherlands publish them.
PER_UNIT = {
    "PE-AMSTERDAM": 6,
    "PE-DEN-HAAG": 27,
    "PE-LIMBURG": 31,
    "PE-MIDDEN-NEDERLAND": 38,
    "PE-NOORD-HOLLAND": 32,
    "PE-NOORD-NEDERLAND": 40,
    "PE-OOST-BRABANT": 32,
    "PE-OOST-NEDERLAND": 76,
    "PE-ROTTERDAM": 23,
    "PE-ZEELAND-WEST-BRABANT": 37,
}
PER_PROVINCE = {
    "PV20": 10,
    "PV21": 18,
    "PV22": 12,
    "PV23": 25,
    "PV24": 6,
    "PV25": 51,
    "PV26": 26,
    "PV27": 44,
    "PV28": 50,
    "PV29": 13,
    "PV30": 56,
    "PV31": 31,
}


@pytest.fixture(scope="module")
def areas() -> dict[str, AreaEntry]:
    return {area.code: area for area in read_figures(DATA).areas}


def of_level(areas: dict[str, AreaEntry], level: str) -> list[AreaEntry]:
    return [a for a in areas.values() if a.level == level and "ONBEKEND" not in a.code]


def municipalities_on(areas: dict[str, AreaEntry], day: date) -> list[AreaEntry]:
    return [
        a
        for a in of_level(areas, "municipality")
        if (a.valid_from or date.min) <= day < (a.valid_until or date.max)
    ]


def test_the_levels_of_the_file_are_those_of_the_database() -> None:
    assert list(AreaLevel.values) == list(LEVELS)


def test_every_code_stands_once(areas: dict[str, AreaEntry]) -> None:
    assert len(read_figures(DATA).areas) == len(areas)


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (date(2020, 12, 31), 355),
        (date(2021, 1, 1), 352),
        (date(2022, 1, 1), 345),
        (date(2022, 3, 23), 345),
        (date(2022, 3, 24), 344),
        (date(2023, 1, 1), 342),
        (date(2026, 11, 24), 342),
    ],
)
def test_the_number_of_municipalities_is_that_of_the_day(
    areas: dict[str, AreaEntry], day: date, count: int
) -> None:
    assert len(municipalities_on(areas, day)) == count


def test_every_police_unit_has_its_municipalities(areas: dict[str, AreaEntry]) -> None:
    today = municipalities_on(areas, date(2023, 1, 1))
    assert Counter(areas[areas[a.parent].parent].code for a in today) == PER_UNIT


def test_every_province_has_its_municipalities(areas: dict[str, AreaEntry]) -> None:
    today = municipalities_on(areas, date(2023, 1, 1))
    assert Counter(a.province for a in today) == PER_PROVINCE


def test_ten_units_twelve_provinces_and_25_safety_regions_cover_the_country(
    areas: dict[str, AreaEntry],
) -> None:
    assert {a.code for a in of_level(areas, "unit")} == set(PER_UNIT)
    assert {a.code for a in of_level(areas, "province")} == set(PER_PROVINCE)
    assert [a.code for a in of_level(areas, "safety_region")] == [f"VR{n:02}" for n in range(1, 26)]


def test_police_units_have_no_official_code(areas: dict[str, AreaEntry]) -> None:
    assert {(a.parent, a.official_code) for a in of_level(areas, "unit")} == {("NL", "")}


def test_every_municipality_has_its_official_code(areas: dict[str, AreaEntry]) -> None:
    found = of_level(areas, "municipality")
    assert not [a.code for a in found if not re.fullmatch(r"GM[0-9]{4}", a.code)]
    assert not [a.code for a in found if a.official_code != a.code]


def test_every_municipality_has_a_safety_region_and_a_province(
    areas: dict[str, AreaEntry],
) -> None:
    found = of_level(areas, "municipality")
    assert {areas[a.parent].level for a in found} == {"safety_region"}
    assert {areas[a.province].level for a in found} == {"province"}


def test_no_two_areas_of_one_level_share_a_name(areas: dict[str, AreaEntry]) -> None:
    names = Counter((a.level, a.name) for a in areas.values())
    assert not [name for name, count in names.items() if count > 1]


def test_every_level_of_the_country_has_a_member_that_is_not_known(
    areas: dict[str, AreaEntry],
) -> None:
    chain = ["GM-ONBEKEND", "VR-ONBEKEND", "PE-ONBEKEND", "NL"]
    assert [areas[code].parent for code in chain] == [*chain[1:], ""]
    assert areas["GM-ONBEKEND"].province == "PV-ONBEKEND"
    assert areas["PV-ONBEKEND"].parent == "NL"


@pytest.mark.parametrize(
    ("successor", "predecessors"),
    [
        ("GM1979", {"Appingedam", "Delfzijl", "Loppersum"}),
        ("GM0439", {"Beemster"}),
        ("GM1980", {"Heerhugowaard", "Langedijk"}),
        ("GM0363", {"Weesp"}),
        ("GM1982", {"Boxmeer", "Cuijk", "Grave", "Mill en Sint Hubert", "Sint Anthonis"}),
        ("GM1991", {"Landerd", "Uden"}),
        ("GM1992", {"Brielle", "Hellevoetsluis", "Westvoorne"}),
        ("", {"Haaren"}),
    ],
)
def test_every_municipality_that_ended_says_where_it_went(
    areas: dict[str, AreaEntry], successor: str, predecessors: set[str]
) -> None:
    ended = [a for a in areas.values() if a.valid_until and a.merged_into == successor]
    assert {a.name for a in ended} == predecessors


def test_a_municipality_made_from_others_starts_when_they_end(
    areas: dict[str, AreaEntry],
) -> None:
    pairs = [(areas[a.merged_into], a) for a in areas.values() if a.merged_into]
    made = {(new.valid_from, old.valid_until) for new, old in pairs if new.valid_from}
    assert len(made) == 3
    assert not [pair for pair in made if pair[0] != pair[1]]
