"""The account the portal works with: it owns nothing, so it cannot switch off what keeps history.

Triggers refuse to change what was said (append_only.py), and only the owner of a table can switch a
trigger off. So the owner makes the tables and nothing else does its work with that account
(docs/decisions/0046-the-portal-owns-no-table.md).
"""

from typing import Any

from django.db import connection, transaction
from psycopg import sql

from offensief.audit.models import Entry

# A trigger as append_only() makes it, in pg_trigger.tgtype: per statement, before, on delete (8),
# update (16) and truncate (32).
_ADDED_ONLY = 2 + 8 + 16 + 32

_TABLES = """
    SELECT c.relname, EXISTS (
        SELECT FROM pg_trigger t
        WHERE t.tgrelid = c.oid AND t.tgtype = %s AND NOT t.tgisinternal
    )
    FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    ORDER BY c.relname
"""

_MIGHTY = """
    SELECT rolsuper OR rolcreaterole OR rolname = current_user OR EXISTS (
        SELECT FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND pg_has_role(r.oid, relowner, 'MEMBER')
    )
    FROM pg_roles r WHERE rolname = %s
"""


class TooMighty(Exception):
    """This account could give itself what is kept from it."""


@transaction.atomic
def give(account: str, password: str) -> dict[str, str]:
    """Make the account when it is not there, and let it do what the portal does and no more.

    Safe to run again; tables that are new get their rights then. Gives the rights by table. Raises
    TooMighty for an account that owns tables, may do everything, or is the one asking.
    """
    with connection.cursor() as cursor:
        cursor.execute(_MIGHTY, [account])
        known = cursor.fetchone()
        if known and known[0]:
            raise TooMighty(account)
        name = sql.Identifier(account)
        verb = sql.SQL("ALTER ROLE" if known else "CREATE ROLE")
        # Sealed here, so that no log of the server ever holds it.
        sealed = sql.Literal(_sealed(account, password))
        cursor.execute(sql.SQL("{} {} LOGIN PASSWORD {}").format(verb, name, sealed))
        for what in ("SCHEMA public", "ALL TABLES IN SCHEMA public"):
            cursor.execute(sql.SQL("REVOKE ALL ON {} FROM {}").format(sql.SQL(what), name))
        cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(name))
        cursor.execute(sql.SQL("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}").format(name))
        cursor.execute(_TABLES, [_ADDED_ONLY])
        given = {
            table: _rights(table, only_added=added_only) for table, added_only in cursor.fetchall()
        }
        for table, rights in given.items():
            grant = sql.SQL("GRANT {} ON {} TO {}")
            cursor.execute(grant.format(sql.SQL(rights), sql.Identifier("public", table), name))
    return given


def rewritable() -> list[str]:
    """Tables of which rows are only added, and that this account could change all the same."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES, [_ADDED_ONLY])
        tables = [table for table, added_only in cursor.fetchall() if added_only]
        cursor.execute(
            "SELECT name FROM unnest(%s::text[]) AS name"
            " WHERE has_table_privilege('public.' || quote_ident(name), 'UPDATE, DELETE')",
            [tables],
        )
        return [row[0] for row in cursor.fetchall()]


def _rights(table: str, *, only_added: bool) -> str:
    if table == "django_migrations":
        return "SELECT"
    rights = "SELECT, INSERT" if only_added else "SELECT, INSERT, UPDATE, DELETE"
    # One at a time adds to the chain; since PostgreSQL 17 this right is enough to lock a table.
    return f"{rights}, MAINTAIN" if table == Entry._meta.db_table else rights


def _sealed(account: str, password: str) -> str:
    server: Any = connection.connection
    sealed: bytes = server.pgconn.encrypt_password(
        password.encode(), account.encode(), b"scram-sha-256"
    )
    return sealed.decode()
