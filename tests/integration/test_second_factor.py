"""Nobody gets in with a password alone; a code opens once."""

import re
import time
from io import StringIO
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from offensief.accounts import second_factor, vault
from offensief.accounts.models import User
from offensief.accounts.services import make_user
from offensief.accounts.startup import refuse_demo_people
from offensief.audit.models import Entry, Result
from offensief.outbox.models import Message
from tests.signing_in import PASSWORD, account, code_of, give_password, sign_in

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def person(db: None) -> User:
    return account()


@pytest.fixture
def newcomer(db: None) -> User:
    """Has a password and nothing else."""
    return make_user(email="nieuw@test.example", name="Nieuw", password=PASSWORD, by=None)


def _entered(client: Client) -> bool:
    return client.get(reverse("dashboard")).status_code == 200


def test_a_password_alone_opens_nothing(person: User) -> None:
    client = Client()

    give_password(client, login=person.email, password=PASSWORD)

    assert not _entered(client)
    assert client.get("/").content.decode().count("Ingelogd als") == 0


def test_password_and_code_open(person: User) -> None:
    client = Client()

    sign_in(client, person)

    assert _entered(client)
    told = Entry.objects.get(actor_id=person.pk)
    assert (told.action, told.after) == ("ingelogd", {"met": "wachtwoord, app"})


@pytest.mark.parametrize("code", ["000000", "", "abcdef", "１２３４５６", "0" * 21])  # noqa: RUF001
def test_a_wrong_code_opens_nothing(person: User, code: str) -> None:
    client = Client()

    page = sign_in(client, person, code=code or " ")

    assert not _entered(client)
    assert "Dit lukte niet" in page


def test_a_wrong_code_stands_in_the_trail(person: User) -> None:
    sign_in(Client(), person, code="000000")

    entry = Entry.objects.get(action="tweede stap geweigerd")
    assert (entry.object_id, entry.result) == (str(person.pk), Result.REFUSED)


def test_a_code_opens_once_also_in_the_minute_it_stays_valid(person: User) -> None:
    code = code_of(person)
    sign_in(Client(), person, code=code)
    second = Client()

    page = sign_in(second, person, code=code)

    assert not _entered(second)
    assert "Deze code klopt niet of is al gebruikt." in page


def test_a_telephone_may_be_half_a_minute_off_and_no_more(person: User) -> None:
    near, far = Client(), Client()

    sign_in(near, person, code=code_of(person, steps=1))
    sign_in(far, person, code=code_of(person, steps=3))

    assert _entered(near)
    assert not _entered(far)


def test_a_recovery_code_opens_once(person: User) -> None:
    codes = RecoveryCodes.activate(person).get_unused_codes()
    first, second = Client(), Client()

    sign_in(first, person, code=codes[0])
    sign_in(second, person, code=codes[0])

    assert _entered(first)
    assert not _entered(second)


def test_guessing_codes_stops_after_ten(person: User) -> None:
    client = Client()
    give_password(client, login=person.email, password=PASSWORD)
    for guess in range(10):
        client.post(reverse("mfa_authenticate"), {"code": f"{guess:06}"})

    client.post(reverse("mfa_authenticate"), {"code": code_of(person)})

    assert not _entered(client)


def test_who_has_no_second_factor_is_led_to_it_from_everywhere(newcomer: User) -> None:
    client = Client()
    give_password(client, login=newcomer.email, password=PASSWORD)

    for name in ("dashboard", "public_dashboard", "measures", "accounts", "password_change"):
        assert client.get(reverse(name)).headers.get("Location") == reverse("mfa_index")
    assert "Stel eerst een tweede stap in" in client.get(reverse("mfa_index")).content.decode()


def test_an_app_is_linked_with_its_first_code_and_gives_recovery_codes_once(
    newcomer: User, django_capture_on_commit_callbacks: Any
) -> None:
    client = Client()
    give_password(client, login=newcomer.email, password=PASSWORD)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    counter = int(time.time()) // 30

    with django_capture_on_commit_callbacks(execute=True):
        shown = client.post(
            reverse("mfa_activate_totp"),
            {"code": format_hotp_value(hotp_value(secret, counter))},
            follow=True,
        ).content.decode()
    again = client.get(reverse("mfa_view_recovery_codes")).content.decode()

    assert "U ziet deze codes één keer" in shown
    assert shown.count("<li><code>") == 10
    assert "<li><code>" not in again
    assert _entered(client)
    assert Message.objects.filter(recipient=newcomer, kind="account").count() == 1


def test_the_last_second_factor_stays(person: User) -> None:
    client = Client()
    sign_in(client, person)

    page = client.post(reverse("mfa_deactivate_totp")).content.decode()

    assert "Dit is uw enige tweede stap." in page
    assert Authenticator.objects.filter(user=person, type="totp").exists()


def test_a_secret_is_kept_locked_and_opens_after_a_new_key(newcomer: User, settings: Any) -> None:
    TOTP.activate(newcomer, SECRET)
    kept = Authenticator.objects.get(user=newcomer).data["secret"]
    old = settings.SECRET_KEY

    settings.SECRET_KEY = "a" * 50
    settings.SECRET_KEY_FALLBACKS = [old]

    assert SECRET not in str(kept)
    assert vault.unlock(kept) == SECRET
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(vault.LockedForGood):
        vault.unlock(kept)


def test_a_rotated_key_locks_the_secrets_anew(newcomer: User, settings: Any) -> None:
    TOTP.activate(newcomer, SECRET)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "b" * 50

    call_command("relock_secrets", stdout=StringIO())
    settings.SECRET_KEY_FALLBACKS = []

    assert vault.unlock(Authenticator.objects.get(user=newcomer).data["secret"]) == SECRET
    settings.SECRET_KEY = "c" * 50
    with pytest.raises(CommandError, match="Er is niets gewijzigd"):
        call_command("relock_secrets", stdout=StringIO())


def test_people_of_the_demo_get_in_nowhere_else(db: None, settings: Any) -> None:
    person = account("secretaris@demo.example")
    inside, outside = Client(), Client()
    settings.DEMO = True
    sign_in(inside, person)
    assert _entered(inside)

    settings.DEMO = False

    assert not _entered(inside)
    page = give_password(outside, login=person.email, password=PASSWORD).content.decode()
    assert "horen niet bij elkaar" in page
    with pytest.raises(ImproperlyConfigured, match="1 active people of the demo"):
        refuse_demo_people()


def test_the_demo_shows_codes_and_says_when_they_are_used_up(person: User, settings: Any) -> None:
    settings.DEMO = True
    Authenticator.objects.filter(user=person).delete()
    second_factor.add_demo_app(person)

    with time_machine.travel(timezone.now(), tick=False):
        for _ in range(3):
            client = Client()
            give_password(client, login=person.email, password=PASSWORD)
            code = second_factor.demo_code(person)
            assert code in client.get(reverse("mfa_authenticate")).content.decode()
            client.post(reverse("mfa_authenticate"), {"code": code})
            assert _entered(client)
        client = Client()
        give_password(client, login=person.email, password=PASSWORD)

        page = client.get(reverse("mfa_authenticate")).content.decode()

    assert "De codes van nu zijn al gebruikt." in page


def test_the_demo_shows_no_code_of_an_app_it_does_not_know(person: User, settings: Any) -> None:
    settings.DEMO = True
    client = Client()
    give_password(client, login=person.email, password=PASSWORD)

    assert "Dit is een demo" not in client.get(reverse("mfa_authenticate")).content.decode()


def test_the_code_is_typed_without_looking_for_its_field(person: User) -> None:
    client = Client()

    page = give_password(client, login=person.email, password=PASSWORD).content.decode()
    again = client.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()

    (field,) = re.findall(r'<input[^>]*name="code"[^>]*>', page)
    assert "autofocus" in field
    (field,) = re.findall(r'<input[^>]*name="code"[^>]*>', again)
    assert "autofocus" not in field


def test_pages_of_the_second_step_say_what_they_are_for(person: User) -> None:
    client = Client()
    sign_in(client, person)

    codes = client.get(reverse("mfa_generate_recovery_codes")).content.decode()

    assert "als u uw telefoon of sleutel kwijt bent" in codes
    assert "ziet ze één keer" in codes


def test_who_links_an_app_reads_which_app(reader: User) -> None:
    client = Client()
    client.force_login(reader)
    Authenticator.objects.filter(user=reader).delete()

    page = client.get(reverse("mfa_activate_totp")).content.decode()

    assert "Microsoft Authenticator, Google Authenticator of FreeOTP" in page
