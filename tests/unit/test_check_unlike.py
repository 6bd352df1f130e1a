"""Figures side by side that do not count the same thing or the same time are found."""

from datetime import date
from typing import Any

from incidents.checks.finding import Counted, Weight
from incidents.checks.passages import plan_lines
from incidents.checks.unlike_comparisons import unlike_comparisons
from tests.counted import counted, units

INCIDENTS = {"definition": "I", "definition_name": "Incident"}
UNSTATED = {"definition": "X", "definition_name": "Niet vermeld"}


def at(lines: str, figure_value: int, **more: Any) -> Counted:
    """A figure on these lines of the plan."""
    return counted(figure_value, locator=f"Actieplan, regel {lines}", **more)


def test_a_period_that_is_not_exact_is_called_as_it_was_published() -> None:
    days: dict[str, Any] = {"period_start": date(2024, 1, 1), "period_end": date(2024, 4, 1)}

    vague = counted(250, **days, is_exact=False, period_text="eerste maanden van 2024")

    assert vague.where_and_when == "Nederland, eerste maanden van 2024"
    assert counted(250, **days).where_and_when == "Nederland, januari t/m maart 2024"


def test_a_locator_names_its_lines() -> None:
    assert plan_lines("Actieplan, regel 108 en 776") == (108, 776)
    assert plan_lines("Actieplan, regel 774-775") == (774, 775)
    assert plan_lines("regel 14") == ()


def test_three_countries_with_three_definitions_and_two_years_are_found() -> None:
    (found,) = unlike_comparisons(
        [
            at("1036", 1054, year=2023, **UNSTATED),
            at("1036 en 1044", 149, year=2023, area="SE", definition="SE"),
            at("1037 en 1144", 81, year=2022, area="BE", definition="BE"),
        ]
    )

    assert found.weight is Weight.WARNING
    assert found.sentence == (
        "In het actieplan (regel 1036-1037) staan Zweden (2023: 149), Nederland (2023: 1.054) en "
        "België (2022: 81) naast elkaar. Die tellen niet hetzelfde en gaan niet over dezelfde "
        "periode."
    )


def test_a_series_from_343_incidents_to_1543_attacks_is_found() -> None:
    (found,) = unlike_comparisons(
        [
            at("774", 343, year=2022, **INCIDENTS),
            at("774", 1057, year=2023, **INCIDENTS),
            at("775", 901, year=2023),
            at("108 en 776", 1543),
        ]
    )

    assert found.weight is Weight.WARNING
    assert "(regel 774-776) loopt een reeks over Nederland" in found.sentence
    assert "2022 343 als 'Incident'" in found.sentence
    assert [cell.value for cell in found.cells] == [343, 901, 1057, 1543]


def test_two_definitions_of_one_year_are_no_finding() -> None:
    figures = [at("774", 1057, year=2023, **INCIDENTS), at("775", 901, year=2023)]

    assert list(unlike_comparisons(figures)) == []


def test_nine_months_beside_whole_years_is_a_notice() -> None:
    part = at(
        "1045",
        84,
        area="SE",
        period_start=date(2024, 1, 1),
        period_end=date(2024, 10, 1),
    )

    (found,) = unlike_comparisons([at("1044", 149, year=2023, area="SE"), part])

    assert found.weight is Weight.NOTICE
    assert "staat Zweden, januari t/m september 2024 (84) naast het hele jaar 2023." in (
        found.sentence
    )


def test_a_month_within_a_year_that_is_told_as_well_is_no_finding() -> None:
    month = counted(120, period_start=date(2024, 1, 1), period_end=date(2024, 2, 1))

    assert list(unlike_comparisons([counted(901, year=2023), counted(), month])) == []


def test_1054_beside_1057_and_901_is_found() -> None:
    figures = [
        at("774", 1057, year=2023, **INCIDENTS),
        at("775", 901, year=2023),
        at("1036", 1054, year=2023, **UNSTATED),
    ]

    (found,) = unlike_comparisons(figures)

    assert found.sentence == (
        "Het actieplan noemt voor Nederland, 2023 ook 1.054, en zegt niet wat dan is geteld. "
        "Elders in het plan staat 1.057 als 'Incident' en 901 als '(Poging tot) aanslag'."
    )


def test_in_a_delivery_areas_with_different_periods_are_no_finding() -> None:
    # A file often leaves out the months in which nothing was counted.
    figures = [*units(2023, 207), *units(2024, 0, 172)[1:]]

    assert list(unlike_comparisons(figures)) == []


def test_in_a_delivery_areas_that_count_differently_are_found() -> None:
    figures = [*units(2024, 268), *units(2024, 0, 172, **INCIDENTS)[1:]]

    (found,) = unlike_comparisons(figures)

    assert found.sentence == (
        "In 'Het actieplan' staan Amsterdam (2024: 268) en Noord-Holland (2024: 172) naast elkaar. "
        "Die tellen niet hetzelfde."
    )
