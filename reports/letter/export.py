"""The outcome as a file that opens in a spreadsheet, one line per number."""

from collections.abc import Iterable

from offensief.lib.sheets import write_csv
from reports.letter.checking import Row

HEAD = ("Plaats", "Getal", "Soort", "Oordeel", "Waarom", "Code in de editie", "Zin")


def csv_of(rows: Iterable[Row]) -> bytes:
    """UTF-8 with BOM and semicolons; a text that looks like a formula gets an apostrophe."""
    return write_csv(
        HEAD,
        (
            (
                row["place"],
                found["text"],
                found["kind"],
                found["verdict"],
                found["why"],
                found["codes"],
                row["text"],
            )
            for row in rows
            for found in row["found"]
        ),
    )
