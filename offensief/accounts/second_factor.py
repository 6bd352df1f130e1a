"""The second step of signing in: an app with codes, or a passkey."""

import hashlib
import time
from base64 import b32encode
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from offensief.accounts import vault
from offensief.accounts.models import User

_PERIOD = 30
# With half a minute of tolerance either way a code opens for one and a half minute.
_CODE_OPENS_SECONDS = 3 * _PERIOD
_GIVEN = "second_factor_given"
_ELSEWHERE = "second_factor_elsewhere"


class SecondFactorStage(AuthenticateStage):  # type: ignore[misc]
    """Also satisfied by a code that came along with the password, or by single sign-on."""

    def _should_handle(self, request: HttpRequest) -> bool:
        user = self.login.user
        if was_given(request, user):
            return False
        return not came_by_single_sign_on(request, user) and super()._should_handle(request)


def note_elsewhere(request: HttpRequest, uid: str, claims: dict[str, Any]) -> None:
    """Keep for whom the token of the other side says that it asked for a second factor."""
    claim, _, wanted = settings.OIDC_SECOND_FACTOR.partition("=")
    said = claims.get(claim, [])
    proved = bool(claim) and wanted in ([said] if isinstance(said, str) else said)
    request.session[_ELSEWHERE] = uid if proved else ""


def came_by_single_sign_on(request: HttpRequest, user: User | None) -> bool:
    """True when the sign-in page of the own organisation asked for a second factor."""
    proved = request.session.get(_ELSEWHERE)
    records = get_authentication_records(request, user) if proved else []
    return any(record.get("uid") == proved for record in records)


def owner_of(email: str, code: str) -> User | None:
    """The active person with this address whose app shows this code now; a code is right once.

    One question for an address that exists and for one that does not.
    """
    apps = Authenticator.objects.filter(type=Authenticator.Type.TOTP, user__is_active=True)
    app = apps.filter(user__email__iexact=email).select_related("user").first()
    if app is None or not app.wrap().validate_code(code) or was_used(app.user_id, code):
        return None
    owner: User = app.user
    return owner


def was_used(user_id: int, code: str) -> bool:
    """True the second time that somebody comes with the same code."""
    return not cache.add(f"code-used:{user_id}:{code.strip()}", 1, timeout=_CODE_OPENS_SECONDS)


def note_given(request: HttpRequest, user: User) -> None:
    """The code came with the password: the next page need not ask for it."""
    setattr(request, _GIVEN, user.pk)


def was_given(request: HttpRequest, user: User | None) -> bool:
    """True when the code of this person came along with the password."""
    return user is not None and getattr(request, _GIVEN, None) == user.pk


# The demo


def demo_secret(email: str) -> str:
    """The app of a person of the demo: known to everybody, as their password is."""
    return b32encode(hashlib.sha256(f"demo:{email}".encode()).digest()[:20]).decode()


def add_demo_app(user: User) -> None:
    """Give a person of the demo an app, of which the page shows the code."""
    if not Authenticator.objects.filter(user=user).exists():
        TOTP.activate(user, demo_secret(user.email))


def has_demo_app(user: User) -> bool:
    """Whether this is the demo, and the app of this person the one everybody knows."""
    if not settings.DEMO:
        return False
    app = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    return app is not None and vault.unlock(app.data["secret"]) == demo_secret(user.email)


def demo_code(user: User) -> str:
    """A code that opens now and was not used yet; empty when there is none."""
    counter = int(time.time()) // _PERIOD
    for near in (counter, counter + 1, counter - 1):
        code = format_hotp_value(hotp_value(demo_secret(user.email), near))
        if cache.get(f"code-used:{user.pk}:{code}") is None:
            return str(code)
    return ""
