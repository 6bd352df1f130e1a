"""What a report compares itself with: the edition before it, or the plan as published."""

import json
from datetime import datetime

from measures.models import Plan
from offensief.audit.history import end_of
from reports.canonical import Document
from reports.content.state import state_part
from reports.models import Edition, EditionKind
from reports.since import differences


def changes_part(edition: Edition, now: Document, at: datetime) -> Document | None:
    """Everything that changed since the report before, and which one that was.

    For an erratum that is the edition it corrects. None when there is no plan to compare with.
    """
    previous = edition.corrects or _last_final(at)
    if previous:
        before = json.loads(previous.document)
        return {"since": _edition(previous, before), **differences(before, now)}
    plan = Plan.objects.order_by("-offered_on").first()
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


def _last_final(at: datetime) -> Edition | None:
    """The last established edition, also one that is not sent yet: it will be before this one."""
    finals = Edition.objects.filter(kind=EditionKind.FINAL, frozen_at__lt=at)
    return finals.order_by("-frozen_at").first()


def _edition(edition: Edition, document: Document) -> Document:
    return {
        "kind": "edition",
        "number": edition.number,
        "title": edition.title,
        "sha256": edition.sha256,
        "on": document["standing_on"],
    }
