"""Every form comes from the document alone: with the rest of the database gone, nothing changes."""

import json
import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction

from offensief.accounts.models import User
from reports.formats.maker import MAKERS
from reports.models import Edition
from reports.services import asking, building
from reports.services.asking import EditionRequest

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def frozen(secretary: User) -> Edition:
    wish = EditionRequest(
        period_start=date(2026, 1, 1),
        period_end=date(2026, 6, 30),
        figures_as_of=date(2026, 6, 30),
        request_key=uuid.uuid4(),
    )
    return building.freeze(asking.request_edition(wish=wish, by=secretary).pk)


def empty_all_but_editions() -> int:
    """Delete every row of every other table; the number of rows that were there."""
    kept = Edition._meta.db_table
    with connection.cursor() as cursor:
        # No triggers, and no foreign keys either.
        cursor.execute("SET LOCAL session_replication_role = replica")
        gone = 0
        for table in connection.introspection.table_names(cursor):
            if table != kept:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608
                gone += cursor.rowcount
        cursor.execute("SET LOCAL session_replication_role = origin")
    return gone


def printed(document: str) -> dict[str, bytes]:
    told = json.loads(document)
    return {form: make(told, lambda step: None) for form, make in MAKERS.items()}


def test_every_form_is_the_same_with_the_rest_of_the_database_gone(secretary: User) -> None:
    edition = frozen(secretary)
    before = printed(edition.document)

    with transaction.atomic():
        assert empty_all_but_editions() > 500
        assert User.objects.count() == 0
        document = Edition.objects.get(pk=edition.pk).document
        with connection.execute_wrapper(_refuse):
            after = printed(document)
        transaction.set_rollback(True)

    assert after == before


def _refuse(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
    raise AssertionError(f"A maker asked: {sql}")
