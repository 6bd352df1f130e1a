"""What every chart is: a picture, a sentence that says what it shows, and a table of numbers."""

from dataclasses import dataclass

from offensief.charts.svg import Svg


@dataclass(frozen=True)
class Cell:
    """One cell with the heading of its column, which a phone shows beside it."""

    text: str
    heading: str
    is_number: bool


@dataclass(frozen=True)
class Table:
    """The numbers. Cells are finished text; numeric holds the columns that align right."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int]

    @property
    def is_wide(self) -> bool:
        """Too many columns for a phone: rows become cards there."""
        return len(self.head) > 3

    @property
    def header(self) -> tuple[Cell, ...]:
        """The cells of the head."""
        return self._cells(self.head)

    @property
    def lines(self) -> tuple[tuple[Cell, ...], ...]:
        """The cells of the body, row by row."""
        return tuple(self._cells(row) for row in self.rows)

    def _cells(self, texts: tuple[str, ...]) -> tuple[Cell, ...]:
        return tuple(
            Cell(text=text, heading=heading, is_number=column in self.numeric)
            for column, (text, heading) in enumerate(zip(texts, self.head, strict=True))
        )


@dataclass(frozen=True)
class Figure:
    """One chart, drawn twice: for a page and the PDF, and narrow for a phone."""

    key: str
    title: str
    finding: str
    svg: Svg
    svg_narrow: Svg
    table: Table
    source: str
