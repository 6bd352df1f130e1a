"""The verdict on each number of a sentence, with a short Dutch sentence that says why.

"Klopt" asks for kind and value, and that the sentence speaks of nothing else that we can tell.
"Wijkt af" asks for a sentence that speaks of that fact and of nothing else. All the rest is
"onbekend" (docs/decisions/0040).
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from reports.letter.claims import without_claims
from reports.letter.facts import Fact, Topic
from reports.letter.hedges import Fit, fits
from reports.letter.kinds import MOMENTS, Found, Kind
from reports.letter.meaning import About, Meaning
from reports.letter.moments_said import judge_moment
from reports.letter.speaking import speaks_of
from reports.letter.speaks import OTHER_KIND, How, Speaks
from reports.letter.verdicts import Judged, Verdict, as_printed, differs, matches, told, unknown

_NEVER = {
    Kind.MONEY: "De editie noemt geen bedragen. Controleer dit bedrag zelf.",
    Kind.TIMES: "De editie noemt geen aantal keer. Reken dit zelf na.",
    Kind.POINTS: "De editie noemt geen procentpunten. Reken dit zelf na.",
    Kind.VAGUE: "Dit is geen precies getal.",
}
_NOT_THERE = (
    "Dit getal staat niet in de editie, of de zin is niet duidelijk genoeg om het te vinden."
)
_NO_SENTENCE = "Hier staan zo veel getallen bij elkaar dat het geen zin is. Controleer ze zelf."
_MOST_TOLD = 3
# More numbers in one stretch is no sentence, and weighing each beside each would take long.
_MOST_TO_WEIGH = 40
# Beyond this nothing is said of a number with certainty.
_LONGEST_SENTENCE, _MOST_NUMBERS = 400, 16
# Smaller values stand everywhere; that they do says nothing.
_TELLING = 20


def judge(meaning: Meaning, facts: Sequence[Fact], *, is_own: bool = False) -> list[Judged]:
    """The verdict on everything found in a sentence, in its order.

    What the edition says itself (`is_own`) is right, whatever is not understood of it.
    """
    judged = [
        judge_moment(meaning, f, facts) if f.kind in MOMENTS else _judge_one(meaning, f, facts)
        for f in meaning.found
    ]
    if not is_own:
        judged = without_claims(judged, meaning)
    numbers = [one for one in judged if one.found.kind not in MOMENTS]
    with_years = [_year_with_its_number(one, numbers) for one in judged]
    return [as_printed(one) for one in with_years] if is_own else with_years


def _judge_one(meaning: Meaning, found: Found, facts: Sequence[Fact]) -> Judged:
    if found.kind is Kind.NO_CLAIM:
        return Judged(found, Verdict.NO_CLAIM, f"Dit is {found.refers_to}, geen cijfer.")
    if found.kind in _NEVER:
        return unknown(found, _NEVER[found.kind])
    if len(meaning.found) > _MOST_TO_WEIGH:
        return unknown(found, _NO_SENTENCE)
    return _weigh(meaning, found, facts)


def _weigh(meaning: Meaning, found: Found, facts: Sequence[Fact]) -> Judged:
    """A number beside every fact of the edition."""
    about = About(meaning, found)
    said = [(fact, speaks_of(fact, about)) for fact in facts]
    fitting = _fitting(found, said, Fit.YES)
    if spoken := [fact for fact, speaks in fitting if speaks.how in {How.MAYBE, How.CLEARLY}]:
        return matches(found, tuple(_best(spoken)))
    if opposite := [fact for fact, speaks in said if speaks.how is How.OPPOSITE]:
        return differs(found, tuple(opposite[:1]))
    clear = [fact for fact, speaks in said if speaks.how is How.CLEARLY]
    if _is_a_table(meaning) or about.is_compared:
        clear = []
    if clear and not _fitting(found, [(f, s) for f, s in said if f in clear], Fit.TOO_LITTLE):
        return differs(found, tuple(clear[:_MOST_TOLD]))
    if clear:
        return unknown(found, f"Dit is waar, maar zegt weinig. De editie zegt: {told(clear[:1])}.")
    return unknown(found, _almost(fitting) or _perhaps(said) or _NOT_THERE)


def _is_a_table(meaning: Meaning) -> bool:
    """What a PDF makes of a table: words and numbers that belong to each other by their place."""
    numbers = sum(found.kind is not Kind.NO_CLAIM for found in meaning.found)
    return len(meaning.text) > _LONGEST_SENTENCE or numbers > _MOST_NUMBERS


def _fitting(
    found: Found, said: Iterable[tuple[Fact, Speaks]], wanted: Fit
) -> list[tuple[Fact, Speaks]]:
    return [(fact, speaks) for fact, speaks in said if _fit(found, fact) is wanted]


def _fit(found: Found, fact: Fact) -> Fit:
    if fact.upper is not None:
        is_same = found.low == _two(fact.value) and found.high == _two(fact.upper)
        return Fit.YES if is_same else Fit.NO
    return fits(found, fact.value, limit=fact.limit)


def _two(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"))


def _best(facts: list[Fact]) -> list[Fact]:
    """Of several that fit, those with a code before those without."""
    coded = [fact for fact in facts if fact.code]
    return (coded or facts)[:_MOST_TOLD]


def _almost(fitting: list[tuple[Fact, Speaks]]) -> str:
    """The same value stands in the edition, but of something else: that helps whoever looks."""
    near = [(f, s) for f, s in fitting if f.value >= _TELLING and s.instead != OTHER_KIND]
    if not near:
        return ""
    fact, speaks = min(near, key=lambda pair: pair[1].how is not How.NEAR)
    return f"In de editie staat {told([fact])}, maar de zin {speaks.instead}."


def _perhaps(said: list[tuple[Fact, Speaks]]) -> str:
    """Of what the sentence seems to speak, but for a word that is not understood here."""
    near = [(f, s) for f, s in said if s.how is How.NEAR and f.topic is not Topic.MEASURES]
    if not near:
        return ""
    fact, speaks = near[0]
    return f"De zin {speaks.instead}. Gaat het om {told([fact])}? Dan wijkt dit getal af."


def _year_with_its_number(judged: Judged, numbers: Iterable[Judged]) -> Judged:
    """A year is right with the number that is of it."""
    found = judged.found
    if found.kind not in MOMENTS or judged.verdict is not Verdict.UNKNOWN or found.first is None:
        return judged
    for number in numbers:
        if number.verdict is not Verdict.MATCHES:
            continue
        for fact in number.facts:
            own = (fact.first, fact.after), (fact.before_first, fact.before_after)
            if (found.first, found.after) in own:
                why = f"Hoort bij '{number.found.text}': {told([fact])}."
                return Judged(found, Verdict.MATCHES, why, (fact,))
    return judged
