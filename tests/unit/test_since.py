"""What changed between two documents: every difference, and nothing that is none."""

import copy
from typing import Any

import pytest

from reports.since import differences
from reports.text import changes
from tests.unit.edition_documents import progress_document

KINDS = (
    "statuses",
    "leads",
    "milestones",
    "decisions",
    "new_measures",
    "ended_measures",
    "figures",
    "appeared",
    "vanished",
    "registers",
)


def pair() -> tuple[dict[str, Any], dict[str, Any]]:
    """A document and its twin, to change."""
    document = progress_document()
    return document, copy.deepcopy(document)


def measure(document: dict[str, Any], number: str) -> dict[str, Any]:
    found: dict[str, Any] = next(
        m for p in document["plan"]["pillars"] for m in p["measures"] if m["number"] == number
    )
    return found


def test_equal_documents_differ_in_nothing() -> None:
    before, now = pair()

    found = differences(before, now)

    assert found["answer"] is None
    assert {kind: found[kind] for kind in KINDS} == {kind: [] for kind in KINDS}


def test_another_answer_to_the_goal_is_told() -> None:
    before, now = pair()
    now["figures"]["target"]["headline"] = "Doel 2025 gehaald: 1.380."
    before["figures"]["target"] = None

    assert differences(before, now)["answer"] == {
        "before": "",
        "now": "Doel 2025 gehaald: 1.380.",
    }


def test_status_and_lead_are_told_with_what_they_were() -> None:
    before, now = pair()
    measure(now, "1.01").update(phase="delivered", phase_label="Gerealiseerd", lead="OM")

    found = differences(before, now)

    (status,), (lead,) = found["statuses"], found["leads"]
    assert (status["phase_from"], status["phase_to"]) == ("In voorbereiding", "Gerealiseerd")
    assert (lead["before"], lead["now"]) == ("Politie", "OM")


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"current_on": "2026-06-30"}, "moved"),
        ({"state": "done", "done_on": "2026-01-15"}, "done"),
        ({"state": "dropped"}, "dropped"),
    ],
)
def test_what_happened_to_a_milestone(changed: dict[str, str], what: str) -> None:
    before, now = pair()
    measure(now, "1.01")["milestones"][0].update(changed)

    (step,) = differences(before, now)["milestones"]

    assert step["what"] == what


def test_a_new_milestone_and_a_new_measure() -> None:
    before, now = pair()
    measure(before, "1.01")["milestones"].clear()
    pillar = before["plan"]["pillars"][5]
    gone = pillar["measures"].pop()

    found = differences(before, now)

    assert {step["what"] for step in found["milestones"]} >= {"new"}
    assert [m["number"] for m in found["new_measures"]] == [gone["number"]]


def test_figures_that_are_other_new_or_gone() -> None:
    before, now = pair()
    before["provenance"][0]["value"] = 1540
    appeared = before["provenance"].pop(1)
    vanished = now["provenance"].pop(2)

    found = differences(before, now)

    (restated,) = found["figures"]
    assert (restated["before"], restated["now"]) == (1540, 1543)
    assert [f["code"] for f in found["appeared"]] == [appeared["code"]]
    assert [f["code"] for f in found["vanished"]] == [vanished["code"]]


def test_a_register_line_that_stands_otherwise() -> None:
    before, now = pair()
    now["registers"]["bottleneck"][0].update(state="settled", state_label="Opgelost")

    (entry,) = differences(before, now)["registers"]

    assert (entry["code"], entry["from"], entry["to"]) == ("K-1", "Openstaand", "Opgelost")


def test_nothing_changed_is_said_only_when_that_is_so() -> None:
    document = progress_document()
    since = document["changes"]["since"]
    before, now = pair()
    now["figures"]["target"]["headline"] = "Anders."

    same = changes.read({**document, "changes": {"since": since, **differences(before, before)}})
    other = changes.read({**document, "changes": {"since": since, **differences(before, now)}})

    assert same is not None
    assert other is not None
    assert (same.count, other.count) == (0, 1)
