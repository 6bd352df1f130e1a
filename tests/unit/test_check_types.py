"""Types that do not add up to their total are found, and only those."""

from incidents.checks.finding import Weight
from incidents.checks.types_that_do_not_add_up import types_that_do_not_add_up
from tests.counted import counted, objects


def test_the_table_of_the_plan_adds_up() -> None:
    table = [counted(1543), *objects(1119, 230, 154, 1, 39)]

    assert list(types_that_do_not_add_up(table)) == []


def test_the_objects_of_line_798_do_not_make_1543() -> None:
    table = [counted(1543), *objects(937, 205, 121, 1, 39)]

    (found,) = types_that_do_not_add_up(table)

    assert found.weight is Weight.FAULT
    assert found.sentence == (
        "In 'Het actieplan' (Nederland, 2024) tellen de soorten op tot 1.303, en het totaal is "
        "1.543."
    )


def test_with_a_type_missing_only_too_much_is_found() -> None:
    too_little = [counted(1543), *objects(937, 205, 121)]
    too_much = [counted(1543), *objects(1119, 430)]

    assert list(types_that_do_not_add_up(too_little)) == []
    assert len(list(types_that_do_not_add_up(too_much))) == 1


def test_a_bound_that_can_make_the_total_is_no_finding() -> None:
    few = counted(None, object_type="other", lower=0, upper=4, printed="<5")

    fitting = [counted(10), *objects(8, 0, 0, 0), few]
    short = [counted(13), *objects(8, 0, 0, 0), few]

    assert list(types_that_do_not_add_up(fitting)) == []
    (found,) = types_that_do_not_add_up(short)
    assert "tellen de soorten op tot hoogstens 12, en het totaal is 13." in found.sentence


def test_attempts_and_attacks_make_the_total() -> None:
    right = [counted(678), counted(610, outcome="realised"), counted(68, outcome="attempt")]
    wrong = [counted(678), counted(610, outcome="realised"), counted(67, outcome="attempt")]

    assert list(types_that_do_not_add_up(right)) == []
    (found,) = types_that_do_not_add_up(wrong)
    assert "tellen aanslagen en pogingen op tot 677, en het totaal is 678." in found.sentence


def test_types_of_another_delivery_or_year_are_left_alone() -> None:
    table = [
        counted(1543),
        *objects(937, 205, 121, 1, 39, delivery="ander"),
        *objects(599, 195, 85, 0, 0, year=2023),
    ]

    assert list(types_that_do_not_add_up(table)) == []
