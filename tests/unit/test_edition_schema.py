"""The documents of editions meet the schema that is published with them."""

import json
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from jsonschema import Draft202012Validator, FormatChecker

from reports.kinds import progress
from tests.unit.edition_documents import progress_document, round_document

SCHEMA = Path(settings.BASE_DIR) / "docs" / "schemas" / "voortgangsrapportage-3.json"


@cache
def validator() -> Draft202012Validator:
    """Also checks that days and moments exist."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


def faults(document: dict[str, Any]) -> list[str]:
    """Each fault with its place in the document."""
    return [f"{error.json_path}: {error.message}" for error in validator().iter_errors(document)]


@pytest.mark.parametrize(
    "document",
    [
        progress_document,
        round_document,
        lambda: progress_document(hostile=True),
        lambda: progress_document(measures=0),
        lambda: progress_document(measures=300),
    ],
    ids=["usual", "round", "hostile", "empty", "large"],
)
def test_a_document_meets_the_published_schema(document: Callable[[], dict[str, Any]]) -> None:
    assert faults(document()) == []


def test_an_established_document_meets_it_too() -> None:
    concept = progress_document()
    at = datetime.fromisoformat("2026-01-13T10:00:00+01:00")

    final = progress.established(concept, number="2026-1", at=at, read="ab" * 32)

    assert faults(final) == []
    changed = {key for key in final if final[key] != concept[key]}
    assert changed == {"edition", "approvals"}
    kept = {
        key: value for key, value in final["edition"].items() if key not in {"number", "status"}
    }
    assert kept.items() <= concept["edition"].items()


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("schema", "voortgangsrapportage/2"),
        ("standing_on", "2026-02-30"),
        ("standing_on", "19 december 2025"),
        ("approvals", [{}]),
        ("provenance", [{"code": "C1"}]),
        ("audience", "public"),
        ("nieuw", "iets"),
    ],
)
def test_the_schema_refuses_what_is_no_document(part: str, value: object) -> None:
    assert faults({**progress_document(), part: value})
