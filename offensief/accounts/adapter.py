"""What this portal lets django-allauth do (docs/decisions/0041-signing-in-with-allauth.md)."""

import time
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from offensief.accounts import vault
from offensief.accounts.models import SECOND_FACTORS, User
from offensief.accounts.second_factor import note_elsewhere
from offensief.accounts.sessions import SIGNED_IN_AT
from offensief.web.visitor import address_of

_WRONG = (
    "Dit e-mailadres en wachtwoord horen niet bij elkaar. Controleer beide en probeer het opnieuw."
)
_WRONG_CODE = (
    "Deze code klopt niet of is al gebruikt. Wacht tot de app een nieuwe code laat zien en vul die "
    "in, of neem een andere herstelcode."
)
_TOO_MANY = "Er is te vaak geprobeerd. Wacht vijf minuten en probeer het dan opnieuw."
_MESSAGES = {
    "mfa/messages/totp_activated.txt": "De app is gekoppeld als tweede stap.",
    "mfa/messages/totp_deactivated.txt": "De app is niet meer gekoppeld.",
    "mfa/messages/webauthn_added.txt": "De passkey is toegevoegd.",
    "mfa/messages/webauthn_removed.txt": "De passkey is verwijderd.",
    "usersessions/messages/sessions_logged_out.txt": "U bent op de andere apparaten uitgelogd.",
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves; every sentence is Dutch."""

    error_messages: ClassVar[dict[str, str]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _WRONG,
        "account_inactive": _WRONG,
        "incorrect_code": _WRONG_CODE,
        "incorrect_password": "Dit wachtwoord klopt niet. Probeer het opnieuw.",  # nosec B105 -- a sentence
        "too_many_login_attempts": _TOO_MANY,
        "rate_limited": _TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come by invitation."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address the proxy saw."""
        return address_of(request)

    def get_login_stages(self) -> list[str]:
        """After the password comes the second factor, and nothing else."""
        return ["offensief.accounts.second_factor.SecondFactorStage"]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Attempts are counted by the form (offensief.accounts.attempts)."""

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """The password of whoever is signed in."""
        return user.check_password(password)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who signed in a moment ago has proved enough."""
        signed_in_at = context.request.session.get(SIGNED_IN_AT, 0)
        return bool(time.time() - signed_in_at > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to prove again who one is, the strongest first."""
        words = {
            "reauthenticate": "Gebruik uw wachtwoord",
            "mfa_reauthenticate": "Gebruik een code uit de app",
            "mfa_reauthenticate:webauthn": "Gebruik uw passkey",
        }
        found = super().get_reauthentication_methods(user)
        return [{**way, "description": words[way["id"]]} for way in reversed(found)]

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """A deactivated account answers as a wrong password does."""
        messages.error(request, _WRONG)
        raise ImmediateHttpResponse(redirect("account_login"))

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Only what we have a Dutch sentence for."""
        text = message or _MESSAGES.get(message_template or "")
        if text:
            messages.add_message(request, level, text)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of authenticator apps are kept locked; sentences are Dutch."""

    error_messages: ClassVar[dict[str, str]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _WRONG_CODE,
        "cannot_delete_authenticator": "Dit is uw enige tweede stap. Koppel eerst een andere, "
        "daarna kunt u deze weghalen.",
    }

    def encrypt(self, text: str) -> str:
        """How a secret stands in the database."""
        return vault.lock(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret itself."""
        return vault.unlock(encrypted_text)

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """The last second factor stays: without one nobody gets in."""
        mine = Authenticator.objects.filter(user=authenticator.user, type__in=SECOND_FACTORS)
        return bool(mine.exclude(pk=authenticator.pk).exists())

    def generate_authenticator_name(self, user: AbstractBaseUser, type: str) -> str:  # noqa: A002
        """A name to begin with."""
        count = Authenticator.objects.filter(user=user, type=type).count()
        return "Mijn passkey" if count == 0 else f"Passkey {count + 1}"


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Lets in who has an account here; the other sign-in page makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Accounts come by invitation."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """The first time: by the address, if the other side says that it is verified."""
        account = sociallogin.account
        note_elsewhere(request, account.uid, account.extra_data.get("id_token", {}))
        if sociallogin.is_existing:
            return
        verified = [found.email for found in sociallogin.email_addresses if found.verified]
        for email in verified:
            user = User.objects.filter(email__iexact=email, is_active=True).first()
            if user is not None:
                sociallogin.connect(request, user)
                return
        page = render(request, "accounts/sso_refused.html", {"why": _why(verified)}, status=403)
        raise ImmediateHttpResponse(page)

    def get_requests_session(self) -> Any:
        """Goes where it is told to go, and is sent nowhere else."""
        session = super().get_requests_session()
        session.max_redirects = 0
        return session

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        """The other side refused, or its answer was not for this browser."""
        why = "Het inloggen bij uw organisatie is niet gelukt of is afgebroken."
        page = render(request, "accounts/sso_refused.html", {"why": why}, status=403)
        raise ImmediateHttpResponse(page)


def _why(verified: list[str]) -> str:
    if verified:
        return "Met dit e-mailadres is er geen account in dit portaal."
    return "Uw organisatie gaf geen bevestigd e-mailadres door."
