"""Every number, share and moment of a sentence is found, with its place and what it means."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reports.letter import counting
from reports.letter.hedges import Fit, fits
from reports.letter.kinds import Found, Hedge, Kind
from reports.letter.numbers import find
from reports.letter.sentences import sentences

_C, _P, _D = Kind.COUNT, Kind.PERCENT, Kind.DAY

# The sentence, what is found in it, its kind, value and hedge.
NUMBERS = [
    ("Er waren 1.543 aanslagen.", "1.543", _C, "1543", Hedge.EXACT),
    ("Er waren 1543 aanslagen.", "1543", _C, "1543", Hedge.EXACT),
    ("Er waren 1\u00a0543 aanslagen.", "1\u00a0543", _C, "1543", Hedge.EXACT),
    ("Het waren er 1.543.", "1.543", _C, "1543", Hedge.EXACT),
    ("Het waren er 1.543, dus veel.", "1.543", _C, "1543", Hedge.EXACT),
    ("Voorlopig zijn het er 1.525*.", "1.525*", _C, "1525", Hedge.EXACT),
    ("(1.543)", "1.543", _C, "1543", Hedge.EXACT),
    ("Dat is 10,4% minder.", "10,4%", _P, "10.4", Hedge.EXACT),
    ("Dat is 10 procent minder.", "10 procent", _P, "10", Hedge.EXACT),
    ("Dat is tien procent minder.", "tien procent", _P, "10", Hedge.EXACT),
    ("Het steeg 3 procentpunt.", "3 procentpunt", Kind.POINTS, "3", Hedge.EXACT),
    ("Een toename van ruim 200%.", "ruim 200%", _P, "200", Hedge.OVER),
    ("Dat zijn er bijna 1.400.", "bijna 1.400", _C, "1400", Hedge.ALMOST),
    ("Er zijn meer dan 1000 incidenten.", "meer dan 1000", _C, "1000", Hedge.MORE),
    ("Het waren er minder dan 50.", "minder dan 50", _C, "50", Hedge.LESS),
    ("Dat is minder dan de 1.543 van toen.", "1.543", _C, "1543", Hedge.EXACT),
    ("Het is ten minste 10%.", "ten minste 10%", _P, "10", Hedge.AT_LEAST),
    ("Er zijn niet meer dan 30 zaken.", "niet meer dan 30", _C, "30", Hedge.AT_MOST),
    ("Het waren er zo’n 300.", "zo’n 300", _C, "300", Hedge.ABOUT),  # noqa: RUF001
    ("Het waren er circa 300.", "circa 300", _C, "300", Hedge.ABOUT),
    ("Naar schatting 60 mensen.", "Naar schatting 60", _C, "60", Hedge.ABOUT),
    ("Het kost € 10 miljoen.", "€ 10 miljoen", Kind.MONEY, "10000000", Hedge.EXACT),
    ("Het kost 1,2 miljoen euro.", "1,2 miljoen euro", Kind.MONEY, "1200000", Hedge.EXACT),
    ("Er zijn 1,2 miljoen woningen.", "1,2 miljoen", _C, "1200000", Hedge.EXACT),
    ("Het is 2 keer zo veel.", "2 keer", Kind.TIMES, "2", Hedge.EXACT),
    ("Het is 2× zo veel.", "2×", Kind.TIMES, "2", Hedge.EXACT),  # noqa: RUF001
    ("Het aantal is verdubbeld.", "verdubbeld", Kind.TIMES, "2", Hedge.EXACT),
    ("Anderhalf keer zo veel.", "Anderhalf", Kind.TIMES, "1.5", Hedge.EXACT),
    ("Er zijn eenendertig maatregelen.", "eenendertig", _C, "31", Hedge.EXACT),
    ("Er zijn tweeënveertig zaken.", "tweeënveertig", _C, "42", Hedge.EXACT),
    ("Bij één aanslag.", "één", _C, "1", Hedge.EXACT),
    ("Duizend vijfhonderd zaken.", "Duizend vijfhonderd", _C, "1500", Hedge.EXACT),
    ("Ruim twee honderd zaken.", "Ruim twee honderd", _C, "200", Hedge.OVER),
    ("Er waren 1\u2009543 aanslagen.", "1\u2009543", _C, "1543", Hedge.EXACT),
    ("In een derde van de zaken.", "een derde", Kind.SHARE, "33.3", Hedge.EXACT),
    ("Ruim de helft is opgelost.", "Ruim de helft", Kind.SHARE, "50", Hedge.OVER),
    ("Driekwart van de zaken.", "Driekwart", Kind.SHARE, "75", Hedge.EXACT),
    ("Er zijn tientallen zaken.", "tientallen", Kind.VAGUE, "0", Hedge.EXACT),
    ("€ 500 per zaak.", "€ 500", Kind.MONEY, "500", Hedge.EXACT),
]


@pytest.mark.parametrize(("sentence", "text", "kind", "value", "hedge"), NUMBERS)
def test_a_number_is_found(sentence: str, text: str, kind: Kind, value: str, hedge: Hedge) -> None:
    (found,) = find(sentence)

    assert (found.text, found.kind, found.hedge) == (text, kind, hedge)
    assert abs(found.low - Decimal(value)) < Decimal("0.1")
    assert sentence[found.start : found.end] == text


@pytest.mark.parametrize(
    ("sentence", "text", "kind", "low", "high"),
    [
        ("Tussen 1.300 en 1.400 aanslagen.", "Tussen 1.300 en 1.400", _C, 1300, 1400),
        ("Tussen de 1.300 en de 1.400.", "Tussen de 1.300 en de 1.400", _C, 1300, 1400),
        ("Het is 10 tot 15%.", "10 tot 15%", _P, 10, 15),
        ("Het is 10% tot 15%.", "10% tot 15%", _P, 10, 15),
        ("Het is 68 tot 73 procent.", "68 tot 73 procent", _P, 68, 73),
        ("Er zijn 2-3 zaken.", "2-3", _C, 2, 3),
        ("Er zijn twee à drie zaken.", "twee à drie", _C, 2, 3),
        ("Voor 150 tot 2000 euro.", "150 tot 2000 euro", Kind.MONEY, 150, 2000),
    ],
)
def test_a_range_is_one_thing(sentence: str, text: str, kind: Kind, low: int, high: int) -> None:
    (found,) = find(sentence)

    assert (found.text, found.kind) == (text, kind)
    assert (int(found.low), int(found.high)) == (low, high)
    assert found.is_range


@pytest.mark.parametrize(
    ("sentence", "text", "kind", "first", "after"),
    [
        ("Op 19 december 2025 was het.", "19 december 2025", _D, (2025, 12, 19), (2025, 12, 20)),
        ("Op 19-12-2025 was het.", "19-12-2025", _D, (2025, 12, 19), (2025, 12, 20)),
        ("Op 2025-12-19 was het.", "2025-12-19", _D, (2025, 12, 19), (2025, 12, 20)),
        ("In december 2025.", "december 2025", Kind.MONTH, (2025, 12, 1), (2026, 1, 1)),
        ("In 2025 was het.", "2025", Kind.YEAR, (2025, 1, 1), (2026, 1, 1)),
        ("In 2022-2023.", "2022-2023", Kind.PERIOD, (2022, 1, 1), (2024, 1, 1)),
        (
            "In de eerste helft van 2025.",
            "eerste helft van 2025",
            Kind.PERIOD,
            (2025, 1, 1),
            (2025, 7, 1),
        ),
        ("Derde kwartaal 2025.", "Derde kwartaal 2025", Kind.PERIOD, (2025, 7, 1), (2025, 10, 1)),
        (
            "Van januari t/m oktober 2025.",
            "januari t/m oktober 2025",
            Kind.PERIOD,
            (2025, 1, 1),
            (2025, 11, 1),
        ),
        (
            "Van 1 januari t/m 15 maart 2025.",
            "1 januari t/m 15 maart 2025",
            Kind.PERIOD,
            (2025, 1, 1),
            (2025, 3, 16),
        ),
    ],
)
def test_a_moment_is_found(
    sentence: str, text: str, kind: Kind, first: tuple[int, ...], after: tuple[int, ...]
) -> None:
    (found,) = find(sentence)

    assert (found.text, found.kind) == (text, kind)
    assert (found.first, found.after) == (date(*first), date(*after))


@pytest.mark.parametrize(
    "text",
    ["31 februari 2025", "28 juni jl.", "begin 2024", "medio 2023", "jaren ’70"],  # noqa: RUF001
)
def test_a_moment_without_certain_days_is_found_too(text: str) -> None:
    (found,) = find(f"Dat was {text} zo.")

    assert (found.text, found.first) == (text, None)


def test_the_same_months_of_another_year_are_those_months() -> None:
    found = find("Van januari t/m oktober 2025 waren het er 12, in dezelfde maanden van 2024 11.")

    assert found[2].text == "dezelfde maanden van 2024"
    assert (found[2].first, found[2].after) == (date(2024, 1, 1), date(2024, 11, 1))


REFERENCES = [
    "Kamerstuk 28 684, nr. 816",
    "Kamerstukken II 2024/25, 28 684, nr. 816",
    "TK 29911-123",
    "28684, nr. 740",
    "artikel 172a",
    "artikel 6, lid 1",
    "art. 5:20",
    "hoofdstuk 3",
    "paragraaf 2.1",
    "bijlage 2",
    "pagina 3 van 14",
    "Pag. 74-75",
    "maatregel 3.01",
    "maatregelen 3.01 en 4.02",
    "code C12",
    "S3.01",
    "G40",
    "F4",
    "Richtlijn 2013/29/EU",
    "070-1234567",
    "+31 70 123 45 67",
    "2511 DP",
    "Postbus 20301",
    "Kerkstraat 12",
    "https://www.example.nl/2024/123",
    "14.00 uur",
    "editie 2026-1",
    "kenmerk 6123456",
    "1e",
    "top 10",
    "95%-interval",
]


@pytest.mark.parametrize("text", REFERENCES)
def test_a_reference_claims_nothing(text: str) -> None:
    found = find(f"Zie {text} voor meer.")

    assert found
    assert {f.kind for f in found} == {Kind.NO_CLAIM}


@pytest.mark.parametrize(
    ("sentence", "claims"),
    [
        ("In 2022 waren er 343 incidenten18 met explosieven.", ["2022", "343"]),
        ("Een toename van ruim 200%.19", ["ruim 200%"]),
        ("Het waren er 1057.20", ["1057"]),
        ("Explosies1 zijn er.", []),
        ("1.1 Voorkomen van daderschap", []),
        ("1. Preventie", []),
        ("12", []),
        ("De eerste aanslag in de tweede straat.", []),
        ("Een aanslag op een woning.", []),
        ("0,99 (0,92 tot 1,06)", ["0,99", "0,92 tot 1,06"]),
        ("tussen de 27 gemeenten en 3 steden", ["27", "3"]),
        ("van 1.543 naar 1.525", ["1.543", "1.525"]),
        ("10% minder dan 1.543", ["10%", "1.543"]),
        ("137 meer dan 1.388", ["137", "1.388"]),
        ("In Zwolle (96) en Den Haag (93).", ["96", "93"]),
        ("Bijvoorbeeld: (1) het een, (2) het ander en (3) de rest.", []),
        ("599 (66%) en 195 (22%)", ["599", "66%", "195", "22%"]),
    ],
)
def test_only_claims_are_left(sentence: str, claims: list[str]) -> None:
    assert [f.text for f in find(sentence) if f.kind is not Kind.NO_CLAIM] == claims


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("nul", 0), ("twaalf", 12), ("zeventien", 17), ("eenendertig", 31), ("achtenvijftig", 58),
        ("honderd", 100), ("honderdvijf", 105), ("honderdenvijf", 105), ("tweehonderd", 200),
        ("vijftienhonderd", 1500), ("vijftienhonderddrieënveertig", 1543), ("duizend", 1000),
        ("tweeduizend", 2000), ("duizendvijfhonderd", 1500), ("één", 1),
        ("een", None), ("eend", None), ("tienen", None), ("honderden", None), ("ach", None),
    ],
)  # fmt: skip
def test_words_are_numbers(word: str, value: int | None) -> None:
    assert counting.value_of(word) == value


@pytest.mark.parametrize(
    ("text", "value", "fit"),
    [
        # The examples of the decision record (docs/decisions/0040).
        ("bijna 1.400", 1388, Fit.YES),
        ("bijna 1.400", 1400, Fit.NO),
        ("bijna 1.400", 1401, Fit.NO),
        ("bijna 1.400", 1200, Fit.NO),
        ("bijna 10", 9, Fit.YES),
        ("bijna 10", 8, Fit.NO),
        ("ruim 200%", 203, Fit.YES),
        ("ruim 200%", 208, Fit.YES),
        ("ruim 200%", 199, Fit.NO),
        ("ruim 200%", 200, Fit.NO),
        ("ruim 200%", 240, Fit.NO),
        ("ongeveer 1.500", 1543, Fit.YES),
        ("ongeveer 1.500", 1388, Fit.NO),
        ("meer dan 1000", 1057, Fit.YES),
        ("meer dan 1000", 1000, Fit.NO),
        ("meer dan 100", 1543, Fit.TOO_LITTLE),
        ("minder dan 50", 49, Fit.YES),
        ("minder dan 50", 50, Fit.NO),
        ("minder dan 1.000", 39, Fit.TOO_LITTLE),
        ("ten minste 30", 30, Fit.YES),
        ("ten minste 30", 29, Fit.NO),
        ("hoogstens 30", 30, Fit.YES),
        ("hoogstens 30", 31, Fit.NO),
        ("tussen 1.300 en 1.400", 1388, Fit.YES),
        ("tussen 1.300 en 1.400", 1401, Fit.NO),
        ("1.500", 1525, Fit.NO),
        ("73%", "72.52", Fit.YES),
        ("72,5%", "72.52", Fit.YES),
        ("72%", "72.52", Fit.NO),
        ("een derde", "33.9", Fit.YES),
        ("een derde", "36", Fit.NO),
    ],
)
def test_words_before_a_number_are_promises(text: str, value: float | str, fit: Fit) -> None:
    (found,) = find(text)

    assert fits(found, Decimal(str(value))) is fit


def test_a_limit_is_only_right_when_exact() -> None:
    found = {text: find(text)[0] for text in ("hoogstens 1.388", "1.388", "hoogstens 1.400")}

    assert fits(found["hoogstens 1.388"], Decimal(1388), limit=Hedge.AT_MOST) is Fit.YES
    assert fits(found["1.388"], Decimal(1388), limit=Hedge.AT_MOST) is Fit.YES
    assert fits(found["hoogstens 1.400"], Decimal(1388), limit=Hedge.AT_MOST) is Fit.NO


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zie nr. 816. Dat is het.", ["Zie nr. 816.", "Dat is het."]),
        ("Er waren er 901. Er\nwaren er 1543.", ["Er waren er 901.", "Er waren er 1543."]),
        ("Op 28 juni jl. Ook toen.", ["Op 28 juni jl.", "Ook toen."]),
        ("De heer J. Smit en drs. De Wit.", ["De heer J. Smit en drs. De Wit."]),
        ("Ruim 200%.19 In 2023 was dat zo.", ["Ruim 200%.19", "In 2023 was dat zo."]),
        ("1. Preventie", ["1. Preventie"]),
        ("Het ver-\nminderen van F4-\nvuurwerk", ["Het verminderen van F4- vuurwerk"]),
        ("Een.\n\nTwee.", ["Een.", "Twee."]),
        ("• Punt een\n• Punt twee", ["• Punt een", "• Punt twee"]),
        ("", []),
    ],
)  # fmt: skip
def test_text_becomes_sentences(text: str, expected: list[str]) -> None:
    assert [s.text for s in sentences(text, place="bladzijde 1")] == expected


_WORDS = """
    1.543 12 2024 % * tussen en de tot bijna ruim € miljoen een derde nr. artikel - \u2013 ( ) , .
    19-12-2025 januari maatregel 3.01 één 1,2 keer aanslagen 99999999999999 x \u202e \u2019
"""
_PIECES = st.sampled_from([*_WORDS.split(), "\u00a0"])


@example("²AA")
@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(_PIECES, max_size=25).map(" ".join),
        st.lists(_PIECES, max_size=25).map("".join),
    )
)
@settings(max_examples=400, deadline=None)
def test_whatever_stands_there_places_are_right(text: str) -> None:
    found = find(text)

    assert all(text[f.start : f.end] == f.text for f in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.text(max_size=400))
@settings(max_examples=200, deadline=None)
def test_no_digit_is_lost_between_sentences(text: str) -> None:
    read = "".join(s.text for s in sentences(text, place="x"))

    assert [sign for sign in read if sign.isdigit()] == [sign for sign in text if sign.isdigit()]


def test_a_found_thing_is_a_value() -> None:
    assert Found(start=0, end=1, text="1", kind=Kind.COUNT) == Found(
        start=0, end=1, text="1", kind=Kind.COUNT
    )
