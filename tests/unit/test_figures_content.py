"""The counts in the repository are those of the plan and the later publications."""

from datetime import date
from pathlib import Path

import pytest

from incidents.count_file import FigureFiles, ObservationEntry, read_figures
from incidents.statistics.comparing import Measured, Refusal, compare
from incidents.statistics.counts import ceiling

PLAN_MAIN = "plan-hoofdtekst-2024"
# Every count the plan prints: definition, year, area, object, outcome, count, line in the plan.
PLAN_COUNTS = """
A 2024 NL total total 1543 108
A 2024 NL business total 230 111
A 2024 NL infrastructure total 1 112
A 2024 NL other total 39 113
A 2024 NL vehicle total 154 114
A 2024 NL home total 1119 115
A 2024 NL total attempt 63 117
I 2022 NL total total 343 774
I 2023 NL total total 1057 774
A 2023 NL total total 901 775
X 2023 NL total total 1054 1036
A 2023 PE-ROTTERDAM total total 271 779
A 2023 PE-AMSTERDAM total total 207 780
A 2023 PE-NOORD-HOLLAND total total 110 780
A 2023 PE-MIDDEN-NEDERLAND total total 96 780
A 2023 PE-DEN-HAAG total total 93 781
A 2024 PE-ROTTERDAM total total 296 781
A 2024 PE-AMSTERDAM total total 268 782
A 2024 PE-NOORD-HOLLAND total total 172 782
A 2024 PE-DEN-HAAG total total 150 782
A 2024 PE-MIDDEN-NEDERLAND total total 141 783
A 2024 GM0363 total total 246 786
A 2024 GM0599 total total 142 786
A 2024 GM0518 total total 103 786
A 2024 GM0796 total total 30 787
A 2024 GM0034 total total 29 787
A 2024 GM0400 total total 25 787
A 2024 GM0622 total total 24 787
A 2023 NL home total 599 797
A 2023 NL business total 195 797
A 2023 NL vehicle total 85 798
A 2024 NL home total 937 798
A 2024 NL business total 205 798
A 2024 NL vehicle total 121 798
X 2023 EU-OVERIG total total <50 1017
SE 2019 SE total total 133 1043
SE 2021 SE total total 79 1044
SE 2023 SE total total 149 1044
SE 2024 SE total total 84 1045
BE 2020 BE total total 59 1145
BE 2021 BE total total 58 1145
BE 2022 BE total total 81 1144
BE 2022 BE-VLG total total 68 1146
BE 2022 BE-VAN total total 44 1147
BE 2022 BE-VLI total total 17 1147
SE-SCHIET 2018 SE-MALMO total total 47 1130
SE-SCHIET 2020 SE-MALMO total total 20 1130
A-VERD 2022 NL total total 309 892
A-SLACHT 2022 NL total total 1017 902
"""
# Other national publications: delivery, definition, first day, first day after, count.
PUBLISHED = """
headtopics-2023-07 X 2022-01-01 2023-01-01 325
incidenten-2023-07 I 2023-01-01 2023-07-01 303
nos-2023-09 X 2022-01-01 2023-01-01 227
nos-2023-09 X 2023-01-01 2023-10-01 358
lfct-2023-12 A 2022-01-01 2023-01-01 228
lfct-2023-12 A 2023-01-01 2023-12-01 622
anp-2024-01 ANP 2023-01-01 2024-01-01 378
politie-2024-voorjaar A 2023-01-01 2024-01-01 ~900
politie-2024-voorjaar A 2024-01-01 2024-04-01 250
politie-2024-06 A 2024-01-01 2024-06-01 496
kamerbrief-2024-06 X 2023-01-01 2024-01-01 1054
nh-nieuws-2024-12 X 2021-01-01 2022-01-01 212
nh-nieuws-2024-12 X 2024-01-01 2024-12-16 1130
anp-2024-12 ANP 2024-01-01 2025-01-01 877
anp-2024-12 ANP 2024-10-01 2024-11-01 120
nh-nieuws-2025-01 X 2024-01-01 2024-12-16 1234
anp-2025-04 ANP 2024-01-01 2024-04-01 223
anp-2025-04 ANP 2025-01-01 2025-04-01 241
politie-2024-eerste-helft A 2024-01-01 2024-07-01 644
politie-2025-07 A 2025-01-01 2025-07-01 678
kamerstuk-28684-816 A 2025-01-01 2025-11-01 1179
kamerstuk-28684-816 A 2024-01-01 2024-11-01 1161
politie-2026-01 A 2025-01-01 2026-01-01 1525
"""
FROM_PLAN = ("plan-", "quickscan-")


@pytest.fixture(scope="module")
def figures() -> FigureFiles:
    return read_figures(Path(__file__).parents[2] / "incidents" / "data")


def shown(o: ObservationEntry) -> str:
    """Count as a bare number, or the printed words when only bounds are known."""
    return o.printed if o.value is None else str(o.value)


def of(figures: FigureFiles, delivery: str) -> tuple[ObservationEntry, ...]:
    return tuple(o for o in figures.observations if o.delivery == delivery)


def test_the_plan_counts_are_all_there_and_no_others(figures: FigureFiles) -> None:
    expected = sorted(line.rsplit(" ", 1)[0] for line in PLAN_COUNTS.split("\n") if line)
    found = sorted(
        f"{o.definition} {o.period_start.year} {o.area} {o.object_type} {o.outcome} {shown(o)}"
        for o in figures.observations
        if o.delivery.startswith(FROM_PLAN)
    )
    assert found == expected


def test_every_plan_count_names_its_line(figures: FigureFiles) -> None:
    for line in filter(None, PLAN_COUNTS.split("\n")):
        definition, year, area, kind, outcome, count, number = line.split(" ")
        (locator,) = (
            o.locator
            for o in figures.observations
            if o.delivery.startswith(FROM_PLAN)
            and (o.definition, str(o.period_start.year), o.area) == (definition, year, area)
            and (o.object_type, o.outcome, shown(o)) == (kind, outcome, count)
        )
        assert number in locator


def test_national_publications_are_all_there_and_no_others(figures: FigureFiles) -> None:
    found = {
        f"{o.delivery} {o.definition} {o.period_start} {o.period_end} {shown(o)}"
        for o in figures.observations
        if not o.delivery.startswith(FROM_PLAN)
        and (o.area, o.object_type, o.outcome) == ("NL", "total", "total")
    }
    assert found == set(filter(None, PUBLISHED.split("\n")))


def test_the_table_of_2024_sums_to_1543_with_63_attempts(figures: FigureFiles) -> None:
    rows = of(figures, PLAN_MAIN)
    parts = {o.object_type: o.value for o in rows if o.outcome == "total"}
    total = parts.pop("total")
    assert parts == {
        "home": 1119,
        "business": 230,
        "vehicle": 154,
        "other": 39,
        "infrastructure": 1,
    }
    assert total == 1543 == sum(v for v in parts.values() if v is not None)
    assert [o.value for o in rows if o.outcome == "attempt"] == [63]


def test_the_main_table_outranks_the_appendix(figures: FigureFiles) -> None:
    order = [d.code for d in figures.deliveries]
    assert order.index("plan-objecten-2024") < order.index(PLAN_MAIN)
    known = {d.code: d.known_until for d in figures.deliveries}
    assert known["plan-objecten-2024"] == known[PLAN_MAIN] == date(2025, 4, 15)
    assert [d.known_until for d in figures.deliveries] == sorted(known.values())


def test_the_rounded_900_gives_way_to_the_901_of_the_same_month(figures: FigureFiles) -> None:
    order = [d.code for d in figures.deliveries]
    assert order.index("politie-2024-voorjaar") < order.index("quickscan-2024-05")
    (rounded,) = (o for o in figures.observations if o.printed == "~900")
    assert (rounded.value, rounded.lower, rounded.upper) == (None, 850, 949)


@pytest.mark.parametrize(("printed", "lower", "upper"), [(">174", 175, None), ("<50", None, 49)])
def test_a_count_printed_as_a_bound_has_no_value(
    figures: FigureFiles, printed: str, lower: int | None, upper: int | None
) -> None:
    (found,) = (o for o in figures.observations if o.printed == printed)
    assert (found.value, found.lower, found.upper) == (None, lower, upper)


def test_only_1525_is_called_provisional(figures: FigureFiles) -> None:
    (delivery,) = (d for d in figures.deliveries if d.status != "not_stated")
    assert (delivery.code, delivery.status) == ("politie-2026-01", "provisional")
    assert (delivery.known_until, delivery.known_precision) == (date(2026, 1, 9), "day")
    assert [o.value for o in of(figures, delivery.code)] == [1525]


def test_realised_attacks_and_attempts_of_2025_sum_to_678(figures: FigureFiles) -> None:
    rows = {o.outcome: o.value for o in of(figures, "politie-2025-07")}
    assert rows == {"total": 678, "realised": 610, "attempt": 68}


def test_two_halves_of_one_article_are_not_compared(figures: FigureFiles) -> None:
    current = measured(figures, "politie-2025-07", 678)
    earlier = measured(figures, "politie-2024-eerste-helft", 644)
    assert isinstance(compare(current, earlier), Refusal)


def test_the_ten_months_of_the_minister_are_compared_and_marked(figures: FigureFiles) -> None:
    current = measured(figures, "kamerstuk-28684-816", 1179)
    earlier = measured(figures, "kamerstuk-28684-816", 1161)
    found = compare(current, earlier)
    assert not isinstance(found, Refusal)
    # Counted on one day, so the earlier year had a year longer to be complete.
    assert "48 dagen erna en 413 dagen erna" in found.marks[0]


def test_the_target_is_at_most_1388_in_2025(figures: FigureFiles) -> None:
    (target,) = figures.targets
    assert (target.year, target.delivery, target.definition) == (2025, PLAN_MAIN, "A")
    assert ceiling(1543, target.reduction_percent) == 1388


def test_other_countries_have_their_own_definitions(figures: FigureFiles) -> None:
    dutch = {o.definition for o in figures.observations if not o.area.startswith(("SE", "BE"))}
    foreign = {o.definition for o in figures.observations if o.area.startswith(("SE", "BE"))}
    assert dutch == {"A", "A-VERD", "A-SLACHT", "I", "ANP", "X"}
    assert foreign == {"SE", "SE-SCHIET", "BE"}


def test_the_printed_percentages_are_those_of_the_plan(figures: FigureFiles) -> None:
    found = [(s.definition, s.object_type, int(s.percent), s.locator) for s in figures.shares]
    assert found == [
        ("A-VERD", "total", 22, "Actieplan, regel 890"),
        ("A-SLACHT", "total", 76, "Actieplan, regel 901"),
        ("A", "home", 66, "Actieplan, regel 797"),
        ("A", "business", 22, "Actieplan, regel 797"),
        ("A", "vehicle", 9, "Actieplan, regel 798"),
        ("A", "home", 72, "Actieplan, regel 798"),
        ("A", "business", 16, "Actieplan, regel 798"),
        ("A", "vehicle", 9, "Actieplan, regel 798"),
    ]
    assert {(s.of, s.decimals) for s in figures.shares} == {("A", 0)}


def test_texts_fit_where_they_are_kept(figures: FigureFiles) -> None:
    for d in figures.deliveries:
        assert len(d.code) <= 60
        assert max(len(d.title), len(d.locator), len(d.known_text), len(d.organisation)) <= 200
        assert len(d.document) <= 300
    for o in figures.observations:
        assert len(o.period_text) <= 100
        assert len(o.printed) <= 60
        assert len(o.locator) <= 200
    for f in figures.definitions:
        assert len(f.code) <= 10
        assert len(f.name) <= 100
        assert max(len(f.scope), len(f.exclusions)) <= 300
        assert len(f.plan_lines) <= 60


def measured(figures: FigureFiles, delivery: str, count: int) -> Measured:
    (known,) = (d for d in figures.deliveries if d.code == delivery)
    (o,) = (o for o in of(figures, delivery) if o.value == count)
    return Measured(
        count=count,
        definition=o.definition,
        period_start=o.period_start,
        period_end=o.period_end,
        delivery=delivery,
        known_until=known.known_until,
        known_precision=known.known_precision,
        provisional=known.status == "provisional",
    )
