"""A session ends: after half an hour without a page, after a working day, and on demand."""

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from offensief.accounts.models import User
from tests.signing_in import account, code_of, sign_in


@pytest.fixture
def person(db: None) -> User:
    return account()


def _entered(client: Client) -> bool:
    return client.get(reverse("dashboard")).status_code == 200


def test_half_an_hour_without_a_page_ends_a_session(person: User) -> None:
    client = Client()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_in(client, person)
        clock.shift(timedelta(minutes=29))
        assert _entered(client)
        clock.shift(timedelta(minutes=29))
        assert _entered(client)
        clock.shift(timedelta(minutes=31))
        assert not _entered(client)


def test_eight_hours_end_a_session_that_is_used_all_day(person: User) -> None:
    client = Client()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_in(client, person)
        for _ in range(19):
            clock.shift(timedelta(minutes=25))
            assert _entered(client)
        clock.shift(timedelta(minutes=10))
        assert not _entered(client)


def test_a_page_that_asks_for_itself_keeps_no_session_alive(person: User) -> None:
    client = Client()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_in(client, person)
        for _ in range(4):
            clock.shift(timedelta(minutes=10))
            client.get(reverse("measures"), headers={"HX-Request": "true"})
        assert not _entered(client)


def test_signing_in_gives_a_new_session_key(person: User) -> None:
    client = Client()
    client.get(reverse("account_login"))
    client.cookies["session"] = planted = "a" * 32

    sign_in(client, person)

    assert client.cookies["session"].value != planted
    assert _entered(client)
    other = Client()
    other.cookies["session"] = planted
    assert not _entered(other)


def test_a_person_sees_the_own_sessions_and_ends_the_others(person: User) -> None:
    here, there = Client(), Client()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_in(there, person)
        clock.shift(timedelta(minutes=3))
        sign_in(here, person)
        assert UserSession.objects.filter(user=person).count() == 2
        assert "dit apparaat" in here.get(reverse("usersessions_list")).content.decode()

        here.post(reverse("usersessions_list"))

        assert _entered(here)
        assert not _entered(there)


def test_devices_are_told_by_browser_and_system(person: User) -> None:
    client = Client(headers={"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/144.0"})
    sign_in(client, person)

    page = client.get(reverse("usersessions_list")).content.decode()

    assert "Firefox op Linux" in page
    assert "Mozilla" not in page


def test_who_found_an_open_screen_ends_no_sessions(person: User) -> None:
    here, there = Client(), Client()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_in(there, person)
        clock.shift(timedelta(minutes=3))
        sign_in(here, person)
        clock.shift(timedelta(minutes=11))

        asked = here.post(reverse("usersessions_list"))
        assert asked.headers["Location"].startswith(reverse("mfa_reauthenticate"))
        assert _entered(there)

        before = here.cookies["session"].value
        here.post(asked.headers["Location"], {"code": code_of(person)})
        assert not _entered(there)
        # Who confirmed goes on in the same session, under a new key.
        assert _entered(here)
        there.cookies["session"] = before
        assert not _entered(there)
        assert UserSession.objects.get(user=person).session_key == here.cookies["session"].value


def test_signing_out_is_no_link(person: User) -> None:
    client = Client()
    sign_in(client, person)

    assert client.get(reverse("account_logout")).status_code == 405
    assert _entered(client)
    answer = client.post(reverse("account_logout"))
    assert not _entered(client)
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_a_page_may_ask_how_long_it_stays_and_that_keeps_nothing_alive(person: User) -> None:
    url = reverse("session_left")
    client = Client()
    assert client.get(url).json() == {"seconds": 0, "can_stay": False}
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_in(client, person)
        assert client.get(url).json() == {"seconds": 1800, "can_stay": True}

        clock.shift(timedelta(minutes=20))
        assert client.get(url).json() == {"seconds": 600, "can_stay": True}
        assert client.post(url).json() == {"seconds": 1800, "can_stay": True}

        for _ in range(22):
            clock.shift(timedelta(minutes=20))
            client.post(url)
        # Seven hours and forty minutes are gone: the day ends before the half hour does.
        assert client.get(url).json() == {"seconds": 1200, "can_stay": False}
        clock.shift(timedelta(minutes=21))
        assert client.get(url).json() == {"seconds": 0, "can_stay": False}
