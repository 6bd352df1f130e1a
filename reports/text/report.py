"""The whole report: a document in, finished answers out. The template decides nothing.

The document is the only source: no database, no clock.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from offensief.lib.dutch import date_long, moment, period
from reports.canonical import Document, canonical_text, digest
from reports.reading import faults_named, may_be_hyphenated
from reports.text import changes, completeness, figures, measures, origins, registers
from reports.text.days import day_text
from reports.text.printed import Cover, Ended, PrintedEdition
from reports.text.upgrade import as_version_3


def read(document: Document) -> PrintedEdition:
    """The report that a document holds. Raises WrongDocument when something is missing."""
    with faults_named():
        return _read(as_version_3(document), sha256=digest(canonical_text(document)))


def _read(document: Document, *, sha256: str) -> PrintedEdition:
    plan, told, listed = document["plan"], changes.read(document), registers.read(document)
    pillars = measures.pillars(document, told, listed)
    by_number = {m.number: m for p in pillars for m in p.measures}
    return PrintedEdition(
        cover=_cover(document),
        sha256=sha256,
        is_hyphenated=may_be_hyphenated(canonical_text(document)),
        answer=figures.answer(document),
        completeness=completeness.read(document),
        attention=tuple(by_number[a["number"]] for a in document["summary"]["attention"]),
        changes=told,
        registers=listed,
        ended=tuple(Ended(e["number"], e["title"], e["decision"]) for e in plan["ended"]),
        figures=figures.drawn(document),
        contradictions=figures.contradictions(document["contradictions"]),
        pillars=pillars,
        matrix=measures.matrix(plan) if by_number else None,
        deliveries=origins.deliveries(document),
        computed=origins.computed(document),
        statuses=origins.statuses(document),
    )


def _cover(document: Document) -> Cover:
    edition, plan = document["edition"], document["plan"]
    start, end = (date.fromisoformat(document["period"][side]) for side in ("start", "end"))
    frozen_at = datetime.fromisoformat(edition["frozen_at"])
    corrects = edition["corrects"]
    return Cover(
        number=edition["number"],
        title=edition["title"],
        status=f"DEMO · {edition['status']}" if edition["demo"] else edition["status"],
        is_concept=not document["approvals"],
        corrects=corrects["number"] if corrects else "",
        correction_reason=corrects["reason"].strip() if corrects else "",
        approval=_approval(document["approvals"]),
        period=period(start, end + timedelta(days=1)),
        as_of=date_long(date.fromisoformat(document["figures_as_of"])),
        standing_on=day_text(document["standing_on"], date_long),
        frozen=moment(frozen_at),
        frozen_at=frozen_at.isoformat(timespec="seconds"),
        plan_title=plan["title"],
        plan_offered=day_text(plan["offered_on"], date_long),
        plan_sha256=plan["sha256"],
    )


def _approval(approvals: Sequence[Document]) -> str:
    """Who established it: "Vastgesteld door het hoofd van het secretariaat op ...".

    Empty for a concept.
    """
    if not approvals:
        return ""
    last = approvals[-1]
    at = moment(datetime.fromisoformat(last["at"]))
    by = last["by"][:1].lower() + last["by"][1:]
    return f"{last['what']} door het {by} op {at}"
