"""All tables of an edition, in the order of the report."""

from reports.canonical import Document
from reports.formats.tables import figures, plan, registers
from reports.formats.tables.shape import DataTable
from reports.reading import faults_named
from reports.text.printed import PrintedEdition
from reports.text.upgrade import as_version_3


def tables(document: Document, edition: PrintedEdition) -> tuple[DataTable, ...]:
    """Every table. Raises WrongDocument when something is missing."""
    with faults_named():
        told = as_version_3(document)
        return (
            plan.measures(told),
            plan.updates(told),
            plan.milestones(told),
            plan.moves(told),
            figures.counts(told),
            figures.computed(told),
            figures.contradictions(edition.contradictions),
            registers.registers(told),
            registers.lessons(told),
            registers.since(told, edition.changes),
            registers.completeness(told),
            figures.provenance(told),
        )
