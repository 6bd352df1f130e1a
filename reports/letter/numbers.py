"""Finds every number, share, amount and moment of a sentence, with its place in it.

`sentence[found.start:found.end] == found.text` always holds. References (an article, a Kamerstuk)
are found too, as what they are: digits that claim nothing.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from reports.letter import counting
from reports.letter.hedges import hedge_before
from reports.letter.kinds import Found, Hedge, Kind
from reports.letter.moments import moments
from reports.letter.references import references

_DIGITS = r"(?:\d{1,3}(?:[.\u00a0\u202f\u2009]\d{3})+(?:,\d+)?|\d{1,12}(?:,\d{1,6})?)"
_WORDY = r"[^\W\d_]{3,40}"
_ONE = rf"(?:{_DIGITS}|{_WORDY})"
_DASH = r"\s?[-\u2013]\s?"
_RANGE = rf"""
    (?: (?P<between> tussen\s(?:de\s)? ) (?P<from>{_ONE}) \s?(?:%|procent)?
        \s(?:en|tot)\s(?:de\s)?
      | (?P<from_to>{_ONE}) \s?(?:%|procent)? (?:\s(?:tot(?:\sen\smet)?|à|a)\s|{_DASH}) )
"""
_SINGLE = rf"""
    (?P<number>{_ONE})
    (?P<star> \*(?!\w) )?
    (?P<scale> \s?(?:miljoen|miljard|duizend|mln\.?|mld\.?)(?![^\W\d]) )?
    (?P<after>
        \s?(?:procentpunt(?:en)?|%-punt(?:en)?)(?![^\W\d])
      | \s?(?:%|procent(?![^\W\d])|percent(?![^\W\d]))
      | \s?(?:\u00d7|(?-i:x)(?![^\W\d])|keer(?![^\W\d])|maal(?![^\W\d]))
      | \s?(?:€|euro(?![^\W\d]))
    )?
    (?![^\W\d]) (?<!\d(?=\d))
"""
_START = r"(?<![\w.,]) (?P<money> €\s? )?"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE | re.IGNORECASE)


_NUMBER = _compiled(f"{_START} {_RANGE}? {_SINGLE}")
_ALONE = _compiled(f"{_START} {_SINGLE}")
_SCALES = {"miljoen": 10**6, "mln": 10**6, "miljard": 10**9, "mld": 10**9, "duizend": 1000}
# The parts of a whole, in per cent.
_SHARES: dict[str, int | Decimal] = {
    r"driekwart": 75,
    r"drie\skwart": 75,
    r"(?:de|meer\sdan\sde|een)?\s?helft": 50,
    r"twee\s?derde": Decimal(200) / 3,
    r"(?:een|één)\s?derde": Decimal(100) / 3,
    r"(?:een|één)\s?kwart": 25,
    r"(?:een|één)\s?vierde": 25,
    r"(?:een|één)\s?vijfde": 20,
    r"(?:een|één)\s?tiende": 10,
    r"vier\s?vijfde": 80,
    r"drie\s?vijfde": 60,
    r"twee\s?vijfde": 40,
}
_SHARE = {
    re.compile(
        rf"(?<![\w-])(?:{words})(?![\w-])(?!\s(?:plaats|van\s20\d\d|kwartaal|half))",
        re.IGNORECASE,
    ): Decimal(value)
    for words, value in _SHARES.items()
}
_TIMES = {
    re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE): Decimal(value)
    for words, value in {
        r"verdubbel(?:d|de|en|t|ing)|dubbele?|tweemaal|twee\skeer\szo": "2",
        r"verdrievoudig(?:d|de|en|ing)|driemaal": "3",
        r"verviervoudig(?:d|de|en|ing)|viermaal": "4",
        r"halveer(?:d|de|t)|gehalveerd|halvering": "0.5",
        r"anderhalf|anderhalve": "1.5",
    }.items()
}
_VAGUE = re.compile(
    r"(?<!\w)(?:(?:enkele|vele|een\spaar)\s)?(?:tientallen|honderdtallen|honderden|duizenden|"
    r"tienduizenden|tiental|twintigtal|dertigtal|handvol|dozijn)(?!\w)",
    re.IGNORECASE,
)


def find(sentence: str) -> list[Found]:
    """Everything found, in order and without overlap.

    "Ruim 200% in 2023" gives "Ruim 200%" (a percentage, said as OVER) and "2023" (a year).
    """
    taken = [
        Found(start=s, end=e, text=sentence[s:e], kind=Kind.NO_CLAIM, refers_to=kind)
        for s, e, kind in references(sentence)
    ]
    moved = moments(sentence)
    # Of "19-12-2025" a part looks like a reference.
    taken = [t for t in taken if not _is_date(t, moved)]
    for found in (
        *moved,
        *_shares(sentence),
        *_times(sentence),
        *_vague(sentence),
        *_spelled(sentence),
    ):
        if _is_free(found, taken):
            taken.append(found)
    for found in _numbers(sentence, taken):
        if _is_free(found, taken):
            taken.append(found)
    return sorted(taken, key=lambda f: f.start)


def _is_free(found: Found, taken: list[Found]) -> bool:
    return all(found.end <= t.start or t.end <= found.start for t in taken)


def _is_date(reference: Found, moved: list[Found]) -> bool:
    """Whether a part of a date was taken for a reference: "12-2025" of "19-12-2025"."""
    return any(
        m.start <= reference.start and reference.end <= m.end and m.end - m.start > 4 for m in moved
    )


def _shares(sentence: str) -> Iterator[Found]:
    for pattern, value in _SHARE.items():
        for match in pattern.finditer(sentence):
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            yield _hedged(sentence, start, match.end(), Kind.SHARE, Decimal(value))


def _times(sentence: str) -> Iterator[Found]:
    for pattern, value in _TIMES.items():
        for match in pattern.finditer(sentence):
            yield _hedged(sentence, match.start(), match.end(), Kind.TIMES, value)


def _vague(sentence: str) -> Iterator[Found]:
    for match in _VAGUE.finditer(sentence):
        yield Found(start=match.start(), end=match.end(), text=match[0], kind=Kind.VAGUE)


def _spelled(sentence: str) -> Iterator[Found]:
    """ "Duizend vijfhonderdvijfentwintig" is one number; other such rows are no number at all."""
    for match in counting.SEVERAL.finditer(sentence):
        value = counting.value_of("".join(match[0].split()))
        kind = Kind.VAGUE if value is None else Kind.COUNT
        yield _hedged(sentence, match.start(), match.end(), kind, Decimal(value or 0))


def _hedged(sentence: str, start: int, end: int, kind: Kind, value: Decimal) -> Found:
    hedge, begin = hedge_before(sentence[:start])
    return Found(
        start=begin if hedge is not Hedge.EXACT else start,
        end=end,
        text=sentence[begin if hedge is not Hedge.EXACT else start : end],
        kind=kind,
        low=value,
        high=value,
        hedge=hedge,
    )


def _numbers(sentence: str, taken: list[Found]) -> Iterator[Found]:
    """Numbers in digits and in words, alone or as a range, outside of what was taken."""
    at = 0
    while match := _NUMBER.search(sentence, at):
        found = _number(sentence, match)
        if found is None or not _is_free(found, taken):
            found = _only_last(sentence, match, taken)
        if found is not None:
            yield found
        # One step on when the match held no number: "tussen de 27" is tried again at "de".
        at = found.end if found else _next_word(sentence, match.start())


def _next_word(sentence: str, at: int) -> int:
    here = re.compile(r"[^\W_]+|.").match(sentence, at)
    return here.end() if here else at + 1


def _only_last(sentence: str, match: re.Match[str], taken: list[Found]) -> Found | None:
    """When "de tot 27" or "2023 - 27" is no range, perhaps its end is a number by itself."""
    single = _ALONE.match(sentence, match.start())
    if single is None:
        return None
    found = _number(sentence, single)
    return found if found is not None and _is_free(found, taken) else None


def _number(sentence: str, match: re.Match[str]) -> Found | None:
    groups = match.groupdict()
    last = _value(groups["number"])
    first_text = groups.get("from") or groups.get("from_to")
    first = _value(first_text) if first_text else last
    if last is None or first is None or first > last:
        return None
    scale = _SCALES.get((groups["scale"] or "").strip().rstrip(".").lower(), 1)
    kind = _kind(groups)
    start = match.start()
    hedge, begin = hedge_before(sentence[:start])
    begin = begin if hedge is not Hedge.EXACT else start
    return Found(
        start=begin,
        end=match.end(),
        text=sentence[begin : match.end()],
        kind=kind,
        low=first * scale,
        high=last * scale,
        digits=_digits(groups["number"]),
        hedge=hedge,
        is_marked=bool(groups["star"]),
    )


def _kind(groups: dict[str, str | None]) -> Kind:
    after = (groups["after"] or "").strip().lower()
    if groups["money"] or after in {"€", "euro"}:
        return Kind.MONEY
    if "punt" in after:
        return Kind.POINTS
    if after in {"%", "procent", "percent"}:
        return Kind.PERCENT
    return Kind.TIMES if after in {"\u00d7", "x", "keer", "maal"} else Kind.COUNT


def _value(text: str) -> Decimal | None:
    if text[0].isdecimal():
        return Decimal(re.sub(r"[.\u00a0\u202f\u2009]", "", text).replace(",", "."))
    number = counting.value_of(text)
    return None if number is None else Decimal(number)


def _digits(text: str) -> int:
    return len(text.partition(",")[2]) if text[0].isdecimal() else 0
