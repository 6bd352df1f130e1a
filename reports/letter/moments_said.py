"""Dates and months: whether the edition names that day for what the sentence speaks of."""

import re
from collections.abc import Iterable, Sequence

from offensief.lib.folding import fold
from reports.letter.beside import NEGATION
from reports.letter.facts import Fact, Topic
from reports.letter.kinds import Found, Kind
from reports.letter.meaning import Meaning
from reports.letter.verdicts import Judged, differs, matches, told, unknown

# So many words of a title must stand in the sentence.
_TITLE_WORDS = 2
_FIGURES = "peildatum van de cijfers"
_PAPERS = frozenset({"motie", "toezegging", "brief", "kamerbrief", "kamer", "amendement"})
_DONE = re.compile(
    r"afgerond|behaald|gehaald|afgedaan|afgehandeld|verzonden|verstuurd|\w*gestuurd|gereed|klaar|opgeleverd|"
    r"gerealiseerd|voltooid|vastgesteld|gepubliceerd|aangeboden|beantwoord|uitgevoerd|nagekomen|"
    r"verschenen|ingevoerd|bereikt|gestart|ontvangen|geleverd|gedaan|geweest|was|waren|werd|werden"
)
_OPEN = re.compile(
    r"verwacht\w*|uiterlijk|gepland\w*|planning|voorzien|streef\w*|deadline|zal|zullen|moet|moeten|"
    r"komt|komen"
)
_OTHERWISE = re.compile(
    rf"{NEGATION}|verworpen|aangenomen|ingetrokken|ingediend|vervallen|uitgesteld|verlopen|vertraagd|"
    r"mislukt|geschrapt|gestopt|afgewezen|verschoven|overschreden|gemist|aangehouden"
)
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
    """Whether the words of the fact stand in the sentence, and no other claim on that day."""
    if _is_said_otherwise(fact, meaning):
        return False
    if fact.words:
        return all(group & meaning.words for group in fact.words)
    if len(fact.title) < _TITLE_WORDS:
        # One word is too little to know what is meant; with the number of its measure it is not.
        is_named = fact.code.startswith("S") and fact.code[1:] in meaning.text
        return is_named and fact.title <= meaning.words
    # Two words of a long title are shared by other papers.
    telling = fact.title - _PAPERS
    shared = telling & meaning.words
    return len(shared) >= _TITLE_WORDS and 3 * len(shared) >= 2 * len(telling)


def _is_said_otherwise(fact: Fact, meaning: Meaning) -> bool:
    """A day that was due said as done, or the other way round; or something else of that day."""
    said = {word for word in meaning.words if word not in fact.title}
    if _any(_OTHERWISE, said):
        return True
    if fact.words and "peildatum" in fact.words[0] and "cijfers" in said:
        return not fact.what.startswith(_FIGURES)
    if not fact.title:
        return _any(_OPEN, said)
    return (_any(_DONE, said) and fact.is_done is not True) or (
        _any(_OPEN, said) and fact.is_done is not False
    )


def _any(pattern: re.Pattern[str], words: Iterable[str]) -> bool:
    return any(pattern.fullmatch(fold(word)) for word in words)


def _speaks_clearly(fact: Fact, meaning: Meaning, found: Found) -> bool:
    """Another date is wrong: the sentence has one date, and all words of the fact."""
    if found.kind is not Kind.DAY or sum(f.kind is Kind.DAY for f in meaning.found) != 1:
        return False
    if _is_said_otherwise(fact, meaning):
        return False
    if fact.what.startswith(_FIGURES):
        return "peildatum" in meaning.words and "cijfers" in meaning.words
    if fact.title:
        return fact.title <= meaning.words and len(fact.title) >= _TITLE_WORDS
    return fact.what.startswith("aanbieding") and _speaks(fact, meaning)
