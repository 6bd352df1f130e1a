"""The chapters on the measures in Word: per pillar, points that need attention, products."""

from collections.abc import Sequence

from reports.formats.word import styles
from reports.formats.word.pen import TEXT_WIDTH, Grid, Linked, Pen, Said, Strong
from reports.text.printed import Matrix, PrintedEdition, PrintedMeasure, PrintedPillar, Told
from reports.text.registers import PrintedEntry

_PILLAR_WIDTH, _TOTAL_WIDTH = 3.8, 1.5


def pillars(pen: Pen, edition: PrintedEdition) -> None:
    """All measures, what was said of them, and what they delivered."""
    pen.heading("4 Maatregelen per pijler", 1)
    if edition.matrix:
        _matrix(pen, edition.matrix, edition.cover.standing_on)
    else:
        pen.text("Dit document bevat geen maatregelen.")
    for pillar in edition.pillars:
        _pillar(pen, pillar)
    if edition.ended:
        pen.heading("Maatregelen die niet meer lopen", 2)
        pen.bullets([(f"{e.number} {e.title}: {e.decision.lower()}",) for e in edition.ended])


def _matrix(pen: Pen, matrix: Matrix, standing_on: str) -> None:
    count = len(matrix.heads)
    width = (TEXT_WIDTH - _PILLAR_WIDTH - _TOTAL_WIDTH) / max(count, 1)
    *rows, total = [(row.title, *(c.text for c in row.cells), row.total) for row in matrix.rows]
    pen.text(matrix.finding, style=styles.FINDING)
    pen.table(
        Grid(
            caption="Aantal maatregelen per pijler en fase",
            head=("Pijler", *matrix.heads, "Totaal"),
            rows=[*rows, [Strong(text) for text in total]],
            widths=(_PILLAR_WIDTH, *[width] * count, _TOTAL_WIDTH),
            numeric=frozenset(range(1, count + 2)),
        )
    )
    source = f"Bron: opgaven aan het secretariaat, stand van {standing_on}. Waarop elke stand rust,"
    pen.text(f"{source} staat in annex B.", style=styles.SOURCE)


def _pillar(pen: Pen, pillar: PrintedPillar) -> None:
    pen.heading(f"Pijler {pillar.number}: {pillar.title}", 2)
    if not pillar.measures:
        pen.text("Deze pijler heeft in dit document geen maatregelen.")
        return
    pen.table(
        Grid(
            caption=f"Maatregelen van pijler {pillar.number}",
            head=("Nr.", "Maatregel", "Trekker", "Fase", "Koers", "Volgende mijlpaal", "Was"),
            rows=[
                (
                    measure.number,
                    measure.title,
                    measure.lead or "nog geen trekker",
                    measure.phase.label,
                    measure.course.label,
                    measure.next_step or "nog niet gepland",
                    _was(measure),
                )
                for measure in pillar.measures
            ],
            widths=(1.1, 4.1, 2.5, 2.1, 2.1, 2.7, 2.4),
        )
    )
    for measure in pillar.told:
        _told(pen, measure)
    if pillar.products:
        pen.heading(f"Opgeleverd in pijler {pillar.number}", 3)
        pen.bullets([_product(product) for product in pillar.products])


def _was(measure: PrintedMeasure) -> str:
    return measure.was or "hetzelfde"


def _product(product: PrintedEntry) -> tuple[Said, ...]:
    told = f"{product.title} ({product.measures}): {product.standing.lower()}"
    if not product.address:
        return (told,)
    return (f"{told}. ", Linked(product.address, product.address))


def _told(pen: Pen, measure: PrintedMeasure) -> None:
    pen.heading(f"{measure.number} {measure.title}", 3)
    for told in measure.told:
        pen.text(f"Opgave van {told.on}. {told.change}", style=styles.SOURCE)
        pen.led("Toelichting", told.explanation)
        pen.led(f"Resultaat op {told.result_on}" if told.result_on else "Resultaat", told.result)
        if told.result_link:
            pen.text("Vindplaats: ", _place(told), style=styles.SOURCE)
        pen.led("Nodig", told.needed)
    if measure.steps:
        pen.table(
            Grid(
                caption=f"Mijlpalen van maatregel {measure.number}",
                head=("Mijlpaal", "Eerst gepland", "Nu gepland of behaald", "Stand"),
                rows=[(s.title, s.first, s.now, s.state) for s in measure.steps],
                widths=(7.5, 2.8, 3.7, 3),
            )
        )


def _place(told: Told) -> Said:
    return Linked(told.result_link, told.result_address)


def attention(pen: Pen, edition: PrintedEdition) -> None:
    """What does not go well, the worst first, with what is asked; and the bottlenecks."""
    pen.heading("5 Aandachtspunten en knelpunten", 1)
    if edition.attention:
        pen.text("De koers van deze maatregelen is niet goed. De ernstigste staan bovenaan.")
        pen.table(
            Grid(
                caption="Maatregelen die aandacht vragen, en wat er nodig is",
                head=("Nr.", "Maatregel", "Trekker", "Koers", "Wat nodig is"),
                rows=[
                    (m.number, m.title, m.lead or "nog geen trekker", m.course.label, _needed(m))
                    for m in edition.attention
                ],
                widths=(1.3, 4.7, 2.7, 2.3, 6),
            )
        )
    else:
        pen.text(edition.no_attention)
    pen.heading("Knelpunten", 2)
    if edition.registers.bottlenecks:
        entries(pen, "Knelpunten die nog spelen", edition.registers.bottlenecks)
    else:
        pen.text("Er staan geen knelpunten open.")
    pen.heading("Moties en toezeggingen", 2)
    if edition.registers.commitments:
        pen.text(f"{edition.registers.sentence} Elk daarvan staat in bijlage 2.")
    else:
        pen.text("Er staan geen moties of toezeggingen in het register.")


def _needed(measure: PrintedMeasure) -> str:
    needed = measure.told[0].needed if measure.told else ""
    return needed or "niet opgegeven"


def entries(pen: Pen, caption: str, found: Sequence[PrintedEntry]) -> None:
    """Lines of a register."""
    pen.table(
        Grid(
            caption=caption,
            head=("Code", "Wat", "Wie", "Stand van zaken", "Maatregel", "Vindplaats"),
            rows=[
                (
                    entry.code,
                    described(entry),
                    entry.owner or "niet vermeld",
                    ". ".join(part for part in (entry.standing, entry.outcome) if part),
                    entry.measures,
                    Linked(entry.place, entry.address),
                )
                for entry in found
            ],
            widths=(1.2, 5.4, 2.6, 3.0, 1.9, 2.9),
        )
    )


def described(entry: PrintedEntry) -> tuple[Said, ...]:
    """The title of a line, with what it is and what is said of it."""
    kind = f" ({entry.kind})" if entry.kind else ""
    more = f"\n{entry.description}" if entry.description else ""
    return (Strong(entry.title), f"{kind}{more}")
