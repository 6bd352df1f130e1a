"""Whose rights wait for the yearly look, and how the list says so."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from offensief.accounts.models import Role, User
from offensief.people import services
from offensief.people.models import ReviewOutcome
from tests.conftest import SignedIn, make_person

YEAR = timedelta(days=366)


@pytest.fixture
def administrator(db: None) -> User:
    return make_person("beheer@test.example", "Bea Beheer", Role.ADMINISTRATOR)


def _list(administrator: User) -> str:
    return SignedIn(administrator).get(reverse("accounts")).content.decode()


def test_a_new_account_is_not_due_and_shows_its_day(administrator: User, reader: User) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        page = " ".join(strip_tags(_list(administrator)).split())

    assert "Rechten te beoordelen" not in page
    assert "te beoordelen)" not in page
    assert "nog niet beoordeeld; account van " in page
    assert "nog nooit" not in page


def test_an_account_nobody_looked_at_for_a_year_is_due(administrator: User, reader: User) -> None:
    with time_machine.travel(timezone.now() + YEAR, tick=False):
        page = _list(administrator)

    assert "Rechten te beoordelen" in page
    assert page.count("(te beoordelen)") == 2


def test_who_was_looked_at_within_a_year_is_not_due(administrator: User, reader: User) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=300), tick=False):
        services.review(user=reader, outcome=ReviewOutcome.RIGHT, note="", by=administrator)
    with time_machine.travel(timezone.now() + YEAR, tick=False):
        page = _list(administrator)

    assert page.count("(te beoordelen)") == 1


def test_an_account_that_is_off_is_never_due(administrator: User, reader: User) -> None:
    services.deactivate(user=reader, reason="Uit dienst.", by=administrator)
    with time_machine.travel(timezone.now() + YEAR, tick=False):
        page = _list(administrator)

    assert page.count("(te beoordelen)") == 1
