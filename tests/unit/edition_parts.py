"""Parts of hand-typed documents that came with version 3: registers, changes, milestones, sums."""

from typing import Any

from reports.canonical import Document


def registers(text: str) -> dict[str, Any]:
    """One or two lines of each register; `text` is what somebody wrote."""
    return {
        "product": [
            entry(
                "P-1", "Handreiking bewonersbijeenkomst", state=("issued", "Uitgebracht"), text=text
            ),
            entry("P-2", "Modelclausule huurcontract", text=text),
        ],
        "study": [entry("O-1", "Onderzoek naar daders", text=text)],
        "wanted_study": [entry("W-1", "Wat werkt in de straat", rank=1, text=text)],
        "commitment": [
            entry(
                "M-1",
                "Motie over landelijke regie",
                kind="Motie",
                state=("settled", "Afgedaan"),
                settled_on="2025-12-19",
                outcome="Met deze rapportage afgedaan.",
                reference="28684-739",
                text=text,
            ),
            entry(
                "T-1", "Toezegging over cobra's", kind="Toezegging", due_on="2026-07-01", text=text
            ),
        ],
        "bottleneck": [entry("K-1", "Te weinig capaciteit", text=text)],
        "international": [],
    }


def entry(code: str, title: str, *, text: str = "", **said: Any) -> dict[str, Any]:
    """A line of a register."""
    state, label = said.pop("state", ("open", "Openstaand"))
    return {
        "code": code,
        "title": title,
        "description": text,
        "kind_label": said.pop("kind", ""),
        "state": state,
        "state_label": label,
        "owner": "Politie",
        "party": "",
        "reference": "",
        "rank": None,
        "due_on": None,
        "settled_on": None,
        "outcome": "",
        "link": "",
        "measures": ["1.01"],
        "plan_lines": "300",
        "plan_state": "",
        **said,
    }


def lessons(text: str) -> list[dict[str, Any]]:
    """One lesson."""
    return [
        {
            "measure": "1.01",
            "verdict": "works",
            "verdict_label": "Werkt",
            "text": text,
            "noted_on": "2025-11-01",
        }
    ]


def milestone(number: int, text: str) -> dict[str, Any]:
    """A milestone that moved once."""
    return {
        "id": number,
        "title": f"Mijlpaal {number}",
        "first_on": "2025-12-31",
        "current_on": "2026-03-31",
        "done_on": None,
        "state": "open",
        "state_label": "Open",
        "moves": [{"old_on": "2025-12-31", "new_on": "2026-03-31", "reason": text}],
    }


def changes(number: str, text: str) -> dict[str, Any]:
    """One of each kind of change, since edition 2025-1."""
    named = {"number": number, "title": "Maatregel 1"}
    return {
        "since": {
            "kind": "edition",
            "number": "2025-1",
            "title": "Voortgangsrapportage",
            "sha256": "cd" * 32,
            "on": "2025-06-30",
        },
        "answer": {"before": "Te vroeg voor een oordeel.", "now": "Doel 2025 niet gehaald."},
        "leads": [{**named, "before": "", "now": "Politie"}],
        "appeared": [_figure("C2", 1525)],
        "vanished": [_figure("C9", 678)],
        "statuses": [
            {
                **named,
                "phase_from": "Nog niet gestart",
                "phase_to": "In voorbereiding",
                "course_from": "Nog niet beoordeeld",
                "course_to": "Op schema",
            }
        ],
        "milestones": [
            {
                **named,
                "milestone": "Mijlpaal 1",
                "what": "moved",
                "from_on": "2025-12-31",
                "to_on": "2026-03-31",
                "reason": text,
            }
        ],
        "decisions": [
            {
                "id": 1,
                "kind": "replace",
                "kind_label": "Vervangen",
                "decided_on": "2025-10-01",
                "reason": text,
                "from": ["9.01"],
                "to": [number],
            }
        ],
        "new_measures": [named],
        "ended_measures": [{"number": "9.01", "title": "Gestopt", "decision": "Vervallen"}],
        "figures": [
            {
                "code": "C1",
                "what": "Totaal, aanslagen en pogingen, Nederland",
                "period_start": "2024-01-01",
                "period_end": "2025-01-01",
                "definition": "(Poging tot) aanslag",
                "before": 1540,
                "now": 1543,
                "known_before": "januari 2025",
                "known": "mei 2025",
            }
        ],
        "registers": [
            {
                "register": "commitment",
                "code": "M-1",
                "title": "Motie over landelijke regie",
                "kind": "Motie",
                "from": "Openstaand",
                "to": "Afgedaan",
                "outcome": text,
            }
        ],
    }


def _figure(code: str, value: int) -> dict[str, Any]:
    return {
        "code": code,
        "what": "Totaal, aanslagen en pogingen, Nederland",
        "period_start": "2025-01-01",
        "period_end": "2026-01-01",
        "definition": "(Poging tot) aanslag",
        "value": value,
        "known": "januari 2026",
    }


def version_2(document: Document) -> Document:
    """The same document as portals of before version 3 wrote it."""
    plan = document["plan"]
    kept = {
        key: value
        for key, value in document.items()
        if key
        not in {
            "audience",
            "approvals",
            "registers",
            "lessons",
            "computed",
            "changes",
            "standing_on",
        }
    }
    edition = {**document["edition"], "requested_by": "Sanne Secretaris"}
    del edition["corrects"], edition["demo"]
    return {
        **kept,
        "schema": "voortgangsrapportage/2",
        "edition": edition,
        "plan": {
            **{key: value for key, value in plan.items() if key != "decisions"},
            "pillars": [
                {**pillar, "measures": [_measure_2(m) for m in pillar["measures"]]}
                for pillar in plan["pillars"]
            ],
        },
        "provenance": [_origin_2(origin) for origin in document["provenance"]],
    }


def _measure_2(measure: dict[str, Any]) -> dict[str, Any]:
    kept = {
        k: v for k, v in measure.items() if k not in {"milestones", "certainty", "certainty_label"}
    }
    updates = [
        {**{k: v for k, v in update.items() if k != "said_by"}, "made_by": "Sanne Secretaris"}
        for update in measure["updates"]
    ]
    return {**kept, "updates": updates}


def _origin_2(origin: dict[str, Any]) -> dict[str, Any]:
    left = {"definition_name", "area_code", "object", "outcome", "provisional", "approved"}
    kept = {k: v for k, v in origin.items() if k not in left}
    return {**kept, "definition": origin["definition_name"]}


def no_registers() -> dict[str, Any]:
    """Every register, without lines."""
    return {key: [] for key in registers("")}
