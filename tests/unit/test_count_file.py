"""Every fault in the files of counts is named, in Dutch, with its place, all at once."""

import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from incidents.count_file import CountFileError, read_figures

CONTENT = Path(__file__).parents[2] / "incidents" / "data"
FILES = {
    "definitions.csv": (
        "code;name;text;includes_attempts;scope;exclusions;plan_lines\n"
        "A;Aanslag;Aanslagen en pogingen.;yes;;;\n"
        "X;Onbekend;Niet vermeld.;unknown;;;\n"
    ),
    "areas.csv": (
        "code;level;name;parent;province;official_code;valid_from;valid_until;merged_into\n"
        "NL;country;Nederland;;;NL;;;\n"
        "PE-LIMBURG;unit;Limburg;NL;;;;;\n"
    ),
    "deliveries.csv": (
        "code;title;organisation;document;address;locator;known_from;known_until;known_precision;"
        "known_text;status;received_on;note\n"
        "een;Een;Politie;Brief;;;;2025-04-15;unknown;;not_stated;;\n"
    ),
    "observations.csv": (
        "delivery;definition;period_start;period_end;period_precision;period_text;area;object_type;"
        "outcome;value;lower;upper;printed;locator;note\n"
        "een;A;2024-01-01;2025-01-01;exact;2024;NL;total;total;1543;;;1543;;\n"
        "een;A;2023-01-01;2024-01-01;approximate;2023;NL;total;total;;850;949;~900;;\n"
    ),
    "targets.csv": (
        "year;delivery;definition;period_start;period_end;area;object_type;outcome;"
        "reduction_percent;locator\n"
        "2025;een;A;2024-01-01;2025-01-01;NL;total;total;10;\n"
    ),
    "shares.csv": (
        "delivery;definition;period_start;period_end;area;object_type;outcome;percent;decimals;of;"
        "locator\n"
        "een;A;2024-01-01;2025-01-01;NL;home;total;72.5;1;A;\n"
    ),
}
COUNTS = "observations.csv"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def change(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(folder: Path) -> tuple[str, ...]:
    with pytest.raises(CountFileError) as caught:
        read_figures(folder)
    assert str(caught.value) == "\n".join(caught.value.problems)
    return caught.value.problems


def test_sound_files_are_read_as_they_stand(folder: Path) -> None:
    found = read_figures(folder)
    assert [d.includes_attempts for d in found.definitions] == [True, None]
    assert found.areas[1].parent == "NL"
    assert found.deliveries[0].known_until == date(2025, 4, 15)
    assert found.deliveries[0].known_from is None
    exact, bounded = found.observations
    assert (exact.value, exact.lower, exact.upper, exact.period_is_exact) == (
        1543,
        None,
        None,
        True,
    )
    assert (bounded.value, bounded.lower, bounded.upper) == (None, 850, 949)
    assert bounded.period_is_exact is False
    assert (found.shares[0].percent, found.shares[0].decimals) == (Decimal("72.5"), 1)
    assert (found.targets[0].year, found.targets[0].reduction_percent) == (2025, 10)


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        (COUNTS, "1543;;;", "1.543;;;", "regel 2, kolom 'value': '1.543' heeft een punt. Schrijf"),
        (COUNTS, "1543;;;", "-3;;;", "regel 2, kolom 'value': '-3' is negatief. Vul"),
        (COUNTS, "1543;;;", "12,5;;;", "regel 2, kolom 'value': '12,5' is geen heel getal. Vul"),
        (COUNTS, "1543;;;", "ruim;;;", "regel 2, kolom 'value': 'ruim' is geen heel getal. Vul"),
        (COUNTS, "1543;;;", ";;;", "regel 2, kolom 'value': er staat geen aantal en geen grens."),
        (COUNTS, ";850;949", ";950;949", "regel 3, kolom 'lower': de ondergrens, het aantal"),
        (COUNTS, "1543;;;", "1543;1600;;", "regel 2, kolom 'lower': de ondergrens, het aantal"),
        (COUNTS, "1543;;;1543", "1543;;;", "regel 2, kolom 'printed': er staat niets."),
        (COUNTS, "2024-01-01;", "1-1-2024;", "kolom 'period_start': '1-1-2024' is geen datum."),
        (COUNTS, "2024-01-01;", "2024-02-30;", "'2024-02-30' is geen datum. Schrijf jaar-maand"),
        (COUNTS, "2025-01-01;", "2024-01-01;", "kolom 'period_end': het einde ligt niet na het"),
        (COUNTS, "exact;", "ongeveer;", "'ongeveer' kan niet. Kies uit: exact, approximate."),
        (COUNTS, "total;total", "huis;total", "kolom 'object_type': 'huis' kan niet. Kies uit"),
        (COUNTS, "total;total", "total;mislukt", "kolom 'outcome': 'mislukt' kan niet. Kies uit"),
        (COUNTS, "een;A", "twee;A", "de levering 'twee' is niet bekend. Kies een code uit deliv"),
        (COUNTS, "een;A", "een;B", "de definitie 'B' is niet bekend. Kies een code uit defin"),
        (COUNTS, "1543;;;1543;;", "1543;;;1543;", "regel 2: er staan 14 kolommen, het moeten"),
        (COUNTS, "~900", '"~900', "observations.csv, regel 3: de aanhalingstekens kloppen niet."),
        (COUNTS, ";note", "", "observations.csv: de kolom 'note' ontbreekt. Voeg haar toe"),
        (COUNTS, ";note", ";note;adres", "observations.csv: de kolom 'adres' is niet bekend."),
        (COUNTS, ";note", ";note;area", "observations.csv: de kolom 'area' staat er dubbel."),
        (
            "areas.csv",
            ";NL;;;;",
            ";EU;;;;",
            "areas.csv, regel 3, kolom 'parent': het gebied 'EU' is",
        ),
        ("areas.csv", "PE-LIMBURG", "NL", "areas.csv, regel 3, kolom 'code': de code 'NL' staat"),
        ("areas.csv", "unit", "eenheid", "areas.csv, regel 3, kolom 'level': 'eenheid' kan niet."),
        ("definitions.csv", "yes", "ja", "kolom 'includes_attempts': 'ja' kan niet. Kies uit: yes"),
        ("deliveries.csv", ";;2025-04", ";2026-01-01;2025-04", "deze dag ligt na known_until."),
        ("deliveries.csv", "2025-04-15", "", "kolom 'known_until': '' is geen datum."),
        ("deliveries.csv", "not_stated", "klaar", "kolom 'status': 'klaar' kan niet. Kies uit"),
        ("targets.csv", ";10;", ";101;", "kolom 'reduction_percent': dit is meer dan 100."),
        ("targets.csv", ";10;", ";;", "kolom 'reduction_percent': er staat niets."),
        ("targets.csv", "2024-01-01", "2023-01-01", "het cijfer waarvan dit doel uitgaat"),
        ("shares.csv", ";72.5;", ";72,5;", "kolom 'percent': '72,5' is geen percentage."),
        ("shares.csv", ";72.5;", ";101;", "kolom 'percent': '101' is geen percentage."),
        ("shares.csv", ";72.5;", ";;", "kolom 'percent': er staat niets."),
        ("shares.csv", ";1;A;", ";1;B;", "kolom 'of': de definitie 'B' is niet bekend."),
    ],
)
def test_a_fault_is_named_with_its_place(
    folder: Path, name: str, old: str, new: str, sentence: str
) -> None:
    change(folder, name, old, new)
    found = problems(folder)
    assert any(sentence in p and p.startswith(name) for p in found), found
    assert all(p.endswith(".") for p in found)


def test_an_unknown_area_gives_the_whole_sentence(folder: Path) -> None:
    change(folder, COUNTS, "2023;NL", "2023;Ijmond")
    assert problems(folder) == (
        (
            "observations.csv, regel 3, kolom 'area': het gebied 'Ijmond' is niet bekend. "
            "Kies een code uit areas.csv."
        ),
    )


def test_the_same_cell_twice_is_a_fault_whatever_its_value(folder: Path) -> None:
    with (folder / COUNTS).open("a", encoding="utf-8") as file:
        file.write("een;A;2024-01-01;2025-01-01;exact;2024;NL;total;total;1544;;;1544;;\n")
    assert problems(folder) == (
        (
            "observations.csv, regel 4, kolom 'value': dit cijfer staat ook in regel 2. "
            "Haal een van de twee regels weg."
        ),
    )


def test_a_year_has_one_target(folder: Path) -> None:
    with (folder / "targets.csv").open("a", encoding="utf-8") as file:
        file.write("2025;een;A;2024-01-01;2025-01-01;NL;total;total;20;\n")
    assert problems(folder) == (
        "targets.csv, regel 3, kolom 'year': het jaar 2025 heeft al een doel. Haal een regel weg.",
    )


def test_all_faults_of_all_files_come_at_once(folder: Path) -> None:
    change(folder, "definitions.csv", "yes", "ja")
    change(folder, "areas.csv", "unit", "eenheid")
    change(folder, COUNTS, "1543;;;", "1.543;;;")
    change(folder, COUNTS, "2023;NL", "2023;Ijmond")
    change(folder, "targets.csv", ";10;", ";tien;")
    places = {p.split(":")[0] for p in problems(folder)}
    assert places >= {
        "definitions.csv, regel 2, kolom 'includes_attempts'",
        "areas.csv, regel 3, kolom 'level'",
        "observations.csv, regel 2, kolom 'value'",
        "observations.csv, regel 3, kolom 'area'",
        "targets.csv, regel 2, kolom 'reduction_percent'",
    }


def test_codes_of_an_unreadable_file_are_not_called_unknown(folder: Path) -> None:
    (folder / "areas.csv").unlink()
    assert problems(folder) == ("areas.csv ontbreekt. Zet het bestand in de map met cijfers.",)


@pytest.mark.parametrize("text", ["", "\n\n", ";;;\n"])
def test_an_empty_file_is_a_fault(folder: Path, text: str) -> None:
    (folder / "targets.csv").write_text(text, encoding="utf-8")
    assert problems(folder) == (
        "targets.csv is leeg. Zet er een kopregel en regels met cijfers in.",
    )


def test_a_file_with_only_a_header_is_a_fault(folder: Path) -> None:
    header = FILES["targets.csv"].splitlines()[0]
    (folder / "targets.csv").write_text(header, encoding="utf-8")
    assert problems(folder) == ("targets.csv heeft geen regels onder de kop. Vul het bestand in.",)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "latin-1"])
def test_another_encoding_is_a_fault(folder: Path, encoding: str) -> None:
    text = FILES["areas.csv"].replace("Nederland", "Nederland, België")
    (folder / "areas.csv").write_bytes(text.encode(encoding))
    assert problems(folder) == (
        "areas.csv is niet in UTF-8 opgeslagen. Sla het bestand op als CSV UTF-8.",
    )


@pytest.mark.parametrize(
    "save",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\n\n").encode(),
    ],
    ids=["byte order mark", "windows line ends", "empty lines"],
)
def test_how_office_programs_save_a_file_is_accepted(
    folder: Path, save: Callable[[str], bytes]
) -> None:
    expected = read_figures(folder)
    for name, text in FILES.items():
        (folder / name).write_bytes(save(text))
    assert read_figures(folder) == expected


def test_the_line_of_a_fault_counts_cells_that_run_over_lines(tmp_path: Path) -> None:
    shutil.copytree(CONTENT, tmp_path, dirs_exist_ok=True)
    lines = (tmp_path / COUNTS).read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1].rsplit(";", 1)[0] + ';"twee\nregels"'
    lines[2] = lines[2].replace(";303;;;", ";3x3;;;")
    (tmp_path / COUNTS).write_text("\n".join(lines) + "\n", encoding="utf-8")
    (problem,) = problems(tmp_path)
    assert problem.startswith("observations.csv, regel 4, kolom 'value': '3x3'")
