"""Every fault in the file of areas is named, in Dutch, with its place."""

from pathlib import Path

import pytest

from incidents.area_rows import AreaEntry, check_areas, read_area
from incidents.count_cells import read_rows

COLUMNS = tuple(AreaEntry.__dataclass_fields__)
LINES = {
    "NL": "NL;country;Nederland;;;NL;;;",
    "PV28": "PV28;province;Zuid-Holland;NL;;PV28;;;",
    "PE": "PE-ROTTERDAM;unit;Rotterdam;NL;;;;;",
    "VR17": "VR17;safety_region;Rotterdam-Rijnmond;PE-ROTTERDAM;;VR17;;;",
    "GM0501": "GM0501;municipality;Brielle;VR17;PV28;GM0501;;2023-01-01;GM1992",
    "GM1992": "GM1992;municipality;Voorne aan Zee;VR17;PV28;GM1992;2023-01-01;;",
}


def problems(folder: Path, lines: list[str]) -> list[str]:
    found: list[str] = []
    (folder / "areas.csv").write_text("\n".join([";".join(COLUMNS), *lines]), encoding="utf-8")
    rows = read_rows(folder / "areas.csv", COLUMNS, found)
    check_areas([(row, read_area(row)) for row in rows or []])
    return found


def test_sound_areas_have_no_faults(tmp_path: Path) -> None:
    assert problems(tmp_path, list(LINES.values())) == []


@pytest.mark.parametrize(
    ("code", "old", "new", "sentence"),
    [
        ("VR17", ";PE-ROTTERDAM;", ";VR17;", "'parent': het gebied 'VR17' is niet bekend."),
        ("VR17", ";PE-ROTTERDAM;", ";;", "kolom 'parent': er staat niets. Vul de kolom in."),
        ("VR17", ";PE-ROTTERDAM;", ";NL;", "van de soort unit, en 'NL' is dat niet."),
        ("PE", ";NL;", ";GM1992;", "kolom 'parent': het gebied 'GM1992' staat lager."),
        ("GM0501", ";PV28;", ";;", "kolom 'province': er staat niets. Vul de kolom in."),
        ("GM0501", ";PV28;", ";VR17;", "kolom 'province': de provincie 'VR17' is niet bekend."),
        ("VR17", ";;VR17;", ";PV28;VR17;", "kolom 'province': alleen een gemeente heeft een"),
        ("GM0501", ";2023-01-01;", ";1-1-2023;", "'1-1-2023' is geen datum."),
        ("GM0501", ";;2023", ";2023-01-01;2023", "kolom 'valid_until': het einde ligt niet na"),
        ("GM0501", ";2023-01-01;", ";;", "kolom 'valid_until': er staat niets. Vul in vanaf"),
        ("GM0501", ";GM1992", ";VR17", "kolom 'merged_into': het gebied 'VR17' is niet bekend."),
        ("GM0501", ";GM1992", ";GM0501", "kolom 'merged_into': het gebied 'GM0501' is niet"),
        ("GM1992", ";2023-01-01;", ";2024-01-01;", "'GM1992' bestaat niet op 2023-01-01."),
    ],
)
def test_a_fault_is_named_with_its_place(
    tmp_path: Path, code: str, old: str, new: str, sentence: str
) -> None:
    assert old in LINES[code]
    changed = LINES | {code: LINES[code].replace(old, new, 1)}

    found = problems(tmp_path, list(changed.values()))

    assert any(sentence in problem for problem in found), found
    assert all(p.startswith("areas.csv, regel ") and p.endswith(".") for p in found)
