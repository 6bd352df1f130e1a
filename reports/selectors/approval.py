"""What the head reads before an edition is established."""

from dataclasses import dataclass

from reports.models import Edition, EditionState
from reports.selectors.editions import document_of
from reports.selectors.letters import NewestCheck, newest_check
from reports.text import report
from reports.text.changes import Changes
from reports.text.printed import Missing


@dataclass(frozen=True, slots=True)
class Reading:
    """The answer of the edition, what changed since the one before, and what is missing."""

    headline: str
    progress: str
    changes: Changes | None
    missing: tuple[Missing, ...]
    # How many figures contradict each other, in a sentence; empty when none do.
    contradictions: str
    # The last cijfercheck; None while no letter was held to it.
    letter: NewestCheck | None


def read_before_establishing(edition: Edition) -> Reading | None:
    """What a frozen edition says in short; None while it is in the making."""
    if edition.state != EditionState.FROZEN:
        return None
    printed = report.read(document_of(edition))
    return Reading(
        headline=printed.answer.headline,
        progress=printed.completeness.progress,
        changes=printed.changes,
        missing=printed.completeness.missing,
        contradictions=printed.contradictions_sentence if printed.contradictions else "",
        letter=newest_check(edition),
    )
