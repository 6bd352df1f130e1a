"""A database to make a mess of: a copy of that of the tests, for things that really commit."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

_NAME = "scratch"


@contextmanager
def scratch_database(name: str = _NAME) -> Iterator[None]:
    """Inside, every connection goes to a copy of the database, which is thrown away afterwards."""
    own = connection.settings_dict["NAME"]
    copy = f"{own}_{name}"
    _outside(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
    _outside(f'CREATE DATABASE "{copy}" TEMPLATE "{own}"')
    _go_to(copy)
    try:
        yield
    finally:
        connection.close()
        _go_to(own)
        _outside(f'DROP DATABASE "{copy}" WITH (FORCE)')


def _go_to(name: str) -> None:
    """Threads make their connections from these settings."""
    connection.close()
    connection.settings_dict["NAME"] = name
    settings.DATABASES["default"]["NAME"] = name


def _outside(statement: str) -> None:
    # No connection may be open to a database that is copied.
    connection.close()
    with connection._nodb_cursor() as cursor:  # noqa: SLF001 -- what Django makes test databases with
        cursor.execute(statement)
