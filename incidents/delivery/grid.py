"""From bytes to rows of text, whatever program wrote the file."""

import csv
import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO, StringIO
from zipfile import BadZipFile

from incidents.delivery.limits import LIMITS, SECONDS
from incidents.delivery.words import MOST_COLUMNS, MOST_LINES
from offensief.lib import boxed, packed
from offensief.lib.dutch import number, plural
from offensief.lib.filetypes import FileType, WrongFile, recognise

_SEPARATORS = ";,\t|"
_SAMPLE_LINES = 30
_ZIP = b"PK"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_logger = logging.getLogger(__name__)


class UnreadableFile(ValueError):
    """The file as a whole cannot be read; the message says in Dutch what to do."""


type Line = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a file that hold anything, each with its line number in that file.

    `read_as` tells how it was read, for people: "CSV, UTF-8, gescheiden door puntkomma's".
    """

    read_as: str
    lines: Iterator[Line]
    remarks: tuple[str, ...] = ()


def open_grid(data: bytes, *, name: str, tick: Callable[[], None] | None = None) -> Grid:
    """The rows of a CSV or XLSX file. Raises UnreadableFile, also while its lines are read.

    `tick` is called now and then while a workbook is opened.
    """
    if not data.strip():
        raise UnreadableFile("Het bestand is leeg. Kies het bestand met de cijfers.")
    if data.startswith(_OLD_EXCEL):
        raise UnreadableFile(
            "Dit is een oud Excel-bestand (.xls) of een bestand met een wachtwoord. Sla het op als "
            "Excel-werkmap (.xlsx) zonder wachtwoord, of als CSV."
        )
    if data.startswith(_ZIP):
        return _workbook(data, name, tick)
    return _text_file(data)


def _workbook(data: bytes, name: str, tick: Callable[[], None] | None) -> Grid:
    try:
        packed.check_list(data, LIMITS)
        kind = recognise(BytesIO(data), name=name, taken=(FileType.XLSX,))
        if kind is not FileType.XLSX:
            raise UnreadableFile(f"Dit is een {kind.label}. Stuur de cijfers als .xlsx of .csv.")
        answer = boxed.run("incidents.delivery.opening", data, seconds=SECONDS, tick=tick)
    except packed.TooMuch as error:
        raise UnreadableFile(
            "In dit Excel-bestand zit veel meer dan in een levering hoort: uitgepakt is het te "
            "groot. Sla het blad met de cijfers op als CSV en stuur dat."
        ) from error
    except WrongFile as error:
        raise UnreadableFile(str(error)) from error
    except (boxed.Ended, BadZipFile) as error:
        _logger.warning("a workbook with counts was not read: %s", error)
        raise UnreadableFile(
            "Dit Excel-bestand kan niet worden gelezen: het is beschadigd, of er staat te veel "
            "in. Sla het blad met de cijfers op als CSV en stuur dat."
        ) from error
    return _from_answer(answer)


def _from_answer(answer: bytes) -> Grid:
    lines = BytesIO(answer)
    head = json.loads(lines.readline())
    remarks = []
    if head["others"]:
        remarks.append(
            f"Alleen het blad '{head['sheet']}' is gelezen; "
            f"{plural(head['others'], 'ander blad', 'andere bladen')} met inhoud niet."
        )
    rows = ((number, texts) for number, texts in map(json.loads, lines))
    return Grid(f"Excel, blad '{head['sheet']}'", _within_limits(rows), tuple(remarks))


def _text_file(data: bytes) -> Grid:
    text, encoding, remarks = _decoded(data)
    separator = _separator(text)
    if text.startswith("sep="):
        # Excel's own first line, which only names the separator; its line number still counts.
        text = text.replace(text.split("\n", 1)[0], "", 1)
    words = {";": "puntkomma's", ",": "komma's", "\t": "tabs", "|": "verticale strepen"}[separator]
    return Grid(
        f"CSV, {encoding}, gescheiden door {words}",
        _within_limits(_records(text, separator)),
        remarks,
    )


def _decoded(data: bytes) -> tuple[str, str, tuple[str, ...]]:
    if data.startswith(_UTF16):
        try:
            return _without_nul(data.decode("utf-16")), "UTF-16", ()
        except UnicodeDecodeError as error:
            raise UnreadableFile(
                "Het bestand is beschadigd: niet alle tekens zijn leesbaar. Sla het opnieuw op als "
                "CSV UTF-8."
            ) from error
    try:
        return _without_nul(data.decode("utf-8-sig")), "UTF-8", ()
    except UnicodeDecodeError:
        remark = (
            "Het bestand is niet in UTF-8 opgeslagen en gelezen als Windows-1252. Controleer of "
            "namen met accenten goed zijn."
        )
        text = data.decode("cp1252", errors="replace")
        return _without_nul(text), "Windows-1252", (remark,)


def _without_nul(text: str) -> str:
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise UnreadableFile(
            f"In regel {line} staan tekens die niet in een tekstbestand horen (NUL). Het bestand "
            "is beschadigd of is geen CSV. Sla het opnieuw op als CSV UTF-8."
        )
    return text


def _separator(text: str) -> str:
    """The sign that cuts most of the first lines in equally many cells."""
    if text.startswith("sep=") and text[4:5] in _SEPARATORS:
        return text[4]
    sample = text[:100_000].splitlines()[:_SAMPLE_LINES]
    lines = [line for line in sample if line.strip()]

    def score(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in lines]
        usual = max(set(counts), key=counts.count, default=0)
        return (counts.count(usual) if usual else 0, usual)

    # Of equals the first: a comma may also stand inside a name or a number.
    return max(_SEPARATORS, key=score)


def _records(text: str, separator: str) -> Iterator[Line]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    while True:
        try:
            record = next(reader, None)
        except csv.Error as error:
            raise UnreadableFile(
                f"Regel {line}: de aanhalingstekens kloppen niet, of de regel is veel te lang. "
                "Sluit elk aanhalingsteken af."
            ) from error
        if record is None:
            return
        if any(cell.strip() for cell in record):
            yield line, record
        line = reader.line_num + 1


def _within_limits(lines: Iterator[Line]) -> Iterator[Line]:
    for count, (line, cells) in enumerate(lines, start=1):
        if count > MOST_LINES:
            raise UnreadableFile(
                f"Het bestand heeft meer dan {number(MOST_LINES)} regels. Knip het op in delen."
            )
        if len(cells) > MOST_COLUMNS:
            raise UnreadableFile(
                f"Regel {line} heeft meer dan {MOST_COLUMNS} kolommen. Haal lege kolommen weg."
            )
        yield line, cells
