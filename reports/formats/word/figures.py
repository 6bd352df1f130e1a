"""The chapter on figures in Word: each chart as picture, finding and table."""

from offensief.charts.figure import Table
from reports.formats.pictures import picture_of, size_of
from reports.formats.word import styles
from reports.formats.word.pen import TEXT_WIDTH, Grid, Pen
from reports.text.printed import CodedFigure, Contradiction, PrintedEdition

_CODES_WIDTH = 2.4
_NUMBER_WIDTH = 2.4


def figures(pen: Pen, edition: PrintedEdition) -> None:
    """Years, objects and units, and figures that contradict each other."""
    pen.heading("3 Cijfers", 1)
    if edition.same_period:
        pen.text(edition.same_period, style=styles.FINDING)
        pen.text(f"Herkomst: {', '.join(edition.same_period_codes)}.", style=styles.SOURCE)
    if not edition.figures:
        pen.text("Er zijn op deze peildatum nog geen cijfers.")
    for coded in edition.figures:
        _figure(pen, coded)
    if edition.contradictions is not None:
        pen.heading("Cijfers die elkaar tegenspreken", 2)
        _contradictions(pen, edition.contradictions)


def _figure(pen: Pen, coded: CodedFigure) -> None:
    figure = coded.figure
    width, height = size_of(figure)
    pen.heading(figure.title, 2)
    pen.text(figure.finding, style=styles.FINDING)
    pen.picture(
        picture_of(figure), title=figure.title, finding=figure.finding, ratio=height / width
    )
    pen.text(figure.source, style=styles.SOURCE)
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


def _contradictions(pen: Pen, found: tuple[Contradiction, ...]) -> None:
    if not found:
        pen.text("De controles vonden geen cijfers die elkaar tegenspreken.")
        return
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
                for f in found
            ],
            widths=(2.8, 6.2, 4, 4),
        )
    )
