"""The account the portal works with cannot rewrite history, and can do its work."""

from collections.abc import Iterator
from typing import LiteralString

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from psycopg import sql

from offensief.accounts.models import Role
from offensief.audit import rights
from offensief.audit.apps import the_portal_owns_nothing
from offensief.audit.models import Entry
from tests.conftest import make_person


@pytest.fixture
def account(db: None, worker_id: str) -> str:
    """Of this worker alone: accounts belong to the server, not to a database."""
    name = f"portal_{worker_id}"
    rights.give(name, "a'b\\c")
    return name


@pytest.fixture
def owner(db: None) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])


@pytest.fixture
def as_portal(account: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(account)))
        yield
        cursor.execute("RESET ROLE")


# Of each table whose rows are only added, a column.
_ONLY_ADDED = {
    model._meta.db_table: str(model._meta.pk.column)
    for model in apps.get_models()
    if any("append_only" in one.name for one in getattr(model._meta, "triggers", []))
}


@pytest.mark.parametrize("table", sorted(_ONLY_ADDED))
def test_history_cannot_be_rewritten(table: str, as_portal: None) -> None:
    for deed in (
        "UPDATE {table} SET {column} = {column}",
        "DELETE FROM {table}",
        "TRUNCATE {table} CASCADE",
        "ALTER TABLE {table} DISABLE TRIGGER USER",
        "DROP TABLE {table} CASCADE",
    ):
        with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
            _do(deed, table)


@pytest.mark.parametrize(
    "deed",
    [
        # How the library of triggers lets them be passed over for once.
        "SET LOCAL pgtrigger.ignore = '{{audit_entry:trail_is_append_only}}'; DELETE FROM {table}",
        "SET session_replication_role = replica",
        "CREATE TABLE public.of_its_own (id int)",
        "DELETE FROM django_migrations",
        "RESET ROLE; SET ROLE pg_read_server_files",
    ],
)
def test_there_is_no_way_around(deed: LiteralString, account: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SET SESSION AUTHORIZATION {}").format(sql.Identifier(account)))
        try:
            with pytest.raises(ProgrammingError, match="permission denied"):
                _do(deed, "audit_entry")
        finally:
            cursor.execute("RESET SESSION AUTHORIZATION")


def _do(deed: LiteralString, table: str) -> None:
    names = {"table": sql.Identifier(table), "column": sql.Identifier(_ONLY_ADDED[table])}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.SQL(deed).format(**names))


def test_the_portal_can_do_its_work(as_portal: None) -> None:
    before = Entry.objects.count()

    make_person("nieuw@test.example", "Nieuw Mens", Role.READER)

    assert Entry.objects.count() > before


def test_every_table_that_only_grows_is_seen(account: str) -> None:
    given = rights.give(account, "another")

    assert len(_ONLY_ADDED) > 20
    assert {table for table, what in given.items() if "UPDATE" not in what} == {
        *_ONLY_ADDED,
        "django_migrations",
    }


def test_what_is_new_gets_its_rights_and_what_went_too_far_is_taken(account: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE brand_new (id int)")
        grant = sql.SQL("GRANT ALL ON audit_entry TO {}").format(sql.Identifier(account))
        cursor.execute(grant)

        assert rights.give(account, "x")["brand_new"] == "SELECT, INSERT, UPDATE, DELETE"

        cursor.execute("SELECT has_table_privilege(%s, 'audit_entry', 'UPDATE')", [account])
        assert cursor.fetchone() == (False,)


def test_the_check_tells_whose_account_is_too_mighty(account: str) -> None:
    (warning,) = the_portal_owns_nothing(None, databases=["default"])
    assert warning.id == "audit.W001"
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(account)))
        assert the_portal_owns_nothing(None, databases=["default"]) == []
        cursor.execute("RESET ROLE")


def test_the_command_says_what_it_gave(
    db: None, worker_id: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORTAL_DATABASE_PASSWORD", "geheim")

    call_command("give_rights", f"portal_{worker_id}")

    assert "niets wijzigen of weghalen" in capsys.readouterr().out


def test_the_owner_is_refused_as_the_account_of_the_portal(
    owner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_DATABASE_PASSWORD", "geheim")

    with pytest.raises(CommandError, match="Kies een andere naam"):
        call_command("give_rights", owner)


def test_nor_an_account_that_may_act_as_the_owner(account: str, owner: str) -> None:
    with connection.cursor() as cursor:
        names = map(sql.Identifier, (owner, account))
        cursor.execute(sql.SQL("GRANT {} TO {}").format(*names))

        with pytest.raises(rights.TooMighty):
            rights.give(account, "x")
