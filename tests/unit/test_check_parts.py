"""Areas that count more than what they are part of are found."""

from incidents.checks.finding import Weight
from incidents.checks.parts_above_the_whole import parts_above_the_whole
from tests.counted import counted, units

UNITS_2024 = (268, 172, 141, 296, 150)


def test_the_units_and_amsterdam_of_the_plan_fit() -> None:
    figures = [counted(1543), *units(2024, *UNITS_2024), counted(246, area="GM0363")]

    assert list(parts_above_the_whole(figures)) == []


def test_a_municipality_above_its_unit_is_found_across_the_levels_between() -> None:
    figures = [counted(1543), *units(2024, *UNITS_2024), counted(269, area="GM0363")]

    (found,) = parts_above_the_whole(figures)

    assert found.weight is Weight.FAULT
    assert found.sentence == ("Amsterdam, 2024: 269. Dat is meer dan Amsterdam als geheel: 268.")


def test_the_units_of_2024_are_together_more_than_the_901_of_2023() -> None:
    figures = [counted(901, year=2023), *units(2023, *UNITS_2024)]

    (found,) = parts_above_the_whole(figures)

    assert found.sentence == (
        "De 5 gebieden binnen Nederland tellen over 2023 samen 1.027. Dat is meer dan Nederland "
        "als geheel: 901."
    )


def test_between_two_deliveries_of_one_day_it_asks_for_explanation() -> None:
    figures = [counted(200, delivery="bijlage"), *units(2024, *UNITS_2024)]

    found = list(parts_above_the_whole(figures))

    assert {finding.weight for finding in found} == {Weight.WARNING}


def test_a_later_stand_says_nothing_about_an_earlier_one() -> None:
    later = counted(2000, area="PE-AMSTERDAM", known_until=None, delivery="later")

    assert list(parts_above_the_whole([counted(1543), later])) == []


def test_of_a_whole_that_stands_there_twice_the_largest_counts() -> None:
    figures = [
        counted(100, delivery="bijlage"),
        counted(1543),
        counted(268, area="PE-AMSTERDAM"),
    ]

    assert list(parts_above_the_whole(figures)) == []


def test_a_bound_is_above_only_when_it_must_be() -> None:
    few = counted(None, area="GM0363", upper=400, printed="<=400")
    many = counted(None, area="GM0363", lower=269, printed=">268")
    unit = counted(268, area="PE-AMSTERDAM")

    assert list(parts_above_the_whole([few, unit])) == []
    assert len(list(parts_above_the_whole([many, unit]))) == 1
