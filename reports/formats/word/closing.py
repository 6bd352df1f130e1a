"""The last chapters in Word: knowledge, completeness, where numbers come from, and bijlage 2."""

from collections.abc import Sequence

from reports.formats import about
from reports.formats.word import styles
from reports.formats.word.opening import NOTHING_MISSING
from reports.formats.word.pen import Grid, Linked, Pen, Strong
from reports.formats.word.plan import described, entries
from reports.text.definitions import DEFINITIONS
from reports.text.printed import LastKnown, PrintedEdition, PrintedRound
from reports.text.registers import PrintedEntry

SECOND_ANNEX = "Bijlage 2 Moties en toezeggingen"
_LINES = "De regels zijn die van de tekst van het plan."


def knowledge(pen: Pen, edition: PrintedEdition) -> None:
    """Research, what is wanted, and what practice taught."""
    registers = edition.registers
    pen.heading("6 Kennis en onderzoek", 1)
    if registers.studies:
        pen.heading("Onderzoek", 2)
        entries(pen, "Onderzoek dat loopt, is voorgenomen of is afgerond", registers.studies)
    if registers.wanted_studies:
        pen.heading("Gewenst onderzoek", 2)
        entries(pen, "Onderzoek dat gewenst is, het belangrijkste eerst", registers.wanted_studies)
    if registers.international:
        pen.heading("Internationaal", 2)
        entries(pen, "Wat internationaal wordt nagestreefd", registers.international)
    pen.heading("Wat werkt en wat niet", 2)
    if not registers.lessons:
        pen.text("Er zijn nog geen lessen vastgelegd.")
        return
    pen.table(
        Grid(
            caption="Lessen uit de praktijk",
            head=("Maatregel", "Oordeel", "Wat is geleerd", "Vastgelegd op"),
            rows=[(les.measure, les.verdict, les.text, les.on) for les in registers.lessons],
            widths=(2, 2.5, 9.5, 3),
        )
    )


def completeness(pen: Pen, edition: PrintedEdition) -> None:
    """Who answered, what is missing, and on what the statuses rest."""
    pen.heading("7 Volledigheid en zekerheid", 1)
    pen.text(
        "Het secretariaat legt de fase en de koers vast, op grond van wat partners opgeven. Een "
        f"partner mag de koers zelf verlagen. {edition.completeness.certainty} "
        f"{edition.completeness.in_order}"
    )
    if edition.completeness.round:
        _round(pen, edition.completeness.round, is_concept=edition.cover.is_concept)
    pen.heading("Wat ontbreekt", 2)
    if not edition.completeness.missing:
        pen.text(NOTHING_MISSING)
        return
    pen.table(
        Grid(
            caption="Wat ontbreekt, en wie het moet aanvullen",
            head=("Wat ontbreekt", "Wie het aanvult, en bij welke maatregelen"),
            rows=[
                (gap.sentence, gap.owners or ", ".join(gap.numbers))
                for gap in edition.completeness.missing
            ],
            widths=(6, 11),
        )
    )


def _round(pen: Pen, round_: PrintedRound, *, is_concept: bool) -> None:
    pen.heading("Wie antwoordde", 2)
    pen.text(round_.sentence)
    if not round_.missed:
        pen.text(
            "Van geen enkele partner is vastgelegd dat hij niet indient."
            if is_concept
            else "Alle gevraagde partners dienden in."
        )
    for partner in round_.missed:
        pen.heading(f"{partner.name} diende niet in", 3)
        pen.text(partner.reason)
        _last_known(pen, f"Laatst bekende stand: {partner.name}", partner.measures)
    if round_.not_asked:
        numbers = ", ".join(measure.number for measure in round_.not_asked)
        more = f" {numbers}. Hun laatst bekende stand staat in hoofdstuk 4."
        pen.text(Strong(round_.not_asked_sentence), more)


def _last_known(pen: Pen, caption: str, measures: Sequence[LastKnown]) -> None:
    if measures:
        pen.table(
            Grid(
                caption=caption,
                head=("Nr.", "Maatregel", "Stand", "Bekend sinds"),
                rows=[(m.number, m.title, m.standing, m.known_on) for m in measures],
                widths=(1.3, 7.2, 5.3, 3.2),
            )
        )


def provenance(pen: Pen, edition: PrintedEdition) -> None:
    """For every code where its number comes from, or on what a status rests."""
    pen.heading("Annex B Herkomst per getal", 1)
    pen.text(
        "Bij elke telling in dit document staat een code. C is een telling uit een levering, R een "
        "som van zulke tellingen, S de stand van een maatregel."
    )
    if not edition.deliveries:
        pen.text("Dit document bevat geen cijfers.")
    _deliveries(pen, edition)
    _computed(pen, edition)
    _statuses(pen, edition)


def contradictions(pen: Pen, edition: PrintedEdition) -> None:
    """Each contradiction with what was said about it."""
    if not edition.contradictions:
        return
    pen.heading("Annex C Cijfers die elkaar tegenspreken", 1)
    pen.text(
        "Het portaal controleert alle cijfers die bij dit document horen. Wat niet bij elkaar "
        "past, staat hier. Er is niets gladgestreken."
    )
    pen.table(
        Grid(
            caption="Cijfers die elkaar tegenspreken",
            head=("Controle", "Wat niet klopt", "Uitleg", "Waar het staat"),
            rows=[
                (
                    f"{f.label} ({f.state})",
                    f.sentence,
                    f.explanation or "Er is nog geen uitleg.",
                    f.places,
                )
                for f in edition.contradictions
            ],
            widths=(2.8, 6.2, 4, 4),
        )
    )


def method(pen: Pen, edition: PrintedEdition) -> None:
    """Definitions, methods, and how to check the document."""
    pen.heading("Annex D Definities en methode", 1)
    for title, texts in DEFINITIONS:
        pen.heading(title, 2)
        for text in texts:
            pen.text(text)
    if edition.cover.corrects:
        pen.text(f"Deze editie corrigeert editie {edition.cover.corrects}.")
    pen.heading("Zo controleert u dit document", 2)
    pen.text(about.HOW_TO_VERIFY)
    pen.text(edition.sha256, style=styles.HASH)
    if edition.cover.plan_sha256:
        pen.text("De tekst van het actieplan komt uit een bestand met deze SHA-256:")
        pen.text(edition.cover.plan_sha256, style=styles.HASH)


def _deliveries(pen: Pen, edition: PrintedEdition) -> None:
    for delivery in edition.deliveries:
        pen.heading(delivery.title, 2)
        approved = f"{delivery.approved}. " if delivery.approved else ""
        told = f"{delivery.source}. Peildatum: {delivery.known}. Status: {delivery.status}. "
        address = Linked(delivery.address, delivery.address)
        pen.text(f"{told}{approved}", address, style=styles.SOURCE)
        pen.table(
            Grid(
                caption=f"Cijfers uit de levering '{delivery.title}'",
                head=("Code", "Wat", "Periode", "Definitie", "Aantal", "Vindplaats"),
                rows=[
                    (o.code, o.what, o.period, o.definition, o.value, o.locator or "niet vermeld")
                    for o in delivery.origins
                ],
                widths=(1.2, 5, 2.8, 3.2, 1.6, 3.2),
                numeric=frozenset({4}),
            )
        )


def _computed(pen: Pen, edition: PrintedEdition) -> None:
    if edition.computed:
        pen.heading("Berekend", 2)
        pen.table(
            Grid(
                caption="Getallen die het portaal berekende, met de som en waar die mee rekent",
                head=("Code", "Wat", "Uitkomst", "Som", "Met"),
                rows=[
                    (c.code, c.what, c.value, c.formula, ", ".join(c.inputs))
                    for c in edition.computed
                ],
                widths=(1.2, 5, 3, 5.8, 2),
            )
        )


def _statuses(pen: Pen, edition: PrintedEdition) -> None:
    if edition.statuses:
        pen.heading("Stand van de maatregelen", 2)
        pen.table(
            Grid(
                caption="Waarop de fase en koers van elke maatregel rusten",
                head=("Code", "Fase en koers", "Opgegeven door", "Bevestigd op", "Rust op"),
                rows=[
                    (s.code, s.status, s.said_by or "niemand", s.on, s.rests_on)
                    for s in edition.statuses
                ],
                widths=(1.5, 5.5, 3.5, 3, 3.5),
            )
        )


def official(pen: Pen, edition: PrintedEdition) -> None:
    """The official text of every measure, word for word."""
    measures = [measure for pillar in edition.pillars for measure in pillar.measures]
    pen.heading("Annex A De officiële tekst van de maatregelen", 1, on_new_page=True)
    if not measures:
        pen.text("Dit document bevat geen maatregelen.")
        return
    if edition.cover.plan_title:
        pen.text(f"Letterlijk overgenomen uit '{edition.cover.plan_title}'. {_LINES}")
    pen.table(
        Grid(
            caption="De officiële tekst van de maatregelen",
            head=("Nr.", "Tekst", "Partners", "Regels in het plan"),
            rows=[
                (m.number, m.text, m.partners or "niet genoemd", m.plan_lines or "later toegevoegd")
                for m in measures
            ],
            widths=(1.2, 9.6, 4, 2.2),
        )
    )


def second_annex(pen: Pen, edition: PrintedEdition) -> None:
    """Each motion and commitment with its answer, as parliament knows the list."""
    pen.heading(SECOND_ANNEX, 1, on_new_page=True)
    registers = edition.registers
    if not registers.commitments:
        pen.text("Er staan geen moties of toezeggingen in het register.")
    pen.text(registers.sentence if registers.commitments else "")
    for title, found in (
        ("Afgedaan", registers.settled_commitments),
        ("Nog niet afgedaan", registers.open_commitments),
    ):
        if found:
            pen.heading(title, 2)
            pen.table(_commitments(title, found))


def _commitments(title: str, found: Sequence[PrintedEntry]) -> Grid:
    return Grid(
        caption=f"Moties en toezeggingen: {title.lower()}",
        head=("Omschrijving", "Vindplaats", "Stand van zaken", "Maatregelen"),
        rows=[
            (
                (f"{entry.code} ", *described(entry)),
                Linked(entry.place, entry.address),
                ". ".join(part for part in (entry.standing, entry.outcome) if part),
                entry.measures,
            )
            for entry in found
        ],
        widths=(6.2, 4.2, 4.4, 2.2),
    )
