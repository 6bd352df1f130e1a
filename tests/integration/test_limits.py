"""Who tries too often is stopped; who is right gets in all the same."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from limits import parse

from offensief import embedded
from offensief.accounts.models import Role, User
from offensief.audit.models import Entry, Result
from offensief.outbox.models import Message
from offensief.web import limits
from offensief.web.limits import Counter
from tests.conftest import SignedIn, make_person
from tests.signing_in import PASSWORD, account, code_of, give_password

_NO_LINK = {"key": "00000000-0000-4000-8000-000000000000", "secret": "geheim"}


@pytest.fixture(autouse=True)
def one_moment() -> Iterator[None]:
    """All tries of a test are made at once: when a window turns, one more is let through."""
    with time_machine.travel(timezone.now(), tick=False):
        yield


@pytest.fixture
def person(db: None) -> User:
    return account()


def _flood(times: int, email: str = "") -> list[int]:
    return [
        Client()
        .post(
            reverse("account_login"),
            {"login": email or f"wie{n}@test.example", "password": "verkeerd wachtwoord"},
        )
        .status_code
        for n in range(times)
    ]


@pytest.mark.parametrize("email", ["", "iemand@test.example", "niemand@test.example"])
def test_beyond_the_limit_a_code_is_asked_before_the_password(email: str, person: User) -> None:
    codes = _flood(35, email)

    most = 10 if email else 30
    assert codes == [200] * most + [429] * (35 - most)


def test_the_owner_gets_in_through_a_flood_with_password_and_code(person: User) -> None:
    _flood(14, person.email)
    client = Client()

    refused = client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    assert refused.status_code == 429
    assert "Code van uw tweede stap" in refused.content.decode()
    give_password(client, login=person.email, password=PASSWORD, code=code_of(person))

    assert client.get(reverse("dashboard")).status_code == 200
    assert Entry.objects.get(action="ingelogd").after == {"met": "app, wachtwoord"}


def test_a_right_code_with_a_wrong_password_opens_nothing(person: User) -> None:
    _flood(11, person.email)
    client = Client()

    page = give_password(client, login=person.email, password="mis", code=code_of(person))

    assert client.get(reverse("dashboard")).status_code == 302
    assert "horen niet bij elkaar" in page.content.decode()


def test_the_answer_to_a_flood_is_the_same_for_every_address(person: User) -> None:
    pages = []
    for email in (person.email, "niemand@test.example"):
        _flood(10, email)
        answer = Client().post(reverse("account_login"), {"login": email, "password": "x" * 12})
        text = answer.content.decode().replace(email, "X")
        token = answer.context["csrf_token"]
        pages.append((answer.status_code, text.replace(str(token), "")))

    # The seal of the form differs each time.
    assert pages[0][0] == pages[1][0] == 429
    assert len(pages[0][1]) == len(pages[1][1])


def test_administrators_hear_of_many_failures_once_an_hour(db: None) -> None:
    keeper = make_person("beheer@test.example", "Bea Beheer", Role.ADMINISTRATOR)

    _flood(130)

    message = Message.objects.get()
    assert message.recipient == keeper
    assert "vaak geprobeerd in te loggen" in message.subject


@pytest.mark.parametrize(
    ("name", "kwargs", "most", "deed", "wait"),
    [
        ("forgot", {}, 10, "een nieuw wachtwoord gevraagd", "een uur"),
        ("edition_check", {}, 30, "een bestand gecontroleerd", "een minuut"),
        ("entry_pass", _NO_LINK, 20, "een uitnodiging geopend", "10 minuten"),
        ("personal_link", _NO_LINK, 60, "een persoonlijke link geopend", "10 minuten"),
    ],
)
def test_pages_for_everybody_have_a_limit(
    name: str, kwargs: dict[str, str], most: int, deed: str, wait: str, db: None
) -> None:
    answers = [Client().post(reverse(name, kwargs=kwargs)) for _ in range(most + 3)]

    codes = [answer.status_code for answer in answers]
    assert codes[-3:] == [429] * 3
    assert 500 not in codes
    page = answers[-1].content.decode()
    assert f"net heel vaak {deed}." in page
    assert f"Probeer het over {wait} opnieuw." in page


def test_the_api_has_a_limit_and_says_so_as_a_problem(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(limits.LIMITS, "api", "3 per minute")
    for _ in range(3):
        assert Client().get("/api/v1/pijlers").status_code == 200

    answer = Client().get("/api/v1/pijlers")

    assert answer.status_code == 429
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Retry-After"] == "60"


def test_another_address_is_not_held_up(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits.LIMITS, "api", "1 per minute")
    for _ in range(2):
        Client(REMOTE_ADDR="192.0.2.1").get("/api/v1/pijlers")

    assert Client(REMOTE_ADDR="192.0.2.2").get("/api/v1/pijlers").status_code == 200


def test_processes_count_together_and_alone_when_the_server_is_away(tmp_path: Any) -> None:
    limit = parse("2 per hour")
    port = embedded.free_port()
    with embedded.valkey(tmp_path, port):
        one, two = (Counter(f"redis://127.0.0.1:{port}/0") for _ in range(2))
        assert [one.hit(limit, "a"), two.hit(limit, "a"), one.hit(limit, "a")] == [
            True,
            True,
            False,
        ]
        assert one.hit(limit, "b")

    alone = Counter(f"redis://127.0.0.1:{port}/0")
    assert [alone.hit(limit, "a") for _ in range(3)] == [True, True, False]


def test_a_flood_without_codes_uses_up_no_tries_of_codes(person: User) -> None:
    _flood(60, person.email)
    client = Client()

    give_password(client, login=person.email, password=PASSWORD, code=code_of(person))

    assert client.get(reverse("dashboard")).status_code == 200


def test_guessing_the_code_of_the_sign_in_page_stops_after_five(person: User) -> None:
    _flood(10, person.email)
    for guess in range(5):
        give_password(Client(), login=person.email, password=PASSWORD, code=f"{guess:06}")
    client = Client()

    page = give_password(client, login=person.email, password=PASSWORD, code=code_of(person))

    assert client.get(reverse("dashboard")).status_code == 302
    assert "Wacht vijf minuten" in page.content.decode()


def test_failures_stand_in_the_trail_and_never_what_was_typed(person: User) -> None:
    _flood(2, person.email)
    _flood(25)

    kept = Entry.objects.filter(action="inloggen geweigerd")
    assert kept.count() == 20
    assert kept.filter(object_id=str(person.pk), result=Result.REFUSED).count() == 2
    everything = str(list(kept.values()))
    assert "verkeerd wachtwoord" not in everything
    assert "wie1@test.example" not in everything
    assert "web 127.0.0.1" in everything


@pytest.mark.parametrize(
    ("name", "kwargs", "limit"),
    [
        ("export_csv", {}, "export"),
        ("export_xlsx", {}, "export"),
        ("print_list", {}, "export"),
        ("trail_export", {}, "export"),
        ("search", {}, "search"),
    ],
)
def test_what_asks_much_has_a_limit_per_account(
    name: str,
    kwargs: dict[str, str],
    limit: str,
    secretary: User,
    head: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(limits.LIMITS, limit, "2 per minute")
    client, url = SignedIn(secretary), reverse(name, kwargs=kwargs)

    codes = [client.get(url).status_code for _ in range(3)]

    assert codes == [200, 200, 429]
    assert "Met uw account is net heel vaak" in client.get(url).content.decode()
    assert SignedIn(head).get(url).status_code == 200
