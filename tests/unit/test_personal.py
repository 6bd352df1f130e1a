"""Words that point at one person are found, and figures are left alone."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offensief.lib.personal import MOST_FOUND, Found, Kind, find, passes_eleven_test
from tests.house.files import ROOT

DIGITS = st.text("0123456789", min_size=9, max_size=9)


def kinds(text: str) -> list[Kind]:
    return [found.kind for found in find(text)]


@pytest.mark.parametrize(
    ("text", "kind", "word"),
    [
        ("burger 111222333 meldde", Kind.CITIZEN_NUMBER, "111222333"),
        ("111.222.333", Kind.CITIZEN_NUMBER, "111.222.333"),
        ("1112.22.333", Kind.CITIZEN_NUMBER, "1112.22.333"),
        ("111 222 333,", Kind.CITIZEN_NUMBER, "111 222 333"),
        ("111\u00a0222\u00a0333", Kind.CITIZEN_NUMBER, "111 222 333"),
        ("111\u200b222333", Kind.CITIZEN_NUMBER, "111222333"),
        ("\uff11\uff11\uff11222333", Kind.CITIZEN_NUMBER, "111222333"),
        ("111\u2013222\u2013333", Kind.CITIZEN_NUMBER, "111-222-333"),
        ("BSN: 12345678", Kind.CITIZEN_NUMBER, "BSN: 12345678"),
        ("bel 06-12345678.", Kind.PHONE, "06-12345678"),
        ("06 12 34 56 78", Kind.PHONE, "06 12 34 56 78"),
        ("+31 (0)6 1234 5678", Kind.PHONE, "+31 (0)6 1234 5678"),
        ("0031612345678", Kind.PHONE, "0031612345678"),
        ("020-1234567", Kind.PHONE, "020-1234567"),
        ("(0182) 12 34 56", Kind.PHONE, "(0182) 12 34 56"),
        ("0201234567", Kind.PHONE, "0201234567"),
        ("aan de Kerkstraat 12 ontplofte", Kind.ADDRESS, "Kerkstraat 12"),
        ("Dorpsstraat 12-a, 3511 AB Utrecht", Kind.ADDRESS, "Dorpsstraat 12-a, 3511 AB"),
        ("Kruisplein 4\n2011 AB", Kind.ADDRESS, "Kruisplein 4 2011 AB"),
        ("3511AB 12", Kind.ADDRESS, "3511AB 12"),
        ("3511ab, nr. 12", Kind.ADDRESS, "3511ab, nr. 12"),
        ("NL91 ABNA 0417 1643 00", Kind.BANK_ACCOUNT, "NL91 ABNA 0417 1643 00"),
        # One of each series of plates.
        *(
            (f"auto {plate} gezien", Kind.PLATE, plate)
            for plate in (
                *("AB-12-34", "12-34-AB", "12-AB-34", "GB-12-XR", "GB-RX-12", "12-GB-RX"),
                *("16-RRL-8", "1-KBB-00", "GB-123-X", "G-123-XX", "XXX-12-G", "G-12-XXX"),
                *("1-GB-123", "123-GB-1", "16rrl8".upper(), "gb-12-xr", "16 RRL 8"),
            )
        ),
    ],
)
def test_a_word_that_points_at_a_person_is_found(text: str, kind: Kind, word: str) -> None:
    assert find(text) == (Found(kind, word),)


@pytest.mark.parametrize(
    "text",
    [
        "In 2025 waren het er 1.543, dat is 10% minder dan in 2024.",
        "Kamerstuk 28684-816 en 36 410 VI, nr. 5 (2023-2024)",
        "Maatregel 1.01 en 2.05, versie 1.0.0, op 01-02-2025 12 uur",
        "06-02-2025 12 meldingen, 2025-07-01T12:00:00",
        "123456789 voldoet niet aan de proef",
        "€ 111.222.333 en €111.222.333",
        "de reeks 111 222 333 444",
        "zaak-111222333, 111222333/4 en https://x.example/111222333",
        "f47ac10b-58cc-4372-a567-0e02b2c3d479",
        "000000000",
        "Bel 0800-7000, 0900-8844 of 0800 1234567",
        "Kerkstraat 2025 en Kerkstraat 12% en Hoofdweg 3 keer",
        "Onderweg 3 partners; Gerechtshof 12",
        "Postcode 3511 AB, in 2024 OM 12 zaken en in 2024 en 12 daarna",
        "EU2027, NL2024, A-27-weg, B-52",
        "NL91 ABNA 0417 1643 01",
    ],
)
def test_figures_years_and_references_are_left_alone(text: str) -> None:
    assert not find(text)


@pytest.mark.parametrize("folder", ["measures/plan", "incidents/data", "tests/golden"])
def test_what_the_portal_itself_holds_gives_no_warning(folder: str) -> None:
    files = list((ROOT / folder).iterdir())

    assert files
    assert not [
        (file.name, find(file.read_text(encoding="utf-8")))
        for file in files
        if find(file.read_text(encoding="utf-8"))
    ]


@given(DIGITS)
def test_the_eleven_test_is_the_weighted_sum(digits: str) -> None:
    weighted = sum(w * int(d) for w, d in zip((9, 8, 7, 6, 5, 4, 3, 2), digits, strict=False))
    expected = weighted % 11 == int(digits[8]) and not digits.startswith("00")

    assert passes_eleven_test(digits) is expected
    assert (Kind.CITIZEN_NUMBER in kinds(f"nummer {digits}.")) is expected


@given(DIGITS.filter(passes_eleven_test), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_no_citizen_number(digits: str, place: int, more: int) -> None:
    other = str((int(digits[place]) + more) % 10)
    wrong = digits[:place] + other + digits[place + 1 :]

    assert not passes_eleven_test(wrong)


def test_eight_and_ten_digits_are_no_citizen_number() -> None:
    assert not passes_eleven_test("11122233")
    assert not passes_eleven_test("1112223330")


@given(st.text())
def test_any_text_can_be_looked_through(text: str) -> None:
    for found in find(text):
        assert found.word == found.word.strip() != ""


def test_each_word_is_told_once_in_its_order() -> None:
    text = "16-RRL-8 belde 06-12345678, en 16-RRL-8 weer."

    assert [found.word for found in find(text)] == ["16-RRL-8", "06-12345678"]


def test_no_more_is_told_than_a_person_reads() -> None:
    assert len(find(" ".join(f"06-1234{number}" for number in range(1000, 2000)))) == MOST_FOUND


@pytest.mark.parametrize(
    "piece", ["1", "1 ", "A", "Aa", "Aa'-", "12-", "06 ", "NL12 ", "1234 AB ", "bsn ", "1,\n\n"]
)
def test_a_long_text_takes_no_long_time(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    began = time.process_time()

    find(text)

    # A pattern that goes back and forth would take minutes.
    assert time.process_time() - began < 10


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_has_a_name_in_a_sentence(kind: Kind) -> None:
    assert kind.label.startswith("een ")
