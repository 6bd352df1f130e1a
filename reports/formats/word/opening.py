"""The first pages in Word: cover, contents, one page, and what changed."""

from collections.abc import Sequence

from reports.formats import about
from reports.formats.word import styles
from reports.formats.word.pen import Grid, Pen, Said, Strong
from reports.text.changes import Changes, OtherFigure
from reports.text.printed import Answer, PrintedEdition, PrintedMeasure

NOTHING_MISSING = (
    "Er ontbreekt niets: elke maatregel heeft een trekker, een planning en een actuele opgave."
)


def cover(pen: Pen, edition: PrintedEdition) -> None:
    """What this is, and above all whether it is a concept."""
    pen.text(edition.cover.status, style=styles.STATUS)
    pen.text(edition.cover.title, style=styles.TITLE)
    pen.text(f"Editie {edition.cover.number}, over {edition.cover.period}", style=styles.SUBTITLE)
    if edition.cover.is_concept:
        pen.text("Dit is een concept. Het is niet vastgesteld en kan nog veranderen.")
    pen.facts("Gegevens van deze editie", about.facts(edition))
    pen.text("Inhoud", style=styles.CONTENTS_HEAD)
    pen.contents_here()


def one_page(pen: Pen, edition: PrintedEdition) -> None:
    """The answer first, three numbers, three points, and what is missing."""
    pen.heading("1 In één bladzijde", 1, on_new_page=True)
    pen.text(edition.answer.headline, style=styles.KEY_SENTENCE)
    _numbers(pen, edition.answer)
    pen.heading("De maatregelen", 2)
    pen.text(f"{edition.completeness.progress} {edition.completeness.courses}")
    pen.text(f"{edition.changes.sentence} Zie hoofdstuk 2." if edition.changes else "")
    pen.heading("Wat aandacht vraagt", 2)
    pen.bullets([_point(measure) for measure in edition.first_attention])
    if not edition.attention:
        pen.text(edition.no_attention)
    elif edition.more_attention:
        pen.text(f"{edition.more_attention}: zie hoofdstuk 5.")
    pen.heading("Wat wordt gevraagd", 2)
    pen.text(
        f"{edition.asked_sentence} Dat staat in hoofdstuk 5."
        if edition.asked
        else "Partners vragen geen besluit."
    )
    pen.heading("Wat nog ontbreekt", 2)
    pen.bullets([(gap.sentence,) for gap in edition.completeness.missing])
    if edition.completeness.missing:
        pen.text("Wie dat moet invullen, en bij welke maatregelen, staat in hoofdstuk 7.")
    else:
        pen.text(NOTHING_MISSING)


def _numbers(pen: Pen, answer: Answer) -> None:
    """The numbers behind the answer, and what is expected."""
    if answer.key_numbers:
        pen.table(
            Grid(
                caption="Doel en stand",
                head=("Aantal", "Wat het is", "Herkomst"),
                rows=[(Strong(key.text), key.label, key.code) for key in answer.key_numbers],
                widths=(3, 11.5, 2.5),
                numeric=frozenset({0}),
            )
        )
    for sentence in answer.sentences:
        pen.text(sentence)
    if answer.codes:
        pen.text(f"Herkomst: {', '.join(answer.codes)}.", style=styles.SOURCE)
    if answer.outlook:
        pen.heading("Vooruitblik", 2)
        told = answer.outlook
        pen.text(f"{told.sentences[0]} Berekend op {told.computed_on}; meer in hoofdstuk 3.")
    for mark in answer.marks:
        pen.text(mark, style=styles.SOURCE)


def _point(measure: PrintedMeasure) -> tuple[Said, ...]:
    needed = measure.told[0].needed if measure.told else ""
    name = f"{measure.number} {measure.title}"
    asked = f" Nodig: {needed}" if needed else ""
    return (Strong(name), f": {measure.course.label.lower()}.{asked}")


def since(pen: Pen, changes: Changes | None) -> None:
    """Everything that changed, each kind in its own table."""
    title = changes.title if changes else "Sinds de vorige Kamerbrief"
    pen.heading(f"2 {title}", 1, on_new_page=True)
    if changes is None:
        pen.text("Deze editie is nergens mee vergeleken.")
        return
    pen.text(changes.sentence, style=styles.FINDING)
    pen.text(changes.since)
    if not changes.count:
        pen.text("Er is niets veranderd.")
    if changes.answer_was != changes.answer_now:
        pen.heading("Een ander antwoord op het doel", 2)
        pen.text(f"Was: {changes.answer_was or 'er was nog geen antwoord'}")
        pen.text(f"Is nu: {changes.answer_now or 'er is geen antwoord'}")
    _statuses(pen, changes)
    _leads(pen, changes)
    _milestones(pen, changes)
    _decisions(pen, changes)
    _figures(pen, changes)
    _others(pen, "Nieuwe cijfers", changes.appeared)
    _others(pen, "Cijfers die er niet meer in staan", changes.vanished)
    _entries(pen, changes)
    if changes.sha256:
        compared = "Dit hoofdstuk volgt uit twee stukken alleen: dit document, en het stuk met"
        pen.text(f"{compared} SHA-256 {changes.sha256}.", style=styles.SOURCE)


def _statuses(pen: Pen, changes: Changes) -> None:
    if changes.statuses:
        pen.heading("Andere fase of koers", 2)
        pen.table(
            Grid(
                caption="Maatregelen met een andere fase of koers",
                head=("Nr.", "Maatregel", "Was", "Is nu"),
                rows=[(c.number, c.title, c.was, c.now) for c in changes.statuses],
                widths=(1.3, 6.7, 4.5, 4.5),
            )
        )


def _milestones(pen: Pen, changes: Changes) -> None:
    if changes.milestones:
        pen.heading("Mijlpalen", 2)
        pen.table(
            Grid(
                caption="Mijlpalen die zijn behaald, verschoven, toegevoegd of vervallen",
                head=("Nr.", "Mijlpaal", "Wat", "Was", "Is nu", "Reden"),
                rows=[
                    (c.number, c.milestone, c.what, c.was, c.now, c.reason)
                    for c in changes.milestones
                ],
                widths=(1.3, 4.4, 2.1, 2.1, 2.1, 5),
            )
        )


def _decisions(pen: Pen, changes: Changes) -> None:
    if changes.decisions:
        pen.heading("Nieuwe, gestopte en samengevoegde maatregelen", 2)
        pen.table(
            Grid(
                caption="Besluiten over maatregelen",
                head=("Besluit", "Maatregelen", "Op", "Reden"),
                rows=[(c.kind, c.measures, c.on, c.reason) for c in changes.decisions],
                widths=(3, 3, 2.2, 8.8),
            )
        )


def _figures(pen: Pen, changes: Changes) -> None:
    if changes.figures:
        pen.heading("Bijgestelde cijfers", 2)
        pen.table(
            Grid(
                caption="Cijfers die nu anders zijn",
                head=("Code", "Wat", "Periode", "Was", "Is nu", "Peildatum was", "Peildatum nu"),
                rows=[
                    (c.code, c.what, c.period, c.was, c.now, c.known_was, c.known_now)
                    for c in changes.figures
                ],
                widths=(1.3, 5, 2.5, 1.6, 1.6, 2.5, 2.5),
                numeric=frozenset({3, 4}),
            )
        )


def _leads(pen: Pen, changes: Changes) -> None:
    if changes.leads:
        pen.heading("Andere trekker", 2)
        pen.table(
            Grid(
                caption="Maatregelen met een andere trekker",
                head=("Nr.", "Maatregel", "Was", "Is nu"),
                rows=[(c.number, c.title, c.was, c.now) for c in changes.leads],
                widths=(1.3, 7.7, 4, 4),
            )
        )


def _others(pen: Pen, title: str, found: Sequence[OtherFigure]) -> None:
    """Figures that only one of the two documents prints."""
    if found:
        pen.heading(title, 2)
        pen.table(
            Grid(
                caption=title,
                head=("Code", "Wat", "Periode", "Aantal", "Peildatum"),
                rows=[(c.code, c.what, c.period, c.value, c.known) for c in found],
                widths=(1.3, 6.7, 3, 2, 4),
                numeric=frozenset({3}),
            )
        )


def _entries(pen: Pen, changes: Changes) -> None:
    if changes.entries:
        pen.heading("Moties, producten en onderzoek", 2)
        pen.table(
            Grid(
                caption="Wat nieuw is of anders staat",
                head=("Code", "Soort", "Titel", "Was", "Is nu", "Uitkomst"),
                rows=[
                    (c.code, c.register, c.title, c.was or "nieuw", c.now, c.outcome)
                    for c in changes.entries
                ],
                widths=(1.3, 2.6, 4.6, 2.2, 2.3, 4),
            )
        )
