"""Who does something in a round, and how they came in."""

from dataclasses import dataclass

from measures.rounds.states import Via
from offensief.accounts.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """A person at work on a submission.

    `for_partner`: the secretariat writes down what a partner said, with `heard` telling how (by
    telephone, in a letter). Both names are kept.
    """

    by: User
    via: Via = Via.PAGE
    for_partner: bool = False
    heard: str = ""
