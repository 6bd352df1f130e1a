"""A delivery without peildatum or source is found, once."""

from incidents.checks.finding import Weight
from incidents.checks.missing_origin import missing_origin
from tests.counted import counted, objects


def test_the_1543_of_the_plan_has_no_peildatum() -> None:
    table = [counted(known_precision="unknown"), *objects(1119, 230, known_precision="unknown")]

    (found,) = missing_origin(table)

    assert found.weight is Weight.WARNING
    assert found.sentence == (
        "Bij 'Het actieplan' is de peildatum niet vermeld. Of het bij andere cijfers past, is dan "
        "niet na te gaan."
    )


def test_a_delivery_without_source_is_found() -> None:
    (found,) = missing_origin([counted(source="", known_until=None)])

    assert "zijn de peildatum en de bron niet vermeld." in found.sentence


def test_a_roughly_known_day_is_a_peildatum() -> None:
    assert list(missing_origin([counted(known_precision="range")])) == []
