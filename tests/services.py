"""Pytest plugin: PostgreSQL and Valkey for the tests, before Django reads its settings.

Loaded with -p (pyproject.toml). Workers of pytest-xdist inherit the addresses.
"""

import os
from contextlib import ExitStack
from pathlib import Path

import pytest

from offensief import embedded

_ROOT = Path(__file__).resolve().parent.parent
_stack = ExitStack()

os.environ.setdefault("DEBUG", "1")
os.environ.setdefault("LOG_LEVEL", "WARNING")
# Playwright leaves its event loop running in the thread of the tests; a worker that drove the
# browser would refuse every query of the tests after it. No code of ours runs in that loop.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
# House tests of `make check` need no services and get addresses where nobody answers.
if "DATABASE_URL" not in os.environ:
    database = _stack.enter_context(embedded.postgres(_ROOT / "var" / "test" / "postgres"))
    embedded.make_fast_and_forgetful(database)
    os.environ["DATABASE_URL"] = database
if "REDIS_URL" not in os.environ:
    os.environ["REDIS_URL"] = _stack.enter_context(
        embedded.valkey(_ROOT / "var" / "test" / "valkey")
    )


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what was started here; workers started nothing."""
    _stack.close()
