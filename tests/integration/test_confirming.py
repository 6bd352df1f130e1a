"""Before what cannot be taken back the portal asks again who it is, and then just goes on."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from offensief.accounts.models import Role, User
from offensief.accounts.services import grant_role
from tests.signing_in import PASSWORD, account, code_of, sign_in

_NEXT = "een ander lang wachtwoord"


GIVE = {"role": Role.HEAD.value, "reason": "Nieuw hoofd."}


@pytest.fixture
def administrator(db: None) -> User:
    user = account("beheer@test.example", name="Bea Beheer")
    grant_role(user=user, role=Role.ADMINISTRATOR, by=None)
    return user


def test_a_form_sent_later_is_carried_out_after_confirming(
    administrator: User, reader: User
) -> None:
    client = Client()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_in(client, administrator)
        clock.shift(timedelta(minutes=11))
        url = reverse("account_role", kwargs={"pk": reader.pk})

        asked = client.post(url, GIVE)
        assert asked.status_code == 302
        assert asked.headers["Location"].startswith(reverse("mfa_reauthenticate"))
        assert not reader.role_grants.filter(role=Role.HEAD).exists()

        answer = client.post(asked.headers["Location"], {"code": code_of(administrator)})

    assert answer.headers["Location"] == reverse("account", kwargs={"pk": reader.pk})
    assert reader.role_grants.filter(role=Role.HEAD, ended_at=None).exists()


def test_the_password_will_do_too_and_a_wrong_one_will_not(
    administrator: User, reader: User
) -> None:
    client = Client()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_in(client, administrator)
        clock.shift(timedelta(minutes=11))
        client.post(reverse("account_role", kwargs={"pk": reader.pk}), GIVE)

        page = client.post(reverse("account_reauthenticate"), {"password": "verkeerd"})
        assert "Dit wachtwoord klopt niet." in page.content.decode()
        assert not reader.role_grants.filter(role=Role.HEAD).exists()
        client.post(
            reverse("account_reauthenticate"),
            {
                "password": PASSWORD,
                "next": reverse("account_role", kwargs={"pk": reader.pk}),
            },
        )

    assert reader.role_grants.filter(role=Role.HEAD, ended_at=None).exists()


def test_who_just_signed_in_is_not_asked(administrator: User, reader: User) -> None:
    client = Client()
    sign_in(client, administrator)

    client.post(reverse("account_role", kwargs={"pk": reader.pk}), GIVE)

    assert reader.role_grants.filter(role=Role.HEAD, ended_at=None).exists()


@pytest.mark.parametrize(
    ("name", "kwargs"),
    [
        ("edition_establish", {"number": "2026-concept-1"}),
        ("edition_send", {"number": "2026-1"}),
        ("edition_move", {"number": "2026-1"}),
        ("upload_release", {"pk": 1}),
        ("release_withdraw", {"code": "plan-hoofdtekst-2024"}),
        ("target_new", {}),
        ("account_role", {"pk": 1}),
        ("account_act", {"pk": 1, "act": "uitzetten"}),
        ("account_new", {}),
    ],
)
def test_these_acts_ask_again(name: str, kwargs: dict[str, object], head: User) -> None:
    client = Client()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client.force_login(head)
        clock.shift(timedelta(minutes=11))

        answer = client.post(reverse(name, kwargs=kwargs))

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/bevestigen/")


def test_no_password_waits_in_a_session(db: None) -> None:
    person = account()
    client = Client()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_in(client, person)
        clock.shift(timedelta(minutes=11))
        form = {"present_password": PASSWORD, "password": _NEXT}
        assert client.get(reverse("password_change")).status_code == 302

        answer = client.post(reverse("password_change"), form)

        assert answer.headers["Location"] == reverse("mfa_index")
        kept = [str(session.get_decoded()) for session in Session.objects.all()]
    assert not any(_NEXT in text or PASSWORD in text for text in kept)
    person.refresh_from_db()
    assert person.check_password(_NEXT)
