"""Documents of earlier schemas, in the shape of today. What they did not tell stays untold.

Only for reading: the bytes and the hash of such a document are its own.
"""

from typing import Any

from reports.canonical import Document

EARLIER = ("voortgangsrapportage/2",)


def as_version_3(document: Document) -> Document:
    """A document of version 2 with the parts that version 3 has, empty."""
    if document["schema"] not in EARLIER:
        return document
    plan = document["plan"]
    return {
        **document,
        "edition": {**document["edition"], "corrects": None, "demo": False},
        "approvals": [],
        "standing_on": document.get("standing_on") or document["period"]["end"],
        "contradictions": document.get("contradictions"),
        "round": document.get("round"),
        "registers": {},
        "lessons": [],
        "computed": [],
        "changes": None,
        "plan": {
            **plan,
            "decisions": [],
            "pillars": [
                {**pillar, "measures": [_measure(m) for m in pillar["measures"]]}
                for pillar in plan["pillars"]
            ],
        },
        "provenance": [_origin(entry) for entry in document["provenance"]],
    }


def _measure(measure: dict[str, Any]) -> dict[str, Any]:
    return {
        **measure,
        "certainty_label": "",
        "milestones": [],
        "updates": [{**update, "said_by": ""} for update in measure["updates"]],
    }


def _origin(entry: dict[str, Any]) -> dict[str, Any]:
    return {**entry, "definition_name": entry["definition"], "approved": ""}
