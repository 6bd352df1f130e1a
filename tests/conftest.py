"""The cast and the data every test may count on."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from celery import Celery
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from pytest_django.plugin import DjangoDbBlocker

from measures.models import MembershipRole, Partner
from measures.rounds.hands import Hand
from measures.rounds.models import Round
from measures.rounds.services import answering, keeping, reviewing
from measures.services.members import make_member
from offensief import celery_app
from offensief.accounts.models import Role, User
from offensief.accounts.services import grant_role
from offensief.web import limits
from tests.rounds import NOW, answer_of, fill, played_round, sign, submission_of

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The real plan, registers and figures, loaded once by the real commands."""
    with django_db_blocker.unblock():
        call_command("load_plan", stdout=StringIO())
        call_command("load_registers", stdout=StringIO())
        call_command("load_figures", stdout=StringIO())
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        # PostgreSQL tidies up after the large tests; until it is done the database cannot go.
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND backend_type = 'autovacuum worker'"
        )
        cursor.execute(
            "SELECT state, query FROM pg_stat_activity WHERE datname = current_database()"
            " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        left_open = cursor.fetchall()
        connection.close()
    assert not left_open, f"A test left a connection open: {left_open}"


@pytest.fixture(autouse=True, scope="session")
def _little_work() -> Iterator[None]:
    """Hashing is quick here; the portals of the browser tests hash as on a server.

    Each test client builds the portal anew: Whitenoise must not look through all static files then.
    """
    with override_settings(
        PASSWORD_HASHERS=["tests.hashing.QuickHasher"], WHITENOISE_AUTOREFRESH=True
    ):
        yield


@pytest.fixture(autouse=True)
def _nobody_tried_before() -> Iterator[None]:
    """Tries are counted from nothing, and not in the queue's server, which outlives a test."""
    limits.counter.cache_clear()
    with override_settings(LIMITS_STORAGE="memory://"):
        yield


def give_app(user: User) -> None:
    """A second factor: nobody gets further than the account page without one."""
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})


def make_person(email: str, name: str, *roles: Role) -> User:
    """A person with portal-wide roles."""
    user = User(email=email, name=name)
    # Tests sign in with force_login: hashing a password for real costs 50 ms each.
    user.set_unusable_password()
    user.save()
    give_app(user)
    for role in roles:
        grant_role(user=user, role=role, by=None)
    return user


def _speaker(email: str, name: str, partner: str) -> User:
    user = make_person(email, name)
    make_member(
        user=user, partner=Partner.objects.get(key=partner), role=MembershipRole.EDITOR, by=None
    )
    return user


@pytest.fixture
def secretary(db: None) -> User:
    """Changes statuses and asks for reports."""
    return make_person("secretaris@test.example", "Sanne Secretaris", Role.SECRETARY)


@pytest.fixture
def head(db: None) -> User:
    """Reads everything and approves."""
    return make_person("hoofd@test.example", "Hanna Hoofd", Role.HEAD)


@pytest.fixture
def figures_owner(db: None) -> User:
    """Delivers figures, and releases those of others."""
    return make_person("lfct@test.example", "Lotte Cijfer", Role.FIGURES_OWNER)


@pytest.fixture
def reader(db: None) -> User:
    """Reads dashboards and editions."""
    return make_person("lezer@test.example", "Lars Lezer", Role.READER)


@pytest.fixture
def police(db: None) -> User:
    """Speaks for the police: sees its measures only."""
    return _speaker("politie@test.example", "Priya Politie", "politie")


@pytest.fixture
def aedes(db: None) -> User:
    """Speaks for Aedes: sees its measures only."""
    return _speaker("aedes@test.example", "Aron Aedes", "aedes")


@pytest.fixture
def outsider(db: None) -> User:
    """Has an account and no role; must always be refused."""
    return make_person("buiten@test.example", "Bo Buiten")


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The clock stands still in the middle of the played round (tests.rounds)."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def opened(clock: time_machine.Traveller, secretary: User, aedes: User, police: User) -> Round:
    """A round in which Aedes is asked about 1.01 and 1.04, and the police about 2.01."""
    return played_round(clock, secretary, aedes, police)


@pytest.fixture
def signed(opened: Round, aedes: User) -> Round:
    """The same round; Aedes has handed in."""
    fill(opened, "1.01", aedes, text="Nu werken alle corporaties mee.")
    fill(opened, "1.04", aedes)
    sign(opened, "aedes", aedes)
    return opened


@pytest.fixture
def worker_at_hand() -> Iterator[None]:
    """A queue with a worker that does everything at once, in this process."""
    Celery("at_hand", task_always_eager=True, task_eager_propagates=True)
    yield
    celery_app.set_current()


class SignedIn(Client):
    """A browser in which somebody has signed in."""

    def __init__(self, person: User) -> None:
        super().__init__()
        self.force_login(person)


@pytest.fixture
def closed(opened: Round, secretary: User, aedes: User) -> Round:
    """The played round after its last day: Aedes answered, the police did not."""
    fill(opened, "1.01", aedes, text="Nu werken alle corporaties mee.")
    answer = answer_of(opened, "1.04")
    answering.confirm_unchanged(answer=answer, version=1, note="", hand=Hand(by=aedes))
    submission = sign(opened, "aedes", aedes)
    reviewing.approve(submission=submission, version=submission.version, certainty={}, by=secretary)
    police = submission_of(opened, "politie")
    reviewing.call_missing(
        submission=police, version=police.version, reason="Geen capaciteit.", by=secretary
    )
    return keeping.close_round(round_=opened, version=opened.version, by=secretary)
