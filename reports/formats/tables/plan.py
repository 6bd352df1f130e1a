"""Tables of the plan: measures, what was said of them, and their milestones."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from reports.canonical import Document
from reports.formats.tables.shape import Column, DataTable, Kind, Value

MEASURES = "maatregelen"
MILESTONES = "mijlpalen"
_MEASURE = Column("maatregel", "Maatregel", about="Nummer van de maatregel.")


def day(text: str | None) -> date | None:
    """A day of the document."""
    return date.fromisoformat(text) if text else None


def measures(document: Document) -> DataTable:
    """Every measure, also the ones that ended: those have a decision and no status."""
    return DataTable(
        MEASURES,
        "Maatregelen",
        "Elke maatregel van het actieplan met zijn stand. Wat niet meer loopt, staat onderaan.",
        (
            Column("nummer", "Nummer", about="Nummer in het actieplan."),
            Column("titel", "Titel"),
            Column("pijler", "Pijler", Kind.WHOLE),
            Column("pijlertitel", "Naam van de pijler"),
            Column("besluit", "Besluit", about="Loopt, of wat er over de maatregel is besloten."),
            Column("fase", "Fase", about="Hoe ver de uitvoering is."),
            Column("koers", "Koers", about="Of het gaat zoals eerst gepland."),
            Column("zekerheid", "Waarop de stand rust"),
            Column("bevestigd_op", "Laatst bevestigd op", Kind.DAY),
            Column("trekker", "Trekker"),
            Column("partners", "Partners"),
            Column("golf", "Wanneer begonnen wordt"),
            Column("planregels", "Regels in het plan"),
            Column("tekst", "Officiële tekst"),
        ),
        tuple(_measures(document["plan"])),
    )


def _measures(plan: Document) -> Iterator[tuple[Value, ...]]:
    for pillar in plan["pillars"]:
        for m in pillar["measures"]:
            yield (
                m["number"],
                m["title"],
                pillar["number"],
                pillar["title"],
                "Loopt",
                m["phase_label"],
                m["course_label"],
                m["certainty_label"],
                day(m["confirmed_on"]),
                m["lead"],
                m["partners"],
                m["wave"],
                m["plan_lines"],
                m["text"],
            )
    for ended in plan["ended"]:
        unknown: tuple[Value, ...] = (None,) * 9
        yield (ended["number"], ended["title"], None, None, ended["decision"], *unknown)


def updates(document: Document) -> DataTable:
    """Everything that was said of a measure, the oldest first, so that codes stay what they are."""
    return DataTable(
        "opgaven",
        "Opgaven",
        "Wat van elke maatregel is vastgelegd, met de fase en de koers van daarvoor en daarna.",
        (
            Column("code", "Code", about="Nummer van de maatregel, en de hoeveelste opgave."),
            _MEASURE,
            Column("vastgelegd_op", "Vastgelegd op", Kind.MOMENT),
            Column("opgegeven_door", "Opgegeven door", about="Een organisatie, nooit een persoon."),
            Column("fase_van", "Fase was"),
            Column("fase_naar", "Fase werd"),
            Column("koers_van", "Koers was"),
            Column("koers_naar", "Koers werd"),
            Column("toelichting", "Toelichting"),
            Column("nodig", "Wat nodig is"),
            Column("resultaat", "Resultaat"),
            Column("resultaat_op", "Resultaat op", Kind.DAY),
            Column("vindplaats", "Vindplaats van het resultaat"),
        ),
        tuple(
            _update(measure["number"], place, said)
            for measure in running(document)
            for place, said in enumerate(reversed(measure["updates"]), start=1)
        ),
        refers={"maatregel": MEASURES},
    )


def _update(number: str, place: int, said: Document) -> tuple[Value, ...]:
    return (
        f"{number}/{place}",
        number,
        datetime.fromisoformat(said["made_at"]),
        said["said_by"],
        said["phase_from"],
        said["phase_to"],
        said["course_from"],
        said["course_to"],
        said["explanation"],
        said["needed"],
        said["result"],
        day(said["result_on"]),
        said["result_link"],
    )


def milestones(document: Document) -> DataTable:
    """Every milestone with its first and its present day."""
    return DataTable(
        MILESTONES,
        "Mijlpalen",
        "Elke mijlpaal met de eerste datum, de datum van nu en wanneer hij is behaald.",
        (
            Column("code", "Code"),
            _MEASURE,
            Column("titel", "Mijlpaal"),
            Column("eerst_gepland", "Eerst gepland op", Kind.DAY),
            Column("nu_gepland", "Nu gepland op", Kind.DAY),
            Column("behaald_op", "Behaald op", Kind.DAY),
            Column("stand", "Stand"),
            Column("keer_verschoven", "Keer verschoven", Kind.WHOLE),
        ),
        tuple(
            (
                _code(step),
                measure["number"],
                step["title"],
                day(step["first_on"]),
                day(step["current_on"]),
                day(step["done_on"]),
                step["state_label"],
                len(step["moves"]),
            )
            for measure in running(document)
            for step in measure["milestones"]
        ),
        refers={"maatregel": MEASURES},
    )


def moves(document: Document) -> DataTable:
    """Every time a milestone got another day, with the reason."""
    return DataTable(
        "verschuivingen",
        "Verschuivingen",
        "Elke keer dat een mijlpaal een andere datum kreeg, met de reden.",
        (
            Column("code", "Code"),
            Column("mijlpaal", "Mijlpaal", about="Code van de mijlpaal."),
            Column("van", "Was", Kind.DAY),
            Column("naar", "Werd", Kind.DAY),
            Column("reden", "Reden"),
        ),
        tuple(
            (
                f"{_code(step)}/{place}",
                _code(step),
                day(move["old_on"]),
                day(move["new_on"]),
                move["reason"],
            )
            for measure in running(document)
            for step in measure["milestones"]
            for place, move in enumerate(reversed(step["moves"]), start=1)
        ),
        refers={"mijlpaal": MILESTONES},
    )


def running(document: Document) -> Iterator[dict[str, Any]]:
    """The measures that are carried out, in the order of the plan."""
    for pillar in document["plan"]["pillars"]:
        yield from pillar["measures"]


def _code(step: Document) -> str:
    return f"MP{step['id']}"
