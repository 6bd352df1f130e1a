"""Names of areas, so that a figure of a town is not taken for one of the country."""

import csv
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_FILE = Path(__file__).resolve().parents[2] / "incidents" / "data" / "areas.csv"
# As people say them, beside the official names.
_MORE = (
    "Den Bosch", "Friesland", "Zuid-Holland", "Noord-Brabant", "België", "Vlaanderen", "Duitsland",
    "Zweden", "Frankrijk", "Polen", "Denemarken", "Randstad", "Utrecht", "Haaglanden",
)  # fmt: skip
_NOT_A_PLACE = frozenset({"Nederland", "Best"})


@cache
def known() -> frozenset[str]:
    """Names of municipalities, provinces, regions, units and countries."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    return frozenset(row["name"] for row in rows).union(_MORE) - _NOT_A_PLACE


def pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """Finds these names as whole words, the longest first, with their capitals."""
    listed = sorted(set(names) - _NOT_A_PLACE, key=lambda name: (-len(name), name))
    if not listed:
        return None
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, listed))})(?![\w-])")
