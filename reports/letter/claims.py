"""What a sentence claims beside its numbers and nobody checks: then none of them is right.

"Het doel is gehaald: 1.388 aanslagen" has a right number and is wrong all the same.
"""

import re
from collections.abc import Iterable, Sequence

from reports.letter.beside import unchecked_state
from reports.letter.facts import Fact, Topic
from reports.letter.kinds import Found, Kind
from reports.letter.meaning import Meaning
from reports.letter.verdicts import Judged, Verdict, unknown

# Of these the direction itself was held to the edition.
_WITH_DIRECTION = (Topic.CHANGE, Topic.RISE, Topic.TARGET)


def _words(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{text})(?!\w)", re.IGNORECASE)


# What goes between "nam" and "toe".
_BETWEEN = r"(?:\S+\s){0,8}?"
_UP = _words(
    r"ste(?:eg|gen)|stijg\w*|gestegen|toegenomen|toename\w*|groei\w*|gegroeid|opgelopen|"
    rf"n(?:am|amen|eemt|emen)\s{_BETWEEN}toe"
)
_DOWN = _words(
    r"da(?:al|len)\w*|daling\w*|gedaald\w*|afgenomen|afname\w*|verminder\w*|verlag\w*|reductie\w*|"
    rf"gezakt|zak(?:t|te|ten)|teruggelopen|n(?:am|amen|eemt|emen)\s{_BETWEEN}af"
)
# Behind a number these are said of that number.
_MORE_OR_LESS = _words(r"(?<!onder\s)meer|minder|hoger|lager")
_NUMBER_BEFORE = re.compile(r"(?:\s[^\W\d]+){0,2}\s?$")
_GOAL = re.compile(
    r"(?<!be)doel(?!wit|groep|matig|treff)|streef|strev|plafond|maximum|ambitie", re.IGNORECASE
)
_REACHED = _words(
    r"(?:ge)?haal(?:d|t|de|den)|halen|bereik\w*|behaal\w*|behalen|gelukt|mislukt|\w*schr(?:eed|eden|ijd\w*)|bl(?:eef|even|ijf\w*)|gebleven"
)
# "Onder het maximum van 1.388": how far is only told by a number of its own.
_BESIDE = _words(r"onder|boven|binnen")
_FINAL = _words(r"definitie(?:f|ve)|vastgestelde?|vast\s?staa[nt]?\w*")
# In this order: the first that stands in the sentence is told.
_CLAIMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        _words(r"alle|allemaal|allen|alles|allebei|iedere?|iedereen|geen|niemand"),
        "iets van alle of van geen",
    ),
    (
        _words(
            r"\w*records?|hoogste?|laagste?|ooit|(?:nog\s)?nooit|voor\shet\seerst|"
            r"niet\seerder"
        ),
        "dat het nooit zo hoog of laag was",
    ),
    (
        _words(r"\w*verdubbel\w*|\w*halve(?:er|r)\w*|halvering"),
        "dat het aantal verdubbelde of halveerde",
    ),
    (_words(r"toeval\w*|\w*significant\w*"), "of het toeval kan zijn"),
    (
        _words(
            r"(?:dit|het|vorige?|afgelopen|voorgaande?|volgende?|komende?|lopende?)\s"
            r"(?:(?:vorige|afgelopen|voorgaande|volgende|komende|lopende)\s)?"
            r"(?:[^\W\d]+\s)?(?:kalender|verslag)?ja(?:ar|ren)"
            r"(?=\s(?:eerder|ervoor|daarvoor|erna|daarna|later))|"
            r"(?:dit|vorige?|afgelopen|voorgaande?|volgende?|komende?|lopende?)\s"
            r"(?:[^\W\d]+\s)?(?:kalender|verslag)?ja(?:ar|ren)|"
            r"ja(?:ar|ren)\s(?:eerder|ervoor|daarvoor|erna|daarna|later)"
        ),
        "iets van een jaar zonder te zeggen welk",
    ),
    (
        _words(
            r"G-?\d{1,2}|(?:\w+\s)?steden|(?:grote|grootste|kleine|middelgrote)\sgemeenten|"
            r"randstad"
        ),
        "iets van een groep steden",
    ),
)  # fmt: skip


def without_claims(judged: Sequence[Judged], meaning: Meaning) -> list[Judged]:
    """The same verdicts, but "onbekend" for what was right in a sentence that claims more."""
    right = [one for one in judged if one.verdict is Verdict.MATCHES]
    if not right:
        return list(judged)
    why = _mixed_ratios(judged) or _claimed(meaning, right) or unchecked_state(judged, meaning)
    goal = "" if why else _goal_of_nothing(meaning, right)
    return [
        _told(one, why or goal)
        if one.verdict is Verdict.MATCHES and (why or (goal and _is_a_count(one)))
        else one
        for one in judged
    ]


def _told(judged: Judged, claim: str) -> Judged:
    fact = judged.facts[0]
    stands = f"In de editie staat {fact.printed} ({fact.reference})."
    return unknown(judged.found, f"{stands} De zin zegt ook {claim}; dat is niet gecontroleerd.")


def _claimed(meaning: Meaning, right: Sequence[Judged]) -> str:
    """What the sentence says besides, to follow "De zin zegt ook"; empty when nothing."""
    text = meaning.text
    facts = [fact for one in right for fact in one.facts]
    is_far_from_it = any(fact.topic is Topic.DIFFERENCE for fact in facts)
    is_beside_it = _BESIDE.search(text) and not is_far_from_it
    if _GOAL.search(text) and (is_beside_it or _REACHED.search(text)):
        return "of het doel is gehaald"
    if _FINAL.search(text) and _may_change(facts, text):
        return "dat een cijfer definitief is"
    if _has_unchecked_direction(meaning, right):
        return "dat het aantal steeg of daalde"
    return next((claim for words, claim in _CLAIMS if words.search(text)), "")


def _may_change(facts: Iterable[Fact], text: str) -> bool:
    """Whether something of it is provisional; of a day nobody knows which figures are meant."""
    of_days = "definitie" in text.casefold()
    return any(f.is_provisional or (of_days and f.topic is Topic.MOMENT) for f in facts)


def _has_unchecked_direction(meaning: Meaning, right: Sequence[Judged]) -> bool:
    """Whether it tells of a rise or fall more often than a number showed the same."""
    shown = [one.facts[0].direction for one in right if one.facts[0].topic in _WITH_DIRECTION]
    if order := _order_shown(meaning, right):
        shown.append(order)
    numbers = [one.found for one in right]
    outside = [
        match
        for match in _MORE_OR_LESS.finditer(meaning.text)
        if not _is_inside(match, meaning) and not _is_of_one(match, meaning.text, numbers)
    ]
    said = {1: len(_UP.findall(meaning.text)), -1: len(_DOWN.findall(meaning.text))}
    return bool(outside) or any(times > shown.count(way) for way, times in said.items())


def _is_inside(match: re.Match[str], meaning: Meaning) -> bool:
    """Whether it is a part of a number itself: "meer dan 1.500"."""
    return any(found.start <= match.start() < found.end for found in meaning.found)


def _is_of_one(match: re.Match[str], text: str, numbers: Iterable[Found]) -> bool:
    """Whether a number that is right says how much: "137 meer", "1,2% lager"."""
    return any(
        found.end <= match.start()
        and found.kind in {Kind.COUNT, Kind.PERCENT}
        and _NUMBER_BEFORE.fullmatch(text[found.end : match.start()])
        for found in numbers
    )


def _order_shown(meaning: Meaning, right: Sequence[Judged]) -> int:
    """1 of "steeg van 901 in 2023 naar 1.543 in 2024": both are right and the second is more."""
    counts = [one for one in right if one.facts[0].topic is Topic.COUNT]
    if len(counts) != 2:
        return 0
    first, second = counts[0].found, counts[1].found
    text = meaning.text
    joined = re.search(r"\svan\s$", text[: first.start]) and re.search(
        r"\snaar\s$", text[first.end : second.start]
    )
    one, other = counts[0].facts[0], counts[1].facts[0]
    is_in_time = one.first is not None and other.first is not None and one.first < other.first
    if not joined or not is_in_time or first.is_range or second.is_range:
        return 0
    return (second.low > first.low) - (second.low < first.low)


def _mixed_ratios(judged: Sequence[Judged]) -> str:
    """A ratio and a margin of two comparisons, or one of them that is not in the edition."""
    of_ratios = [
        {fact.code for fact in one.facts if fact.topic is Topic.RATIO and fact.code}
        if one.verdict is Verdict.MATCHES
        else set()
        for one in judged
        if one.found.kind is Kind.COUNT and one.found.digits
    ]
    is_mixed = any(of_ratios) and not set.intersection(*of_ratios)
    return "dat deze verhouding en marge bij elkaar horen" if is_mixed else ""


def _is_a_count(judged: Judged) -> bool:
    return any(fact.topic is Topic.COUNT for fact in judged.facts)


def _goal_of_nothing(meaning: Meaning, right: Sequence[Judged]) -> str:
    """A target is named, and no number of the sentence is that target: perhaps this one is."""
    named = {Topic.TARGET, Topic.MAXIMUM, Topic.DIFFERENCE}
    is_told = any(fact.topic in named for one in right for fact in one.facts)
    return "iets over een doel" if _GOAL.search(meaning.text) and not is_told else ""
