"""Opens a workbook with counts, in a process of its own (offensief.lib.boxed).

Answers with the first sheet that holds anything, as lines of JSON: a list of texts each, dates as
ISO text. The first line tells the name of that sheet and how many others hold something.
"""

import json
import sys
import warnings
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO

from openpyxl import load_workbook

from incidents.delivery.limits import CPU_SECONDS, LIMITS, MEMORY_BYTES
from incidents.delivery.words import MOST_COLUMNS, MOST_LINES
from offensief.lib import boxed, packed


def main() -> None:
    """The file on standard input, its rows on standard output."""
    boxed.limit_self(memory_bytes=MEMORY_BYTES, cpu_seconds=CPU_SECONDS)
    data = sys.stdin.buffer.read()
    packed.walk(data, LIMITS)
    # Of a style it does not know openpyxl warns; here only the cells matter.
    warnings.simplefilter("ignore")
    for line in rows_of(data):
        sys.stdout.write(line + "\n")


def rows_of(data: bytes) -> Iterator[str]:
    """Lines of JSON: what the sheet is called, then every row with its number."""
    book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    filled = [sheet for sheet in book.worksheets if _holds_anything(sheet)]
    if not filled:
        yield json.dumps({"sheet": "", "others": 0})
        return
    yield json.dumps({"sheet": filled[0].title, "others": len(filled) - 1})
    last = MOST_LINES + 2
    for row, cells in enumerate(filled[0].iter_rows(max_row=last, values_only=True), start=1):
        texts = [_text(value) for value in cells[: MOST_COLUMNS + 1]]
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            yield json.dumps([row, texts], ensure_ascii=False)


def _holds_anything(sheet: object) -> bool:
    rows = sheet.iter_rows(max_row=200, values_only=True)  # type: ignore[attr-defined]
    return any(value is not None for row in rows for value in row)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "WAAR" if value else "ONWAAR"
    if isinstance(value, datetime):
        return value.date().isoformat() if not value.hour + value.minute else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return str(int(value))
    return str(value).strip()


if __name__ == "__main__":
    main()
