"""Whether a sentence speaks of a fact of the edition: one function per topic.

Each gives a Speaks: NOT with what the sentence says instead, NEAR when a word is not understood,
MAYBE (a fitting value is right, another value proves nothing) or CLEARLY (another value is wrong).
"""

from collections.abc import Callable

from reports.letter import speaking_of_figures as figures
from reports.letter import speaking_of_plan as plan
from reports.letter.facts import Fact, Topic
from reports.letter.kinds import Found, Kind
from reports.letter.meaning import About
from reports.letter.speaks import OTHER_KIND, Speaks, no


def speaks_of(fact: Fact, about: About) -> Speaks:
    """Whether this number of a sentence may be, or clearly is, this fact."""
    if not _is_same_kind(fact, about.number):
        return no(OTHER_KIND)
    if about.is_of_a_goal and fact.topic not in _OF_A_GOAL:
        return no("noemt een doel of een grens")
    return _TOPICS[fact.topic](fact, about)


def _is_same_kind(fact: Fact, found: Found) -> bool:
    if fact.kind is Kind.PERCENT:
        return found.kind in {Kind.PERCENT, Kind.SHARE}
    return found.kind is fact.kind


# Beside the words of a target a number is nothing else than that.
_OF_A_GOAL = (Topic.TARGET, Topic.MAXIMUM, Topic.DIFFERENCE)
_TOPICS: dict[Topic, Callable[[Fact, About], Speaks]] = {
    Topic.COUNT: figures.count,
    Topic.SHARE: figures.share,
    Topic.CHANGE: figures.change,
    Topic.RISE: figures.rise,
    Topic.RATIO: figures.ratio,
    Topic.TARGET: plan.target,
    Topic.MAXIMUM: plan.maximum,
    Topic.DIFFERENCE: plan.difference,
    Topic.MEASURES: plan.measures,
    Topic.PARTNERS: plan.partners,
    Topic.COMPLETE: plan.complete,
}
