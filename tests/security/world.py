"""One full portal for every test of walls: all roles, and something of every kind.

What belongs to Aedes carries words by which it can be found (`Secret`). Everything is made once per
module, in a transaction that is rolled back; each test works in a savepoint of its own.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import time_machine
from django.conf import settings
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext

from offensief.accounts.models import User
from tests.rounds import NOW
from tests.security.cast import make_cast
from tests.security.things import Secret, make_things

# `make security` asks everything as everybody; other runs as the roles that differ most.
ALL_ROLES = bool(os.environ.get("SECURITY"))


@dataclass(frozen=True)
class World:
    """Who there are, what there is, and how everybody looks at it."""

    people: dict[str, User]
    # Row numbers and tokens by the word that stands for them in the access table.
    keys: dict[str, str]
    secrets: tuple[Secret, ...]
    sessions: dict[str, str]

    def browser(self, role: str, *, checks_csrf: bool = False) -> Client:
        """A browser in which somebody of this role has signed in."""
        # A fault of the portal is an answer (500) that a test can look at.
        client = Client(enforce_csrf_checks=checks_csrf, raise_request_exception=False)
        if role in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        return client

    @contextmanager
    def undone(self) -> Iterator[None]:
        """What one request does to the world is undone before the next."""
        with transaction.atomic():
            yield
            transaction.set_rollback(True)

    def filled(self, kwargs: dict[str, str]) -> dict[str, str]:
        """Parts of an address in which the words became row numbers."""
        return {name: self.keys.get(value, value) for name, value in kwargs.items()}


@contextmanager
def standing_world() -> Iterator[World]:
    """Make the world, and leave nothing of it."""
    with time_machine.travel(NOW, tick=False) as clock, transaction.atomic():
        people = make_cast()
        things = make_things(people, clock)
        clock.move_to(NOW)
        sessions = {role: _session(person) for role, person in people.items()}
        yield World(people, things.keys, things.secrets, sessions)
        transaction.set_rollback(True)


def _session(person: User) -> str:
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def body_of(answer: HttpResponseBase) -> bytes:
    """All of an answer, also one that is sent in pieces."""
    if answer.streaming:
        return b"".join(answer)
    return answer.content  # type: ignore[attr-defined,no-any-return]


# What a refusal may leave behind: a line in the trail, and the locks that keep that in order.
_TRAIL_ONLY = ('INSERT INTO "audit_entry"', "LOCK TABLE", "SAVEPOINT", "RELEASE", "ROLLBACK")


def writes(captured: CaptureQueriesContext) -> list[str]:
    """What was written to the database, but for the trail."""
    said = [query["sql"] for query in captured]
    return [sql for sql in said if not sql.startswith(("SELECT", "DECLARE", *_TRAIL_ONLY))]
