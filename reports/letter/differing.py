"""What a sentence says that differs from a fact: another thing, object, area or period.

Each function gives the end of a sentence ("..., maar de zin gaat over Zweden"), empty when there
is no difference.
"""

import re

from reports.letter.facts import Fact
from reports.letter.kinds import Kind
from reports.letter.meaning import About, Bound
from reports.letter.vocabulary import ATTACK, INCIDENT, MEASURE, PARTNER, Mark

# Without a year a number below this occurs everywhere.
_SMALL = 100
# The code of the definition that counts incidents, and what else is called so.
INCIDENTS = "I"
# As many kinds of objects in a row is the definition of an attack, not a kind.
_ALL_OBJECTS = 3
# "599 van de 901", "1 op de 10"
_OF_A_WHOLE = re.compile(r"[\w%*]\s(?:van|op)\s(?:de|alle|elke|iedere)\s$")
_OF_A_WHOLE_BEHIND = re.compile(r"(?:van|op)\s(?:de|alle|elke|iedere)\s\d")


# "Cijfers van de politie" tells who counted, any other "van de politie" what was hit.
_AT_POLICE = re.compile(
    r"(?<!\w)(?:(?:tegen|bij|op|naar)\s(?:de\s)?|"
    r"(?<!cijfers\s)(?<!gegevens\s)(?<!telling\s)van\s(?:de\s)?)politie(?![\w-])",
    re.IGNORECASE,
)
_ONLY = re.compile(r"(?<!\w)(?:alleen|enkel|uitsluitend|louter|vooral)(?!\w)", re.IGNORECASE)
_NARROWED = re.compile(
    r"[,;:\s]*(?:en\s|of\s)?(?:bij|onder|in|op|door|met|tegen|van|voor)\s", re.IGNORECASE
)
_THERE = frozenset({"daar", "aldaar", "hier"})


def narrowed(fact: Fact, about: About) -> str:
    """What stands behind the clause of the number and makes it a part: ", alleen in Rotterdam"."""
    if _AT_POLICE.search(about.meaning.text):
        return "gaat over de politie"
    if fact.is_national and about.meaning.words & _THERE:
        return "zegt niet waar"
    own = (fact.object, fact.area)
    for start, end in about.clauses_behind:
        behind = [m for m in about.meaning.mentions if start <= m.start < end]
        is_part = any(
            m.mark in {Mark.OBJECT, Mark.AREA, Mark.LEVEL} and m.value not in own for m in behind
        )
        text = about.meaning.text[start:end]
        objects = {m.value for m in behind if m.mark is Mark.OBJECT}
        if is_part and len(objects) < _ALL_OBJECTS - 1:
            return "noemt daarachter een deel"
        if _ONLY.search(text) or (_NARROWED.match(text) and about.strange_in((start, end))):
            return "noemt daarachter een deel"
    return ""


def changed(about: About) -> str:
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


def other_thing(fact: Fact, about: About) -> str:
    thing = about.bound(Mark.THING)
    if not thing and about.meaning.before:
        thing = _of_before(about, Mark.THING)
    if MEASURE in thing.values or PARTNER in thing.values:
        return f"telt {thing.values[0]}en" if MEASURE in thing.values else "telt partners"
    if not thing and not about.bound(Mark.OBJECT) and not about.bound(Mark.OUTCOME):
        return "zegt niet wat er wordt geteld"
    counts_incidents = fact.definition == INCIDENTS
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


def other_object(fact: Fact, about: About) -> str:
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


def other_outcome(fact: Fact, about: About) -> str:
    bound = about.bound(Mark.OUTCOME)
    said = bound.values if bound.is_sure else ()
    if fact.outcome == "total":
        return "telt alleen pogingen, of alleen wat lukte" if said else ""
    return "" if said == (fact.outcome,) else "telt niet alleen pogingen, of alleen wat lukte"


def other_area(fact: Fact, about: About) -> str:
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


def other_period(fact: Fact, about: About) -> str:
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
    if before.has(Mark.TARGET):
        return "volgt op een zin over het doel"
    spans = {(m.first, m.after) for m in before.years}
    return (
        ""
        if (fact.first, fact.after) in spans
        else f"volgt op een zin over {before.years[-1].text}"
    )
