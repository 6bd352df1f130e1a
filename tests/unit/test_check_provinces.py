"""Provinces and units that cannot both be right are found."""

from incidents.checks.provinces_against_units import bounds_from, provinces_against_units
from tests.counted import counted, units

# Lines 779-781 of the plan.
UNITS_2023 = (207, 110, 96, 271, 93)
BY_CODE = {unit.area: unit for unit in units(2023, *UNITS_2023)}


def test_the_units_of_2023_leave_364_for_zuid_holland_and_317_to_413_for_noord_holland() -> None:
    south, north = counted(0, area="PV28"), counted(0, area="PV27")

    assert bounds_from(south, BY_CODE)[:2] == (364, 364)
    assert bounds_from(north, BY_CODE)[:2] == (317, 413)


def test_a_province_within_its_bounds_is_no_finding() -> None:
    provinces = [counted(n, year=2023, area="PV27") for n in (317, 413)]

    for province in provinces:
        assert list(provinces_against_units([*BY_CODE.values(), province])) == []


def test_a_province_above_its_units_is_found() -> None:
    province = counted(414, year=2023, area="PV27")

    (found,) = provinces_against_units([*BY_CODE.values(), province])

    assert found.sentence == (
        "Provincie Noord-Holland, 2023: 414. Volgens de politie-eenheden daar kan het alleen 317 "
        "tot en met 413 zijn."
    )


def test_a_province_below_the_units_that_lie_wholly_in_it_is_found() -> None:
    province = counted(363, year=2023, area="PV28")

    (found,) = provinces_against_units([*BY_CODE.values(), province])

    assert "Zuid-Holland, 2023: 363." in found.sentence
    assert "kan het alleen 364 zijn." in found.sentence


def test_without_a_unit_there_is_no_upper_bound() -> None:
    without = [unit for code, unit in BY_CODE.items() if code != "PE-MIDDEN-NEDERLAND"]
    province = counted(900, year=2023, area="PV27")

    assert list(provinces_against_units([*without, province])) == []


def test_attacks_without_a_known_unit_may_lie_anywhere() -> None:
    unknown = counted(5, year=2023, area="PE-ONBEKEND")
    figures = [*BY_CODE.values(), unknown]

    fitting = counted(369, year=2023, area="PV28")
    too_many = counted(370, year=2023, area="PV28")

    assert list(provinces_against_units([*figures, fitting])) == []
    assert len(list(provinces_against_units([*figures, too_many]))) == 1
