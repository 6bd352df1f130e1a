"""Dutch words for whole numbers: "eenendertig" is 31, "vijftienhonderd" is 1500."""

import re
from functools import cache

from offensief.lib.folding import fold

_ONES = ("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien",
         "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien",
         "negentien")  # fmt: skip
_TENS = {
    20: "twintig", 30: "dertig", 40: "veertig", 50: "vijftig", 60: "zestig", 70: "zeventig",
    80: "tachtig", 90: "negentig",
}  # fmt: skip
_TEEN = "|".join(sorted((*_ONES, "één"), key=len, reverse=True))
# The longest first and nothing taken back: a row of such words is read only once.
_PART = (
    rf"(?:(?:(?:{'|'.join(_ONES[1:10])})(?:en|ën))?(?:{'|'.join(_TENS.values())})|{_TEEN}|"
    r"honderd(?:en)?|duizend(?:en)?)"
)
# Several words for one number, a hundred or a thousand among them, and no unit behind it.
SEVERAL = re.compile(
    rf"(?<![\w-])(?<!\d\s)(?=(?:\w+\s){{0,3}}\w*(?:honderd|duizend))(?!een\s)"
    rf"{_PART}++(?:\s{_PART}++){{1,3}}+(?![\w-])(?!\s?(?:%|procent|percent|euro|keer|maal))",
    re.IGNORECASE,
)


def value_of(word: str) -> int | None:
    """The number that a word says, None when it says none.

    "tweeënveertig" is 42, "één" is 1. "Een" is an article, so it is no number.
    """
    if word.casefold() == "een":
        return None
    plain = fold(word)
    front, thousand, rest = plain.partition("duizend")
    if not thousand:
        return _below_a_thousand().get(plain)
    count = 1 if not front else _below_a_thousand().get(front)
    more = 0 if not rest else _below_a_thousand().get(rest.removeprefix("en"))
    if count is None or more is None or more >= 1000:
        return None
    return 1000 * count + more


@cache
def _below_a_thousand() -> dict[str, int]:
    """All of them, and the hundreds up to "negenennegentighonderd"."""
    words = {word: n for n, word in enumerate(_ONES)}
    for ten, word in _TENS.items():
        words[word] = ten
        words |= {f"{_ONES[n]}en{word}": ten + n for n in range(1, 10)}
    small = {word: n for word, n in words.items() if n}
    for front, hundreds in [("", 1), *((w, n) for w, n in small.items() if n % 10 and n > 1)]:
        start = f"{front}honderd"
        words[start] = 100 * hundreds
        for word, n in small.items():
            words[f"{start}{word}"] = words[f"{start}en{word}"] = 100 * hundreds + n
    return words
