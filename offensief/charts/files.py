"""The table of a figure as rows of a file: numbers are numbers, words stand apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from offensief.charts.figure import Figure

PROVISIONAL, REMARK, TITLE, SOURCE = "voorlopig", "toelichting", "titel", "bron"
_ONE = r"([+-]?)([0-9]+(?:\.[0-9]{3})*)((?:,[0-9]+)?)(%?)"
_NUMBER = re.compile(rf"{_ONE}(\*?)")
_RANGE = re.compile(r"([+-]?[0-9.,]+%?) tot ([+-]?[0-9.,]+%?)")

type FileCell = str | int | Decimal


@dataclass(frozen=True, slots=True)
class _Number:
    value: int | Decimal
    is_percent: bool
    is_marked: bool


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the file, with what its cells say that is no number; "" says nothing."""

    head: str
    cells: tuple[FileCell, ...]
    words: tuple[str, ...]
    marks: tuple[bool, ...]


def file_rows(figure: Figure) -> tuple[tuple[str, ...], list[Sequence[FileCell]]]:
    """Head and rows for a file, each row with the title and the source of the picture.

    "1.525*" becomes 1525 with "ja" in the column "voorlopig". "-15,7%" becomes -15.7 under
    "Verschil (%)", and "-52 tot +52" becomes -52 and 52 in two columns. Where a number is missing
    the cell is empty and "toelichting" has the word: "2025: niet openbaar".
    """
    table = figure.table
    columns: list[_Column] = []
    for index, head in enumerate(table.head):
        texts = [row[index] for row in table.rows]
        columns += _columns(head, texts) if index in table.numeric else [_as_text(head, texts)]
    rows = range(len(table.rows))
    marks = ["ja" if any(c.marks[row] for c in columns) else "nee" for row in rows]
    remarks = ["; ".join(c.words[row] for c in columns if c.words[row]) for row in rows]
    told: list[tuple[str, Sequence[FileCell]]] = [(c.head, c.cells) for c in columns]
    if "ja" in marks:
        told.append((PROVISIONAL, marks))
    if any(remarks):
        told.append((REMARK, remarks))
    told += [(TITLE, [figure.title] * len(rows)), (SOURCE, [figure.source] * len(rows))]
    return tuple(head for head, _ in told), [[cells[row] for _, cells in told] for row in rows]


def _columns(head: str, texts: Sequence[str]) -> list[_Column]:
    """One column of numbers, two of a range, or the text when there is no number in it."""
    ranges = [_RANGE.fullmatch(text) for text in texts]
    if any(ranges):
        sides = [
            (found[1], found[2]) if found else (text, "")
            for found, text in zip(ranges, texts, strict=True)
        ]
        return [
            _of_numbers(f"{head} van", [low for low, _ in sides]),
            _of_numbers(f"{head} tot", [high for _, high in sides]),
        ]
    found = [number for text in texts if (number := _number(text))]
    if not found and any(any(sign.isdigit() for sign in text) for text in texts):
        return [_as_text(head, texts)]
    return [_of_numbers(head, texts)]


def _of_numbers(head: str, texts: Sequence[str]) -> _Column:
    numbers = [_number(text) for text in texts]
    kinds = {number.is_percent for number in numbers if number}
    if len(kinds) > 1:
        # A percentage among counts would be read as a count.
        return _as_text(head, texts)
    return _Column(
        f"{head} (%)" if True in kinds else head,
        tuple(number.value if number else "" for number in numbers),
        tuple(
            f"{head}: {text}" if text and not number else ""
            for text, number in zip(texts, numbers, strict=True)
        ),
        tuple(number is not None and number.is_marked for number in numbers),
    )


def _as_text(head: str, texts: Sequence[str]) -> _Column:
    return _Column(head, tuple(texts), ("",) * len(texts), (False,) * len(texts))


def _number(text: str) -> _Number | None:
    found = _NUMBER.fullmatch(text)
    if not found:
        return None
    sign, whole, fraction, percent, mark = found.groups()
    digits = f"{sign}{whole.replace('.', '')}"
    value = Decimal(digits + fraction.replace(",", ".")) if fraction else int(digits)
    return _Number(value, bool(percent), bool(mark))
