"""Counts with percentages that fit no single total are found."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from incidents.checks.finding import Counted, Share, Weight
from incidents.checks.shares_that_do_not_fit import base_range, shares_that_do_not_fit
from tests.counted import counted, objects


def share(figure: Counted, percent: str) -> Share:
    """A printed percentage of all attacks beside this figure."""
    return Share(
        delivery=figure.delivery,
        definition=figure.definition,
        period_start=figure.period_start,
        period_end=figure.period_end,
        area=figure.area,
        object_type=figure.object_type,
        outcome=figure.outcome,
        percent=Decimal(percent),
        decimals=len(percent.partition(".")[2]),
        of="A",
    )


@pytest.mark.parametrize(
    ("count", "percent", "decimals", "bounds"),
    [
        (937, "72", 0, (1293, 1310)),
        (205, "16", 0, (1243, 1322)),
        (121, "9", 0, (1274, 1423)),
        (309, "22", 0, (1374, 1437)),
        (1017, "76", 0, (1330, 1347)),
        (1119, "72.5", 1, (1543, 1544)),
        (3, "0", 0, (600, None)),
    ],
)
def test_a_printed_percentage_leaves_a_range_of_totals(
    count: int, percent: str, decimals: int, bounds: tuple[int, int | None]
) -> None:
    assert base_range(count, Decimal(percent), decimals) == bounds


def test_every_total_in_the_range_prints_that_percentage_and_no_other_does() -> None:
    fitting = [total for total in range(937, 2000) if 71.5 <= 100 * 937 / total <= 72.5]

    assert (fitting[0], fitting[-1]) == base_range(937, Decimal(72), 0)


def test_the_shares_of_line_798_do_not_fit_1543() -> None:
    cells = objects(937, 205, 121, delivery="bijlage", delivery_title="Objecten 2024")
    shares = [share(c, p) for c, p in zip(cells, ("72", "16", "9"), strict=True)]

    (found,) = shares_that_do_not_fit([*cells, counted(1543)], shares)

    assert found.weight is Weight.WARNING
    assert found.sentence == (
        "In 'Objecten 2024' passen 937 (72%), 205 (16%) en 121 (9%) alleen bij een totaal van "
        "1.293 tot en met 1.310. Het totaal over Nederland, 2024 is 1.543."
    )


def test_the_shares_of_2023_fit_901() -> None:
    cells = objects(599, 195, 85, year=2023)
    shares = [share(c, p) for c, p in zip(cells, ("66", "22", "9"), strict=True)]

    assert list(shares_that_do_not_fit([*cells, counted(901, year=2023)], shares)) == []


def test_the_own_total_of_a_delivery_goes_before_all_others() -> None:
    cells = objects(937, 205, 121)
    shares = [share(cells[0], "72")]
    others = [counted(1300, delivery="ander"), counted(1543)]

    (found,) = shares_that_do_not_fit([*cells, *others], shares)

    assert found.weight is Weight.FAULT
    assert "is 1.543." in found.sentence


def test_suspects_and_victims_since_2022_are_shares_of_different_totals() -> None:
    since: dict[str, Any] = {"period_start": date(2022, 1, 1), "period_end": date(2024, 3, 22)}
    suspects = counted(309, definition="A-VERD", **since)
    victims = counted(1017, definition="A-SLACHT", is_exact=False, **since)

    (found,) = shares_that_do_not_fit(
        [suspects, victims], [share(suspects, "22"), share(victims, "76")]
    )

    # The day of the victims is only roughly known, so it may be explained.
    assert found.weight is Weight.WARNING
    assert "1.017 past bij een totaal van 1.330 tot en met 1.347" in found.sentence
    assert "309 bij 1.374 tot en met 1.437" in found.sentence


def test_a_percentage_without_its_count_or_total_says_nothing() -> None:
    (homes,) = objects(937)

    assert list(shares_that_do_not_fit([], [share(homes, "72")])) == []
    assert list(shares_that_do_not_fit([homes], [share(homes, "72")])) == []
