"""What stands beside a fact of the plan: a state or a "niet" that no number of it was held to.

"Alle 31 maatregelen zijn gerealiseerd" has a right number, and says of it what nobody checked.
"""

import re
from collections import Counter
from collections.abc import Sequence

from offensief.lib.folding import fold
from reports.letter.facts import Topic
from reports.letter.meaning import Meaning
from reports.letter.verdicts import Judged, Verdict

NEGATION = r"niet|niets|geen|nooit|noch|zonder|nauwelijks|behalve|uitgezonderd|evenmin|onjuist"
# States of measures and of partners; of "gevraagd" and "diende" only with partners.
_STATES = re.compile(
    rf"(?<!\w)(?:{NEGATION}|gestart|begonnen|uitvoering|uitgevoerd|voorberei\w+|gerealiseerd|geborgd|"
    r"schema|vertra\w+|geblokkeerd|aandacht\w*|afgerond|voltooid|klaar|gereed|gestopt|vervallen|"
    r"beeindigd|gelukt|geslaagd|mislukt|behaald|gehaald|achter|stil|afgedaan|beoordeeld|"
    r"opgeleverd|ingevoerd|stopgezet|geschrapt|uitgesteld|onvolledig|fout|laat|tijdig|op\stijd|"
    r"dienden?|ingediend|indienden?)(?!\w)"
)
_ASKED = re.compile(r"(?<!\w)gevraagde?(?!\w)")
_NOT = re.compile(rf"(?<!\w)(?:{NEGATION})(?!\w)")
_IN_STATES = {Topic.MEASURES, Topic.PARTNERS, Topic.COMPLETE}
_OF_A_GOAL = {Topic.TARGET, Topic.MAXIMUM, Topic.DIFFERENCE, Topic.RATIO}


def unchecked_state(judged: Sequence[Judged], meaning: Meaning) -> str:
    """What a sentence with a right fact of the plan says besides; empty when nothing."""
    topics = {f.topic for one in judged if one.verdict is Verdict.MATCHES for f in one.facts}
    text = _without_found(meaning)
    if topics & _IN_STATES:
        said = Counter(m[0] for m in _STATES.finditer(text))
        if Topic.PARTNERS in topics:
            said["gevraagd"] += len(_ASKED.findall(text))
        for state, times in said.items():
            if times > sum(_holds(one, state) for one in judged):
                return f"'{state}'"
    if topics & _OF_A_GOAL and (found := _NOT.search(text)):
        return f"'{found[0]}'"
    return ""


def _holds(judged: Judged, state: str) -> bool:
    """Whether this number was held to a fact of that state."""
    return any(state in word for fact in judged.facts[:1] for group in fact.words for word in group)


def _without_found(meaning: Meaning) -> str:
    """The sentence without its numbers: "niet meer dan 1.388" denies nothing."""
    text = meaning.text
    for found in reversed(meaning.found):
        text = f"{text[: found.start]} {text[found.end :]}"
    return fold(text)
