"""Made-up deliveries: the same on every machine, growing as real ones do, and adding up."""

from collections import Counter
from datetime import date

from incidents.demo.attacks import Town, make_up
from incidents.demo.files import DemoFile, demo_files
from incidents.demo.scale import figures, vintages

TOWNS = [
    Town("GM1", "VR1", "PE-A", "PV1"),
    Town("GM2", "VR1", "PE-A", "PV1"),
    Town("GM3", "VR2", "PE-B", "PV1"),
    Town("GM4", "VR2", "PE-B", "PV2"),
]
TODAY = date(2026, 11, 25)


def counts_of(file: DemoFile) -> dict[tuple[str, str], int]:
    rows = (line.split(";") for line in file.text.splitlines()[1:])
    return {(area, period): int(count) for area, period, count in rows}


def test_a_later_day_only_adds_attacks() -> None:
    earlier, later = make_up(TOWNS, date(2025, 1, 1)), make_up(TOWNS, date(2025, 2, 1))

    assert later[: len(earlier)] == earlier
    assert len(later) > len(earlier)


def test_a_day_makes_the_same_files_every_time() -> None:
    assert demo_files(TOWNS, TODAY) == demo_files(TOWNS, TODAY)


def test_every_text_about_a_file_says_demo() -> None:
    said = [text for file in demo_files(TOWNS, TODAY) for text in (file.title, file.document)]

    assert len(said) == 14
    assert all(text.startswith("DEMO: ") for text in said)


def test_the_last_weeks_grow_in_later_deliveries() -> None:
    before, after = (counts_of(file) for file in demo_files(TOWNS, TODAY)[4:6])

    assert all(after[cell] >= count for cell, count in before.items())
    assert after["NL", "2026-W45"] > before["NL", "2026-W45"]
    assert after["NL", "2025-W10"] == before["NL", "2025-W10"]


def test_a_delivery_holds_every_whole_week_up_to_its_day() -> None:
    counts = counts_of(demo_files(TOWNS, TODAY)[5])

    assert ("NL", "2025-W01") in counts
    assert ("NL", "2026-W47") in counts
    assert ("NL", "2026-W48") not in counts


def test_units_and_provinces_add_up_to_the_country_every_week() -> None:
    counts = counts_of(demo_files(TOWNS, TODAY)[5])
    sums: Counter[tuple[str, str]] = Counter()
    for (area, week), count in counts.items():
        sums[area[:2], week] += count

    assert all(
        sums["NL", week] == sums["PE", week] == sums["PV", week]
        for week in {week for _, week in counts}
    )


def test_the_years_add_up_at_every_level() -> None:
    counts = counts_of(demo_files(TOWNS, TODAY)[6])

    assert {year for _, year in counts} == {"2024", "2025"}
    for year in ("2024", "2025"):
        assert counts["GM1", year] + counts["GM2", year] == counts["VR1", year]
        assert counts["VR1", year] == counts["PE-A", year]
        assert counts["PE-A", year] + counts["PE-B", year] == counts["NL", year]
        assert counts["PV1", year] + counts["PV2", year] == counts["NL", year]


def test_there_are_about_as_many_attacks_as_in_the_world() -> None:
    attacks = make_up(TOWNS, date(2025, 1, 1))

    assert 1300 < len(attacks) < 1700


def test_ten_million_figures_of_390_areas_are_27_deliveries() -> None:
    made = vintages(10_000_000, 390, TODAY)

    assert len(made) == 27
    assert sum(vintage.rows for vintage in made) == 10_000_000
    assert made[-1].known_on == TODAY
    assert made[0].rows < made[1].rows


def test_a_delivery_on_a_scale_has_each_cell_once() -> None:
    vintage = vintages(5_000, 3, TODAY)[-1]

    found = [entry.cell for entry in figures(vintage, ["NL", "GM1", "GM2"])]

    assert len(found) == len(set(found)) == vintage.rows
