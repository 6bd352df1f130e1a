"""All checks run in a fixed order; an offered delivery answers only for its own figures."""

from incidents.checks.run import LABELS, find_all, find_in_delivery
from tests.counted import counted, objects, units


def test_findings_come_in_the_order_of_the_checks() -> None:
    table = [counted(1543, known_precision="unknown"), *objects(937, 205, 121, 1, 39)]
    figures = [*table, counted(1600, area="PE-AMSTERDAM")]

    found = [finding.check for finding in find_all(figures)]

    order = list(LABELS)
    assert found == sorted(found, key=order.index)
    assert found == ["types_that_do_not_add_up", "parts_above_the_whole", "missing_origin"]


def test_an_offered_delivery_is_held_against_what_stands_beside_it() -> None:
    beside = [counted(100), *objects(937, 205, 121, 1, 39)]
    offered = units(2024, 268, delivery="aangeboden")

    (found,) = find_in_delivery(offered, beside)

    assert found.check == "parts_above_the_whole"
    assert [cell.value for cell in found.cells] == [268, 100]


def test_the_same_contradiction_has_one_fingerprint_whatever_the_order() -> None:
    table = [counted(1543), *objects(937, 205, 121, 1, 39)]

    (found,), (again,) = find_all(table), find_all(table[::-1])

    assert found.fingerprint == again.fingerprint


def test_another_value_is_another_contradiction() -> None:
    (found,) = find_all([counted(1543), *objects(937, 205, 121, 1, 39)])
    (other,) = find_all([counted(1542), *objects(937, 205, 121, 1, 39)])

    assert found.fingerprint != other.fingerprint


def test_a_file_that_contradicts_itself_in_every_line_is_told_25_times_and_once_for_the_rest() -> (
    None
):
    figures = [
        figure
        for year in range(1990, 2020)
        for figure in [counted(1543, year=year), *objects(937, 205, 121, 1, 39, year=year)]
    ]

    found = find_all(figures)

    assert len(found) == 26
    assert found[-1].sentence.endswith("het totaal is 1.543. Zo zijn er hier nog 4 andere.")
