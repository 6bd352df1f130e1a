"""The document of a played round with the real plan, held against the one that was read by people.

`GOLDEN=1 make test ARGS=tests/integration/test_edition_golden.py` writes it anew; read the
difference before you keep it.
"""

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from jsonschema import Draft202012Validator

from measures.models import Measure
from measures.rounds.models import Round
from measures.services.status import StatusChange, change_status
from measures.statuses import Course, Phase
from offensief.accounts.models import User
from reports.canonical import canonical_text
from reports.models import Edition
from reports.services import finals, rounds
from reports.since import differences
from tests import editions

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "golden" / "voortgangsrapportage-3.json"
SCHEMA = ROOT.parent / "docs" / "schemas" / "voortgangsrapportage-3.json"


@pytest.fixture
def first(closed: Round, secretary: User, clock: time_machine.Traveller) -> Edition:
    clock.move_to(date(2027, 8, 9))
    asked = rounds.freeze_round(round_=closed, version=closed.version, by=secretary)
    return editions.ready(asked)


def numbered(document: dict[str, Any]) -> dict[str, Any]:
    """Keys of the database as 1, 2, 3 in the order they occur: they differ per run of the tests."""
    seen: dict[int, int] = {}

    def walk(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                key: seen.setdefault(part, len(seen) + 1) if key == "id" else walk(part)
                for key, part in value.items()
            }
        return [walk(part) for part in value] if isinstance(value, list) else value

    result: dict[str, Any] = walk(document)
    return result


def test_the_document_is_the_one_that_people_read(first: Edition) -> None:
    document = numbered(json.loads(first.document))
    if os.environ.get("GOLDEN"):
        text = json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False)
        GOLDEN.write_text(f"{text}\n", encoding="utf-8")

    known = json.loads(GOLDEN.read_text(encoding="utf-8"))

    for part in sorted({*document, *known}):
        assert document.get(part) == known.get(part), part


def test_it_meets_the_published_schema(first: Edition) -> None:
    schema = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))

    assert [e.message for e in schema.iter_errors(json.loads(first.document))] == []


def test_no_name_of_a_person_is_in_it(first: Edition) -> None:
    found = [user.name for user in User.objects.all() if user.name in first.document]

    assert found == []


def test_the_first_edition_is_compared_with_the_plan(first: Edition) -> None:
    changes = json.loads(first.document)["changes"]

    assert changes["since"]["kind"] == "plan"
    assert {"1.01", "1.04", "2.01"} >= {row["number"] for row in changes["statuses"]}


def test_the_next_edition_tells_only_what_is_new_since_the_first(
    first: Edition, closed: Round, secretary: User, head: User, clock: time_machine.Traveller
) -> None:
    closed.refresh_from_db()
    final = finals.establish(edition=first, sha256=first.sha256, version=closed.version, by=head)
    finals.send(edition=editions.with_files(final), sending=editions.sending(), by=secretary)
    clock.move_to(date(2027, 9, 1))
    measure = Measure.objects.get(number="3.03")
    change = StatusChange(
        phase=Phase.PREPARING, course=Course.ON_TRACK, explanation="Er is begonnen."
    )
    change_status(measure=measure, version=measure.version, change=change, by=secretary)
    clock.move_to(date(2027, 12, 31))

    second = editions.concept(secretary)

    document = json.loads(second.document)
    assert document["changes"]["since"]["number"] == final.number
    before = json.loads(final.document)
    told = {key: part for key, part in document["changes"].items() if key != "since"}
    assert told == json.loads(canonical_text(differences(before, document)))
