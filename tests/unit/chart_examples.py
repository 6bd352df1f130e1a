"""Every chart with figures like those of the plan; phases and courses are made up."""

from datetime import date

from offensief.charts.figure import Figure
from offensief.charts.lineage import Edge, Node, lineage
from offensief.charts.matrix import count_bars, status_matrix
from offensief.charts.objects import ObjectYear, object_bars
from offensief.charts.tiles import tile_map
from offensief.charts.timeline import TimelineRow, timeline
from offensief.charts.units import UnitRatio, unit_forest
from offensief.charts.years import Target, YearBar, year_bars

PLAN = "Bron: Actieplan, april 2025."
INCIDENT = ("incident", "incident")
ATTACK = ("(poging tot) aanslag", "attack")


def figures() -> list[Figure]:
    """Draw one of each."""
    drawn = [years(), objects(), phases(), courses(), units(), tiles(), milestones()]
    return [*drawn, measures_through_the_years()]


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
    return year_bars(bars, maximum=Target(2025, 1388), source=source)


def objects() -> Figure:
    """Draw two years of objects; the first has no figure for infrastructure."""
    before = {"Woning": 599, "Bedrijf": 195, "Voertuig": 85, "Overig": 22}
    after = {"Woning": 1119, "Bedrijf": 230, "Voertuig": 154, "Overig": 39, "Infrastructuur": 1}
    return object_bars([ObjectYear(2023, before), ObjectYear(2024, after)], source=PLAN)


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
