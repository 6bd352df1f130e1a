"""The parts of searching that need no database: words, what they may stand for, and excerpts."""

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from offensief.lib.folding import fold

MOST_WORDS = 12
# Far more than a person types; the rest of a pasted page is not looked at.
_LONGEST_QUERY = 1000
_LONGEST_WORD = 60
_EXCERPT = 240
_MOST_NEAR = 3
# Shorter pieces are found in half of all words.
_SHORTEST_PREFIX = 3
_SHORTEST_PART = 4
_MOST_SLIPS = 3

# A number such as 3.01 is one word.
_WORD = re.compile(r"\d+(?:\.\d+)+|\w+")

# The words of all texts somebody may see, folded, each with the stems the database knows it by.
type Vocabulary = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Typed:
    """A word as typed and folded, with its stems; none when it is a word like "de" or "van"."""

    word: str
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a typed word may stand for.

    `exact` are words of the vocabulary that are the word itself, `wide` those with it inside; when
    there are neither, `near` are the words that look most like it.
    """

    typed: str
    exact: frozenset[str]
    wide: frozenset[str]
    near: tuple[str, ...]

    @property
    def words(self) -> frozenset[str]:
        """Everything to look for."""
        return self.exact | self.wide


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an excerpt; `is_hit` when it is a word that was looked for."""

    text: str
    is_hit: bool


def query_words(text: str) -> list[str]:
    """The different words of a query, at most 13 so that the caller sees there were too many.

    "Handelings-kader, 3.01!" gives ["handelings", "kader", "3.01"].
    """
    words = (fold(found[0])[:_LONGEST_WORD] for found in _WORD.finditer(text[:_LONGEST_QUERY]))
    useful = dict.fromkeys(word for word in words if len(word) > 1 or word.isdigit())
    return list(useful)[: MOST_WORDS + 1]


def meaning(typed: Typed, vocabulary: Vocabulary) -> Meaning:
    """What a word may stand for: itself, words with it inside, or else the nearest words.

    With "kader" and "handelingskader" known, "kaders" is exactly "kader" (by its stem) and widely
    "handelingskader"; "handelinskader" is neither and comes nearest to "handelingskader".
    """
    exact, wide = _direct(typed, vocabulary)
    if exact or wide:
        return Meaning(typed.word, exact, wide, ())
    near = nearest(typed.word, vocabulary)
    found: frozenset[str] = frozenset(near)
    for word in near:
        found |= frozenset().union(*_direct(Typed(word, vocabulary[word]), vocabulary))
    return Meaning(typed.word, frozenset(near), found, near)


def _direct(typed: Typed, vocabulary: Vocabulary) -> tuple[frozenset[str], frozenset[str]]:
    same = frozenset(
        word for word, stems in vocabulary.items() if word == typed.word or stems & typed.stems
    )
    if _has_digit(typed.word):
        # 202 is not 2025, but 3.0 is the beginning of 3.01.
        return same, frozenset(w for w in vocabulary if "." in w and w.startswith(typed.word))
    parts = {typed.word, *typed.stems}
    starts = tuple(part for part in parts if len(part) >= _SHORTEST_PREFIX)
    inside = [part for part in parts if len(part) >= _SHORTEST_PART]
    wide = (
        word for word in vocabulary if word.startswith(starts) or any(p in word for p in inside)
    )
    return same, frozenset(wide) - same


def nearest(word: str, vocabulary: Iterable[str]) -> tuple[str, ...]:
    """The words that take the fewest slips (a letter too many, too few, other, or swapped).

    A word of four letters may have one slip, longer ones one more per four letters, at most three.
    Numbers have none: 2024 is never meant as 2025.
    """
    slips = min(len(word) // 4, _MOST_SLIPS)
    if slips == 0 or _has_digit(word):
        return ()
    words = sorted(w for w in vocabulary if not _has_digit(w))
    found = process.extract(
        word, words, scorer=OSA.distance, score_cutoff=slips, limit=_MOST_NEAR * 4
    )
    least = min((distance for _, distance, _ in found), default=0)
    return tuple(sorted(w for w, distance, _ in found if distance == least)[:_MOST_NEAR])


def _has_digit(word: str) -> bool:
    return any(sign.isdigit() for sign in word)


def lexeme_query(meanings: Iterable[Iterable[str]], *, every: bool) -> str:
    """A tsquery of lexemes: each inner list is "one of these"; `every` asks for all lists.

    [["kader", "handelingskader"], ["politie"]] gives "('kader' | 'handelingskader') & ('politie')".
    """
    groups = [" | ".join(_quoted(lexeme) for lexeme in sorted(group)) for group in meanings]
    return (" & " if every else " | ").join(f"({group})" for group in groups if group)


def _quoted(lexeme: str) -> str:
    escaped = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def marked(text: str, hits: Set[str]) -> tuple[Piece, ...]:
    """The whole text in pieces, with the words that were looked for apart."""
    pieces: list[Piece] = []
    end = 0
    for found in _WORD.finditer(text):
        if fold(found[0]) in hits:
            pieces += [Piece(text[end : found.start()], is_hit=False), Piece(found[0], is_hit=True)]
            end = found.end()
    pieces.append(Piece(text[end:], is_hit=False))
    return tuple(piece for piece in pieces if piece.text)


def excerpt(text: str, hits: Set[str]) -> tuple[Piece, ...]:
    """About 240 signs of a text, where most of the words stand; the beginning when none does."""
    text = " ".join(text.split())
    if len(text) <= _EXCERPT:
        return marked(text, hits)
    places = [found.start() for found in _WORD.finditer(text) if fold(found[0]) in hits]
    start, end = _window(text, places)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return marked(f"{before}{text[start:end].strip()}{after}", hits)


def _window(text: str, places: list[int]) -> tuple[int, int]:
    """Where the excerpt begins and ends, between words."""
    best = max(
        places,
        key=lambda place: (sum(0 <= p - place < _EXCERPT // 2 for p in places), -place),
        default=0,
    )
    start = max(0, min(best - _EXCERPT // 4, len(text) - _EXCERPT))
    if start:
        # A text without spaces is cut inside its word.
        start = max(start, text.find(" ", start, best) + 1)
    end = min(len(text), start + _EXCERPT)
    if end < len(text):
        last = text.rfind(" ", best + 1, end)
        end = last if last > start else end
    return start, end
