"""Single sign-on with a real OpenID Connect provider, which runs beside the test."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import jwt
import pytest
import requests
import time_machine
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from oidc_provider_mock import User as Subject
from oidc_provider_mock import run_server_in_thread

from offensief import embedded, env
from offensief.accounts.models import Role, User
from offensief.accounts.services import grant_role
from offensief.audit.models import Entry
from tests.integration.between import sending_on, token_swapper
from tests.signing_in import account, code_of

CLAIMS = {
    "verified": {"email": "Iemand@Test.Example", "email_verified": True},
    "two_steps": {"email": "iemand@test.example", "email_verified": True, "amr": ["pwd", "mfa"]},
    "one_step": {"email": "iemand@test.example", "email_verified": True, "amr": ["pwd"]},
    "in_one_word": {"email": "iemand@test.example", "email_verified": True, "acr": "hoog"},
    "unverified": {"email": "iemand@test.example", "email_verified": False},
    "silent": {"email": "iemand@test.example"},
    "stranger": {"email": "vreemd@test.example", "email_verified": True},
}


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    subjects = [Subject(sub=sub, claims=claims) for sub, claims in CLAIMS.items()]
    with run_server_in_thread(user_claims=subjects) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def person(db: None, provider: str, settings: Any) -> User:
    _configure(settings, provider)
    settings.OIDC_NAME = "Rijk"
    return account()


def _configure(settings: Any, server: str) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = env.single_sign_on(
        name="Rijk", server=server, client="portaal", secret="geheim"
    )


def _way_there(client: Client, *, clicked_on: str = "same-origin") -> str:
    way = reverse("openid_connect_login", args=["sso"])
    there: str = client.get(way, headers={"Sec-Fetch-Site": clicked_on}).headers["Location"]
    return there


def _come_by(client: Client, subject: str) -> Any:
    """Follow the link, agree at the provider, and come back."""
    there = _way_there(client)
    agreed = requests.post(there, data={"sub": subject}, allow_redirects=False, timeout=5)
    back = agreed.headers["Location"]
    assert back.startswith("http://testserver/inloggen/oidc/sso/login/callback/")
    return client.get(back, follow=True)


def _entered(client: Client) -> bool:
    return client.get(reverse("dashboard")).status_code == 200


def test_who_has_an_account_comes_in_and_is_asked_the_second_factor(person: User) -> None:
    client = Client()

    page = _come_by(client, "verified").content.decode()

    assert "Tweede stap" in page
    assert not _entered(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of(person)})
    assert _entered(client)
    person.refresh_from_db()
    assert person.has_usable_password()


@pytest.mark.parametrize(
    ("expected", "subject"), [("amr=mfa", "two_steps"), ("acr=hoog", "in_one_word")]
)
def test_a_second_factor_that_the_provider_asked_for_is_enough(
    expected: str, subject: str, person: User, settings: Any
) -> None:
    settings.OIDC_SECOND_FACTOR = expected
    client = Client()

    _come_by(client, subject)

    assert _entered(client)
    assert Entry.objects.filter(action="ingelogd").get().after == {"met": "eigen organisatie"}


@pytest.mark.parametrize(
    ("expected", "subject"),
    [
        ("amr=mfa", "one_step"),
        ("amr=mfa", "verified"),
        ("acr=hoger", "in_one_word"),
        ("", "two_steps"),
    ],
)
def test_without_the_word_of_the_provider_our_own_is_asked(
    expected: str, subject: str, person: User, settings: Any
) -> None:
    settings.OIDC_SECOND_FACTOR = expected
    client = Client()

    page = _come_by(client, subject).content.decode()

    assert "Tweede stap" in page
    assert not _entered(client)


def test_who_came_with_a_second_factor_before_does_not_lend_it(person: User, settings: Any) -> None:
    settings.OIDC_SECOND_FACTOR = "amr=mfa"
    client = Client()
    _come_by(client, "two_steps")
    client.post(reverse("account_logout"))

    _come_by(client, "one_step")

    assert not _entered(client)


@pytest.mark.parametrize("clicked_on", ["cross-site", "same-site", "none"])
def test_nobody_is_sent_there_from_another_site(clicked_on: str, person: User) -> None:
    client = Client()

    assert _way_there(client, clicked_on=clicked_on) == reverse("account_login")


@pytest.mark.parametrize("subject", ["unverified", "silent", "stranger"])
def test_who_is_not_known_for_sure_stays_out(subject: str, person: User) -> None:
    client = Client()

    answer = _come_by(client, subject)

    assert answer.status_code == 403
    assert "Inloggen lukte niet" in answer.content.decode()
    assert not _entered(client)
    assert User.objects.count() == 1


def test_an_account_that_is_off_stays_out_also_when_it_came_before(
    person: User, settings: Any
) -> None:
    settings.OIDC_SECOND_FACTOR = "amr=mfa"
    _come_by(Client(), "two_steps")
    person.is_active = False
    person.save()
    client = Client()

    _come_by(client, "two_steps")

    assert not _entered(client)


def test_an_answer_for_another_browser_opens_nothing(person: User) -> None:
    victim, attacker = Client(), Client()
    there = _way_there(attacker)
    agreed = requests.post(there, data={"sub": "verified"}, allow_redirects=False, timeout=5)

    answer = victim.get(agreed.headers["Location"], follow=True)

    assert not _entered(victim)
    assert "Inloggen lukte niet" in answer.content.decode()


def test_the_way_there_asks_for_proof_of_possession(person: User) -> None:
    there = _way_there(Client())

    assert re.search(r"code_challenge_method=S256", there)
    assert re.search(r"[?&]state=.{10,}", there)


def test_the_sign_in_page_shows_the_way_only_where_there_is_one(
    person: User, settings: Any
) -> None:
    assert "Inloggen met Rijk" in Client().get(reverse("account_login")).content.decode()
    settings.OIDC_NAME = ""

    assert "Inloggen met Rijk" not in Client().get(reverse("account_login")).content.decode()


def test_without_a_provider_there_is_no_such_page(db: None) -> None:
    assert Client().get(reverse("openid_connect_login", args=["sso"])).status_code == 404


def _answer_of(there: str) -> str:
    agreed = requests.post(there, data={"sub": "verified"}, allow_redirects=False, timeout=5)
    return str(agreed.headers["Location"])


def _resealed(token: str, **header: str) -> str:
    """The same claims, as somebody else would seal them."""
    claims = jwt.decode(token, options={"verify_signature": False})
    kid = jwt.get_unverified_header(token)["kid"]
    if header.get("alg") == "none":
        return jwt.encode(claims, "", algorithm="none", headers={"kid": kid})
    if header.get("alg") == "HS256":
        return jwt.encode(claims, "x" * 32, algorithm="HS256", headers={"kid": kid})
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return jwt.encode(claims, key, algorithm="RS256", headers={"kid": kid})


@pytest.mark.parametrize("alg", ["none", "HS256", "RS256"])
def test_a_token_that_another_sealed_opens_nothing(
    alg: str, person: User, provider: str, settings: Any
) -> None:
    """A proxy between portal and provider swaps the token; everything else is the provider's."""
    with token_swapper(provider, lambda token: _resealed(token, alg=alg)) as swapping:
        _configure(settings, swapping)
        client = Client()
        answer = client.get(_answer_of(_way_there(client)), follow=True)

    assert "Inloggen lukte niet" in answer.content.decode()
    assert not _entered(client)


def test_the_same_way_with_the_token_as_it_is_comes_in(
    person: User, provider: str, settings: Any
) -> None:
    settings.OIDC_SECOND_FACTOR = ""
    with token_swapper(provider) as swapping:
        _configure(settings, swapping)
        client = Client()
        answer = client.get(_answer_of(_way_there(client)), follow=True)

    assert "Tweede stap" in answer.content.decode()


def test_a_provider_that_calls_itself_otherwise_is_not_believed(
    person: User, provider: str, settings: Any
) -> None:
    with token_swapper(provider, name="https://elders.example") as elsewhere:
        _configure(settings, elsewhere)
        answer = Client().get(
            reverse("openid_connect_login", args=["sso"]), headers={"Sec-Fetch-Site": "same-origin"}
        )

    assert answer.status_code == 403
    assert "Inloggen lukte niet" in answer.content.decode()


def test_a_provider_that_is_away_or_sends_on_gives_a_page_that_says_so(
    person: User, settings: Any
) -> None:
    with sending_on() as elsewhere:
        for server in (elsewhere, f"http://localhost:{embedded.free_port()}"):
            _configure(settings, server)
            answer = Client().get(
                reverse("openid_connect_login", args=["sso"]),
                headers={"Sec-Fetch-Site": "same-origin"},
            )
            assert answer.status_code == 403
            assert "Inloggen lukte niet" in answer.content.decode()


def test_who_has_nothing_to_confirm_with_first_links_something(
    person: User, reader: User, settings: Any
) -> None:
    settings.OIDC_SECOND_FACTOR = "amr=mfa"
    person.set_unusable_password()
    person.save()
    Authenticator.objects.filter(user=person).delete()
    grant_role(user=person, role=Role.ADMINISTRATOR, by=None)
    client, url = Client(), reverse("account_role", args=[reader.pk])
    with time_machine.travel(timezone.now(), tick=False) as clock:
        _come_by(client, "two_steps")
        client.post(url, {"role": Role.FIGURES_OWNER.value, "reason": "Net binnen."})
        clock.shift(timedelta(minutes=11))

        page = client.post(url, {"role": Role.HEAD.value, "reason": "Later."}, follow=True)

    assert page.redirect_chain[-1][0] == reverse("mfa_index")
    assert "Koppel een app of een passkey" in page.content.decode()
    roles = set(reader.role_grants.filter(ended_at=None).values_list("role", flat=True))
    assert roles == {Role.READER, Role.FIGURES_OWNER}
