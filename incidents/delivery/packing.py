"""Keeps the figures of a delivery between reading and releasing, small and exact."""

import csv
import gzip
from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO, TextIOWrapper

from incidents.delivery.entries import Entry


def pack(entries: Iterable[Entry]) -> bytes:
    """The figures as compressed lines; the same figures are the same bytes."""
    target = BytesIO()
    # Without a moment in the head, which would differ each time.
    with (
        gzip.GzipFile(fileobj=target, mode="wb", compresslevel=3, mtime=0) as packed,
        TextIOWrapper(packed, encoding="utf-8", newline="") as text,
    ):
        csv.writer(text).writerows(entries)
    return target.getvalue()


def unpack(data: bytes) -> Iterator[Entry]:
    """The figures that were packed, one by one."""
    with (
        gzip.GzipFile(fileobj=BytesIO(data)) as packed,
        TextIOWrapper(packed, encoding="utf-8", newline="") as text,
    ):
        for row in csv.reader(text):
            yield _entry(row)


def _entry(row: list[str]) -> Entry:
    line, definition, start, end, area, object_type, outcome, *rest = row
    value, lower, upper, printed, note, status, confidential = rest
    return Entry(
        int(line),
        definition,
        date.fromisoformat(start),
        date.fromisoformat(end),
        area,
        object_type,
        outcome,
        _whole(value),
        _whole(lower),
        _whole(upper),
        printed,
        note,
        status,
        confidential == "True",
    )


def _whole(text: str) -> int | None:
    return int(text) if text else None
