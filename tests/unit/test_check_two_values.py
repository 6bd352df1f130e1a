"""One cell with two values is found, and weighed by which came later."""

from datetime import date

from incidents.checks.cells_with_two_values import cells_with_two_values
from incidents.checks.finding import Counted, Weight
from tests.counted import counted, objects

JANUARY, APRIL = date(2025, 1, 31), date(2025, 4, 15)


def pair(earlier: int, later: int, *, first: date = JANUARY) -> list[Counted]:
    """The same cell in two deliveries."""
    return [
        counted(earlier, delivery="een", delivery_title="Een", known_until=first),
        counted(later, delivery="twee", delivery_title="Twee", known_until=APRIL, rank=1),
    ]


def test_the_objects_of_line_798_differ_from_those_of_the_main_table() -> None:
    unknown = {"known_precision": "unknown"}
    annex = objects(937, 205, 121, delivery="bijlage", delivery_title="Bijlage", **unknown)
    table = objects(1119, 230, 154, rank=1, **unknown)

    found = list(cells_with_two_values([*annex, *table]))

    assert [f.weight for f in found] == [Weight.WARNING] * 3
    assert found[0].sentence == (
        "Nederland, 2024 (totaal): 937 in 'Bijlage' en 1.119 in 'Het actieplan'. De peildatum "
        "staat er niet bij. Dat vraagt uitleg."
    )


def test_a_later_delivery_that_counts_a_little_more_is_a_notice() -> None:
    (found,) = cells_with_two_values(pair(1234, 1543))

    assert found.weight is Weight.WARNING
    (found,) = cells_with_two_values(pair(1300, 1543))
    assert found.weight is Weight.NOTICE


def test_a_later_delivery_that_counts_less_asks_for_explanation() -> None:
    (found,) = cells_with_two_values(pair(1543, 1542))

    assert found.weight is Weight.WARNING


def test_two_values_of_one_day_ask_for_explanation() -> None:
    (found,) = cells_with_two_values(pair(1542, 1543, first=APRIL))

    assert found.weight is Weight.WARNING
    assert "Beide hebben dezelfde peildatum." in found.sentence


def test_about_900_and_901_agree() -> None:
    about = counted(None, lower=850, upper=949, printed="~900", delivery="een")

    assert list(cells_with_two_values([about, counted(901)])) == []


def test_what_nobody_says_the_meaning_of_is_left_alone() -> None:
    unstated = [counted(n, delivery=d, definition="X") for n, d in ((227, "een"), (325, "twee"))]
    rough = [counted(n, delivery=d, is_exact=False) for n, d in ((227, "een"), (325, "twee"))]

    assert list(cells_with_two_values([*unstated, *rough])) == []


def test_many_cells_of_two_deliveries_are_one_finding_with_the_largest() -> None:
    earlier = [counted(n, year=year, delivery="een") for year, n in enumerate(range(90, 96), 2010)]
    later = [counted(n + n % 10 + 1, year=y, rank=1) for y, n in enumerate(range(90, 96), 2010)]

    (found,) = cells_with_two_values([*earlier, *later])

    assert found.sentence.startswith("6 cijfers in 'Het actieplan' zijn anders dan in")
    assert "Het grootste verschil: Nederland, 2015 (totaal), 95 en 101." in found.sentence
