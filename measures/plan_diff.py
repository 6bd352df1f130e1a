"""What differs between two wordings of the plan. No Django."""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Change(StrEnum):
    """What happened to a measure from one version to the next."""

    ADDED = "added"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Words:
    """A measure as one version words it."""

    title: str
    text: str
    pillar: str
    wave: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: kept, taken out (old) or put in (new)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class MeasureDiff:
    """One measure that differs. `facts` are the other fields: name, old, new."""

    number: str
    change: Change
    title: str
    pieces: tuple[Piece, ...]
    facts: tuple[tuple[str, str, str], ...]


def compare(old: Mapping[str, Words], new: Mapping[str, Words]) -> tuple[MeasureDiff, ...]:
    """Every measure that was added, is gone or changed, by number."""
    return tuple(_compare(old, new))


def _compare(old: Mapping[str, Words], new: Mapping[str, Words]) -> Iterator[MeasureDiff]:
    for number in sorted(set(old) | set(new)):
        before, after = old.get(number), new.get(number)
        if before is None and after is not None:
            piece = Piece("new", after.text)
            yield MeasureDiff(number, Change.ADDED, after.title, (piece,), ())
        elif after is None and before is not None:
            yield MeasureDiff(number, Change.GONE, before.title, (Piece("old", before.text),), ())
        elif before is not None and after is not None and before != after:
            yield MeasureDiff(
                number,
                Change.CHANGED,
                after.title,
                tuple(pieces(before.text, after.text)) if before.text != after.text else (),
                tuple(_facts(before, after)),
            )


def _facts(before: Words, after: Words) -> Iterator[tuple[str, str, str]]:
    for name, label in (("title", "Titel"), ("pillar", "Pijler"), ("wave", "Start")):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield label, old, new


def pieces(old: str, new: str) -> Iterator[Piece]:
    """Word by word: "a b c" against "a x c" keeps "a ", takes "b" out, puts "x" in, keeps " c"."""
    before, after = re.findall(r"\s+|\S+", old), re.findall(r"\s+|\S+", new)
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(before[a:b]))
            continue
        if b > a:
            yield Piece("old", "".join(before[a:b]))
        if d > c:
            yield Piece("new", "".join(after[c:d]))
