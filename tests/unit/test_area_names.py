"""People write the name of an area in many ways; all of them find it, and nothing else."""

import pytest

from incidents.area_names import Place, index_names, name_key

MUNICIPALITIES = index_names(
    "municipality",
    [
        Place("GM0373", "Bergen (NH.)", "PV27"),
        Place("GM0893", "Bergen (L.)", "PV31"),
        Place("GM0164", "Hengelo", "PV23"),
        Place("GM0014", "Groningen", "PV20"),
        Place("GM0344", "Utrecht", "PV26"),
        Place("GM0484", "Alphen aan den Rijn", "PV28"),
        Place("GM0518", "Den Haag", "PV28"),
        Place("GM0796", "'s-Hertogenbosch", "PV30"),
        Place("GM0815", "Mill en Sint Hubert", "PV30"),
        Place("GM0820", "Nuenen, Gerwen en Nederwetten", "PV30"),
        Place("GM1640", "Leudal", "PV31"),
        Place("GM1900", "Súdwest-Fryslân", "PV21"),
        Place("GM1940", "De Fryske Marren", "PV21"),
        Place("GM-ONBEKEND", "Onbekende gemeente", "PV-ONBEKEND"),
    ],
)
PROVINCES = index_names(
    "province",
    [
        Place("PV20", "Groningen"),
        Place("PV21", "Fryslân"),
        Place("PV26", "Utrecht"),
        Place("PV-ONBEKEND", "Onbekende provincie"),
    ],
)
UNITS = index_names(
    "unit", [Place("PE-DEN-HAAG", "Den Haag"), Place("PE-ONBEKEND", "Onbekende eenheid")]
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("GM0518", "GM0518"),
        ("gm0518", "GM0518"),
        ("0518", "GM0518"),
        ("518", "GM0518"),
        ("14", "GM0014"),
        ("373", "GM0373"),
        ("Den Haag", "GM0518"),
        ("  DEN   HAAG ", "GM0518"),
        ("gemeente Den Haag", "GM0518"),
        ("de gemeente Den Haag", "GM0518"),
        ("Gem. 's-Gravenhage", "GM0518"),
        ("\u2019s-Gravenhage (gemeente)", "GM0518"),
        ("\u00b4s Gravenhage", "GM0518"),
        ("'s-Hertogenbosch", "GM0796"),
        ("s Hertogenbosch", "GM0796"),
        ("'sHertogenbosch", "GM0796"),
        ("Den Bosch", "GM0796"),
        ("Súdwest-Fryslân", "GM1900"),
        ("Sudwest Fryslan", "GM1900"),
        ("Zuidwest-Friesland", "GM1900"),
        ("De Friese Meren", "GM1940"),
        ("Alphen a/d Rijn", "GM0484"),
        ("Alphen a.d. Rijn", "GM0484"),
        ("ALPHEN AAN DE RIJN", "GM0484"),
        ("Mill & St. Hubert", "GM0815"),
        ("Nuenen c.a.", "GM0820"),
        ("Bergen NH", "GM0373"),
        ("Bergen (NH)", "GM0373"),
        ("Bergen (Noord-Holland)", "GM0373"),
        ("Bergen (L)", "GM0893"),
        ("Bergen, Limburg", "GM0893"),
        ("Hengelo (O.)", "GM0164"),
        ("Hengelo Ov", "GM0164"),
        ("Utrecht (gemeente)", "GM0344"),
        ("onbekend", "GM-ONBEKEND"),
        ("Onbekende gemeente", "GM-ONBEKEND"),
        ("niet bekend", "GM-ONBEKEND"),
        ("GM-ONBEKEND", "GM-ONBEKEND"),
    ],
)
def test_a_municipality_is_found_however_it_is_written(text: str, code: str) -> None:
    assert MUNICIPALITIES.codes_of(text) == (code,)


@pytest.mark.parametrize(
    "text",
    ["", "  ", "gemeente", "Berge", "Hengelo (Gld)", "provincie Utrecht", "Leudal 2", "9999", "?"],
)
def test_what_is_no_name_of_a_municipality_finds_nothing(text: str) -> None:
    assert MUNICIPALITIES.codes_of(text) == ()


def test_a_name_of_two_municipalities_finds_both() -> None:
    assert MUNICIPALITIES.codes_of("Bergen") == ("GM0373", "GM0893")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Utrecht", "PV26"),
        ("provincie Utrecht", "PV26"),
        ("Groningen (PV)", "PV20"),
        ("Friesland", "PV21"),
        ("Fryslân", "PV21"),
        ("onbekend", "PV-ONBEKEND"),
    ],
)
def test_the_same_word_is_a_province_among_provinces(text: str, code: str) -> None:
    assert PROVINCES.codes_of(text) == (code,)


def test_words_of_another_level_stay_part_of_the_name() -> None:
    assert PROVINCES.codes_of("gemeente Utrecht") == ()


@pytest.mark.parametrize(
    "text", ["PE-DEN-HAAG", "Politie-eenheid Den Haag", "Regionale eenheid Den Haag", "Den Haag"]
)
def test_a_police_unit_is_found_by_its_kind_and_name(text: str) -> None:
    assert UNITS.codes_of(text) == ("PE-DEN-HAAG",)


def test_the_key_of_a_name_is_the_example_of_its_docstring() -> None:
    assert name_key("Gemeente 's-Gravenhage", "municipality") == "den haag"
    assert name_key("DEN HAAG", "municipality") == "den haag"
