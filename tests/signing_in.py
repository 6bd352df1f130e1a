"""Signing in through the pages, as a person with an app on a telephone does."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from offensief.accounts import vault
from offensief.accounts.models import User
from offensief.accounts.services import make_user

PASSWORD = "een lang genoeg wachtwoord"


def account(email: str = "iemand@test.example", *, name: str = "Iemand") -> User:
    """Somebody with a password and an app."""
    user = make_user(email=email, name=name, password=PASSWORD, by=None)
    TOTP.activate(user, generate_totp_secret())
    return user


def code_of(user: User, *, steps: int = 0) -> str:
    """What the app of this person shows now, or some half minutes from now."""
    factor = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    counter = int(time.time()) // 30 + steps
    return str(format_hotp_value(hotp_value(vault.unlock(factor.data["secret"]), counter)))


def give_password(client: Client, **fields: str) -> HttpResponse:
    """Send the sign-in page."""
    answer = client.post(reverse("account_login"), fields, follow=True)
    assert isinstance(answer, HttpResponse)
    return answer


def sign_in(client: Client, user: User, *, code: str = "", **fields: str) -> str:
    """Password and code; the page that comes after them."""
    give_password(client, login=user.email, password=PASSWORD, **fields)
    code = code or code_of(user)
    return client.post(reverse("mfa_authenticate"), {"code": code}, follow=True).content.decode()
