"""The whole check: a letter and the document of an edition in, every number with its verdict out.

What is kept are plain rows (`as_rows`), so that the page shows later what was found then, also when
the rules have become better since.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports.canonical import Document
from reports.letter import places
from reports.letter.facts import Fact
from reports.letter.facts_of_plan import facts_of
from reports.letter.limits import MOST_FOUND
from reports.letter.matching import judge
from reports.letter.meaning import Meaning
from reports.letter.numbers import find
from reports.letter.own_text import own_sentences, plain
from reports.letter.reading import Letter, wrong
from reports.letter.sentences import Sentence
from reports.letter.verdicts import Judged, Verdict


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A sentence in which something was found."""

    sentence: Sentence
    judged: tuple[Judged, ...]


def check(letter: Letter, document: Document) -> tuple[CheckedSentence, ...]:
    """Every number of the letter, each in its sentence.

    "In 2024 waren er 1.543 aanslagen en pogingen." gives "2024" and "1.543", both with "klopt".
    """
    return check_sentences(letter.sentences, facts_of(document), own=own_sentences(document))


def check_sentences(
    sentences: Iterable[Sentence], facts: Sequence[Fact], own: frozenset[str] = frozenset()
) -> tuple[CheckedSentence, ...]:
    """The same of sentences and facts; `own` are the sentences of the edition itself.

    Raises WrongLetter when there are far too many numbers.
    """
    areas = places.pattern({*places.known(), *(f.area for f in facts if not f.is_national)} - {""})
    checked: list[CheckedSentence] = []
    before: tuple[Sentence, Meaning] | None = None
    total = 0
    for sentence in sentences:
        found = tuple(find(sentence.text))
        is_next = before is not None and _same_paragraph(before[0], sentence)
        meaning = Meaning(sentence.text, found, areas, before[1] if before and is_next else None)
        if found:
            judged = judge(meaning, facts, is_own=plain(sentence.text) in own)
            checked.append(CheckedSentence(sentence, tuple(judged)))
        total += len(found)
        if total > MOST_FOUND:
            raise wrong("too_many_numbers")
        before = sentence, Meaning(sentence.text, found, areas)
    return tuple(checked)


def _same_paragraph(one: Sentence, other: Sentence) -> bool:
    return (one.place, one.paragraph) == (other.place, other.paragraph)


def counts(checked: Iterable[CheckedSentence]) -> dict[Verdict, int]:
    """How many numbers have each verdict."""
    listed = [judged.verdict for sentence in checked for judged in sentence.judged]
    return {verdict: listed.count(verdict) for verdict in Verdict}


type Row = Mapping[str, Any]


def as_rows(checked: Iterable[CheckedSentence]) -> list[dict[str, Any]]:
    """What is kept: plain text and whole numbers, one row per sentence."""
    return [
        {
            "place": line.sentence.place,
            "text": line.sentence.text,
            "found": [
                {
                    "start": judged.found.start,
                    "end": judged.found.end,
                    "text": judged.found.text,
                    "kind": judged.found.kind.value,
                    "verdict": judged.verdict.value,
                    "why": judged.why,
                    "codes": judged.codes,
                }
                for judged in line.judged
            ],
        }
        for line in checked
    ]
