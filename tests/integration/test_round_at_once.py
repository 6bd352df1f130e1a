"""Two runs at the same moment, over connections of their own: a person is told once."""

import uuid
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from measures.models import Membership, MembershipRole, Partner
from measures.rounds import letters, tasks
from measures.rounds.models import PersonalLink, Reminder, Round, Submission
from measures.rounds.services import nudging, reminding
from measures.rounds.states import RoundState
from offensief.accounts.models import Role, RoleGrant, User
from offensief.audit.models import Entry
from offensief.outbox.models import Message
from tests.integration.round_mail import dutch
from tests.integration.threads import at_once

# Tables whose rows are never removed, and are here.
_GUARDED = ("rounds_round", "rounds_submission", "rounds_reminder", "audit_entry")


@pytest.fixture
def asked(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[User]:
    """Somebody who speaks for a partner that has not handed in, seen by every connection.

    Rows made by hand and not by services, so that all of it can be removed again.
    """
    with django_db_blocker.unblock(), time_machine.travel(dutch(7, 20, 10), tick=False):
        known = Entry.objects.latest("pk").pk
        person = User.objects.create(email=f"{uuid.uuid4()}@test.example", name="Tessa Thread")
        partner = Partner.objects.get(key="nfi")
        Membership.objects.create(user=person, partner=partner, role=MembershipRole.SIGNER)
        round_ = Round.objects.create(
            number="2027-99",
            title="Tegelijk",
            period_start=date(2027, 1, 1),
            period_end=date(2027, 6, 30),
            announces_on=date(2027, 6, 21),
            opens_on=date(2027, 7, 5),
            deadline_on=date(2027, 7, 23),
            closes_on=date(2027, 8, 6),
            figures_as_of=date(2027, 7, 20),
            state=RoundState.OPEN,
        )
        Submission.objects.create(round=round_, partner=partner)
        yield person
        _remove(person, round_, known)
        connection.close()


def _remove(person: User, round_: Round, known: int) -> None:
    with connection.cursor() as cursor:
        for table in _GUARDED:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        Reminder.objects.filter(person=person).delete()
        Message.objects.filter(recipient=person).delete()
        PersonalLink.objects.filter(person=person).delete()
        Submission.objects.filter(round=round_).delete()
        round_.delete()
        Membership.objects.filter(user=person).delete()
        RoleGrant.objects.filter(user__email__startswith="hand-").delete()
        User.objects.filter(email__startswith="hand-").delete()
        person.delete()
        Entry.objects.filter(pk__gt=known).delete()
        for table in _GUARDED:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def test_two_runs_at_once_remind_a_person_once(asked: User) -> None:
    at_once(4, tasks.tick)

    assert Message.objects.filter(recipient=asked, kind=letters.REMINDER).count() == 1
    assert Reminder.objects.filter(person=asked).count() == 1
    assert PersonalLink.objects.filter(person=asked).count() == 1


def test_a_person_who_is_reminded_at_once_by_two_workers_is_told_once(asked: User) -> None:
    found = at_once(4, lambda: reminding.remind(person=asked))

    assert len([message for message in found if message is not None]) == 1
    assert Reminder.objects.filter(person=asked).count() == 1


@pytest.mark.parametrize("tokens", ["one", "many"])
def test_a_button_pressed_at_once_by_many_reminds_a_person_once(asked: User, tokens: str) -> None:
    """With one form (a double press), and with a form each (two secretaries)."""
    secretary = User.objects.create(email="hand-secretaris@test.example", name="Sanne Secretaris")
    RoleGrant.objects.create(user=secretary, role=Role.SECRETARY)
    round_ = Round.objects.get(number="2027-99")
    same = uuid.uuid4()

    def press() -> int:
        nudge = nudging.Nudge(
            round=round_,
            partners=frozenset({"nfi"}),
            said="Graag vandaag nog.",
            token=same if tokens == "one" else uuid.uuid4(),
        )
        return nudging.send(nudge=nudge, by=secretary)

    at_once(4, press)

    assert Message.objects.filter(recipient=asked, kind=letters.NUDGE).count() == 1
