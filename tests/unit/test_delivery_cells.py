"""What one cell of a delivery says, however people write it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.delivery.cells import Count, WrongCell, read_bound, read_count, read_day, read_period


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("0", Count(0)),
        ("1543", Count(1543)),
        ("1.543", Count(1543)),
        ("1 543", Count(1543)),
        ("12.0", Count(12)),
        ("12,00", Count(12)),
        (" 7 ", Count(7)),
        ("", Count()),
        ("<5", Count(lower=0, upper=4)),
        ("< 10", Count(lower=0, upper=9)),
        ("minder dan 5", Count(lower=0, upper=4)),
    ],
)
def test_a_count_is_read_as_people_write_it(text: str, count: Count) -> None:
    assert read_count(text) == count


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("-1", "is negatief"),
        ("1e9", "wetenschappelijke schrijfwijze"),
        ("1000000000", "onwaarschijnlijk groot"),
        ("99999999999999999999", "onwaarschijnlijk groot"),
        ("ca. 600", "is niet precies"),
        ("ruim 600", "is niet precies"),
        (">174", "is niet precies"),
        ("3,5", "is een breuk"),
        ("-", "nul of onbekend"),
        ("?", "nul of onbekend"),
        ("<0", "nooit kleiner dan 0"),
        ("veel", "geen heel getal"),
        ("=1+1", "geen heel getal"),
        ("٣", "geen heel getal"),
    ],
)
def test_what_is_no_count_says_why_and_what_to_do(text: str, why: str) -> None:
    with pytest.raises(WrongCell, match=why):
        read_count(text)


@given(st.text(max_size=30))
def test_any_text_is_a_count_or_a_sentence(text: str) -> None:
    try:
        count = read_count(text)
    except WrongCell:
        return
    known = [n for n in (count.value, count.lower, count.upper) if n is not None]
    assert count.is_absent != bool(known)
    assert all(0 <= n <= 1_000_000 for n in known)


@given(st.integers(0, 1_000_000))
def test_a_count_with_dots_per_thousand_is_the_same_count(value: int) -> None:
    assert read_count(f"{value:,}".replace(",", ".")) == Count(value)


def test_a_bound_is_a_whole_number_and_not_a_bound_itself() -> None:
    assert read_bound("12") == 12
    with pytest.raises(WrongCell, match="geen grens"):
        read_bound("<5")


@pytest.mark.parametrize(
    "text",
    ["31-01-2025", "31/1/2025", "31.01.2025", "2025-01-31", "31 januari 2025", "31-jan-2025",
     "2025-01-31T00:00:00", "45688", "45688.0"],
)  # fmt: skip
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert read_day(text) == date(2025, 1, 31)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("31-02-2025", "bestaat niet"),
        ("01/31/2025", "Amerikaanse volgorde. Schrijf dag-maand-jaar, zoals 31-01-2025"),
        ("31-01-1925", "Controleer het jaar"),
        ("31-01-25", "is geen datum"),
        ("gisteren", "is geen datum"),
        ("", "is geen datum"),
    ],
)
def test_what_is_no_day_says_why(text: str, why: str) -> None:
    with pytest.raises(WrongCell, match=why):
        read_day(text)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2025", date(2025, 1, 1), date(2026, 1, 1)),
        ("2025*", date(2025, 1, 1), date(2026, 1, 1)),
        ("2025-H2", date(2025, 7, 1), date(2026, 1, 1)),
        ("2025 K4", date(2025, 10, 1), date(2026, 1, 1)),
        ("2025-03", date(2025, 3, 1), date(2025, 4, 1)),
        ("2025MM12", date(2025, 12, 1), date(2026, 1, 1)),
        ("mrt 2025", date(2025, 3, 1), date(2025, 4, 1)),
        ("Maart 2025", date(2025, 3, 1), date(2025, 4, 1)),
        ("2025 december", date(2025, 12, 1), date(2026, 1, 1)),
        ("2025 t/m oktober", date(2025, 1, 1), date(2025, 11, 1)),
        ("2025-W01", date(2024, 12, 30), date(2025, 1, 6)),
        ("week 12 2025", date(2025, 3, 17), date(2025, 3, 24)),
        ("1e halfjaar 2025", date(2025, 1, 1), date(2025, 7, 1)),
        ("jan-25", date(2025, 1, 1), date(2025, 2, 1)),
        ("2020 week 53", date(2020, 12, 28), date(2021, 1, 4)),
    ],
)
def test_a_period_runs_up_to_the_first_day_after_it(text: str, start: date, end: date) -> None:
    period = read_period(text)

    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2025-W53", "2025 heeft die week niet"),
        ("2025-13", "bestaat niet"),
        ("foo 2025", "is geen maand"),
        ("31-02-2025", "bestaat niet"),
        ("01-03-2025", "is een dag, en geen periode"),
        ("1999", "Controleer het jaar"),
        ("vorig jaar", "is geen periode"),
        ("", "is geen periode"),
    ],
)
def test_what_is_no_period_says_why(text: str, why: str) -> None:
    with pytest.raises(WrongCell, match=why):
        read_period(text)
