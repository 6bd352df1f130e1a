"""Signing in, and what happens to a form when nobody is signed in any more."""

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from measures.models import StatusUpdate
from offensief.accounts.kept import open_kept
from offensief.accounts.models import Role, User
from offensief.accounts.services import end_role, grant_role, make_user
from offensief.audit.models import Entry

PASSWORD = "een lang genoeg wachtwoord"


@pytest.fixture
def person(db: None) -> User:
    return make_user(email="Iemand@Test.Example", name="Iemand", password=PASSWORD, by=None)


def _sign_in(client: Client, **fields: str) -> str:
    answer = client.post(reverse("login"), fields, follow=True)
    return answer.content.decode()


def test_the_address_may_be_written_with_capitals(person: User) -> None:
    client = Client()

    page = _sign_in(client, username="IEMAND@test.example", password=PASSWORD)

    assert "Ingelogd als" in page


@pytest.mark.parametrize(
    ("username", "password"),
    [("iemand@test.example", "verkeerd"), ("niemand@test.example", PASSWORD)],
)
def test_a_failure_does_not_tell_who_has_an_account(
    username: str, password: str, person: User
) -> None:
    page = _sign_in(Client(), username=username, password=password)

    assert "Dit e-mailadres en wachtwoord horen niet bij elkaar." in page


def test_a_deactivated_account_answers_like_a_wrong_password(person: User) -> None:
    person.is_active = False
    person.save()

    page = _sign_in(Client(), username="iemand@test.example", password=PASSWORD)

    assert "Dit e-mailadres en wachtwoord horen niet bij elkaar." in page


def test_signing_in_goes_only_to_own_pages(person: User) -> None:
    client = Client()

    answer = client.post(
        reverse("login"),
        {
            "username": "iemand@test.example",
            "password": PASSWORD,
            "next": "https://evil.example/",
        },
    )

    assert answer.headers["Location"] == reverse("dashboard")


def test_a_form_without_a_session_keeps_its_text_and_writes_nothing(db: None) -> None:
    answer = Client().post(
        reverse("status_change", kwargs={"number": "3.01"}), {"explanation": "Mijn lange tekst"}
    )

    kept = open_kept(answer.context["form"].initial["kept"])
    assert answer.status_code == 401
    assert kept is not None
    assert kept.path == "/maatregelen/3.01/status/"
    assert kept.fields == (("explanation", "Mijn lange tekst"),)
    assert not StatusUpdate.objects.exists()


def test_a_kept_text_cannot_be_made_by_others(person: User) -> None:
    forged = signing.dumps({"path": "/x/", "fields": []}, salt="another")

    page = _sign_in(Client(), username="iemand@test.example", password=PASSWORD, kept=forged)

    assert "Dashboard" in page
    assert "Uw tekst is bewaard" not in page


def test_a_form_from_another_site_is_refused(secretary: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(secretary)

    answer = client.post(
        reverse("status_change", kwargs={"number": "3.01"}),
        {"explanation": "Van elders"},
        headers={"Origin": "https://evil.example"},
    )

    assert answer.status_code == 403
    assert "Van elders" not in answer.content.decode()


def test_a_form_of_our_own_with_an_outdated_seal_is_kept(secretary: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(secretary)

    page = client.post(
        reverse("status_change", kwargs={"number": "3.01"}),
        {"explanation": "Van ons eigen formulier"},
        headers={"Origin": "http://testserver"},
        follow=True,
    ).content.decode()

    assert "Uw tekst is bewaard" in page
    assert "Van ons eigen formulier" in page


def test_roles_come_and_go_with_a_trail(person: User) -> None:
    grant_role(user=person, role=Role.READER, by=None)
    grant_role(user=person, role=Role.READER, by=None)
    assert person.has_role(Role.READER)

    end_role(user=person, role=Role.READER, by=None)

    assert not person.has_role(Role.READER)
    actions = Entry.objects.filter(object_type="accounts.user").order_by("pk")
    assert [entry.action for entry in actions] == [
        "account gemaakt",
        "rol gegeven",
        "rol ingetrokken",
    ]


def test_a_kept_text_keeps_its_line_breaks(secretary: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(secretary)

    page = client.post(
        reverse("status_change", kwargs={"number": "3.01"}),
        {"explanation": "\nEerste regel\r\n  tweede regel\n"},
        headers={"Origin": "http://testserver"},
        follow=True,
    ).content.decode()

    assert 'value="\nEerste regel\r\n  tweede regel\n"' in page
