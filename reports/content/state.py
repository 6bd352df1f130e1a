"""The part of a document that tells how things stood: the same for every day and every reader."""

from datetime import date, datetime

from incidents.sight import Sight
from measures.selectors.then import plan_before
from measures.statuses import Decision
from reports.canonical import Document
from reports.content.completeness import summary_part
from reports.content.computed import computed
from reports.content.figures import contradictions_document, edition_figures
from reports.content.plan import plan_part
from reports.content.provenance import Provenance
from reports.content.registers import lessons_part, registers_part


def state_part(
    moment: datetime, *, standing_on: date, figures_as_of: date, at: datetime
) -> Document:
    """Plan, registers and figures as known at `moment`, of which parliament may see `at` that time.

    `standing_on` is the day that pages name; figures have a day of their own.
    """
    provenance = Provenance()
    then = plan_before(moment, standing_on)
    active = [m for m in then.measures if m.decision == Decision.ACTIVE]
    sight = Sight.parliament(at)
    figures = edition_figures(figures_as_of, sight, provenance=provenance)
    origins = provenance.entries()
    return {
        "standing_on": then.day.isoformat(),
        "figures_as_of": figures_as_of.isoformat(),
        "figures": figures,
        "contradictions": contradictions_document(figures_as_of, sight),
        "plan": plan_part(then, active, moment),
        "registers": registers_part(then),
        "lessons": lessons_part(moment),
        "summary": summary_part(then, active),
        "provenance": origins,
        "computed": computed(figures, origins),
    }
