"""What every file says of itself: which edition this is, and how to check it."""

from datetime import datetime

from reports.text.printed import PrintedEdition

AUTHOR = "Secretariaat Offensief tegen Explosies"
HOW_TO_VERIFY = (
    "Alle vormen van deze editie (PDF, webpagina, Word, Excel en CSV) zijn gemaakt uit één "
    "gegevensbestand (JSON). "
    "Bereken de SHA-256 van dat bestand, bijvoorbeeld met het programma sha256sum. "
    "De uitkomst moet gelijk zijn aan de SHA-256 die hier staat."
)


def title_of(edition: PrintedEdition) -> str:
    """The title with the status in front: "CONCEPT · Voortgangsrapportage ... 2026-concept-1"."""
    return f"{edition.cover.status} · {edition.cover.title} {edition.cover.number}"


def subject_of(edition: PrintedEdition) -> str:
    """What it is about, in one sentence."""
    cover = edition.cover
    known = f"cijfers zoals bekend op {cover.as_of}"
    return f"Voortgang van het actieplan over {cover.period}, {known}."


def frozen_at(edition: PrintedEdition) -> datetime:
    """The moment of every file: when the content was written down."""
    return datetime.fromisoformat(edition.cover.frozen_at)


def facts(edition: PrintedEdition) -> tuple[tuple[str, str], ...]:
    """The data of the cover, each with its name. What is empty is left out."""
    told = (
        ("Status", edition.cover.status),
        ("Editie", edition.cover.number),
        ("Vaststelling", edition.cover.approval),
        ("Corrigeert", f"Editie {edition.cover.corrects}" if edition.cover.corrects else ""),
        ("Reden van de correctie", edition.cover.correction_reason),
        ("Periode", edition.cover.period),
        ("Cijfers zoals bekend op", edition.cover.as_of),
        ("Stand maatregelen", edition.cover.standing_on),
        ("Vastgelegd", edition.cover.frozen),
        ("Actieplan", _plan(edition)),
        ("SHA-256 van het gegevensbestand", edition.sha256),
    )
    return tuple((name, value) for name, value in told if value)


def _plan(edition: PrintedEdition) -> str:
    if not edition.cover.plan_title:
        return ""
    offered = f", aangeboden op {edition.cover.plan_offered}" if edition.cover.plan_offered else ""
    return f"{edition.cover.plan_title}{offered}"
