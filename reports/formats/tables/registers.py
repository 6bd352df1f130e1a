"""Tables of what goes with the plan: registers, lessons, what changed, what is missing."""

from collections.abc import Iterable, Iterator

from reports.canonical import Document
from reports.formats.tables.plan import day, running
from reports.formats.tables.shape import Column, DataTable, Kind, Value
from reports.text.changes import REGISTERS, Changes, OtherFigure


def registers(document: Document) -> DataTable:
    """The lines of all registers below each other."""
    return DataTable(
        "registers",
        "Registers",
        "Moties en toezeggingen, producten, onderzoek, knelpunten en wat internationaal speelt.",
        (
            Column("code", "Code"),
            Column("register", "Register"),
            Column("soort", "Soort"),
            Column("titel", "Titel"),
            Column("omschrijving", "Omschrijving"),
            Column("stand", "Stand"),
            Column("eigenaar", "Eigenaar"),
            Column("partij", "Andere partij"),
            Column("kamerstuk", "Kamerstuk"),
            Column("rang", "Rang", Kind.WHOLE, "Plaats op de lijst van gewenst onderzoek."),
            Column("verwacht_op", "Verwacht op", Kind.DAY),
            Column("afgedaan_op", "Afgedaan op", Kind.DAY),
            Column("uitkomst", "Uitkomst"),
            Column("adres", "Adres"),
            Column("maatregelen", "Maatregelen", Kind.CODES, "Nummers van maatregelen."),
            Column("planregels", "Regels in het plan"),
            Column("stand_in_plan", "Stand volgens het plan"),
        ),
        tuple(
            _entry(label, entry)
            # The order of this list, not that of keys in a file.
            for register, label in REGISTERS.items()
            for entry in document["registers"].get(register, ())
        ),
    )


def _entry(register: str, entry: Document) -> tuple[Value, ...]:
    return (
        entry["code"],
        register,
        entry["kind_label"],
        entry["title"],
        entry["description"],
        entry["state_label"],
        entry["owner"],
        entry["party"],
        entry["reference"],
        entry["rank"],
        day(entry["due_on"]),
        day(entry["settled_on"]),
        entry["outcome"],
        entry["link"],
        tuple(entry["measures"]),
        entry["plan_lines"],
        entry["plan_state"],
    )


def lessons(document: Document) -> DataTable:
    """What practice taught."""
    return DataTable(
        "lessen",
        "Lessen",
        "Wat de praktijk leerde: wat werkt, en wat niet.",
        (
            Column("code", "Code"),
            Column("maatregel", "Maatregel", about="Nummer van de maatregel."),
            Column("oordeel", "Oordeel"),
            Column("tekst", "Wat is geleerd"),
            Column("vastgelegd_op", "Vastgelegd op", Kind.DAY),
        ),
        _numbered(
            "LE",
            (
                (told["measure"], told["verdict_label"], told["text"], day(told["noted_on"]))
                for told in document["lessons"]
            ),
        ),
    )


def since(document: Document, changes: Changes | None) -> DataTable:
    """Everything that is different, below each other."""
    return DataTable(
        "sinds_vorige",
        "Sinds vorige",
        changes.since if changes else "Deze editie is nergens mee vergeleken.",
        (
            Column("code", "Code"),
            Column("soort", "Soort wijziging"),
            Column("over", "Over", about="Nummer van een maatregel, of een code."),
            Column("titel", "Titel"),
            Column("was", "Was"),
            Column("werd", "Werd"),
            Column("reden", "Reden of uitleg"),
        ),
        _numbered("V", _changed(document["changes"], changes)) if changes else (),
    )


def _changed(told: Document, changes: Changes) -> Iterator[tuple[Value, ...]]:
    if changes.answer_was != changes.answer_now:
        yield ("Antwoord op het doel", "", "", changes.answer_was, changes.answer_now, "")
    yield from _changed_measures(told, changes)
    yield from _changed_figures(changes)
    for entry in changes.entries:
        yield (entry.register, entry.code, entry.title, entry.was, entry.now, entry.outcome)


def _changed_measures(told: Document, changes: Changes) -> Iterator[tuple[Value, ...]]:
    for status in changes.statuses:
        yield ("Fase en koers", status.number, status.title, status.was, status.now, "")
    for lead in changes.leads:
        yield ("Trekker", lead.number, lead.title, lead.was, lead.now, "")
    for step in changes.milestones:
        kind = f"Mijlpaal: {step.what.lower()}"
        yield (kind, step.number, step.milestone, step.was, step.now, step.reason)
    for decision in changes.decisions:
        kind = f"Besluit: {decision.kind.lower()}"
        yield (kind, decision.measures, "", "", decision.on, decision.reason)
    for measure in told["new_measures"]:
        yield ("Nieuwe maatregel", measure["number"], measure["title"], "", "Loopt", "")
    for ended in told["ended_measures"]:
        yield ("Gestopt", ended["number"], ended["title"], "Loopt", ended["decision"], "")


def _changed_figures(changes: Changes) -> Iterator[tuple[Value, ...]]:
    for figure in changes.figures:
        known = f"Peildatum was {figure.known_was}, werd {figure.known_now}"
        what = f"{figure.what}, {figure.period}"
        yield ("Cijfer bijgesteld", figure.code, what, figure.was, figure.now, known)
    for other in changes.appeared:
        yield _one_sided("Nieuw cijfer", other, was="", now=other.value)
    for other in changes.vanished:
        yield _one_sided("Cijfer niet meer vermeld", other, was=other.value, now="")


def _one_sided(kind: str, figure: OtherFigure, *, was: str, now: str) -> tuple[Value, ...]:
    what = f"{figure.what}, {figure.period}"
    return (kind, figure.code, what, was, now, f"Peildatum: {figure.known}")


def completeness(document: Document) -> DataTable:
    """What is missing, and who did not answer, per measure."""
    return DataTable(
        "volledigheid",
        "Volledigheid",
        "Wat ontbreekt en wie niet antwoordde, met wat het laatst bekend was.",
        (
            Column("code", "Code"),
            Column("soort", "Soort", about="Ontbreekt, niet ingediend of niet gevraagd."),
            Column("maatregel", "Maatregel", about="Nummer van de maatregel."),
            Column("titel", "Titel"),
            Column("wie", "Wie het moet aanvullen"),
            Column("wat", "Wat"),
            Column("advies", "Advies"),
            Column("laatste_stand", "Laatst bekende stand"),
            Column("bevestigd_op", "Laatst bevestigd op", Kind.DAY),
        ),
        _numbered("G", (*_gaps(document), *_unanswered(document["round"]))),
    )


def _gaps(document: Document) -> Iterator[tuple[Value, ...]]:
    known = {measure["number"]: measure for measure in running(document)}
    for kind in document["summary"]["gaps"]:
        owners = {n: owner["name"] for owner in kind.get("owners", ()) for n in owner["numbers"]}
        for number in kind["numbers"]:
            measure = known.get(number, {})
            yield (
                "Ontbreekt",
                number,
                measure.get("title"),
                owners.get(number),
                kind["sentence"],
                kind.get("advice"),
                _standing(measure) if measure else None,
                day(measure.get("confirmed_on")),
            )


def _unanswered(round_: Document | None) -> Iterator[tuple[Value, ...]]:
    if round_ is None:
        return
    for partner in round_["missed"]:
        for measure in partner["measures"] or [{}]:
            yield ("Niet ingediend", *_last_known(measure, partner["name"], partner["reason"]))
    for measure in round_["not_asked"]:
        yield ("Niet gevraagd", *_last_known(measure, None, "Er was geen trekker."))


def _last_known(measure: Document, who: str | None, what: str) -> tuple[Value, ...]:
    number, title = measure.get("number"), measure.get("title")
    standing = _standing(measure) if measure else None
    return (number, title, who, what, None, standing, day(measure.get("confirmed_on")))


def _standing(measure: Document) -> str:
    return f"{measure['phase_label']}, {measure['course_label'].lower()}"


def _numbered(letters: str, rows: Iterable[tuple[Value, ...]]) -> tuple[tuple[Value, ...], ...]:
    """Rows of what has no code of its own get one here."""
    return tuple((f"{letters}{place}", *row) for place, row in enumerate(rows, start=1))
