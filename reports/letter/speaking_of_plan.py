"""Whether a sentence speaks of the target, or of how many measures and partners there are."""

import re

from offensief.lib.folding import fold
from reports.letter.differing import changed
from reports.letter.facts import Fact
from reports.letter.facts_of_plan import title_words
from reports.letter.kinds import Hedge
from reports.letter.meaning import About
from reports.letter.speaks import CLEARLY, MAYBE, Speaks, near, no
from reports.letter.vocabulary import MEASURE, PARTNER, PLAIN_OF_MEASURES, Mark

# "Van de 31 maatregelen": all of them, whatever is said of a part behind it.
_WHOLE = re.compile(r"(?:van\s(?:de|alle)|alle)\s$", re.IGNORECASE)
# Words by which a limit is one from below.
_AT_LEAST = re.compile(
    r"(?<!\w)(?:boven|(?<!niet\s)meer\sdan|hoger|minst\w*|tenminste|minim\w+|ondergrens)(?!\w)",
    re.IGNORECASE,
)
_OF_PARTNERS = frozenset({"indienden", "indiende", "dienden", "diende"})


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


def target(fact: Fact, about: About) -> Speaks:
    if difference := _goal(fact, about):
        return no(difference)
    if not about.meaning.has(Mark.TARGET, "goal"):
        return no("noemt een grens en niet het doel")
    if about.bound(Mark.CHANGE).values not in {("-1",), ()}:
        return no("noemt geen daling")
    is_said = about.bound(Mark.CHANGE).is_sure and about.bound(Mark.TARGET).is_sure
    is_sure = is_said and bool(about.meaning.years) and not about.strange()
    return CLEARLY if is_sure else MAYBE


def maximum(fact: Fact, about: About) -> Speaks:
    if difference := _goal(fact, about) or changed(about):
        return no(difference)
    if _AT_LEAST.search(about.goal_clause) and about.number.hedge is not Hedge.AT_LEAST:
        return no("noemt een ondergrens")
    # "Minstens 1.388" is the target turned round; "minstens 100 minder" may be anything.
    is_turned = about.number.hedge is Hedge.AT_LEAST and about.number.low == fact.value
    is_said_as = about.number.hedge is Hedge.AT_MOST or is_turned
    is_sure = is_said_as and bool(about.meaning.years) and not about.strange()
    return CLEARLY if is_sure else MAYBE


def difference(fact: Fact, about: About) -> Speaks:
    if difference := _goal(fact, about):
        return no(difference)
    after = about.meaning.text[about.number.end :].lstrip().lower()
    words = ("meer", "boven", "te veel") if fact.direction > 0 else ("minder", "onder")
    return MAYBE if after.startswith(words) else no("zegt het andersom, of noemt geen verschil")


def measures(fact: Fact, about: About) -> Speaks:
    """A count of measures, in one state or in all."""
    own = frozenset(word for group in fact.words for words in group for word in words.split())
    own |= PLAIN_OF_MEASURES | title_words(fact.object)
    if not about.meaning.has(Mark.THING, MEASURE) or about.noun_beside(own):
        return no("telt geen maatregelen")
    if strange := about.strange(own):
        return near(strange)
    if fact.object != "total":
        return CLEARLY if _names_pillar(fact, about) else no("noemt deze pijler niet")
    if "pijler" in about.meaning.words or about.bound(Mark.AREA):
        return no("gaat over een deel van de maatregelen")
    is_whole = _WHOLE.search(about.meaning.text[: about.number.start]) is not None
    if fact.words:
        has_state = _has_state(fact, about) and not is_whole
        return CLEARLY if has_state else no("noemt deze stand niet")
    if not about.follows(Mark.THING) or (_after_noun(about) and not is_whole):
        return no("telt niet alle maatregelen")
    return MAYBE if about.bound(Mark.SUBSET) else CLEARLY


def _names_pillar(fact: Fact, about: About) -> bool:
    words = about.meaning.words
    is_named = "pijler" in words and title_words(fact.object) <= words
    return is_named and about.follows(Mark.THING)


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


def partners(fact: Fact, about: About) -> Speaks:
    if not about.meaning.has(Mark.THING, PARTNER):
        return no("telt geen partners")
    behind = fold(about.meaning.text[about.number.end :])
    named = all(any(word in behind for word in group) for group in fact.words)
    is_other = about.noun_beside(_OF_PARTNERS)
    return MAYBE if named and not is_other else no("zegt dit niet van partners")


def complete(fact: Fact, about: About) -> Speaks:
    named = all(group & about.meaning.words for group in fact.words)
    return MAYBE if named else no("noemt de controles op volledigheid niet")
