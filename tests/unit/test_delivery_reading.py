"""A whole file of counts: long or wide, from any program, with every fault named."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from incidents.delivery.cells import Period, WrongCell
from incidents.delivery.entries import Reading, Wish
from incidents.delivery.grid import UnreadableFile
from incidents.delivery.header import PersonalData
from incidents.delivery.reading import read_delivery
from incidents.delivery.words import MOST_LISTED

AREAS = {"NL", "Rotterdam", "Amsterdam", "Súdwest-Fryslân"}


def find_area(text: str, level: str, day: date) -> str:
    if text in AREAS:
        return text
    raise WrongCell(f"'{text}' is niet bekend.")


WISH = Wish(definition="A", definitions={"A", "I"}, find_area=find_area, known_on=date(2026, 1, 9))


def read(text: str | bytes, name: str = "telling.csv", wish: Wish = WISH) -> Reading:
    data = text.encode() if isinstance(text, str) else text
    return read_delivery(data, name=name, wish=wish)


def sheet(*rows: list[object], others: int = 0) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    for _ in range(others):
        book.create_sheet().append(["nog iets"])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def said(reading: Reading) -> list[tuple[int, str, str]]:
    return [(fault.line, fault.column, fault.text) for fault in reading.faults]


def test_the_long_form_is_read() -> None:
    reading = read(
        "gebied;van;t/m;object;uitkomst;aantal;opmerking\n"
        "Rotterdam;01-01-2025;31-10-2025;woning;poging;1.179;uit het register\n"
    )

    (entry,) = reading.entries
    assert entry.cell == (
        "A", date(2025, 1, 1), date(2025, 11, 1), "Rotterdam", "home", "attempt",
    )  # fmt: skip
    assert (entry.value, entry.printed, entry.note) == (1179, "1.179", "uit het register")
    assert reading.fault_count == 0


def test_the_wide_form_with_years_is_read_below_a_title() -> None:
    reading = read("Aanslagen per gebied\n\n;2023;2024*\nRotterdam;201;296\nNederland;901;1543\n")

    counts = {(e.area, e.period_start.year): e.value for e in reading.entries}
    assert counts == {
        ("Rotterdam", 2023): 201,
        ("Rotterdam", 2024): 296,
        ("NL", 2023): 901,
        ("NL", 2024): 1543,
    }
    assert "een kolom per periode" in reading.read_as


def test_the_wide_form_with_objects_takes_its_period_from_the_form() -> None:
    wish = replace(WISH, period=Period(date(2024, 1, 1), date(2025, 1, 1)))

    reading = read("gemeente;Woning;Bedrijf;Totaal\nRotterdam;200;40;296\n", wish=wish)

    assert [(e.object_type, e.value) for e in reading.entries] == [
        ("home", 200),
        ("business", 40),
        ("total", 296),
    ]


def test_an_empty_cell_is_absent_and_a_zero_is_zero() -> None:
    reading = read("gebied;jaar;aantal\nRotterdam;2024;0\nAmsterdam;2024;\n")

    assert [(e.area, e.value) for e in reading.entries] == [("Rotterdam", 0)]
    assert reading.absent_count == 1


def test_bounds_stand_in_columns_of_their_own() -> None:
    reading = read(
        "gebied;jaar;aantal;ten minste;ten hoogste\n"
        "NL;2023;;850;949\nRotterdam;2023;<5;;\nAmsterdam;2023;5;9;4\n"
    )

    (fault,) = reading.faults
    assert fault[:2] == (4, "ten minste")
    assert fault.text.startswith("de ondergrens, het aantal en de bovengrens lopen niet op.")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_every_usual_encoding_and_separator_is_read(encoding: str, separator: str) -> None:
    rows = [["gebied", "jaar", "aantal"], ["Súdwest-Fryslân", "2024", "12"]]
    text = "\r\n".join(separator.join(row) for row in rows)

    reading = read(text.encode(encoding))

    assert [(e.area, e.value) for e in reading.entries] == [("Súdwest-Fryslân", 12)]
    assert bool(reading.remarks) == (encoding == "cp1252")


def test_the_line_in_which_excel_names_its_separator_counts_as_a_line() -> None:
    reading = read("sep=;\ngebied;jaar;aantal\nNL;2024;x\n")

    assert reading.faults[0].line == 3


def test_a_workbook_with_real_dates_and_numbers_is_read() -> None:
    data = sheet(
        ["gebied", "van", "t/m", "aantal"],
        ["NL", datetime(2025, 1, 1), date(2025, 6, 30), 678.0],  # noqa: DTZ001 - as Excel has it
        others=1,
    )

    reading = read(data, "telling.xlsx")

    (entry,) = reading.entries
    assert (entry.period_start, entry.period_end) == (date(2025, 1, 1), date(2025, 7, 1))
    assert entry.value == 678
    assert "1 ander blad met inhoud niet" in reading.remarks[0]


def test_every_fault_has_its_line_and_column() -> None:
    reading = read(
        "gebied;periode;object;aantal\n"
        "NL;2025;totaal;ca. 600\n"
        "Atlantis;2025;totaal;-1\n"
        "Rotterdam;31-02-2025;brug;4\n"
        "Amsterdam;2030;totaal;4\n"
    )

    assert [(line, column) for line, column, _ in said(reading)] == [
        (2, "aantal"),
        (3, "aantal"),
        (4, "object"),
        (4, "periode"),
        (5, "periode"),
    ]
    assert not reading.entries


def test_the_same_figure_twice_is_a_fault() -> None:
    long = read("gebied;jaar;aantal\nNL;2024;1\nNL;2024;2\n")
    wide = read("gebied;2023;2024;2023\nNL;1;2;3\n")

    assert long.faults[0].text.startswith("dit cijfer staat ook in regel 2.")
    assert wide.faults[0].text.startswith("dit cijfer staat twee keer in deze regel.")


def test_ten_thousand_faults_are_all_counted_and_the_first_thousand_listed() -> None:
    lines = "".join(f"NL;2024-W{n % 52 + 1:02};fout{n}\n" for n in range(10_000))

    reading = read(f"gebied;week;aantal\n{lines}")

    assert reading.fault_count == 10_000
    assert len(reading.faults) == MOST_LISTED
    assert reading.line_count == 10_000


@pytest.mark.parametrize(
    "title",
    ["kenteken", "Kenteken auto", "BSN", "naam verdachte", "postcode", "Straatnaam", "e-mailadres",
     "BVH-nummer", "x_coordinaat", "Leeftijd"],
)  # fmt: skip
def test_a_column_about_people_or_addresses_is_refused(title: str) -> None:
    with pytest.raises(PersonalData, match="niet bewaard"):
        read(f"gebied;jaar;aantal;{title}\nNL;2024;1;x\n")


@pytest.mark.parametrize(
    "note", ["AB-12-CD", "12-ABC-3", "jan@voorbeeld.example", "06-12345678", "3011 AB 12"]
)
def test_a_remark_that_looks_like_a_person_or_address_is_refused(note: str) -> None:
    with pytest.raises(PersonalData, match="regel 2, kolom 'opmerking'"):
        read(f"gebied;jaar;aantal;opmerking\nNL;2024;1;zie {note}\n")


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"", "a.csv", "is leeg"),
        (b"  \r\n ", "a.csv", "is leeg"),
        (b"gebied;jaar;aantal\nNL;2024\0;1\n", "a.csv", r"In regel 2 staan tekens .* \(NUL\)"),
        (b"zomaar een tekst\nzonder kop\n", "a.csv", "geen kopregel"),
        (b"gebied;jaar;aantal\n", "a.csv", "geen enkel aantal"),
        (b'gebied;jaar;aantal\n"NL;2024;1\n', "a.csv", "aanhalingstekens"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.xls", "oud Excel-bestand"),
        (b"PK\x03\x04kapot", "a.xlsx", "kan niet worden gelezen"),
        (b"\xff\xfe\x00", "a.csv", "beschadigd"),
        (b";" * 500 + b"\ngebied", "a.csv", "meer dan 200 kolommen|geen kopregel"),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else str(value)[:20],
)
def test_a_file_that_cannot_be_read_says_what_to_do(data: bytes, name: str, why: str) -> None:
    with pytest.raises(UnreadableFile, match=why):
        read(data, name)


def test_a_zip_bomb_that_is_called_a_workbook_is_refused_unopened() -> None:
    stream = BytesIO()
    with ZipFile(BytesIO(sheet(["gebied"]))) as real, ZipFile(stream, "w", ZIP_DEFLATED) as bomb:
        for entry in real.infolist():
            bomb.writestr(entry, real.read(entry))
        bomb.writestr("xl/media/a.bin", bytes(300 * 1024**2))

    with pytest.raises(UnreadableFile, match="uitgepakt is het te groot"):
        read(stream.getvalue(), "telling.xlsx")


def test_a_column_nobody_knows_is_a_fault_and_not_dropped_in_silence() -> None:
    reading = read("gebied;jaar;aantal;verschil\nNL;2024;1;2\n")

    assert said(reading)[0][:2] == (1, "verschil")


def test_two_kinds_of_columns_with_counts_are_a_fault() -> None:
    reading = read("gebied;2023;2024;Totaal\nNL;1;2;3\n")

    assert said(reading)[0][:2] == (1, "Totaal")


def test_a_total_checks_the_other_lines_and_is_no_figure() -> None:
    reading = read("gebied;2023;2024\nRotterdam;1;2\nAmsterdam;3;4\nTotaal;4;6\n")

    assert {e.area for e in reading.entries} == {"Rotterdam", "Amsterdam"}
    assert "niet overgenomen" in reading.remarks[-1]


def test_a_total_that_is_not_the_sum_is_a_fault() -> None:
    reading = read("gebied;2024\nRotterdam;1\nTotaal;9\n")

    (fault,) = reading.faults
    assert fault[:2] == (3, "2024")
    assert "schrijf dan 'Nederland'" in fault.text


def test_a_line_without_an_area_is_a_fault() -> None:
    reading = read("gebied;jaar;aantal\nRotterdam;2024;1\n;2024;29\n")

    assert said(reading)[0] == (3, "gebied", "er staat geen gebied. Vul de kolom in.")


def test_a_file_without_a_column_for_areas_is_about_the_country() -> None:
    assert read("jaar;aantal\n2024;1543\n").entries[0].area == "NL"


def test_a_period_that_was_not_over_on_the_day_of_knowledge_is_a_fault() -> None:
    reading = read("jaar;aantal\n2026;701\n")

    assert "was op de peildatum (9 januari 2026) nog niet om" in reading.faults[0].text


def test_a_column_with_names_is_refused() -> None:
    with pytest.raises(PersonalData):
        read("gebied;jaar;aantal;naam\nNL;2024;1;Jan Jansen\n")
