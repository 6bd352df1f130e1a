"""Every chart with figures like those of the plan; phases and courses are made up."""

from datetime import date

from offensief.charts.contribution import Contribution, YearTotal, contribution_bars
from offensief.charts.control import ControlLimits, ControlPoint, Signal, control_chart
from offensief.charts.days import MONTHS
from offensief.charts.deviation import Deviation, deviation
from offensief.charts.figure import Figure
from offensief.charts.funnel import FunnelLimits, FunnelPoint, funnel
from offensief.charts.lineage import Edge, Node, lineage
from offensief.charts.matrix import count_bars, status_matrix
from offensief.charts.objects import ObjectYear, object_bars
from offensief.charts.path import Forecast, PathPoint, target_path
from offensief.charts.tiles import WITHHELD, Count, province_map, tile_map
from offensief.charts.timeline import TimelineRow, timeline
from offensief.charts.triangle import Known, Period, revision_triangle
from offensief.charts.units import UnitRatio, unit_forest
from offensief.charts.years import Beside, Target, YearBar, year_bars
from offensief.lib.dutch import month_name

LAST_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31)
PLAN = "Bron: Actieplan, april 2025."
INCIDENT = ("incident", "incident")
ATTACK = ("(poging tot) aanslag", "attack")


def figures() -> list[Figure]:
    """Draw one of each."""
    drawn = [years(), objects(), phases(), courses(), units(), tiles(), milestones()]
    drawn += [path(), deviations(), control(), areas_in_a_funnel(), provinces()]
    return [*drawn, contributions(), revisions(), measures_through_the_years()]


def years() -> Figure:
    """Draw counts under two definitions, the last one provisional and above the maximum."""
    bars = [
        YearBar(2022, 343, *INCIDENT, provisional=False, as_known="april 2025"),
        YearBar(2023, 1057, *INCIDENT, provisional=False, as_known="mei 2024"),
        YearBar(2023, 901, *ATTACK, provisional=False, as_known="april 2025"),
        YearBar(2024, 1543, *ATTACK, provisional=False, as_known="april 2025"),
        YearBar(2025, 1525, *ATTACK, provisional=True, as_known="9 januari 2026"),
    ]
    source = "Bron: LFCT (politie), stand 9 januari 2026."
    beside = Beside(2024, 2025, ("Ten minste een van de cijfers is voorlopig.",))
    return year_bars(bars, maximum=Target(2025, 1388), source=source, beside=beside)


def objects() -> Figure:
    """Draw two years of objects; the first has no figure for infrastructure."""
    before = {"Woning": 599, "Bedrijf": 195, "Voertuig": 85, "Overig": 22}
    after = {"Woning": 1119, "Bedrijf": 230, "Voertuig": 154, "Overig": 39, "Infrastructuur": 1}
    years = [ObjectYear(2023, before, total=901), ObjectYear(2024, after, total=1543)]
    return object_bars(years, source=PLAN)


def phases() -> Figure:
    """Draw pillars against phases."""
    return status_matrix(
        rows=(
            "Preventie",
            "Opsporing en vervolging",
            "Nazorg en lokale aanpak",
            "Kennis en onderzoek",
            "Communicatie",
            "Overige onderdelen",
        ),
        columns=(
            "Nog niet gestart",
            "In voorbereiding",
            "In uitvoering",
            "Gerealiseerd",
            "Structureel geborgd",
        ),
        counts=(
            (1, 2, 4, 1, 0),
            (0, 1, 3, 2, 1),
            (2, 1, 1, 1, 1),
            (0, 2, 2, 0, 0),
            (1, 0, 1, 0, 0),
            (2, 0, 2, 0, 0),
        ),
        source="Opgave van partners, getoetst door het secretariaat.",
    )


def courses() -> Figure:
    """Draw the counts per course."""
    return count_bars(
        [
            ("Op schema", 17),
            ("Vraagt aandacht", 6),
            ("Vertraagd", 4),
            ("Geblokkeerd", 1),
            ("Nog niet beoordeeld", 3),
        ],
        source="Opgave van partners, getoetst door het secretariaat.",
    )


def units() -> Figure:
    """Draw the five units that the plan gives."""
    ratios = [
        UnitRatio("Rotterdam", 271, 296, 1.092, 0.922, 1.294),
        UnitRatio("Amsterdam", 207, 268, 1.295, 1.076, 1.560),
        UnitRatio("Noord-Holland", 110, 172, 1.564, 1.223, 2.006),
        UnitRatio("Den Haag", 93, 150, 1.613, 1.235, 2.113),
        UnitRatio("Midden-Nederland", 96, 141, 1.469, 1.124, 1.926),
    ]
    return unit_forest(ratios, before=2023, after=2024, source=PLAN)


def tiles() -> Figure:
    """Draw five units with a figure, five without."""
    counts: dict[str, int | None] = {
        "Rotterdam": 296,
        "Amsterdam": 268,
        "Noord-Holland": 172,
        "Den Haag": 150,
        "Midden-Nederland": 141,
    }
    return tile_map(counts, year=2024, source=PLAN)


def path() -> Figure:
    """Draw ten months of 2025, the last ones provisional, with a made-up forecast."""
    counts = (118, 231, 350, 470, 575, 678, 800, 915, 1040, 1179)
    days = [date(2025, month, last) for month, last in zip(range(1, 11), LAST_DAYS, strict=True)]
    points = [
        PathPoint(day, count, provisional=day.month > 8)
        for day, count in zip(days, counts, strict=True)
    ]
    forecast = Forecast(1425, 1385, 1468, 1362, 1491)
    return target_path(points, year=2025, maximum=1388, source=PLAN, forecast=forecast)


def deviations() -> Figure:
    """Draw five months: within the noise, above it and below it."""
    differences = ((1, -30, 20), (2, 10, 40), (3, 80, 60), (4, 140, 80), (5, -150, 100))
    points = [
        Deviation(date(2025, month, LAST_DAYS[month - 1]), difference, margin, month > 4)
        for month, difference, margin in differences
    ]
    return deviation(points, source=PLAN)


def control() -> Figure:
    """Draw made-up months of which two are unusual, each by another rule."""
    counts = (128, 119, 140, 131, 122, 110, 135, 120, 128, 133, 121, 126, 118, 99, 171)
    signals = {13: (Signal.NEAR,), 14: (Signal.OUTSIDE,)}
    points = [
        ControlPoint(
            f"{month_name(index % 12 + 1)} {2024 + index // 12}",
            MONTHS[index % 12],
            count,
            signals.get(index, ()),
            provisional=index > 12,
        )
        for index, count in enumerate(counts)
    ]
    limits = ControlLimits(128.6, 95.3, 161.8, on_trial=False)
    return control_chart(points, limits, periods="maanden", source=PLAN)


def areas_in_a_funnel() -> Figure:
    """Draw five units against what was to be expected there, with made-up limits."""
    points = [
        FunnelPoint("Amsterdam", 268, FunnelLimits(273.0, 0.79, 1.26, 0.70, 1.43)),
        FunnelPoint("Den Haag", 190, FunnelLimits(122.7, 0.76, 1.32, 0.66, 1.51)),
        FunnelPoint("Midden-Nederland", 141, FunnelLimits(126.6, 0.76, 1.31, 0.66, 1.51)),
        FunnelPoint("Noord-Holland", 172, FunnelLimits(145.1, 0.77, 1.30, 0.67, 1.49)),
        FunnelPoint("Rotterdam", 268, FunnelLimits(357.5, 0.80, 1.24, 0.72, 1.40)),
    ]
    title = "Politie-eenheden tegenover wat te verwachten was"
    return funnel(points, areas="politie-eenheden", title=title, source=PLAN)


def provinces() -> Figure:
    """Draw made-up provinces, two of which may not be shown."""
    counts: dict[str, Count] = {
        "Zuid-Holland": 412,
        "Noord-Holland": 350,
        "Noord-Brabant": 260,
        "Drenthe": WITHHELD,
        "Zeeland": WITHHELD,
    }
    return province_map(counts, year=2025, source=PLAN, provisional=True)


def contributions() -> Figure:
    """Draw what the change from 2023 to 2024 came from."""
    kinds = [
        Contribution("Woning", 599, 1119, may_be_chance=False),
        Contribution("Bedrijf", 195, 230, may_be_chance=True),
        Contribution("Voertuig", 85, 154, may_be_chance=False),
        Contribution("Infrastructuur", None, 1, may_be_chance=True),
    ]
    before, after = YearTotal(2023, 901), YearTotal(2024, 1543)
    return contribution_bars(kinds, before=before, after=after, source=PLAN)


def revisions() -> Figure:
    """Draw three made-up periods, two of which were revised."""
    periods = [
        Period(
            "kwartaal 1",
            (
                Known(date(2026, 4, 10), "10 april 2026", 371),
                Known(date(2026, 7, 31), "juli 2026", 402),
                Known(date(2026, 10, 31), "oktober 2026", 409),
            ),
        ),
        Period(
            "kwartaal 2",
            (
                Known(date(2026, 7, 31), "juli 2026", 355),
                Known(date(2026, 10, 31), "oktober 2026", 380),
            ),
        ),
        Period("kwartaal 3", (Known(date(2026, 10, 31), "oktober 2026", 348, provisional=True),)),
    ]
    return revision_triangle(periods, source=PLAN)


def milestones() -> Figure:
    """Draw milestones of two measures: reached, moved, overdue and still to come."""
    rows = [
        TimelineRow(
            "Werkafspraken met gemeenten over nazorg vastgesteld",
            date(2026, 1, 15),
            date(2026, 1, 15),
            date(2026, 1, 12),
            "3.01",
        ),
        TimelineRow(
            "Handreiking klaar", date(2026, 2, 1), date(2026, 2, 20), date(2026, 2, 27), "3.01"
        ),
        TimelineRow(
            "Proef met cameratoezicht geëvalueerd",
            date(2026, 3, 1),
            date(2026, 4, 1),
            None,
            "3.01",
        ),
        TimelineRow("Tussenstand aan de Kamer", date(2026, 4, 10), date(2026, 4, 10), None, "5.02"),
        TimelineRow(
            "Landelijke dekking van het meldpunt en een gezamenlijke werkwijze voor alle partners",
            date(2026, 5, 1),
            date(2026, 6, 12),
            None,
            "5.02",
        ),
        TimelineRow("Eindrapport", date(2027, 1, 31), date(2027, 1, 31), None, "5.02"),
    ]
    return timeline(
        rows,
        key="mijlpalen",
        title="Mijlpalen",
        today=date(2026, 4, 20),
        source="Opgave van partners, stand 20 april 2026.",
    )


def measures_through_the_years() -> Figure:
    """Draw a measure that was split, one part of which was merged with a new one."""
    nodes = [
        Node("a", "3.01", "vervangen"),
        Node("b", "3.05", "actief", is_focus=True),
        Node("c", "3.06", "vervangen"),
        Node("d", "3.07", "vervangen"),
        Node("e", "3.08", "actief"),
        Node("f", "3.09", "gestopt"),
    ]
    edges = [
        Edge("a", "b", "gesplitst op 01-09-2025"),
        Edge("a", "c", "gesplitst op 01-09-2025"),
        Edge("a", "f", "gesplitst op 01-09-2025"),
        Edge(None, "d", "nieuw op 01-09-2025"),
        Edge("c", "e", "samengevoegd op 01-03-2026"),
        Edge("d", "e", "samengevoegd op 01-03-2026"),
        Edge("f", None, "gestopt op 15-03-2026"),
    ]
    return lineage(
        nodes,
        edges,
        key="verloop",
        title="Verloop van maatregel 3.05",
        finding="Maatregel 3.05 komt uit de splitsing van 3.01.",
        source=PLAN,
    )
