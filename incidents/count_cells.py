"""Reads lines and cells of a semicolon file and says in Dutch what is wrong with each."""

import csv
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

# None: the file itself could not be read, so its codes are unknown and not to be checked against.
type Codes = Collection[str] | None

# Stands in for a faulty date until all faults are listed.
FAULTY_DAY = date.min


@dataclass(slots=True)
class Row:
    """One line of a file; reading a cell adds its fault to `problems` and goes on."""

    file: str
    line: int
    cells: dict[str, str]
    problems: list[str] = field(repr=False)

    def fault(self, column: str, sentence: str) -> None:
        """Add a fault in this line: what is wrong and what to do, in Dutch."""
        self.problems.append(f"{self.file}, regel {self.line}, kolom '{column}': {sentence}")

    def optional(self, column: str) -> str:
        """Text of the cell, empty when nothing is known."""
        return self.cells[column].strip()

    def text(self, column: str) -> str:
        """Text of a cell that must be filled."""
        found = self.optional(column)
        if not found:
            self.fault(column, "er staat niets. Vul de kolom in.")
        return found

    def choice(self, column: str, allowed: Collection[str]) -> str:
        """One of the allowed words."""
        found = self.optional(column)
        if found not in allowed:
            self.fault(column, f"'{found}' kan niet. Kies uit: {', '.join(allowed)}.")
        return found

    def code(self, column: str, known: Codes, noun: str, file: str) -> str:
        """Code that stands in another file."""
        found = self.optional(column)
        if known is not None and found not in known:
            self.fault(column, f"{noun} '{found}' is niet bekend. Kies een code uit {file}.")
        return found

    def whole(self, column: str) -> int | None:
        """Whole number of 0 or more, None when empty."""
        found = self.optional(column)
        if not found:
            return None
        if re.fullmatch(r"[0-9]{1,9}", found):
            return int(found)
        self.fault(column, _number_fault(found))
        return None

    def percentage(self, column: str) -> Decimal:
        """Percentage from 0 to 100 with a point for decimals, as printed; 0 after a fault."""
        found = self.text(column)
        if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,3})?", found) and Decimal(found) <= 100:
            return Decimal(found)
        if found:
            self.fault(column, f"'{found}' is geen percentage. Schrijf het zoals 72 of 72.5.")
        return Decimal(0)

    def day_or_none(self, column: str) -> date | None:
        """Day, None when empty."""
        found = self.optional(column)
        return self.day(column) if found else None

    def day(self, column: str) -> date:
        """Day; after a fault FAULTY_DAY, so that reading goes on."""
        found = self.optional(column)
        try:
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", found):
                return date.fromisoformat(found)
        except ValueError:
            pass
        self.fault(column, f"'{found}' is geen datum. Schrijf jaar-maand-dag, zoals 2025-01-31.")
        return FAULTY_DAY


def _number_fault(found: str) -> str:
    if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+", found):
        return f"'{found}' heeft een punt. Schrijf het getal zonder punten."
    if re.fullmatch(r"-[0-9]+", found):
        return f"'{found}' is negatief. Vul een getal van 0 of hoger in."
    return f"'{found}' is geen heel getal. Vul alleen cijfers in."


def read_rows(path: Path, columns: Collection[str], problems: list[str]) -> list[Row] | None:
    """Lines of one file, or None when it cannot be read at all; faults go to `problems`."""
    text = _text(path, problems)
    if text is None:
        return None
    records = _records(path.name, text, problems)
    if not records:
        return None
    header = [name.strip() for name in records[0][1]]
    if not _header_is_right(path.name, header, columns, problems):
        return None
    if len(records) == 1:
        problems.append(f"{path.name} heeft geen regels onder de kop. Vul het bestand in.")
        return None
    return list(_rows(path.name, header, records[1:], problems))


def _text(path: Path, problems: list[str]) -> str | None:
    if not path.is_file():
        problems.append(f"{path.name} ontbreekt. Zet het bestand in de map met cijfers.")
        return None
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    # UTF-16 without a mark decodes, but every other character is then a null.
    if "\0" in text:
        problems.append(
            f"{path.name} is niet in UTF-8 opgeslagen. Sla het bestand op als CSV UTF-8."
        )
        return None
    if not text.strip("\r\n;\t "):
        problems.append(f"{path.name} is leeg. Zet er een kopregel en regels met cijfers in.")
        return None
    return text


def _records(file: str, text: str, problems: list[str]) -> list[tuple[int, list[str]]]:
    """Non-empty records with the line each starts on."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=";", strict=True)
    records, line = [], 1
    try:
        for record in reader:
            if any(cell.strip() for cell in record):
                records.append((line, record))
            line = reader.line_num + 1
    except csv.Error:
        problems.append(
            f"{file}, regel {line}: de aanhalingstekens kloppen niet. Sluit elk aanhalingsteken af."
        )
        return []
    return records


def _header_is_right(
    file: str, header: list[str], columns: Collection[str], problems: list[str]
) -> bool:
    faults = [
        f"{file}: de kolom '{c}' ontbreekt. Voeg haar toe, met puntkomma's tussen de kolommen."
        for c in columns
        if c not in header
    ]
    faults += [
        f"{file}: de kolom '{c}' is niet bekend. Haal haar weg."
        for c in dict.fromkeys(header)
        if c not in columns
    ]
    faults += [
        f"{file}: de kolom '{c}' staat er dubbel. Haal er een weg."
        for c in columns
        if header.count(c) > 1
    ]
    problems += faults
    return not faults


def _rows(
    file: str, header: list[str], records: list[tuple[int, list[str]]], problems: list[str]
) -> Iterator[Row]:
    for line, record in records:
        if len(record) == len(header):
            yield Row(file, line, dict(zip(header, record, strict=True)), problems)
        else:
            problems.append(
                f"{file}, regel {line}: er staan {len(record)} kolommen, het moeten er "
                f"{len(header)} zijn. Controleer de puntkomma's."
            )
