"""What the check says of one number, and how it says it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from offensief.lib.dutch import enumerate_nl
from reports.letter.facts import Fact
from reports.letter.kinds import Found


class Verdict(StrEnum):
    """What is said of a number. The value is what the page and the file call it."""

    MATCHES = "klopt"
    DIFFERS = "wijkt af"
    UNKNOWN = "onbekend"
    NO_CLAIM = "verwijzing"


@dataclass(frozen=True, slots=True)
class Judged:
    """A number with its verdict: why, and which facts of the edition it was held to."""

    found: Found
    verdict: Verdict
    why: str
    facts: tuple[Fact, ...] = ()

    @property
    def codes(self) -> str:
        """Where those stand in the edition: "C4, C8"."""
        return ", ".join(dict.fromkeys(fact.reference for fact in self.facts if fact.reference))


def told(facts: Iterable[Fact]) -> str:
    """Facts in a sentence, each with its place: "1.543 (Totaal, Nederland, 2024), code C4"."""
    return enumerate_nl([f"{fact.told()}, {_place(fact)}" for fact in facts])


def _place(fact: Fact) -> str:
    return f"code {fact.code}" if fact.code else fact.where


def matches(found: Found, facts: tuple[Fact, ...]) -> Judged:
    """It klopt, with what the edition says in full when that is more than the letter does."""
    why = f"In de editie: {told(facts)}."
    if any(fact.is_provisional for fact in facts) and not found.is_marked:
        why += " Let op: dit cijfer is voorlopig; in de editie staat er een sterretje bij."
    return Judged(found, Verdict.MATCHES, why, facts)


def differs(found: Found, facts: tuple[Fact, ...]) -> Judged:
    """It wijkt af: what the edition says."""
    return Judged(found, Verdict.DIFFERS, f"De editie zegt: {told(facts)}.", facts)


def as_printed(judged: Judged) -> Judged:
    """A number in a sentence of the edition itself, with the facts that fitted without that."""
    if judged.verdict is Verdict.NO_CLAIM:
        return judged
    facts = judged.facts if judged.verdict is Verdict.MATCHES else ()
    return Judged(judged.found, Verdict.MATCHES, "Deze zin staat zo in de editie.", facts)


def unknown(found: Found, why: str, facts: tuple[Fact, ...] = ()) -> Judged:
    """Nothing can be said, and why not."""
    return Judged(found, Verdict.UNKNOWN, why, facts)
