"""What happens at the door: into the trail, and to who should know."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.contrib.auth.signals import user_logged_out
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from offensief.accounts.attempts import Attempt, refused
from offensief.accounts.models import User
from offensief.audit.refused import Attempt as RefusedAttempt
from offensief.audit.refused import record_refusal
from offensief.audit.services import Deed, record
from offensief.outbox import tasks as outbox
from offensief.people import notices
from offensief.web import limits
from offensief.web.visitor import address_of

_FIRST_STEPS = {
    "password": "wachtwoord",  # nosec B105 -- a word
    "socialaccount": "eigen organisatie",
}
_WORDS = {
    Authenticator.Type.TOTP: "app",
    Authenticator.Type.WEBAUTHN: "passkey",
    Authenticator.Type.RECOVERY_CODES: "rij herstelcodes",
}


def _note(user: User, action: str, **after: str) -> None:
    deed = Deed(action=action, subject=user, subject_id=str(user.pk), before={}, after=after)
    record(deed, by=user)


def _way(record: dict[str, Any]) -> str:
    if record["method"] == "mfa":
        return _WORDS[Authenticator.Type(record["type"])]
    method = str(record["method"])
    return _FIRST_STEPS.get(method, method)


@receiver(user_logged_in)
def signed_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Through the page, with everything asked; says with what."""
    used = dict.fromkeys(_way(way) for way in get_authentication_records(request, user))
    _note(user, "ingelogd", met=", ".join(used))


@receiver(user_logged_out)
def signed_out(user: User | None, **kwargs: Any) -> None:
    """By the button, or because the session lasted long enough."""
    if isinstance(user, User):
        _note(user, "uitgelogd")


@receiver(authenticator_added)
def factor_added(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """An app, a passkey or recovery codes came."""
    _factor(user, authenticator, "toegevoegd")


@receiver(authenticator_removed)
def factor_removed(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """One went."""
    _factor(user, authenticator, "weggehaald")


@receiver(authenticator_reset)
def factor_reset(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Recovery codes were made anew."""
    _factor(user, authenticator, "vernieuwd")


def _factor(user: User, authenticator: Authenticator, what: str) -> None:
    word = _WORDS[Authenticator.Type(authenticator.type)]
    with transaction.atomic():
        _note(user, f"tweede stap {what}", soort=word)
        # These come by themselves with the first app or passkey, of which a mail goes already.
        if authenticator.type == Authenticator.Type.RECOVERY_CODES and what == "toegevoegd":
            return
        message = notices.factor_changed(user, f"{word} {what}")
        outbox.ring_after_commit([message.pk])


def _keep(attempt: Attempt) -> None:
    """Of whom the address is, and never what was typed: it may be a password in the wrong field."""
    owner = User.objects.filter(email__iexact=attempt.email).first()
    _refused("inloggen geweigerd", owner)


@receiver(authentication_failed)
def code_refused(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """The password was right, the second factor was not: somebody may have the password."""
    if limits.hit("failures_kept", address_of(request)):
        _refused("tweede stap geweigerd", user)


def _refused(action: str, owner: User | None) -> None:
    record_refusal(
        RefusedAttempt(
            action=action,
            object_type="accounts.user",
            object_id=str(owner.pk) if owner else "",
            object_label=owner.name if owner else "een adres zonder account",
        ),
        by=None,
    )


@receiver(refused)
def sign_in_refused(attempt: Attempt, **kwargs: Any) -> None:
    """Into the trail, a few a minute. Many together are a sign: one mail an hour tells of it."""
    if limits.hit("failures_kept", attempt.network):
        _keep(attempt)
    if limits.hit("failures", "all") or not limits.hit("failures_told", "all"):
        return
    with transaction.atomic():
        when = f"{timezone.localtime():%Y-%m-%dT%H}"
        outbox.ring_after_commit([message.pk for message in notices.many_failures(when=when)])
