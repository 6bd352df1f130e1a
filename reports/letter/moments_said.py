"""Dates and months: whether the edition names that day for what the sentence speaks of."""

import re
from collections.abc import Sequence

from reports.letter.facts import Fact, Topic
from reports.letter.kinds import Found, Kind
from reports.letter.meaning import Meaning
from reports.letter.verdicts import Judged, differs, matches, told, unknown

# So many words of a title must stand in the sentence.
_TITLE_WORDS = 2
_ALONE = {
    Kind.YEAR: "Een jaar zonder cijfer dat klopt. Het zegt alleen wanneer.",
    Kind.PERIOD: "De editie noemt deze periode niet bij een cijfer in deze zin.",
    Kind.MONTH: "De editie noemt deze maand niet bij wat in de zin staat.",
    Kind.DAY: "Deze datum staat niet in de editie.",
}
_NO_SUCH_DAY = "Deze datum bestaat niet. Controleer de dag en de maand."
_NO_BOUNDS = "Deze periode heeft geen vaste eerste en laatste dag."
_NO_YEAR = "Er staat geen jaar bij, dus is niet te zeggen welke dag dit is."


def judge_moment(meaning: Meaning, found: Found, facts: Sequence[Fact]) -> Judged:
    """The verdict on a date, a month or a period."""
    if found.first is None:
        return unknown(found, _without_days(found))
    if found.kind is Kind.YEAR:
        return unknown(found, _ALONE[Kind.YEAR])
    moments = [fact for fact in facts if fact.topic is Topic.MOMENT]
    same = [fact for fact in moments if _fits(found, fact)]
    if spoken := tuple(fact for fact in same if _speaks(fact, meaning)):
        return matches(found, spoken[:1])
    if clear := tuple(fact for fact in moments if _speaks_clearly(fact, meaning, found)):
        return differs(found, clear[:1])
    if same:
        return unknown(found, f"In de editie staat {told(same[:1])}, maar de zin noemt dat niet.")
    return unknown(found, _ALONE[found.kind])


def _without_days(found: Found) -> str:
    """Why nobody can say which days are meant."""
    if found.kind is not Kind.DAY:
        return _NO_BOUNDS
    return _NO_SUCH_DAY if re.search(r"\d{4}", found.text) else _NO_YEAR


def _fits(found: Found, fact: Fact) -> bool:
    """The same days, or the month in which a day lies."""
    if found.first is None or found.after is None or fact.first is None or fact.after is None:
        return False
    if found.kind is Kind.MONTH and fact.kind is Kind.DAY:
        return found.first <= fact.first < found.after
    return (found.first, found.after) == (fact.first, fact.after)


def _speaks(fact: Fact, meaning: Meaning) -> bool:
    """Whether the words of the fact stand in the sentence."""
    if fact.words:
        return all(group & meaning.words for group in fact.words)
    if len(fact.title) < _TITLE_WORDS:
        # One word is too little to know what is meant; with the number of its measure it is not.
        is_named = fact.code.startswith("S") and fact.code[1:] in meaning.text
        return is_named and fact.title <= meaning.words
    return len(fact.title & meaning.words) >= _TITLE_WORDS


def _speaks_clearly(fact: Fact, meaning: Meaning, found: Found) -> bool:
    """Another date is wrong: the sentence has one date, and all words of the fact."""
    if found.kind is not Kind.DAY or sum(f.kind is Kind.DAY for f in meaning.found) != 1:
        return False
    if fact.what.startswith("peildatum van de cijfers"):
        return "peildatum" in meaning.words and "cijfers" in meaning.words
    if fact.title:
        return fact.title <= meaning.words and len(fact.title) >= _TITLE_WORDS
    return fact.what.startswith("aanbieding") and _speaks(fact, meaning)
