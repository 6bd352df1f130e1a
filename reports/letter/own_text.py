"""The sentences that the edition itself prints, to know them again in a letter.

Pure: the document in. Whoever copies a sentence of the edition cannot have said anything else.
"""

import re
from collections.abc import Iterator

from reports.canonical import Document
from reports.letter.sentences import sentences
from reports.text import cover_letter, report
from reports.text.printed import PrintedEdition

_QUOTES = re.compile("[\"'\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb`]")


def own_sentences(document: Document) -> frozenset[str]:
    """Every sentence of its own text, as `plain` makes it."""
    return frozenset(
        plain(sentence.text)
        for text in _texts(report.read(document))
        for sentence in sentences(text, place="")
    )


def plain(sentence: str) -> str:
    """Without what may differ: "Doel  2025 'niet gehaald'." is "doel 2025 niet gehaald."."""
    return " ".join(_QUOTES.sub("", sentence).split()).casefold()


def _texts(edition: PrintedEdition) -> Iterator[str]:
    answer, told = edition.answer, edition.completeness
    yield from (answer.headline, *answer.sentences, *answer.marks)
    yield from (answer.same_period, answer.series)
    yield from answer.outlook.sentences if answer.outlook else ()
    yield from (told.progress, told.courses, told.certainty, told.in_order)
    if edition.changes:
        yield from (edition.changes.since, edition.changes.sentence)
    yield edition.registers.sentence
    yield cover_letter.proposal(edition)
