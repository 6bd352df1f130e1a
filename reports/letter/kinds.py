"""What was found in a letter: a number, a share, an amount or a moment, with its place."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What kind of thing stands there. The value is what the page and the file call it."""

    COUNT = "aantal"
    PERCENT = "percentage"
    POINTS = "procentpunten"
    SHARE = "deel"
    TIMES = "aantal keer"
    MONEY = "bedrag"
    DAY = "datum"
    MONTH = "maand"
    PERIOD = "periode"
    YEAR = "jaar"
    VAGUE = "onbepaald aantal"
    NO_CLAIM = "verwijzing"


class Hedge(StrEnum):
    """How a number is said. The value is how the page calls it."""

    EXACT = "precies"
    ALMOST = "bijna"
    OVER = "ruim"
    ABOUT = "ongeveer"
    MORE = "meer dan"
    LESS = "minder dan"
    AT_LEAST = "ten minste"
    AT_MOST = "hoogstens"


NUMBERS = (Kind.COUNT, Kind.PERCENT, Kind.POINTS, Kind.SHARE, Kind.TIMES, Kind.MONEY)
MOMENTS = (Kind.DAY, Kind.MONTH, Kind.PERIOD, Kind.YEAR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One number or moment: `sentence[start:end]` is its text, the words "bijna" and "ruim" too."""

    start: int
    end: int
    text: str
    kind: Kind
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    digits: int = 0
    hedge: Hedge = Hedge.EXACT
    # Of a moment: the first day, and the first day after it. A day without a year has none.
    first: date | None = None
    after: date | None = None
    # Of a reference: what it refers to, "een Kamerstuk".
    refers_to: str = ""
    # The asterisk that says "voorlopig".
    is_marked: bool = False

    @property
    def is_range(self) -> bool:
        """Between two numbers: "10 tot 15%"."""
        return self.low != self.high
