"""How surely a sentence speaks of a fact of the edition."""

from dataclasses import dataclass
from enum import Enum

# What the sentence says instead, when it names a percentage for a count.
OTHER_KIND = "noemt een ander soort getal"


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


MAYBE, CLEARLY = Speaks(How.MAYBE), Speaks(How.CLEARLY)


def near(strange: tuple[str, ...]) -> Speaks:
    return Speaks(How.NEAR, f"zegt er iets bij: '{strange[0]}'")


def no(instead: str) -> Speaks:
    return Speaks(How.NOT, instead)
