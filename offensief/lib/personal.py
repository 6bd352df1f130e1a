"""Finds words in a free text that point at one person: numbers, plates, addresses.

For a warning, never for a refusal: a machine cannot know whether a number belongs to anybody.
Figures, years, days, measures ("1.01") and Kamerstukken ("28684-816") are left alone.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

# More than a person can look through; whoever sends a whole register sees the first ones.
MOST_FOUND = 50


class Kind(StrEnum):
    """What a word looks like."""

    BANK_ACCOUNT = "iban"
    CITIZEN_NUMBER = "bsn"
    PHONE = "phone"
    ADDRESS = "address"
    PLATE = "plate"

    @property
    def label(self) -> str:
        """As it is told: "een telefoonnummer"."""
        return {
            Kind.BANK_ACCOUNT: "een rekeningnummer",
            Kind.CITIZEN_NUMBER: "een burgerservicenummer",
            Kind.PHONE: "een telefoonnummer",
            Kind.ADDRESS: "een adres",
            Kind.PLATE: "een kenteken",
        }[self]


@dataclass(frozen=True, slots=True)
class Found:
    """A word, and what it looks like."""

    kind: Kind
    word: str


def find(text: str) -> tuple[Found, ...]:
    """What in a text points at a person, in its order, each word once.

    "Bel 06-12345678 over 12-ABC-3." has a phone number and a plate; "In 2025 waren het er 1.543,
    zie 28684-816 (maatregel 1.01)." has nothing.
    """
    plain = _plain(text)
    spans: list[tuple[int, int, Found]] = []
    for kind, pattern, is_real in _PATTERNS:
        for match in pattern.finditer(plain):
            begin, end = match.span()
            free = all(end <= b or e <= begin for b, e, _ in spans)
            if free and (is_real is None or is_real(match)):
                spans.append((begin, end, Found(kind, " ".join(match[0].split()))))
            if len(spans) >= MOST_FOUND:
                return _in_order(spans)
    return _in_order(spans)


def passes_eleven_test(digits: str) -> bool:
    """Whether nine digits can be a burgerservicenummer.

    The first digit counts nine times, the next eight times and so on; the last is subtracted. Of
    "111222333" that is 66, six times eleven: it can.
    """
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    numbers = [int(digit) for digit in digits]
    return len(numbers) == len(weights) and any(numbers[:2]) and not _sum(weights, numbers) % 11


def _sum(weights: tuple[int, ...], numbers: list[int]) -> int:
    return sum(weight * number for weight, number in zip(weights, numbers, strict=True))


def _in_order(spans: list[tuple[int, int, Found]]) -> tuple[Found, ...]:
    return tuple(dict.fromkeys(found for _, _, found in sorted(spans, key=lambda span: span[:2])))


_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"), "-")
_BLANKS = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\t"), " ")
# Of no width: between two digits they would hide a number.
_NOTHING = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"), "")


def _plain(text: str) -> str:
    """With usual digits, dashes and spaces, so that a number from Word is seen too."""
    return unicodedata.normalize("NFKC", text.translate(_DASHES | _NOTHING)).translate(_BLANKS)


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign in "0123456789")


# Not inside a longer word or number: "A123456782", "0,123456782", "123456782-816".
_BEFORE = r"(?<![A-Za-z0-9])(?<![A-Za-z0-9][.,/_-])(?<!€ )(?<!€)"
_AFTER = r"(?![A-Za-z0-9])(?![.,/_-][A-Za-z0-9])"

_CITIZEN_NUMBER = re.compile(
    _BEFORE
    + r"(?:\d{9}|\d{3}([ .-])\d{3}\1\d{3}|\d{4}([ .-])\d{2}\2\d{3}|\d{3}([ .-])\d{2}\3\d{4})"
    # Beside more digits it is a row of figures.
    + _AFTER
    + r"(?! \d{3}\b)"
)
# Whoever writes the name means the number, also one with a slip or without its first zero.
_NAMED_NUMBER = re.compile(
    r"\b(?:bsn|burgerservicenummer|burger ?service ?nummer|sofi-?nummer)\W{0,4}"
    r"(?:(?:is|nr|nummer)\W{1,3})?\d(?:[ .-]?\d){7,8}\b",
    re.IGNORECASE,
)
_MOBILE = (
    r"\d{8}|\d{4}[ -]\d{4}|\d{2}([ -])\d{2}\1\d{2}\1\d{2}"
    r"|\d{3}[ -]\d{3}[ -]\d{2}|\d{3}[ -]\d{2}[ -]\d{3}"
)
_LOCAL = r"\d{6,7}|\d{3}[ -]\d{4}|\d{3}[ -]\d{2}[ -]\d{2}|\d{3}[ -]\d{3}|\d{2}[ -]\d{2}[ -]\d{2,3}"
_PHONE = re.compile(
    r"(?<![A-Za-z0-9+])(?<![0-9][.,/-])(?:"
    # From abroad: +31 6 12345678, 0031 (0)20 123 4567.
    r"(?:\+|00)31[ .-]?(?:\(0\)[ .-]?)?[1-9](?:[ .-]?\d){8}"
    rf"|\(?06\)?[ .-]?(?:{_MOBILE})"
    # 0800 and 0900 are numbers of services.
    rf"|\(?0(?!800|900|906|909)[1-9]\d{{1,2}}\)?[ .-](?:{_LOCAL})"
    r"|0(?!800|900|906|909)[1-9]\d{8}"
    r")(?![A-Za-z0-9])(?![.,/-]\d)"
)
_LETTERS = r"(?!SA|SD|SS)[A-Z]{2}"
# A year beside two letters is more often "2024 OM" than a postcode.
_NO_YEAR = r"(?!(?:19|20)\d\d )"
_HOUSE = r"\d{1,5}(?:[ -]?[A-Za-z]\b|-[0-9]{1,4}\b)?"
_ADDRESS = re.compile(
    # 3511 AB 12 and 3511ab-12.
    rf"\b{_NO_YEAR}[1-9]\d{{3}}(?: ?{_LETTERS}|[a-z]{{2}})"
    rf"(?:,? (?:nr\.? |nummer |huisnummer )?| ?- ?){_HOUSE}(?![.,]?\d)(?! ?%)"
    # Dorpsstraat 12, 3511 AB.
    rf"|\b[A-Z][\w'.-]{{1,40}} {_HOUSE},?\s{{1,3}}[1-9]\d{{3}} ?{_LETTERS}\b"
    rf"|(?<![\w.,-]){_HOUSE}(?:, ?|,?\s?\n){_NO_YEAR}[1-9]\d{{3}} ?{_LETTERS}\b"
)
_STREET = re.compile(
    r"\b[A-Z][\w'-]{0,40}(?:straat|laan|weg|plein|gracht|kade|singel|dijk|steeg|dreef|plantsoen|hof|baan)"
    r" (?:nr\.? |nummer |huisnummer )?(?!(?:19|20)\d\d\b)\d{1,4}(?: ?[A-Za-z]\b|-\d{1,4}\b)?"
    r"(?![.,:]?\d)(?! ?(?:%|procent|keer|maal|jaar))"
)
_NO_STREET = {
    "onderweg",
    "overweg",
    "snelweg",
    "gerechtshof",
    "afweg",
    "uitweg",
    "omweg",
    "halfweg",
}
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")

# The series ("sidecodes") in which plates are given out, X for letters and 9 for digits.
_SERIES = (
    *("XX-99-99", "99-99-XX", "99-XX-99", "XX-99-XX", "XX-XX-99", "99-XX-XX", "99-XXX-9"),
    *("9-XXX-99", "XX-999-X", "X-999-XX", "XXX-99-X", "X-99-XXX", "9-XX-999", "999-XX-9"),
)
# These without dashes are a postcode or a code with a year: 3511AB, EU2027.
_ONLY_WITH_DASHES = _SERIES[:2]
# Of words in small letters too: "a-27-weg".
_ONLY_IN_CAPITALS = ("X-99-XXX", "XX-999-X", "XXX-99-X")


def _series(series: str, between: str, letter: str) -> str:
    signs = {"X": letter, "9": r"\d", "-": between}
    return "".join(signs[sign] for sign in series)


def _plates() -> str:
    # Plates without dashes have no vowels, which keeps words out of them.
    bare = [s for s in _SERIES if s not in _ONLY_WITH_DASHES]
    small = [s for s in _SERIES if s not in _ONLY_IN_CAPITALS]
    ways = [
        *(_series(series, "-", "[A-Z]") for series in _SERIES),
        *(_series(series, "-", "[a-z]") for series in small),
        *(_series(series, "", "[BDFGHJKLMNPRSTVWXZ]") for series in bare),
        *(_series(series, " ", "[BDFGHJKLNPRSTVXZ]") for series in bare if "XXX" in series),
    ]
    return "|".join(ways)


_PLATE = re.compile(rf"(?<![A-Za-z0-9])(?<![A-Za-z0-9][-/.])(?:{_plates()})(?![A-Za-z0-9])(?!-\w)")


def _is_citizen_number(match: re.Match[str]) -> bool:
    return passes_eleven_test(_digits(match[0]))


def _is_street(match: re.Match[str]) -> bool:
    return match[0].split()[0].lower() not in _NO_STREET


def _is_bank_account(match: re.Match[str]) -> bool:
    """The first four signs to the end, letters as 10 to 35: what is left of 97 is 1 (ISO 7064)."""
    code = match[0].replace(" ", "")
    turned = code[4:] + code[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1


# In this order: what one has found is not looked at by the next.
_PATTERNS: tuple[tuple[Kind, re.Pattern[str], Callable[[re.Match[str]], bool] | None], ...] = (
    (Kind.BANK_ACCOUNT, _IBAN, _is_bank_account),
    (Kind.CITIZEN_NUMBER, _NAMED_NUMBER, None),
    (Kind.CITIZEN_NUMBER, _CITIZEN_NUMBER, _is_citizen_number),
    (Kind.PHONE, _PHONE, None),
    (Kind.ADDRESS, _ADDRESS, None),
    (Kind.ADDRESS, _STREET, _is_street),
    (Kind.PLATE, _PLATE, None),
)
