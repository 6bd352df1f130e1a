"""Signing in, and what happens to a form when nobody is signed in any more."""

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from measures.models import StatusUpdate
from offensief.accounts.kept import open_kept, owner_seal
from offensief.accounts.models import Role, User
from offensief.accounts.services import end_role, grant_role
from offensief.audit.models import Entry
from tests.signing_in import PASSWORD, account, code_of, give_password, sign_in


@pytest.fixture
def person(db: None) -> User:
    return account("Iemand@Test.Example")


def _sign_in(client: Client, **fields: str) -> str:
    return give_password(client, **fields).content.decode()


def test_the_address_may_be_written_with_capitals(person: User) -> None:
    client = Client()

    page = _sign_in(client, login="IEMAND@test.example", password=PASSWORD)

    assert "Uw wachtwoord klopt." in page


@pytest.mark.parametrize(
    ("username", "password"),
    [("iemand@test.example", "verkeerd"), ("niemand@test.example", PASSWORD)],
)
def test_a_failure_does_not_tell_who_has_an_account(
    username: str, password: str, person: User
) -> None:
    page = _sign_in(Client(), login=username, password=password)

    assert "Dit e-mailadres en wachtwoord horen niet bij elkaar." in page


def test_a_deactivated_account_answers_like_a_wrong_password(person: User) -> None:
    person.is_active = False
    person.save()

    page = _sign_in(Client(), login="iemand@test.example", password=PASSWORD)

    assert "Dit e-mailadres en wachtwoord horen niet bij elkaar." in page


def test_signing_in_goes_only_to_own_pages(person: User) -> None:
    client = Client()

    give_password(
        client, login="iemand@test.example", password=PASSWORD, next="https://evil.example/"
    )
    answer = client.post(reverse("mfa_authenticate"), {"code": code_of(person)})

    assert answer.headers["Location"] == reverse("dashboard")


def test_a_form_without_a_session_keeps_its_text_and_writes_nothing(person: User) -> None:
    answer = Client().post(
        reverse("status_change", kwargs={"number": "3.01"}),
        {"explanation": "Mijn lange tekst", "typed_by": owner_seal(person.pk)},
    )

    kept = open_kept(answer.context["form"].initial["kept"])
    assert answer.status_code == 401
    assert kept is not None
    assert kept.owner_id == person.pk
    assert kept.path == "/maatregelen/3.01/status/"
    assert kept.fields == (("explanation", "Mijn lange tekst"),)
    assert not StatusUpdate.objects.exists()


def test_a_kept_text_is_there_after_the_second_factor(person: User) -> None:
    page = sign_in(Client(), person, kept=_typed_by(person, "Mijn eigen lange tekst"))

    assert "Uw formulier is bewaard" in page
    assert "Mijn eigen lange tekst" in page


def test_a_kept_text_cannot_be_made_by_others(person: User) -> None:
    forged = signing.dumps({"path": "/x/", "fields": []}, salt="another")

    page = sign_in(Client(), person, kept=forged)

    assert "Dashboard" in page
    assert "Uw formulier is bewaard" not in page


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
        {
            "explanation": "Van ons eigen formulier",
            "typed_by": owner_seal(secretary.pk),
        },
        headers={"Origin": "http://testserver"},
        follow=True,
    ).content.decode()

    assert "Uw formulier is bewaard" in page
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
        {
            "explanation": "\nEerste regel\r\n  tweede regel\n",
            "typed_by": owner_seal(secretary.pk),
        },
        headers={"Origin": "http://testserver"},
        follow=True,
    ).content.decode()

    assert 'value="\nEerste regel\r\n  tweede regel\n"' in page


def _typed_by(owner: User, text: str) -> str:
    """The sealed copy that a form of this person leaves when its session has ended."""
    answer = Client().post(
        reverse("status_change", kwargs={"number": "6.01"}),
        {"explanation": text, "typed_by": owner_seal(owner.pk)},
    )
    return str(answer.context["form"].initial["kept"])


def test_nobody_else_ever_sees_a_kept_text(secretary: User, person: User) -> None:
    token = _typed_by(secretary, "VERTROUWELIJK: dit is niet voor anderen")

    page = sign_in(Client(), person, kept=token)

    assert "VERTROUWELIJK" not in page
    assert "Er stond een tekst klaar van een ander account." in page


def test_an_old_tab_of_another_person_shows_nothing(secretary: User, outsider: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(outsider)

    page = client.post(
        reverse("status_change", kwargs={"number": "6.01"}),
        {"explanation": "VERTROUWELIJK: oud tabblad", "typed_by": owner_seal(secretary.pk)},
        headers={"Origin": "http://testserver"},
        follow=True,
    ).content.decode()

    assert "VERTROUWELIJK" not in page


def test_a_second_old_tab_keeps_its_text_too(person: User) -> None:
    first = _typed_by(person, "Tekst een van twee")
    second = _typed_by(person, "Tekst twee van twee")
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    headers = {"Origin": "http://testserver"}

    for token in (first, second):
        page = client.post(
            reverse("account_login"), {"kept": token}, headers=headers, follow=True
        ).content.decode()
        assert "Uw formulier is bewaard" in page

    assert "Tekst twee van twee" in page


def test_a_text_that_is_sent_or_thrown_away_is_kept_no_longer(secretary: User) -> None:
    client = Client()
    client.force_login(secretary)
    client.post(reverse("account_login"), {"kept": _typed_by(secretary, "Eerste lange tekst")})
    client.post(reverse("account_login"), {"kept": _typed_by(secretary, "Tweede lange tekst")})

    found = client.get(reverse("resume"))
    assert "Tweede lange tekst" in found.content.decode()
    client.post(
        reverse("status_change", kwargs={"number": "6.01"}), {"was_kept": found.context["name"]}
    )
    found = client.get(reverse("resume"))
    assert "Eerste lange tekst" in found.content.decode()
    client.post(reverse("resume"), {"name": found.context["name"]})

    assert client.get(reverse("resume")).status_code == 302


def test_a_form_that_does_not_say_whose_it_is_keeps_nothing(db: None) -> None:
    answer = Client().post(
        reverse("status_change", kwargs={"number": "6.01"}), {"explanation": "x y"}
    )

    assert answer.context["form"].initial["kept"] == ""
    assert "U bent niet meer ingelogd" in answer.content.decode()
