"""Words such as "bijna" and "ruim": what they promise, and whether a value keeps it.

The rules (docs/decisions/0040): "bijna" lies at most 5% above the value, "ruim" at most 10% below
it, "ongeveer" is at most 5% off. One off is always near for a count, half a point for a share.
"Meer dan" and "minder dan" are taken at their word, but say too little when the value is twice or
half as much.
"""

import re
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

from reports.letter.kinds import Found, Hedge, Kind

_WORDS: dict[Hedge, str] = {
    # Longest first where one begins with another.
    Hedge.AT_MOST: r"niet\smeer\sdan|hoogstens|ten\shoogste|maximaal|op\szijn\shoogst|≤",
    Hedge.AT_LEAST: r"niet\sminder\sdan|ten\sminste|tenminste|minstens|minimaal|op\szijn\sminst|≥",
    Hedge.ALMOST: r"bijna|nagenoeg|krap|net\sgeen|een\skleine|vrijwel|tegen\sde",
    Hedge.OVER: r"ruim|iets\smeer\sdan|iets\sboven\sde|goed",
    Hedge.ABOUT: (
        r"ongeveer|circa|ca\.?|rond\sde|rond|rondom|zo[\u2019'\u2018]n|om\sen\snabij\s(?:de)?|naar\sschatting|"
        r"plusminus|omstreeks|grofweg|±|~|pakweg"
    ),
    Hedge.MORE: r"meer\sdan|boven\sde|over\sde|hoger\sdan|groter\sdan|>",
    Hedge.LESS: r"minder\sdan|nog\sgeen|onder\sde|lager\sdan|kleiner\sdan|<",
}
_BEFORE = re.compile(
    "|".join(rf"(?P<{hedge.name}>{words})" for hedge, words in _WORDS.items()), re.IGNORECASE
)
_AT_END = re.compile(rf"(?<![\w-])(?:{_BEFORE.pattern})\s*$", re.IGNORECASE)
# "10% minder dan 1.543" and "137 meer dan 1.388" compare with exactly that number.
_COMPARED = re.compile(r"(?:\d|%|procent|punten?|helft|derde|kwart)\s*\S{0,12}\s*$", re.IGNORECASE)
# But a year is no number to compare with: "in 2025 minder dan 2.000".
_YEAR_BEFORE = re.compile(r"(?<![\d.,])(?:19|20)\d\d\s*$")
_LONGEST = 40
_COMPARING = (Hedge.MORE, Hedge.LESS)
_NEAR, _OVER = Decimal("0.05"), Decimal("0.10")
_ONE, _HALF = Decimal(1), Decimal("0.5")


def hedge_before(text: str) -> tuple[Hedge, int]:
    """What is said just before a number, and where it begins: "dat is bijna " is ALMOST at 7.

    "Minder dan de " is no hedge: what follows is one certain number.
    """
    # No such word is longer: a long sentence is not looked through again for each number.
    said = _AT_END.search(text, max(0, len(text) - _LONGEST))
    if said is None:
        return Hedge.EXACT, len(text)
    hedge = Hedge[str(said.lastgroup)]
    before = text[: said.start()][-_LONGEST:]
    if hedge in _COMPARING and _COMPARED.search(before) and not _YEAR_BEFORE.search(before):
        return Hedge.EXACT, len(text)
    return hedge, said.start()


class Fit(Enum):
    """Whether a value keeps what is promised. TOO_LITTLE: true, but it says next to nothing."""

    YES = "yes"
    NO = "no"
    TOO_LITTLE = "too little"


def fits(found: Found, value: Decimal, *, limit: Hedge | None = None) -> Fit:
    """Whether what was found may be said of this value.

    "Bijna 1.400" fits 1388 and not 1401; "ruim 200%" fits 203 and not 199. A value that is a
    `limit` itself (hoogstens 1.388) is only right when it is exact, with its own word or none.
    """
    if limit is not None:
        right = found.hedge in {Hedge.EXACT, limit} and not found.is_range
        return _yes(right and _same(found, value))
    if found.is_range:
        is_near = found.high - found.low <= value / 2
        return _bounded(found.low <= value <= found.high, is_near)
    return _hedged(found, value)


def _hedged(found: Found, value: Decimal) -> Fit:
    said, off = found.low, abs(value - found.low)
    near = max(_NEAR * said, _ONE if found.kind is Kind.COUNT else _HALF)
    match found.hedge:
        case Hedge.EXACT:
            return _yes(_same(found, value))
        case Hedge.ALMOST:
            return _yes(value < said and off <= near)
        case Hedge.OVER:
            return _yes(value > said and off <= max(_OVER * said, near))
        case Hedge.ABOUT:
            return _yes(off <= near)
        case Hedge.MORE | Hedge.AT_LEAST:
            enough = value > said or (value == said and found.hedge is Hedge.AT_LEAST)
            return _bounded(enough, value <= 2 * said)
        case Hedge.LESS | Hedge.AT_MOST:
            enough = value < said or (value == said and found.hedge is Hedge.AT_MOST)
            return _bounded(enough, 2 * value >= said)


def _bounded(is_true: bool, is_near: bool) -> Fit:  # noqa: FBT001 -- two answers to one question
    if not is_true:
        return Fit.NO
    return Fit.YES if is_near else Fit.TOO_LITTLE


def _same(found: Found, value: Decimal) -> bool:
    """Equal at the digits that the letter gives: 72,5% is right for 72.52, and 73% too."""
    if found.kind is Kind.SHARE:
        # "Een derde" is said of 33% and of 34%.
        return abs(found.low - value) <= _ONE
    step = Decimal(1).scaleb(-found.digits)
    return found.low == value.quantize(step, rounding=ROUND_HALF_UP)


def _yes(fitting: bool) -> Fit:  # noqa: FBT001 -- a word for a truth
    return Fit.YES if fitting else Fit.NO
