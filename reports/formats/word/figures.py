"""The chapter on figures in Word: each chart as picture, finding and table."""

from offensief.charts.figure import Table
from reports.formats.pictures import picture_of, size_of
from reports.formats.word import styles
from reports.formats.word.pen import TEXT_WIDTH, Grid, Pen, Strong
from reports.text.printed import Answer, CodedFigure, Outlook, PrintedEdition

_CODES_WIDTH = 2.4
_NUMBER_WIDTH = 2.4


def figures(pen: Pen, edition: PrintedEdition) -> None:
    """Years, objects and units, and figures that contradict each other."""
    pen.heading("3 Cijfers", 1)
    if edition.answer.same_period:
        pen.text(edition.answer.same_period, style=styles.FINDING)
        pen.text(f"Herkomst: {', '.join(edition.answer.same_period_codes)}.", style=styles.SOURCE)
    if not edition.figures:
        pen.text("Er zijn op deze peildatum nog geen cijfers.")
    for coded in edition.figures:
        _figure(pen, coded)
    pen.text(edition.answer.mix)
    if edition.answer.outlook:
        _outlook(pen, edition.answer.outlook)
    if edition.answer.bears:
        _bears(pen, edition.answer)
    if edition.contradictions is not None:
        pen.heading("Cijfers die elkaar tegenspreken", 2)
        if edition.contradictions:
            told = f"{edition.contradictions_sentence} Er is niets gladgestreken."
            pen.text(f"{told} Elk staat in annex C, met wat er over gezegd is.")
        else:
            pen.text("De controles vonden geen cijfers die elkaar tegenspreken.")


def _outlook(pen: Pen, outlook: Outlook) -> None:
    """What is expected of the year."""
    pen.heading(f"Vooruitblik, berekend op {outlook.computed_on}", 2)
    for sentence in outlook.sentences:
        pen.text(sentence)


def _bears(pen: Pen, answer: Answer) -> None:
    """What the number can bear, and the target read in other ways."""
    pen.heading("Wat zegt dit cijfer wel en niet?", 2)
    for sentence in answer.bears:
        pen.text(sentence)
    pen.text(answer.series)
    for variant in answer.variants:
        pen.text(Strong(f"{variant.name}: hoogstens {variant.maximum}."), f" {variant.why}")


def _figure(pen: Pen, coded: CodedFigure) -> None:
    figure = coded.figure
    width, height = size_of(figure)
    pen.heading(figure.title, 2)
    pen.text(figure.finding, style=styles.FINDING)
    pen.picture(
        picture_of(figure), title=figure.title, finding=figure.finding, ratio=height / width
    )
    pen.text(figure.source, style=styles.SOURCE)
    if coded.elsewhere:
        pen.text(coded.elsewhere)
        return
    pen.table(
        Grid(
            caption=figure.table.caption,
            head=(*figure.table.head, "Herkomst"),
            rows=[
                (*(cell.text for cell in row.cells), ", ".join(row.codes) or "som")
                for row in coded.rows
            ],
            widths=_widths(figure.table),
            numeric=figure.table.numeric,
        )
    )


def _widths(table: Table) -> list[float]:
    """Columns of numbers are narrow, so that words have the room."""
    count = len(table.head)
    numeric = {column for column in table.numeric if column}
    narrow = min(_NUMBER_WIDTH, (TEXT_WIDTH - _CODES_WIDTH) / (count + 1))
    words = (TEXT_WIDTH - _CODES_WIDTH - narrow * len(numeric)) / (count - len(numeric))
    return [*(narrow if column in numeric else words for column in range(count)), _CODES_WIDTH]
