"""Small numbers stay hidden, whatever is computed from what is shown."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.statistics.suppression import (
    SMALLEST_SHOWN,
    CannotHide,
    Sum,
    audit,
    suppress,
)

COUNTRY: list[Sum] = [("NL", ("a", "b", "c"))]
COUNTS = st.one_of(st.just(0), st.integers(1, 6), st.integers(5, 80))


def two_hierarchies(
    counts: list[int], regions: list[int], provinces: list[int]
) -> tuple[dict[str, int], list[Sum]]:
    """Municipalities in regions and in provinces, both adding up to the country."""
    cells = {f"GM{i}": count for i, count in enumerate(counts)}
    sums: list[Sum] = []
    for letter, places in (("VR", regions), ("PV", provinces)):
        for place in sorted(set(places)):
            parts = tuple(f"GM{i}" for i, of in enumerate(places) if of == place)
            cells[f"{letter}{place}"] = sum(cells[part] for part in parts)
            sums.append((f"{letter}{place}", parts))
        cells["NL"] = sum(counts)
        sums.append(("NL", tuple(f"{letter}{place}" for place in sorted(set(places)))))
    return cells, sums


@st.composite
def tables(draw: st.DrawFn) -> tuple[dict[str, int], list[Sum]]:
    counts = draw(st.lists(COUNTS, min_size=4, max_size=14))
    place = st.lists(st.integers(0, 2), min_size=len(counts), max_size=len(counts))
    return two_hierarchies(counts, draw(place), draw(place))


def test_a_small_cell_takes_the_smallest_beside_it_along() -> None:
    cells = {"NL": 63, "a": 3, "b": 20, "c": 40}

    found = suppress(cells, COUNTRY, exempt={"NL"})

    assert found.small == {"a"}
    assert found.beside == {"b"}
    assert found.shown == {"NL": 63, "c": 40}
    assert audit(cells, COUNTRY, found.hidden) == {"a": (0, 23), "b": (0, 23)}


def test_more_is_hidden_until_the_interval_is_wide_enough() -> None:
    cells = {"NL": 61, "a": 1, "b": 2, "c": 8, "d": 50}

    found = suppress(cells, [("NL", ("a", "b", "c", "d"))], exempt={"NL"})

    assert found.small == {"a", "b"}
    assert found.beside == {"c"}


def test_a_table_without_small_cells_is_shown_whole() -> None:
    cells = {"NL": 25, "a": 5, "b": 20, "c": 0}

    found = suppress(cells, COUNTRY, exempt={"NL"})

    assert found.hidden == set()
    assert found.shown == cells


def test_exempt_levels_are_shown_even_when_small() -> None:
    cells = {"NL": 3, "a": 3, "b": 0}

    assert suppress(cells, [], exempt={"NL", "a"}).hidden == set()


def test_a_zero_is_hidden_only_when_nothing_else_helps() -> None:
    with_other = {"NL": 63, "a": 3, "b": 60, "c": 0}
    without = {"NL": 7, "a": 4, "b": 3, "c": 0}

    assert suppress(with_other, COUNTRY, exempt={"NL"}).beside == {"b"}
    assert suppress(without, COUNTRY, exempt={"NL"}).beside == {"c"}


def test_a_zero_beside_hidden_cells_is_shown_when_they_hide_each_other() -> None:
    cells = {"NL": 6, "a": 4, "b": 2, "c": 0}

    assert suppress(cells, COUNTRY, exempt={"NL"}).shown == {"NL": 6, "c": 0}


def test_cells_that_the_rule_itself_gives_away_take_another_along() -> None:
    cells = {"NL": 52, "a": 4, "b": 4, "c": 4, "d": 40}

    found = suppress(cells, [("NL", ("a", "b", "c", "d"))], exempt={"NL"})

    assert found.beside == {"d"}


def test_a_hidden_region_takes_another_region_along() -> None:
    cells = {"NL": 63, "VR1": 3, "VR2": 20, "VR3": 40, "GM1": 3, "GM2": 0}
    sums: list[Sum] = [("NL", ("VR1", "VR2", "VR3")), ("VR1", ("GM1", "GM2"))]

    found = suppress(cells, sums, exempt={"NL"})

    assert found.hidden == {"VR1", "GM1", "VR2"}


@pytest.mark.parametrize(
    "cells",
    [{"NL": 3, "a": 3, "b": 0}, {"NL": 12, "a": 4, "b": 4, "c": 4}, {"NL": 3, "a": 3}],
)
def test_what_a_public_total_gives_away_cannot_be_hidden(cells: dict[str, int]) -> None:
    parts = tuple(key for key in cells if key != "NL")

    with pytest.raises(CannotHide, match="van a is te herleiden"):
        suppress(cells, [("NL", parts)], exempt={"NL"})


def test_audit_finds_what_trying_every_table_finds() -> None:
    cells, sums = two_hierarchies([3, 4, 2, 7], [0, 0, 1, 1], [0, 1, 0, 1])
    municipalities = ["GM0", "GM1", "GM2", "GM3"]

    tried = [
        dict(zip(municipalities, values, strict=True))
        for values in itertools.product(range(17), repeat=4)
        if _adds_up({**cells, **dict(zip(municipalities, values, strict=True))}, sums)
    ]

    assert audit(cells, sums, set(municipalities)) == {
        key: (min(t[key] for t in tried), max(t[key] for t in tried)) for key in municipalities
    }


def test_a_cell_in_no_sum_is_hidden_by_itself() -> None:
    assert audit({"a": 3, "b": 20}, [], {"a"}) == {"a": (0, 50)}
    assert suppress({"a": 3, "b": 20}, []).hidden == {"a"}


@settings(deadline=None, max_examples=60)
@given(tables())
def test_no_hidden_cell_can_be_computed_within_k(table: tuple[dict[str, int], list[Sum]]) -> None:
    cells, sums = table
    try:
        found = suppress(cells, sums, exempt={"NL"})
    except CannotHide:
        return

    assert all(
        high - low >= SMALLEST_SHOWN for low, high in audit(cells, sums, found.hidden).values()
    )
    assert found.shown == {key: cells[key] for key in cells if key not in found.hidden}
    assert not [key for key, n in found.shown.items() if 1 <= n < SMALLEST_SHOWN and key != "NL"]


def test_all_municipalities_under_both_hierarchies_are_safe() -> None:
    random = np.random.default_rng(342)
    levels = random.gamma(0.3, 15, 342)
    places = list(range(342))
    cells, sums = two_hierarchies(
        random.poisson(levels).tolist(),
        [place * 25 // 342 for place in places],
        [min(11, (place + int(random.integers(0, 9))) * 12 // 342) for place in places],
    )

    found = suppress(cells, sums, exempt={"NL"})

    assert len(found.small) > 50
    assert len(found.beside) < len(found.small) + 25
    assert all(
        high - low >= SMALLEST_SHOWN for low, high in audit(cells, sums, found.hidden).values()
    )


@pytest.mark.parametrize(
    ("cells", "sums", "exempt", "k"),
    [
        ({"a": -1}, [], set(), 5),
        ({"a": 1}, [], set(), 1),
        ({"a": 1}, [("a", ("b",))], set(), 5),
        ({"a": 1}, [], {"NL"}, 5),
        ({"NL": 3, "a": 1}, [("NL", ("a",))], set(), 5),
    ],
)
def test_impossible_tables_are_refused(
    cells: dict[str, int], sums: list[Sum], exempt: set[str], k: int
) -> None:
    with pytest.raises(ValueError, match=r"negative|least 2|No cell|add up"):
        suppress(cells, sums, exempt=exempt, k=k)


def _adds_up(cells: dict[str, int], sums: list[Sum]) -> bool:
    return all(cells[total] == sum(cells[part] for part in parts) for total, parts in sums)
