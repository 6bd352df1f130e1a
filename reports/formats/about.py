"""What every file says of itself: which edition this is, and how to check it."""

from datetime import datetime

from reports.text.printed import PrintedEdition

AUTHOR = "Secretariaat Offensief tegen Explosies"
HOW_TO_VERIFY = (
    "Bij deze editie hoort één gegevensbestand (JSON). Daaruit is ook dit bestand gemaakt. "
    "Bereken de SHA-256 van het gegevensbestand, bijvoorbeeld met het programma sha256sum. "
    "De uitkomst moet gelijk zijn aan de SHA-256 die hier staat."
)


def title_of(edition: PrintedEdition) -> str:
    """The title with the status in front: "CONCEPT · Voortgangsrapportage ... 2026-concept-1"."""
    return f"{edition.status} · {edition.title} {edition.number}"


def subject_of(edition: PrintedEdition) -> str:
    """What it is about, in one sentence."""
    return (
        f"Voortgang van het actieplan over {edition.period}, cijfers met peildatum {edition.as_of}."
    )


def frozen_at(edition: PrintedEdition) -> datetime:
    """The moment of every file: when the content was written down."""
    return datetime.fromisoformat(edition.frozen_at)


def facts(edition: PrintedEdition) -> tuple[tuple[str, str], ...]:
    """The data of the cover, each with its name. What is empty is left out."""
    told = (
        ("Status", edition.status),
        ("Editie", edition.number),
        ("Vaststelling", edition.approval),
        ("Corrigeert", f"Editie {edition.corrects}" if edition.corrects else ""),
        ("Reden van de correctie", edition.correction_reason),
        ("Periode", edition.period),
        ("Peildatum cijfers", edition.as_of),
        ("Stand maatregelen", edition.standing_on),
        ("Vastgelegd", edition.frozen),
        ("Actieplan", _plan(edition)),
        ("SHA-256 van het gegevensbestand", edition.sha256),
    )
    return tuple((name, value) for name, value in told if value)


def _plan(edition: PrintedEdition) -> str:
    if not edition.plan_title:
        return ""
    offered = f", aangeboden op {edition.plan_offered}" if edition.plan_offered else ""
    return f"{edition.plan_title}{offered}"
