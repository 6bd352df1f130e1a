"""What a delivery changes, and keeping its figures until they are released."""

from datetime import date

import pytest

from incidents.delivery.changes import (
    MOST_SHOWN,
    CellChange,
    ChangeKind,
    Stand,
    compare_deliveries,
)
from incidents.delivery.entries import Entry
from incidents.delivery.packing import pack, unpack


def entry(area: str = "NL", value: int | None = 10, **changes: object) -> Entry:
    usual = Entry(
        2, "A", date(2025, 1, 1), date(2026, 1, 1), area, "total", "total",
        value, None, None, str(value), 'noot; met "tekens"', "normal", False,
    )  # fmt: skip
    return usual._replace(**changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("old", "new", "is_outlier"),
    [(100, 130, True), (100, 110, False), (3, 6, False), (100, 87, True), (100, 95, False)],
)
def test_more_than_a_usual_revision_is_an_outlier(old: int, new: int, *, is_outlier: bool) -> None:
    change = CellChange(ChangeKind.CHANGED, entry().cell, 2, old, new)

    assert change.is_outlier is is_outlier


def test_every_difference_is_counted_and_the_largest_is_shown_first() -> None:
    known = {
        entry("NL").cell: Stand(100, "100", "Plan"),
        entry("GM0599").cell: Stand(7, "7", "Plan"),
    }
    earlier = {entry("GM0363").cell: Stand(4, "4", "Vorige")}
    entries = [entry("NL", 130), entry("GM0599", 7), entry("GM0518", 1)]

    changes = compare_deliveries(entries, known, earlier)

    assert changes.same == 1
    assert changes.counts == {ChangeKind.NEW: 1, ChangeKind.CHANGED: 1, ChangeKind.GONE: 1}
    assert [c.cell[3] for c in changes.shown] == ["NL", "GM0363", "GM0518"]
    assert changes.shown[0].percent == 30.0
    assert changes.shown[0].source == "Plan"


def test_bounds_that_stay_the_same_are_no_change() -> None:
    small = entry("GM0518", None)._replace(lower=0, upper=4, printed="<5")

    changes = compare_deliveries([small], {small.cell: Stand(None, "<5", "Plan")}, {})

    assert changes.same == 1


def test_no_more_are_listed_than_anybody_reads() -> None:
    entries = [entry(f"GM{n:04}") for n in range(MOST_SHOWN + 1)]

    changes = compare_deliveries(entries, {}, {})

    assert len(changes.shown) == MOST_SHOWN
    assert changes.counts[ChangeKind.NEW] == MOST_SHOWN + 1


def test_packed_figures_come_out_as_they_went_in() -> None:
    entries = [entry(), entry(value=None, lower=0, upper=4), entry(is_confidential=True)]

    assert list(unpack(pack(entries))) == entries


def test_the_same_figures_are_the_same_bytes() -> None:
    assert pack([entry()]) == pack([entry()])
