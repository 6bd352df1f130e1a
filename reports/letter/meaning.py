"""What a sentence says around a number: of which year, area and thing it speaks.

A sentence is cut in clauses at its commas and at words such as "en", "tegen" and "naar". What
stands in the clause of a number is said of it for certain; what stands before it only perhaps.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from offensief.lib.folding import fold
from reports.letter.kinds import MOMENTS, NUMBERS, Found, Kind
from reports.letter.vocabulary import COMPILED, PLAIN, Mark, words

_CUT = re.compile(
    r"[;:|\u2022\u2013]|,(?=\s)|(?<![\w-])(?:en|maar|tegen|tegenover|naar|waarvan|daarvan|hiervan|waarbij|terwijl|"
    r"gevolgd\sdoor|ten\sopzichte\svan|vergeleken\smet|dan|tot(?!\s(?:nu|een?\s)))(?![\w-])",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2019'][^\W\d_]+)*")
# Where what is said of a target ends; what stands in brackets or behind a colon is of it too.
_GOAL_CUT = re.compile(r"[;]|,(?!\d)|[:()\[\]]")
_GOAL_WORDS = re.compile(
    r"(?<!\w)(?:\w*doel(?:en|stelling(?:en)?)?|(?:na)?stre(?:ven|eft|ef\w*)|ambitie\w*|"
    r"maxim(?:um|aal|ale)|minim(?:um|aal|ale)|hoogstens|minstens|tenminste|ten\s(?:minste|hoogste)|"
    r"plafond\w*|bovengrens|ondergrens)(?!\w)",
    re.IGNORECASE,
)
# "Minder dan de 2.000" and "1 525": true, or another number than it seems.
_COMPARED = re.compile(
    r"(?:(?:meer|minder|hoger|lager|groter|kleiner)\sdan|boven|onder)\s(?:de|het|die|dat)\s$",
    re.IGNORECASE,
)
_DIGITS_BEFORE = re.compile(r"(?<![\d.,])\d{1,3}\s$")
_SCALE_BEFORE = re.compile(r"(?:honderd|duizend|miljoen)\s$", re.IGNORECASE)
_THREE = re.compile(r"\d{3}(?!\d)")
# Directly behind a number these say that it counts something else.
_OTHER_NOUNS = words(
    "jaar jaren explosieven explosief cijfers politie plan lijst procent deel percentage"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of words that tells something: "woningen" tells OBJECT "home"."""

    start: int
    end: int
    mark: Mark
    value: str


@dataclass(frozen=True, slots=True)
class Bound:
    """What belongs to a number: the values, and whether they stand in its own clause."""

    values: tuple[str, ...] = ()
    is_sure: bool = False

    def __bool__(self) -> bool:
        return bool(self.values)


@dataclass(frozen=True)
class Meaning:
    """A sentence taken apart. `before` is the one before it in the same paragraph."""

    text: str
    found: Sequence[Found]
    areas: re.Pattern[str] | None = None
    before: "Meaning | None" = None

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """All of them in order, none inside another or inside something found."""
        taken = [(f.start, f.end) for f in self.found if f.kind is not Kind.VAGUE]
        kept: list[Mention] = []
        for mention in self._all_mentions():
            if all(mention.end <= s or e <= mention.start for s, e in taken):
                taken.append((mention.start, mention.end))
                kept.append(mention)
        return tuple(sorted(kept, key=lambda m: m.start))

    def _all_mentions(self) -> Iterable[Mention]:
        if self.areas:
            for match in self.areas.finditer(self.text):
                yield Mention(match.start(), match.end(), Mark.AREA, match[0])
        for mark, value, pattern in COMPILED:
            for match in pattern.finditer(self.text):
                yield Mention(match.start(), match.end(), mark, value)

    @cached_property
    def clauses(self) -> tuple[tuple[int, int], ...]:
        """Begin and end of each clause."""
        whole = [(f.start, f.end) for f in self.found]
        whole += [(m.start, m.end) for m in self.mentions if m.mark is not Mark.SUBSET]
        cuts = [
            match.start()
            for match in _CUT.finditer(self.text)
            if all(match.end() <= s or e <= match.start() for s, e in whole)
        ]
        return tuple(pairwise([0, *cuts, len(self.text)]))

    def clause_of(self, at: int) -> tuple[int, int]:
        """The clause in which this place lies."""
        return next((c for c in self.clauses if c[0] <= at < c[1]), (0, len(self.text)))

    @cached_property
    def years(self) -> tuple[Found, ...]:
        """Everything in it that names a period of time."""
        return tuple(f for f in self.found if f.kind in MOMENTS)

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words, without capitals and accents."""
        return frozenset(fold(word) for word in _WORD.findall(self.text))

    def has(self, mark: Mark, value: str = "") -> bool:
        """Whether anything in it tells this."""
        return any(m.mark is mark and value in {"", m.value} for m in self.mentions)


@dataclass(frozen=True)
class About:
    """Everything the sentence says about one number of it."""

    meaning: Meaning
    number: Found

    @cached_property
    def clause(self) -> tuple[int, int]:
        """Its own clause."""
        return self.meaning.clause_of(self.number.start)

    @cached_property
    def goal_clause(self) -> str:
        """The part of the sentence around it, up to a comma, semicolon, colon or bracket."""
        text, number = self.meaning.text, self.number
        start = max((m.end() for m in _GOAL_CUT.finditer(text, 0, number.start)), default=0)
        end = min((m.start() for m in _GOAL_CUT.finditer(text, number.end)), default=len(text))
        return text[start:end]

    @property
    def is_of_a_goal(self) -> bool:
        """Whether a target or a limit is spoken of right there: "hoogstens 1.388"."""
        return _GOAL_WORDS.search(self.goal_clause) is not None

    @property
    def is_compared(self) -> bool:
        """Whether another value contradicts nothing: "minder dan de 2.000"."""
        before = self.meaning.text[: self.number.start]
        is_split = _SCALE_BEFORE.search(before) or (
            _DIGITS_BEFORE.search(before) and _THREE.match(self.number.text)
        )
        return bool(is_split) or _COMPARED.search(before) is not None

    @cached_property
    def _group(self) -> tuple[Found, ...]:
        """This number, and the share in brackets that says the same: "599 (66%)"."""
        mates = [f for f in self._in_clause() if f is not self.number and self._is_mate(f)]
        return (self.number, *mates)

    def _in_clause(self) -> list[Found]:
        start, end = self.clause
        return [f for f in self.meaning.found if f.kind in NUMBERS and start <= f.start < end]

    def _is_mate(self, other: Found) -> bool:
        kinds = {self.number.kind, other.kind}
        bracketed = self.number if self.number.kind is Kind.PERCENT else other
        return kinds == {Kind.COUNT, Kind.PERCENT} and self._stands_in_brackets(bracketed)

    def _stands_in_brackets(self, number: Found) -> bool:
        text = self.meaning.text
        return text[: number.start].rstrip().endswith("(") and text[number.end :][:1] == ")"

    def bound(self, mark: Mark) -> Bound:
        """What of this kind belongs to the number: of its clause, or the last before it."""
        listed = [m for m in self.meaning.mentions if m.mark is mark]
        start, end = self.clause
        own = [m for m in listed if start <= m.start < end]
        if len(self._in_clause()) > len(self._group):
            own = [m for m in own if self._is_nearest(m)]
        if own:
            return Bound(_distinct(own), is_sure=True)
        earlier = [m for m in listed if m.end <= start]
        if not earlier:
            return Bound()
        clause = self.meaning.clause_of(earlier[-1].start)
        return Bound(_distinct(m for m in earlier if m.start >= clause[0]))

    def _is_nearest(self, mention: Mention) -> bool:
        mine = min(_distance(mention, f) for f in self._group)
        others = [f for f in self._in_clause() if f not in self._group]
        return all(mine < _distance(mention, f) for f in others)

    @cached_property
    def period(self) -> tuple[tuple[Found, ...], bool]:
        """The moments it is of, and whether that is sure.

        One moment in a sentence is of all its numbers. Of several it is the one in its own clause.
        """
        moments = self.meaning.years
        spans = {(m.first, m.after, m.text if m.first is None else "") for m in moments}
        if len(spans) <= 1:
            return moments[:1], True
        start, end = self.clause
        own = [m for m in moments if start <= m.start < end]
        if own:
            distinct = {(m.first, m.after) for m in own}
            return (tuple(own[:1]), True) if len(distinct) == 1 else (tuple(own), False)
        earlier = [m for m in moments if m.end <= start]
        return tuple(earlier[-1:]), False

    @cached_property
    def noun(self) -> str:
        """A thing it counts that no fact is about: "verdachten"; empty when there is none."""
        return self.noun_beside(frozenset())

    def noun_beside(self, known: frozenset[str]) -> str:
        """The same, but these words are no such thing."""
        start = self.number.end
        if self.meaning.text[start : start + 1] in {")", ",", ".", ";", ":"}:
            return ""
        end = min([self.clause[1], *(f.start for f in self.meaning.found if f.start >= start)])
        word = _WORD.search(self.meaning.text, start, end)
        if not word or any(m.start <= word.start() < m.end for m in self.meaning.mentions):
            return ""
        folded = fold(word[0])
        return "" if folded in (PLAIN - _OTHER_NOUNS) | known else word[0]

    def strange(self, more: frozenset[str] = frozenset()) -> tuple[str, ...]:
        """Words beside it whose meaning is not known here: in its clause, up to another number."""
        start, end = self.clause
        others = [f for f in self._in_clause() if f not in self._group]
        start = max([start, *(f.end for f in others if f.end <= self.number.start)])
        end = min([end, *(f.start for f in others if f.start >= self.number.end)])
        return self._strange_in((start, end), more)

    def strange_at_period(self) -> tuple[str, ...]:
        """The same in the clause that names its period."""
        moments, _ = self.period
        found = (self._strange_in(self.meaning.clause_of(m.start), frozenset()) for m in moments)
        return tuple(word for words in found for word in words)

    @cached_property
    def clauses_behind(self) -> tuple[tuple[int, int], ...]:
        """What follows its clause and has no number of its own."""
        numbers = [f.start for f in self.meaning.found if f.kind in NUMBERS]
        return tuple(
            (start, end)
            for start, end in self.meaning.clauses
            if start >= self.clause[1] and not any(start <= n < end for n in numbers)
        )

    def strange_behind(self) -> tuple[str, ...]:
        """The same in the clauses behind it."""
        return tuple(word for clause in self.clauses_behind for word in self.strange_in(clause))

    def strange_in(self, clause: tuple[int, int]) -> tuple[str, ...]:
        """The same in this stretch."""
        return self._strange_in(clause, frozenset())

    def _strange_in(self, clause: tuple[int, int], more: frozenset[str]) -> tuple[str, ...]:
        start, end = clause
        spans = [(m.start, m.end) for m in self.meaning.mentions]
        spans += [(f.start, f.end) for f in self.meaning.found]
        return tuple(
            word[0]
            for word in _WORD.finditer(self.meaning.text, start, end)
            if fold(word[0]) not in PLAIN | more
            and all(word.end() <= s or e <= word.start() for s, e in spans)
        )

    def follows(self, mark: Mark) -> bool:
        """Whether the word directly behind the number tells this: "1.543 aanslagen"."""
        after = [m for m in self.meaning.mentions if m.start >= self.number.end]
        if not after or after[0].mark is not mark:
            return False
        return not _WORD.search(self.meaning.text, self.number.end, after[0].start)


def _distance(mention: Mention, number: Found) -> int:
    if mention.start >= number.end:
        return mention.start - number.end
    return number.start - mention.end if number.start >= mention.end else 0


def _distinct(mentions: Iterable[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m.value for m in mentions))
