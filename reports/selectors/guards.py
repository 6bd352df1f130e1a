"""Why the figures are not ready for an edition."""

from datetime import date, datetime

from incidents.selectors.contradictions import sums_that_differ
from incidents.selectors.target import target_standing
from incidents.sight import Sight
from offensief.lib.dutch import date_long


def figures_refuse(day: date, *, today: date, at: datetime) -> str:
    """Why an edition cannot be frozen with the figures of this day, in a sentence, or nothing."""
    if day > today:
        return (
            f"De peildatum van de cijfers ({date_long(day)}) ligt in de toekomst. Wacht tot die "
            "dag, of kies een eerdere peildatum."
        )
    sight = Sight.parliament(at)
    standing = target_standing(day, sight)
    if standing is None or not (standing.current or standing.so_far):
        return (
            f"Op {date_long(day)} was er nog geen vrijgegeven cijfer voor het doel. Laat de "
            "cijfers eerst vrijgeven."
        )
    wrong = sums_that_differ(day, sight)
    return f"De cijfers spreken elkaar tegen. {wrong[0]}" if wrong else ""
