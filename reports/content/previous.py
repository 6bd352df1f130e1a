"""What a report compares itself with: the edition before it, or the plan as published."""

import json
from datetime import datetime

from measures.models import Plan
from offensief.audit.history import end_of
from reports.canonical import Document
from reports.content.state import state_part
from reports.models import Edition, EditionEvent, EditionStep
from reports.since import differences


def changes_part(edition: Edition, now: Document, at: datetime) -> Document | None:
    """Everything that changed since the report before, and which one that was.

    For an erratum that is the edition it corrects. None when there is no plan to compare with.
    """
    previous = compared_with(edition, at)
    if previous:
        before = json.loads(previous.document)
        return {"since": _edition(previous, before), **differences(before, now)}
    plan = Plan.objects.filter(offered_on__lte=now["standing_on"]).order_by("-offered_on").first()
    if plan is None:
        return None
    since = {
        "kind": "plan",
        "number": "",
        "title": plan.title,
        "sha256": plan.sha256,
        "on": plan.offered_on.isoformat(),
    }
    before = state_part(
        end_of(plan.offered_on),
        standing_on=plan.offered_on,
        figures_as_of=plan.offered_on,
        at=at,
    )
    return {"since": since, **differences(before, now)}


def compared_with(edition: Edition, at: datetime) -> Edition | None:
    """What a correction corrects, or else the edition that was sent last by then."""
    if edition.corrects:
        return edition.corrects
    sent = EditionEvent.objects.filter(step=EditionStep.SENT, at__lt=at).order_by("-at", "-pk")
    last = sent.select_related("edition").first()
    return last.edition if last else None


def told_since(document: Document) -> str:
    """The number of the edition that a document compares itself with; empty for the plan."""
    changes = document["changes"]
    return str(changes["since"]["number"]) if changes else ""


def _edition(edition: Edition, document: Document) -> Document:
    return {
        "kind": "edition",
        "number": edition.number,
        "title": edition.title,
        "sha256": edition.sha256,
        "on": document["standing_on"],
    }
