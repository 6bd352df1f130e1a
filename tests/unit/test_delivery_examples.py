"""The examples people download are read without a fault, as CSV and as a workbook."""

from datetime import date

import pytest

from incidents.delivery.entries import Wish
from incidents.delivery.examples import EXAMPLES, Example
from incidents.delivery.reading import read_delivery
from offensief.lib.sheets import write_csv, write_xlsx

WISH = Wish(
    definition="A",
    definitions={"A"},
    find_area=lambda text, level, day: text,
    known_on=date(2026, 7, 1),
)


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_example_is_read_without_a_fault(example: Example, kind: str) -> None:
    data = (
        write_csv(example.head, example.rows)
        if kind == "csv"
        else write_xlsx(example.head, example.rows, title=example.title)
    )

    reading = read_delivery(data, name=f"{example.name}.{kind}", wish=WISH)

    assert reading.faults == []
    assert reading.entries
