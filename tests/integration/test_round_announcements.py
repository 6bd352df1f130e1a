"""A round that is coming is announced: when, to whom, and once."""

from datetime import date

import pytest
import time_machine

from measures.rounds import letters, tasks
from measures.rounds.models import Round
from measures.rounds.services import keeping
from measures.rounds.states import RoundState
from offensief.accounts.models import User
from offensief.outbox.models import Message
from tests.integration.round_mail import dutch, message, to_whom
from tests.rounds import (
    leads,
    planned_round,
    signer,
    wish,
)


@pytest.fixture
def planned(clock: time_machine.Traveller, secretary: User, aedes: User, police: User) -> Round:
    """A round that is announced on 21 June 2027 and opens on 5 July."""
    clock.move_to(dutch(6, 14))
    leads(secretary)
    signer(aedes, "aedes")
    signer(police, "politie")
    return planned_round(secretary)


def test_a_draft_that_is_withdrawn_was_known_to_nobody(planned: Round, secretary: User) -> None:
    keeping.withdraw_round(
        round_=planned, version=planned.version, reason="Toch niet.", by=secretary
    )

    assert not to_whom(letters.WITHDRAWN)


def test_a_round_is_announced_on_its_day_at_nine_and_once(
    planned: Round, clock: time_machine.Traveller, aedes: User
) -> None:
    clock.move_to(dutch(6, 21, 8, 59))
    tasks.tick()
    assert not to_whom(letters.ANNOUNCED)

    clock.move_to(dutch(6, 21))
    tasks.tick()
    tasks.tick()

    told = message(letters.ANNOUNCED, aedes)
    assert to_whom(letters.ANNOUNCED) == ["Aron Aedes", "Priya Politie"]
    assert told.subject.startswith("Houd tijd vrij")
    assert "23 juli 2027" in told.subject
    assert "- 1.04" in told.body
    assert "2.01" not in told.body
    assert told.link == "/uitvraag/"


def test_an_announcement_in_the_weekend_waits_for_monday(
    clock: time_machine.Traveller, secretary: User, aedes: User, police: User
) -> None:
    clock.move_to(dutch(6, 14))
    leads(secretary)
    planned_round(secretary, announces_on=date(2027, 6, 19))

    clock.move_to(dutch(6, 19, 12))
    tasks.tick()
    assert not to_whom(letters.ANNOUNCED)
    clock.move_to(dutch(6, 21))
    tasks.tick()
    assert len(to_whom(letters.ANNOUNCED)) == 2


def test_new_days_are_announced_anew(
    planned: Round, clock: time_machine.Traveller, secretary: User, aedes: User
) -> None:
    clock.move_to(dutch(6, 21))
    tasks.tick()
    round_ = Round.objects.get(pk=planned.pk)

    keeping.change_round(
        round_=round_,
        version=round_.version,
        wish=wish(opens_on=date(2027, 7, 6), deadline_on=date(2027, 7, 26)),
        by=secretary,
    )
    tasks.tick()

    first, second = Message.objects.filter(kind=letters.ANNOUNCED, recipient=aedes).order_by("pk")
    assert "vervangt het vorige" not in first.body
    assert "vervangt het vorige" in second.body
    assert "26 juli 2027" in second.subject


def test_a_draft_is_not_announced(
    planned: Round, clock: time_machine.Traveller, secretary: User
) -> None:
    clock.move_to(dutch(6, 21))
    keeping.unplan_round(round_=planned, version=planned.version, by=secretary)

    tasks.tick()

    assert not to_whom(letters.ANNOUNCED)


def test_what_opens_is_no_longer_announced(planned: Round, clock: time_machine.Traveller) -> None:
    """The portal was away from before the announcement until after the opening."""
    clock.move_to(dutch(7, 5, 11))

    tasks.tick()

    assert Round.objects.get(pk=planned.pk).state == RoundState.OPEN
    assert not to_whom(letters.ANNOUNCED)
    assert to_whom(letters.OPENED) == ["Aron Aedes", "Priya Politie"]


def test_who_heard_the_announcement_hears_that_it_does_not_go_on(
    planned: Round, clock: time_machine.Traveller, secretary: User
) -> None:
    clock.move_to(dutch(6, 21))
    tasks.tick()

    keeping.withdraw_round(
        round_=planned, version=planned.version, reason="Toch niet.", by=secretary
    )

    assert to_whom(letters.WITHDRAWN) == ["Aron Aedes", "Priya Politie"]
