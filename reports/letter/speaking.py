"""Whether a sentence speaks of a fact of the edition: one function per topic.

Each gives a Speaks: NOT with what the sentence says instead, MAYBE (a fitting value is right,
another value proves nothing) or CLEARLY (another value is wrong).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from offensief.lib.folding import fold
from reports.letter.facts import Fact, Topic
from reports.letter.facts_of_plan import title_words
from reports.letter.kinds import Found, Hedge, Kind
from reports.letter.meaning import About, Bound
from reports.letter.vocabulary import (
    ATTACK,
    EXPLOSION,
    INCIDENT,
    MEASURE,
    PARTNER,
    PLAIN_OF_MEASURES,
    Mark,
)

# Numbers below this occur by chance; they need a sentence that is understood to the last word.
_SMALL = 100
# The code of the definition that counts incidents, and what else is called so.
_INCIDENTS = "I"
# As many kinds of objects in a row is the definition of an attack, not a kind.
_ALL_OBJECTS = 3


class How(Enum):
    """How surely a sentence speaks of a fact."""

    NOT = "not"
    MAYBE = "maybe"
    CLEARLY = "clearly"
    # Of this fact, but the other way round: a rise where there was a fall.
    OPPOSITE = "opposite"
    # Of this fact, but for a word that is not understood here.
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Speaks:
    """How surely, and when not: what the sentence says instead, to end "..., maar de zin ..."."""

    how: How
    instead: str = ""


OTHER_KIND = "noemt een ander soort getal"
# "599 van de 901", "1 op de 10"
_OF_A_WHOLE = re.compile(r"[\w%*]\s(?:van|op)\s(?:de|alle|elke|iedere)\s$")
_OF_A_WHOLE_BEHIND = re.compile(r"(?:van|op)\s(?:de|alle|elke|iedere)\s\d")
# What a year is compared with.
_BASE = re.compile(r"(?:dan|opzichte\svan|vergeleken\smet|tegenover)\s(?:\w+\s){0,3}$")
_OF_PARTNERS = frozenset({"indienden", "indiende", "dienden", "diende"})
_MAYBE, _CLEARLY = Speaks(How.MAYBE), Speaks(How.CLEARLY)


def _near(strange: tuple[str, ...]) -> Speaks:
    return Speaks(How.NEAR, f"zegt er iets bij: '{strange[0]}'")


def _no(instead: str) -> Speaks:
    return Speaks(How.NOT, instead)


def speaks_of(fact: Fact, about: About) -> Speaks:
    """Whether this number of a sentence may be, or clearly is, this fact."""
    if not _is_same_kind(fact, about.number):
        return _no(OTHER_KIND)
    return _TOPICS[fact.topic](fact, about)


def _is_same_kind(fact: Fact, found: Found) -> bool:
    if fact.kind is Kind.PERCENT:
        return found.kind in {Kind.PERCENT, Kind.SHARE}
    return found.kind is fact.kind


def _count(fact: Fact, about: About) -> Speaks:
    """A count of attacks: thing, object, outcome, area and period must be those of the fact."""
    for difference in (
        _changed(about),
        _other_thing(fact, about),
        _other_object(fact, about),
        _other_outcome(fact, about),
        _other_area(fact, about),
        _other_period(fact, about),
    ):
        if difference:
            return _no(difference)
    if strange := about.strange():
        return _near(strange)
    return _CLEARLY if _is_clear_count(fact, about) else _MAYBE


def _is_clear_count(fact: Fact, about: About) -> bool:
    """Whether another number would contradict: all that is said of it is certain."""
    moments, is_sure = about.period
    thing, things = about.bound(Mark.THING), about.bound(Mark.OBJECT)
    named = thing if fact.object == "total" else things
    says_which = fact.definition != _INCIDENTS or INCIDENT in thing.values
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


def _changed(about: About) -> str:
    """Why it is no count but a difference or a rate."""
    after = about.meaning.text[about.number.end : about.clause[1]].lstrip().lower()
    if after.startswith(("meer", "minder", "hoger", "lager", "boven", "onder", "extra")):
        return "noemt een verschil"
    before = about.meaning.text[about.clause[0] : about.number.start].rstrip().lower()
    if before.endswith(" met") and about.bound(Mark.CHANGE):
        return "noemt een verschil"
    if _change_behind(about):
        return "noemt een verschil"
    if _OF_A_WHOLE.search(f"{before} ") or _OF_A_WHOLE_BEHIND.match(after):
        return "noemt een deel van een geheel"
    if about.bound(Mark.UNREAL).is_sure:
        return "noemt iets wat niet zo is, of nog niet"
    if about.bound(Mark.RATE):
        return "noemt een gemiddelde of een aantal per keer"
    return f"telt '{about.noun}'" if about.noun else ""


def _change_behind(about: About) -> bool:
    """ "1.543 aanslagen minder": a change in its clause, and no other number before that."""
    start, end = about.number.end, about.clause[1]
    end = min([end, *(f.start for f in about.meaning.found if f.start >= start)])
    return any(m.mark is Mark.CHANGE and start <= m.start < end for m in about.meaning.mentions)


def _other_thing(fact: Fact, about: About) -> str:
    thing = about.bound(Mark.THING)
    if not thing and about.meaning.before:
        thing = _of_before(about, Mark.THING)
    if MEASURE in thing.values or PARTNER in thing.values:
        return f"telt {thing.values[0]}en" if MEASURE in thing.values else "telt partners"
    if not thing and not about.bound(Mark.OBJECT) and not about.bound(Mark.OUTCOME):
        return "zegt niet wat er wordt geteld"
    counts_incidents = fact.definition == _INCIDENTS
    if INCIDENT in thing.values and ATTACK not in thing.values and not counts_incidents:
        return "spreekt van incidenten, en dat is een andere definitie"
    if ATTACK in thing.values and INCIDENT not in thing.values and counts_incidents:
        return "spreekt van aanslagen, en dat is een andere definitie"
    return ""


def _of_before(about: About, mark: Mark) -> Bound:
    before = about.meaning.before
    if before is None:
        return Bound()
    return Bound(tuple(dict.fromkeys(m.value for m in before.mentions if m.mark is mark)))


def _other_object(fact: Fact, about: About) -> str:
    bound = about.bound(Mark.OBJECT)
    if len(bound.values) >= _ALL_OBJECTS:
        bound = Bound()
    if fact.object == "total":
        # "Bij woningen" earlier in the sentence is not said of a number that counts attacks itself.
        counts_itself = about.follows(Mark.THING) and not bound.is_sure
        return "noemt een soort object" if bound and not counts_itself else ""
    if bound.values != (fact.object,):
        return "noemt een ander soort object" if bound else "noemt geen soort object"
    return ""


def _other_outcome(fact: Fact, about: About) -> str:
    bound = about.bound(Mark.OUTCOME)
    said = bound.values if bound.is_sure else ()
    if fact.outcome == "total":
        return "telt alleen pogingen, of alleen wat lukte" if said else ""
    return "" if said == (fact.outcome,) else "telt niet alleen pogingen, of alleen wat lukte"


def _other_area(fact: Fact, about: About) -> str:
    area, level = about.bound(Mark.AREA), about.bound(Mark.LEVEL)
    if fact.is_national:
        if area:
            return f"gaat over {area.values[0]}"
        return "gaat over een deel van het land" if level else ""
    if area.values != (fact.area,):
        return f"gaat over {area.values[0]}" if area else f"noemt {fact.area} niet"
    named = {m.value for m in about.meaning.mentions if m.mark is Mark.AREA}
    if not area.is_sure and len(named) > 1:
        return f"noemt {fact.area} niet bij dit getal"
    levels = {m.value for m in about.meaning.mentions if m.mark is Mark.LEVEL}
    if not levels:
        levels = set(_of_before(about, Mark.LEVEL).values)
    if levels != {"unit"}:
        return "zegt niet dat het om de politie-eenheid gaat"
    return ""


def _other_period(fact: Fact, about: About) -> str:
    if about.bound(Mark.OPEN).is_sure:
        return "gaat over een langere periode"
    moments, is_sure = about.period
    if not moments:
        return _year_before(fact, about)
    if any(m.first is None for m in moments):
        return f"gaat over {moments[0].text}"
    spans = {(m.first, m.after) for m in moments}
    if spans == {(fact.first, fact.after)}:
        return ""
    if len(spans) > 1:
        return "noemt meer perioden, en het is niet duidelijk welke bij dit getal hoort"
    named = moments[0]
    is_after = named.kind is Kind.DAY and is_sure
    # "De stand op 9 januari 2026" is no period: it says nothing of what was counted when.
    return "noemt alleen een dag" if is_after else f"gaat over {named.text}"


def _year_before(fact: Fact, about: About) -> str:
    """Without a year of its own the sentence goes on about the year of the one before it."""
    if fact.value < _SMALL:
        return "noemt geen jaar"
    before = about.meaning.before
    if before is None or not before.years:
        return ""
    spans = {(m.first, m.after) for m in before.years}
    return (
        ""
        if (fact.first, fact.after) in spans
        else f"volgt op een zin over {before.years[-1].text}"
    )


def _derived(fact: Fact, about: About) -> str:
    """What shares and changes have in common: thing and area."""
    for difference in (
        f"gaat over '{about.noun}'" if about.noun else "",
        "noemt een gemiddelde of een aantal per keer" if about.bound(Mark.RATE) else "",
        "noemt iets wat niet zo is, of nog niet" if about.bound(Mark.UNREAL).is_sure else "",
        _other_area(fact, about),
        _other_outcome(fact, about),
    ):
        if difference:
            return difference
    thing = about.bound(Mark.THING)
    if {MEASURE, PARTNER} & set(thing.values):
        return "gaat over maatregelen of partners"
    if thing.values == (INCIDENT,) and fact.definition != _INCIDENTS:
        return "spreekt van incidenten, en dat is een andere definitie"
    return ""


def _share(fact: Fact, about: About) -> Speaks:
    """Part of all attacks of the same year at one kind of object."""
    if difference := _derived(fact, about):
        return _no(difference)
    bound = about.bound(Mark.OBJECT)
    if bound.values != (fact.object,) or not bound.is_sure:
        return _no("noemt een ander soort object, of geen")
    if about.bound(Mark.CHANGE):
        return _no("noemt een verandering")
    if difference := _other_period(fact, about):
        return _no(difference)
    moments, is_sure = about.period
    if not moments:
        return _no("noemt geen jaar")
    if strange := about.strange():
        return _near(strange)
    return _CLEARLY if is_sure and not about.strange_at_period() else _MAYBE


def _change(fact: Fact, about: About) -> Speaks:
    """The change from one year to the next, in the right direction."""
    if difference := _derived(fact, about):
        return _no(difference)
    if about.bound(Mark.OBJECT) or about.meaning.has(Mark.TARGET):
        return _no("gaat over het doel, of over een soort object")
    directions = set(about.bound(Mark.CHANGE).values)
    if len(directions) != 1:
        return _no("noemt geen verandering")
    how = _of_these_periods(fact, about)
    if how.how is not How.NOT and (strange := about.strange()):
        return _near(strange)
    if how.how is not How.NOT and directions != {str(_direction(fact, about))}:
        return Speaks(How.OPPOSITE) if how.how is How.CLEARLY else _no("zegt het andersom")
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
        return _no("vergelijkt andere perioden")
    if others == {(before, fact.before_after)}:
        return _CLEARLY if _is_told_in_order(fact, about) else _no("vergelijkt andersom")
    against = about.meaning.words & {"eerder", "daarvoor", "voorgaande", "vorig"}
    return _MAYBE if not others and against else _no("vergelijkt andere perioden")


def _is_told_in_order(fact: Fact, about: About) -> bool:
    """The earlier period first, or one of the two as what is compared with."""
    text, moments = about.meaning.text, about.meaning.years
    has_base = any(_BASE.search(text[: m.start]) for m in moments)
    firsts = [m.first for m in moments if m.first]
    return has_base or firsts == sorted(firsts)


def _ratio(fact: Fact, about: About) -> Speaks:
    words = about.meaning.words & {"verhouding", "interval", "marge", "verhoudingsgetal"}
    if not words and "interval" not in fold(about.meaning.text):
        return _no("noemt geen verhouding")
    is_range = fact.upper is not None
    return _MAYBE if about.number.is_range is is_range else _no("noemt geen marge")


def _goal(fact: Fact, about: About) -> str:
    """Why the sentence is not about the target of this year."""
    if not about.meaning.has(Mark.TARGET):
        return "noemt het doel niet"
    if about.noun or about.meaning.has(Mark.AREA) or about.bound(Mark.OBJECT):
        return "gaat over iets anders dan het doel voor het hele land"
    years = {m.first.year for m in about.meaning.years if m.first}
    base = {fact.before_first.year} if fact.before_first else {fact.year - 1}
    if years and fact.year not in years:
        return "noemt een ander jaar dan dat van het doel"
    return "noemt nog een ander jaar" if years - base - {fact.year} else ""


def _target(fact: Fact, about: About) -> Speaks:
    if difference := _goal(fact, about):
        return _no(difference)
    if about.bound(Mark.CHANGE).values not in {("-1",), ()}:
        return _no("noemt geen daling")
    is_said = about.bound(Mark.CHANGE).is_sure and about.bound(Mark.TARGET).is_sure
    is_sure = is_said and bool(about.meaning.years) and not about.strange()
    return _CLEARLY if is_sure else _MAYBE


def _maximum(fact: Fact, about: About) -> Speaks:
    if difference := _goal(fact, about) or _changed(about):
        return _no(difference)
    is_said_as = about.number.hedge is Hedge.AT_MOST
    is_sure = is_said_as and bool(about.meaning.years) and not about.strange()
    return _CLEARLY if is_sure else _MAYBE


def _difference(fact: Fact, about: About) -> Speaks:
    if difference := _goal(fact, about):
        return _no(difference)
    after = about.meaning.text[about.number.end :].lstrip().lower()
    words = ("meer", "boven", "te veel") if fact.direction > 0 else ("minder", "onder")
    return _MAYBE if after.startswith(words) else _no("zegt het andersom, of noemt geen verschil")


def _measures(fact: Fact, about: About) -> Speaks:
    """A count of measures, in one state or in all."""
    own = frozenset(word for group in fact.words for words in group for word in words.split())
    own |= PLAIN_OF_MEASURES | title_words(fact.object)
    if not about.meaning.has(Mark.THING, MEASURE) or about.noun_beside(own):
        return _no("telt geen maatregelen")
    if strange := about.strange(own):
        return _near(strange)
    if fact.object != "total":
        named = title_words(fact.object) <= about.meaning.words and "pijler" in about.meaning.words
        return _CLEARLY if named and not fact.words else _no("noemt deze pijler niet")
    if "pijler" in about.meaning.words or about.bound(Mark.AREA):
        return _no("gaat over een deel van de maatregelen")
    if fact.words:
        return _CLEARLY if _has_state(fact, about) else _no("noemt deze stand niet")
    if not about.follows(Mark.THING) or _after_noun(about):
        return _no("telt niet alle maatregelen")
    return _MAYBE if about.bound(Mark.SUBSET) else _CLEARLY


def _has_state(fact: Fact, about: About) -> bool:
    """Whether the words of the state stand behind this number, before another number."""
    later = [f.start for f in about.meaning.found if f.start >= about.number.end]
    end = min([about.clause[1], *later])
    behind = fold(about.meaning.text[about.number.end : end])
    return all(any(word in behind for word in group) for group in fact.words)


def _after_noun(about: About) -> str:
    """A state behind "12 maatregelen": then it are not all of them."""
    behind = about.meaning.text[about.number.end :]
    later = [f.start - about.number.end for f in about.meaning.found if f.start > about.number.end]
    behind = fold(behind[: min(later, default=len(behind))])
    states = ("gestart", "uitvoering", "voorbereiding", "gerealiseerd", "geborgd", "schema",
              "vertraag", "geblokkeerd", "aandacht", "afgerond", "trekker")  # fmt: skip
    return next((state for state in states if state in behind), "")


def _partners(fact: Fact, about: About) -> Speaks:
    if not about.meaning.has(Mark.THING, PARTNER):
        return _no("telt geen partners")
    behind = fold(about.meaning.text[about.number.end :])
    named = all(any(word in behind for word in group) for group in fact.words)
    is_other = about.noun_beside(_OF_PARTNERS)
    return _MAYBE if named and not is_other else _no("zegt dit niet van partners")


def _complete(fact: Fact, about: About) -> Speaks:
    named = all(group & about.meaning.words for group in fact.words)
    return _MAYBE if named else _no("noemt de controles op volledigheid niet")


_TOPICS: dict[Topic, Callable[[Fact, About], Speaks]] = {
    Topic.COUNT: _count,
    Topic.SHARE: _share,
    Topic.CHANGE: _change,
    Topic.RATIO: _ratio,
    Topic.TARGET: _target,
    Topic.MAXIMUM: _maximum,
    Topic.DIFFERENCE: _difference,
    Topic.MEASURES: _measures,
    Topic.PARTNERS: _partners,
    Topic.COMPLETE: _complete,
}
