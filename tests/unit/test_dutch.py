"""Dutch notation, case by case."""

from datetime import UTC, date, datetime

import pytest

from offensief.lib import dutch


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (999, "999"), (1543, "1.543"), (-1543, "-1.543"), (1234567, "1.234.567")],
)
def test_whole_numbers_have_a_dot_per_thousand(value: int, text: str) -> None:
    assert dutch.number(value) == text


@pytest.mark.parametrize(("value", "text"), [(520, "+520"), (-1543, "-1.543"), (0, "0")])
def test_a_change_in_whole_numbers_shows_its_sign(value: int, text: str) -> None:
    assert dutch.signed(value) == text


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.988, 2, "0,99"),
        (1.005, 2, "1,01"),
        (2.5, 0, "3"),
        (-0.04, 1, "0,0"),
        (1543.25, 1, "1.543,3"),
    ],
)
def test_decimals_have_a_comma_and_halves_round_away(value: float, digits: int, text: str) -> None:
    assert dutch.decimal(value, digits=digits) == text


def test_percentages_have_no_space() -> None:
    assert dutch.percent(10) == "10%"
    assert dutch.percent(72.52, digits=1) == "72,5%"


@pytest.mark.parametrize(
    ("value", "text"), [(-1.17, "-1,2%"), (4, "+4,0%"), (0, "0,0%"), (-0.01, "0,0%")]
)
def test_a_change_shows_its_sign(value: float, text: str) -> None:
    assert dutch.signed_percent(value) == text


def test_dates_are_long_in_text_and_short_in_tables() -> None:
    assert dutch.date_long(date(2026, 1, 9)) == "9 januari 2026"
    assert dutch.date_short(date(2026, 1, 9)) == "09-01-2026"


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (datetime(2026, 1, 9, 13, 5, tzinfo=UTC), "9 januari 2026 om 14.05 uur"),
        (datetime(2026, 7, 9, 12, 5, tzinfo=UTC), "9 juli 2026 om 14.05 uur"),
        (datetime(2025, 12, 31, 23, 30, tzinfo=UTC), "1 januari 2026 om 00.30 uur"),
    ],
)
def test_a_moment_is_told_on_the_dutch_clock(at: datetime, text: str) -> None:
    assert dutch.moment(at) == text


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        dutch.moment(datetime(2026, 1, 9, 13, 5))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("items", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a en b"), (["a", "b", "c"], "a, b en c")],
)
def test_items_become_one_phrase(items: list[str], text: str) -> None:
    assert dutch.enumerate_nl(items) == text


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 maatregelen"), (1, "1 maatregel"), (31, "31 maatregelen"), (1543, "1.543 maatregelen")],
)
def test_a_count_has_the_right_noun(count: int, text: str) -> None:
    assert dutch.plural(count, "maatregel", "maatregelen") == text


@pytest.mark.parametrize(
    ("start", "end_exclusive", "text"),
    [
        (date(2025, 1, 1), date(2026, 1, 1), "2025"),
        (date(2024, 1, 1), date(2026, 1, 1), "2024 t/m 2025"),
        (date(2025, 1, 1), date(2025, 11, 1), "januari t/m oktober 2025"),
        (date(2025, 3, 1), date(2025, 4, 1), "maart 2025"),
        (date(2024, 11, 1), date(2025, 3, 1), "november 2024 t/m februari 2025"),
        (date(2024, 1, 1), date(2024, 12, 16), "1 januari t/m 15 december 2024"),
        (date(2024, 12, 15), date(2025, 1, 4), "15 december 2024 t/m 3 januari 2025"),
        (date(2024, 12, 15), date(2024, 12, 16), "15 december 2024"),
    ],
)
def test_a_period_takes_its_shortest_exact_form(
    start: date, end_exclusive: date, text: str
) -> None:
    assert dutch.period(start, end_exclusive) == text


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="ends after"):
        dutch.period(date(2025, 2, 1), date(2025, 2, 1))


def test_a_period_whose_end_nobody_knows_is_called_as_its_source_does() -> None:
    days = date(2024, 1, 1), date(2024, 4, 1)
    text = "eerste maanden van 2024"

    assert dutch.period_as_known(*days, text, is_exact=False) == text
    assert dutch.period_as_known(*days, "", is_exact=False) == "januari t/m maart 2024"
    assert dutch.period_as_known(*days, text, is_exact=True) == "januari t/m maart 2024"
