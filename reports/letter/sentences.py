"""Text to sentences. A number only means something in its sentence, so the check shows that.

Pure. Reads the lines of a PDF as paragraphs first: a line of it ends where the page was full.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reports.letter.vocabulary import words

# After these a full stop ends no sentence.
_SHORT = words(
    """
    nr nrs art ca bijv bv blz pag p dr drs mr ir ing prof dhr mevr mw st o.a m.n t.a.v i.h.k.v d.w.z
    d.d dd incl excl resp vgl zgn t.o.v m.b.t i.v.m e.a max min mln mld tel
    """
)
_MONTHS = words("jan feb febr mrt apr aug sep sept okt nov dec")
_ENDS = re.compile(
    r"""
    # The stop, with the mark of a footnote.
    (?P<stop> [.!?\u2026] [\u201d"\u2019)\]]* (?: \[?\d{1,3}\]? )? )
    \s+
    (?= [\u201c"\u2018(\[]* (?: [A-ZÀ-Þ] | \d | [\u2022\u2013] ) )
    """,
    re.VERBOSE,
)
_LAST_WORD = re.compile(r"([\w.]+)\.$")
_BULLET = re.compile(
    r"\s*(?:[\u2022\u25aa\u25e6\u25cf\uf0b7o]\s|[-\u2013]\s|\d{1,2}[.)]\s|\(?[a-z]\)\s)"
)
_HEADING = re.compile(r"\s*\d{1,2}(?:\.\d{1,2})*\.?\s+[A-Z]")
# "1. Preventie": the number of a heading or a point is no sentence.
_NUMBERED = re.compile(r"\(?\d{1,2}(?:\.\d{1,2})*[.)]")
# "1 525" with a narrow or fixed blank is one number; every such blank becomes the same one.
_THOUSANDS = re.compile(
    r"(?:(?<=(?<!\d)\d)|(?<=(?<!\d)\d\d)|(?<=(?<!\d)\d{3})|(?<=[\u00a0\u202f\u2009]\d{3}))"
    r"[\u00a0\u202f\u2009](?=\d{3}(?!\d))"
)
_BLANKS = re.compile(r"(?:(?!(?<=\d)\u00a0(?=\d{3}(?!\d)))\s)+")
_LAST = 40
_FULL = 0.72  # of the longest line; a shorter one that ends in a stop ends its paragraph
_LONGEST = 1_200  # a sentence longer than this is a list without stops; it is cut at a space


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, where it stands, and which paragraph of its place it is in."""

    text: str
    place: str
    paragraph: int


def sentences(text: str, *, place: str) -> list[Sentence]:
    """Every sentence of a block of text, in order.

    "In 2023 waren er 901. In 2024 waren\\ner 1543." are two sentences; "nr. 816" ends none.
    """
    return [
        Sentence(sentence, place, number)
        for number, paragraph in enumerate(_paragraphs(text.split("\n")), 1)
        for sentence in _split(paragraph)
    ]


def _paragraphs(lines: Iterable[str]) -> Iterator[str]:
    """Lines joined to paragraphs."""
    tidy = [_BLANKS.sub(" ", _plain(line)).strip() for line in lines]
    longest = max(map(len, tidy), default=0)
    current = ""
    for line in tidy:
        if current and _begins_another(current, line, longest):
            yield current
            current = ""
        last_length = len(line)
        current = _joined(current, line) if current else line
        if current and last_length < _FULL * longest and current[-1:] in ".:!?":
            yield current
            current = ""
    if current:
        yield current


def _plain(line: str) -> str:
    """Without signs that nobody sees and that would stand between two digits."""
    seen = "".join(s for s in line if s.isprintable() or s.isspace()).replace("\N{SOFT HYPHEN}", "")
    return _THOUSANDS.sub("\N{NO-BREAK SPACE}", seen)


def _begins_another(current: str, line: str, longest: int) -> bool:
    if not line or _BULLET.match(f"{line} ") or _HEADING.match(line):
        # A year at the begin of a line is no heading, nor is what follows an open sentence.
        return not line or not current[-1:].islower() or not line[0].isdigit()
    # A heading has no stop, is short, and the next line begins with a capital.
    return len(current) < _FULL * longest and current[-1:] not in ",;-" and line[:1].isupper()


def _joined(current: str, line: str) -> str:
    """The next line behind it: "ver-" and "mindering" are one word, "F4-" and "Cobra" two."""
    if current.endswith("-") and line[:1].islower() and current[-2:-1].islower():
        return current[:-1] + line
    return f"{current} {line}"


def _split(paragraph: str) -> Iterator[str]:
    start = 0
    for stop in _ENDS.finditer(paragraph):
        # Only the last word matters; a page of initials must not be copied for each of them.
        end = stop.start("stop") + 1
        before = paragraph[max(start, end - _LAST) : end]
        word = _LAST_WORD.search(before)
        following = paragraph[stop.end() : stop.end() + 1]
        if end - start < _LAST and _NUMBERED.fullmatch(before.strip()):
            continue
        if word and _is_short(word[1]) and not _surely_ends(word[1], following):
            continue
        yield from _cut(paragraph[start : stop.end("stop")].strip())
        start = stop.end()
    yield from _cut(paragraph[start:].strip())


def _is_short(word: str) -> bool:
    return word.lower() in _SHORT | _MONTHS or re.fullmatch(r"(?:[A-Z]\.)*[A-Z]", word) is not None


def _surely_ends(word: str, following: str) -> bool:
    """A month cut short is followed by a year; before a capital it did end the sentence."""
    return word.lower() in _MONTHS and following[:1].isupper()


def _cut(sentence: str) -> Iterator[str]:
    while len(sentence) > _LONGEST:
        at = sentence.rfind(" ", 0, _LONGEST)
        at = at if at > 0 else _LONGEST
        yield sentence[:at].strip()
        sentence = sentence[at:].strip()
    if sentence:
        yield sentence
