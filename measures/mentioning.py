"""Finding who is meant by an "@" in a text. No Django."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from offensief.lib.folding import fold

# Not inside an e-mail address, and not before a space: then it is no name.
_AT = re.compile(r"(?<![\w.+\-@])@(?=[^\W_])")
_ADDRESS = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
_WORD = re.compile(r"[^\W_][\w'’\-]*")  # noqa: RUF001 - people type this apostrophe
_BEHIND = re.compile(r"\s*\([^()]*\)\s*$")
_LONGEST = 200
_MOST_TOLD = 5
_MOST_SUGGESTED = 3
# Of 100: a slip of one or two letters in a name stays above it.
_CLOSE_ENOUGH = 75


@dataclass(frozen=True, slots=True)
class Named:
    """A person who may be mentioned."""

    key: int
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """An "@" that is nobody, or could be several; `meant` holds the names it may have been."""

    word: str
    meant: tuple[str, ...]
    is_several: bool


@dataclass(frozen=True, slots=True)
class Mentions:
    """Keys of the people found, and what was not understood."""

    keys: frozenset[int]
    unclear: tuple[Unclear, ...]


def find_mentions(text: str, people: Sequence[Named]) -> Mentions:
    """Who is mentioned: "@Sanne Secretaris kijk" and "@sanne@dienst.example" find that Sanne.

    A first name is enough when only one of the people has it. Capitals and accents do not count.
    """
    folded = [(name, person) for person in people for name in _names(person)]
    keys: set[int] = set()
    unclear: dict[str, Unclear] = {}
    for at in _AT.finditer(text):
        found = _read(text[at.end() : at.end() + _LONGEST], folded)
        if isinstance(found, Named):
            keys.add(found.key)
        elif len(unclear) < _MOST_TOLD:
            unclear.setdefault(found.word, found)
    return Mentions(frozenset(keys), tuple(unclear.values()))


def _names(person: Named) -> set[str]:
    """The name, also without what stands behind it: "Sanne de Vries (secretariaat)"."""
    return {fold(person.name), fold(_BEHIND.sub("", person.name))}


def _read(text: str, people: Sequence[tuple[str, Named]]) -> Named | Unclear:
    """Who stands at the beginning of this text."""
    if address := _ADDRESS.match(text):
        email = address[0].casefold()
        exact = [person for _, person in people if person.email.casefold() == email]
        return exact[0] if exact else Unclear(address[0], (), is_several=False)
    word = _WORD.match(text)
    if word is None:
        raise ValueError("An @ before a letter starts a word.")
    rest = fold(text)
    whole = [(name, person) for name, person in people if _starts_with(rest, name)]
    longest = max((len(name) for name, _ in whole), default=0)
    found = {person for name, person in whole if len(name) == longest}
    if not found:
        first = fold(word[0]).removesuffix("'s")
        found = {person for name, person in people if name.split(" ")[0] == first}
    if len(found) == 1:
        return found.pop()
    if found:
        return Unclear(word[0], _distinct(sorted(p.name for p in found)), is_several=True)
    return Unclear(word[0], _alike(rest, people), is_several=False)


def _starts_with(text: str, name: str) -> bool:
    after = text[len(name) : len(name) + 1]
    return bool(name) and text.startswith(name) and not after.isalnum()


def _alike(text: str, people: Sequence[tuple[str, Named]]) -> tuple[str, ...]:
    """The people whose name, or first name, looks most like the beginning of this text."""
    words = text.split(" ")
    scored = []
    for name, person in people:
        parts = name.split(" ")
        whole = fuzz.ratio(" ".join(words[: len(parts)]), name)
        scored.append((max(whole, fuzz.ratio(words[0], parts[0])), person.name))
    near = [name for score, name in sorted(scored, reverse=True) if score >= _CLOSE_ENOUGH]
    return _distinct(near)[:_MOST_SUGGESTED]


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
