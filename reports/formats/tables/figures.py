"""Tables of the figures: counts, what was computed from them, and where each number comes from."""

from collections.abc import Iterator
from datetime import date, timedelta

from offensief.lib.dutch import number, period
from reports.canonical import Document
from reports.formats.tables.shape import Column, DataTable, Kind, Value
from reports.text import origins
from reports.text.printed import Contradiction

_CODE = Column("code", "Code", about="De code die in de rapportage bij het getal staat.")


def counts(document: Document) -> DataTable:
    """Every count that the report uses, once."""
    return DataTable(
        "cijfers",
        "Cijfers",
        "Elk aantal dat de rapportage noemt of gebruikt, zoals de bron het gaf.",
        (
            _CODE,
            Column("wat", "Wat is geteld"),
            Column("gebiedscode", "Code van het gebied"),
            Column("periode_van", "Periode van", Kind.DAY),
            Column("periode_tot_en_met", "Periode tot en met", Kind.DAY),
            Column("definitie", "Code van de definitie", about="Alleen wat gelijk is, vergelijkt."),
            Column("definitienaam", "Definitie"),
            Column("aantal", "Aantal", Kind.WHOLE),
            Column("voorlopig", "Voorlopig", Kind.YES_NO),
            Column("peildatum", "Peildatum", about="Zoals de bron hem noemt."),
            Column("status", "Status"),
            Column("levering", "Code van de levering"),
        ),
        tuple(_count(entry) for entry in document["provenance"]),
    )


def _count(entry: Document) -> tuple[Value, ...]:
    start, end = (date.fromisoformat(entry[side]) for side in ("period_start", "period_end"))
    return (
        entry["code"],
        entry["what"],
        entry.get("area_code", ""),
        start,
        end - timedelta(days=1),
        entry["definition"],
        entry["definition_name"],
        entry["value"],
        entry.get("provisional"),
        entry["known"],
        entry["status"],
        entry["release"],
    )


def computed(document: Document) -> DataTable:
    """Every number that the portal computed, with the sum."""
    return DataTable(
        "berekend",
        "Berekend",
        "Elk getal dat uit andere getallen volgt, met de berekening en de codes die erin gaan.",
        (
            _CODE,
            Column("wat", "Wat"),
            Column("uitkomst", "Uitkomst", about="Zoals de rapportage het schrijft."),
            Column("berekening", "Berekening"),
            Column("invoer", "Invoer", Kind.CODES, "Codes van de getallen in de berekening."),
        ),
        tuple(
            (entry["code"], entry["what"], entry["text"], entry["formula"], tuple(entry["inputs"]))
            for entry in document["computed"]
        ),
    )


def provenance(document: Document) -> DataTable:
    """For every code of the report where the number comes from, or on what a status rests."""
    return DataTable(
        "herkomst",
        "Herkomst",
        "Van elke code in de rapportage: waar het getal vandaan komt, hoe het is berekend, of "
        "waarop de stand van een maatregel rust.",
        (
            _CODE,
            Column("soort", "Soort", about="Geteld, berekend of stand."),
            Column("wat", "Wat"),
            Column("waarde", "Waarde", about="Zoals de rapportage het schrijft."),
            Column("periode", "Periode"),
            Column("levering", "Levering"),
            Column("bron", "Bron"),
            Column("vindplaats", "Vindplaats"),
            Column("adres", "Adres"),
            Column("peildatum", "Peildatum"),
            Column("vrijgegeven", "Vrijgegeven"),
            Column("berust_op", "Berust op"),
        ),
        tuple(_origins(document)),
    )


def _origins(document: Document) -> Iterator[tuple[Value, ...]]:
    for entry in document["provenance"]:
        start, end = (date.fromisoformat(entry[side]) for side in ("period_start", "period_end"))
        yield (
            entry["code"],
            "Geteld",
            entry["what"],
            number(entry["value"]),
            period(start, end),
            entry["release_title"],
            entry["source"],
            entry["locator"],
            entry["address"],
            entry["known"],
            entry["approved"],
            entry["definition_name"],
        )
    nothing: tuple[Value, ...] = (None,) * 4
    for sum_ in origins.computed(document):
        rests_on = f"{sum_.formula} ({', '.join(sum_.inputs)})"
        told = (sum_.code, "Berekend", sum_.what, sum_.value, None, None, "Het portaal")
        yield (*told, *nothing, rests_on)
    for status in origins.statuses(document):
        said = (status.code, "Stand", f"Maatregel {status.number}", status.status, status.on)
        yield (*said, None, status.said_by, *nothing, status.rests_on)


def contradictions(found: tuple[Contradiction, ...] | None) -> DataTable:
    """Figures that contradict each other, with what was said about it."""
    return DataTable(
        "tegenspraken",
        "Tegenspraken",
        "Cijfers die elkaar tegenspreken, met de uitleg die er is.",
        (
            Column("code", "Code"),
            Column("controle", "Controle"),
            Column("stand", "Stand"),
            Column("wat", "Wat niet klopt"),
            Column("uitleg", "Uitleg"),
            Column("waar", "Waar het staat"),
        ),
        tuple(
            (f"X{place}", f.label, f.state, f.sentence, f.explanation, f.places)
            for place, f in enumerate(found or (), start=1)
        ),
    )
