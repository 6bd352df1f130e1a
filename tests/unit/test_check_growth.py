"""A part that grew very differently from the rest is found, chance left out."""

import pytest
from scipy.stats import false_discovery_control

from incidents.checks.parts_that_grew_apart import parts_that_grew_apart
from incidents.statistics.discovery import adjusted
from tests.counted import counted, units

# Lines 779-783 of the plan.
UNITS = [*units(2023, 207, 110, 96, 271, 93), *units(2024, 268, 172, 141, 296, 150)]
COUNTRY = [counted(901, year=2023), counted(1543)]


def test_what_the_plan_does_not_name_grew_three_times_as_much() -> None:
    (found,) = parts_that_grew_apart([*UNITS, *COUNTRY])

    assert found.sentence == (
        "De 5 gebieden in 'Het actieplan' gingen van 2023 naar 2024 samen van 777 naar 1.027. De "
        "rest van Nederland ging van 124 naar 516: 3,1 keer zo sterk. Zijn totaal en delen wel op "
        "dezelfde manier geteld?"
    )
    assert {cell.value for cell in found.cells} >= {901, 1543, 207, 150}


def test_among_the_five_units_none_stands_apart() -> None:
    assert list(parts_that_grew_apart(UNITS)) == []


def test_a_unit_that_doubles_while_the_rest_stays_is_found() -> None:
    figures = [*units(2023, 207, 110, 96, 271, 93), *units(2024, 207, 220, 96, 271, 93)]

    (found,) = parts_that_grew_apart(figures)

    assert found.sentence.startswith("Noord-Holland ging van 110 naar 220 (2023 en 2024).")
    assert "samen van 667 naar 667." in found.sentence


def test_small_numbers_may_double_by_chance() -> None:
    figures = [*units(2023, 207, 3, 96, 271, 93), *units(2024, 207, 6, 96, 271, 93)]

    assert list(parts_that_grew_apart(figures)) == []


def test_years_of_two_deliveries_are_not_held_against_each_other() -> None:
    before = units(2023, 207, 110, 96, 271, 93, delivery="ander")
    now = units(2024, 207, 220, 96, 271, 93)

    assert list(parts_that_grew_apart([*before, *now])) == []


def test_false_discovery_control_is_that_of_scipy() -> None:
    assert adjusted([0.01, 0.04, 0.03]) == (0.03, 0.04, 0.04)
    p_values = [0.001, 0.2, 0.03, 0.03, 0.9, 0.04]
    assert adjusted(p_values) == pytest.approx(false_discovery_control(p_values))
    assert adjusted([]) == ()
