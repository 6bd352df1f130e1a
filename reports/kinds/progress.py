"""The progress report: everything it prints, as one self-contained document.

The print template reads this document and nothing else, so what is live may change afterwards.
Schema version 3 (docs/schemas). Dates are ISO text, counts whole numbers, fractions text with a
decimal point. Organisations have names in it, people do not (docs/decisions/0038).
"""

import json
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from offensief.audit.history import end_of
from reports.canonical import Document
from reports.content.completeness import round_part
from reports.content.previous import changes_part
from reports.content.state import state_part
from reports.kinds.schemas import SCHEMA
from reports.models import Edition

# Counts on with every change in what is printed of the same document.
TEMPLATE = {"name": "reports/kinds/progress.html", "version": 3}
CONCEPT = "CONCEPT"
ESTABLISHED = "VASTGESTELD"


def content(edition: Edition, *, frozen_at: datetime) -> Document:
    """The document of an edition, read from the database as it is now."""
    state = state_part(
        _moment(edition, frozen_at),
        standing_on=_standing_on(edition, frozen_at),
        figures_as_of=edition.figures_as_of,
        at=frozen_at,
    )
    return {
        "schema": SCHEMA,
        "template": TEMPLATE,
        "audience": "parliament",
        "edition": {
            "number": edition.number,
            "title": edition.title,
            "status": CONCEPT,
            "frozen_at": frozen_at.isoformat(timespec="seconds"),
            "corrects": _corrects(edition),
            # Made in a portal with invented people and statuses.
            "demo": settings.DEMO,
        },
        "approvals": [],
        "period": {
            "start": edition.period_start.isoformat(),
            "end": edition.period_end.isoformat(),
        },
        **state,
        "round": _round(edition),
        "changes": changes_part(edition, state, frozen_at),
    }


def established(document: Document, *, number: str, at: datetime, read: str) -> Document:
    """The final report of a concept: its number, its status and who established what was read.

    Nothing else differs, so whoever read the concept has read this. `read` is the concept's hash.
    """
    approval = {
        "what": "Vastgesteld",
        "by": "Hoofd van het secretariaat",
        "at": at.isoformat(timespec="seconds"),
        "concept_number": document["edition"]["number"],
        "concept_sha256": read,
    }
    return {
        **document,
        "edition": {**document["edition"], "number": number, "status": ESTABLISHED},
        "approvals": [*document["approvals"], approval],
    }


def _round(edition: Edition) -> Document | None:
    """Who answered. A correction tells what was told: the round is as it was."""
    if edition.corrects:
        told: Document | None = json.loads(edition.corrects.document)["round"]
        return told
    return round_part(edition.round) if edition.round else None


def _corrects(edition: Edition) -> Document | None:
    """Which edition it corrects, and why."""
    wrong = edition.corrects
    if wrong is None:
        return None
    return {"number": wrong.number, "sha256": wrong.sha256, "reason": edition.correction_reason}


def _moment(edition: Edition, frozen_at: datetime) -> datetime:
    """Until when things count: the end of the day it stands on, or now when that is today.

    What partners say of a period they say after it: an edition of a round tells all that was
    approved in that round (docs/decisions/0026).
    """
    return min(end_of(_standing_on(edition, frozen_at)), frozen_at)


def _standing_on(edition: Edition, frozen_at: datetime) -> date:
    if edition.standing_on:
        return edition.standing_on
    return timezone.localdate(frozen_at) if edition.round else edition.period_end
