"""Whether a sentence speaks of a count of attacks, its share, its change or a ratio."""

import re

from offensief.lib.folding import fold
from reports.letter.differing import (
    INCIDENTS,
    changed,
    narrowed,
    other_area,
    other_object,
    other_outcome,
    other_period,
    other_thing,
)
from reports.letter.facts import Fact
from reports.letter.kinds import Hedge
from reports.letter.meaning import About
from reports.letter.speaks import CLEARLY, MAYBE, How, Speaks, near, no
from reports.letter.vocabulary import EXPLOSION, INCIDENT, MEASURE, PARTNER, Mark, words

_OF_RATIOS = words(
    "verhouding interval marge verhoudingsgetal betrouwbaarheidsinterval periode perioden tussen"
)
# What a year is compared with.
_BASE = re.compile(r"(?:dan|opzichte\svan|vergeleken\smet|tegenover)\s(?:\w+\s){0,3}$")


def count(fact: Fact, about: About) -> Speaks:
    """A count of attacks: thing, object, outcome, area and period must be those of the fact."""
    for difference in (
        changed(about),
        other_thing(fact, about),
        other_object(fact, about),
        other_outcome(fact, about),
        other_area(fact, about),
        other_period(fact, about),
        narrowed(fact, about),
    ):
        if difference:
            return no(difference)
    if strange := about.strange():
        return near(strange)
    return CLEARLY if _is_clear_count(fact, about) else MAYBE


def _is_clear_count(fact: Fact, about: About) -> bool:
    """Whether another number would contradict: all that is said of it is certain."""
    moments, is_sure = about.period
    thing, things = about.bound(Mark.THING), about.bound(Mark.OBJECT)
    named = thing if fact.object == "total" else things
    says_which = fact.definition != INCIDENTS or INCIDENT in thing.values
    return (
        is_sure
        and bool(moments)
        and not about.strange_at_period()
        and named.is_sure
        and EXPLOSION not in thing.values
        and says_which
        and not about.bound(Mark.SUBSET)
        and about.number.hedge not in {Hedge.AT_MOST, Hedge.AT_LEAST}
        and not about.meaning.has(Mark.TARGET)
        and _counts_its_noun(about)
    )


def _counts_its_noun(about: About) -> bool:
    """ "1.543 aanslagen", or "het aantal aanslagen bedroeg 1.543"."""
    if about.follows(Mark.THING) or about.follows(Mark.OBJECT):
        return True
    start = about.clause[0]
    return "aantal" in fold(about.meaning.text[start : about.number.start])


def _derived(fact: Fact, about: About) -> str:
    """What shares and changes have in common: thing and area."""
    for difference in (
        f"gaat over '{about.noun}'" if about.noun else "",
        "noemt een gemiddelde of een aantal per keer" if about.bound(Mark.RATE) else "",
        "noemt iets wat niet zo is, of nog niet" if about.bound(Mark.UNREAL).is_sure else "",
        other_area(fact, about),
        other_outcome(fact, about),
        narrowed(fact, about),
    ):
        if difference:
            return difference
    thing = about.bound(Mark.THING)
    if {MEASURE, PARTNER} & set(thing.values):
        return "gaat over maatregelen of partners"
    if thing.values == (INCIDENT,) and fact.definition != INCIDENTS:
        return "spreekt van incidenten, en dat is een andere definitie"
    return ""


def share(fact: Fact, about: About) -> Speaks:
    """Part of all attacks of the same year at one kind of object."""
    if difference := _derived(fact, about):
        return no(difference)
    bound = about.bound(Mark.OBJECT)
    if bound.values != (fact.object,) or not bound.is_sure:
        return no("noemt een ander soort object, of geen")
    if about.bound(Mark.CHANGE):
        return no("noemt een verandering")
    if difference := other_period(fact, about):
        return no(difference)
    moments, is_sure = about.period
    if not moments:
        return no("noemt geen jaar")
    if strange := about.strange():
        return near(strange)
    return CLEARLY if is_sure and not about.strange_at_period() else MAYBE


def change(fact: Fact, about: About) -> Speaks:
    """The change from one year to the next, in the right direction."""
    if difference := _derived(fact, about):
        return no(difference)
    if about.bound(Mark.OBJECT) or about.meaning.has(Mark.TARGET):
        return no("gaat over het doel, of over een soort object")
    return _in_this_direction(fact, about)


def rise(fact: Fact, about: About) -> Speaks:
    """The difference between two years in whole numbers: "met 642 gestegen"."""
    start, end = about.clause
    before = fold(about.meaning.text[start : about.number.start])
    behind = fold(about.meaning.text[about.number.end : end])
    if not before.endswith("met") and not behind.startswith(("meer", "minder")):
        return no("noemt geen verschil")
    if difference := _derived(fact, about) or other_object(fact, about):
        return no(difference)
    return _in_this_direction(fact, about)


def _in_this_direction(fact: Fact, about: About) -> Speaks:
    """Whether the sentence compares these two periods, and which way it says it went."""
    directions = set(about.bound(Mark.CHANGE).values)
    if len(directions) != 1:
        return no("noemt geen verandering")
    how = _of_these_periods(fact, about)
    strange = about.strange() or about.strange_behind()
    if how.how is not How.NOT and strange:
        return near(strange)
    if how.how is not How.NOT and directions != {str(_direction(fact, about))}:
        return Speaks(How.OPPOSITE) if how.how is How.CLEARLY else no("zegt het andersom")
    return how


def _direction(fact: Fact, about: About) -> int:
    """The direction as the sentence has it: "2024 lager dan 2025" looks back from 2025."""
    text = about.meaning.text
    is_turned = any(
        moment.first == fact.first and _BASE.search(text[: moment.start])
        for moment in about.meaning.years
    )
    return -fact.direction if is_turned else fact.direction


def _of_these_periods(fact: Fact, about: About) -> Speaks:
    """Whether the sentence compares the two periods of this change."""
    before = fact.before_first
    spans = {(m.first, m.after) for m in about.meaning.years}
    others = spans - {(fact.first, fact.after)}
    if before is None or others == spans:
        return no("vergelijkt andere perioden")
    if others == {(before, fact.before_after)}:
        return CLEARLY if _is_told_in_order(fact, about) else no("vergelijkt andersom")
    against = about.meaning.words & {"eerder", "daarvoor", "voorgaande", "vorig"}
    return MAYBE if not others and against else no("vergelijkt andere perioden")


def _is_told_in_order(fact: Fact, about: About) -> bool:
    """The earlier period first, or one of the two as what is compared with."""
    text, moments = about.meaning.text, about.meaning.years
    has_base = any(_BASE.search(text[: m.start]) for m in moments)
    firsts = [m.first for m in moments if m.first]
    return has_base or firsts == sorted(firsts)


def ratio(fact: Fact, about: About) -> Speaks:
    named = about.meaning.words & {"verhouding", "interval", "marge", "verhoudingsgetal"}
    if not named and "interval" not in fold(about.meaning.text):
        return no("noemt geen verhouding")
    if not about.number.digits:
        return no("noemt een heel getal")
    if strange := [
        word
        for word in about.strange_in((0, len(about.meaning.text)))
        if fold(word) not in _OF_RATIOS
    ]:
        return no(f"zegt er iets bij: '{strange[0]}'")
    if {m.first.year for m in about.meaning.years if m.first} - fact.years:
        return no("noemt een ander jaar dan van de verhouding")
    is_range = fact.upper is not None
    return MAYBE if about.number.is_range is is_range else no("noemt geen marge")
