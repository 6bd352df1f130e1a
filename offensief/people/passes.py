"""Addresses by mail with which somebody chooses a password."""

import uuid
from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from offensief.accounts.models import User
from offensief.accounts.sessions import end_sessions
from offensief.audit.services import Deed, record, recorded
from offensief.lib.refusals import Refused
from offensief.lib.rules import require
from offensief.outbox.models import Message
from offensief.outbox.sealed import opens
from offensief.people import notices, permissions
from offensief.people.models import EntryPass, PassKind, PasswordRequest

VALID = {PassKind.INVITATION: timedelta(days=7), PassKind.FORGOTTEN: timedelta(hours=1)}
# More open passes for one person within the hour mean that somebody else keeps asking.
_MOST_PER_HOUR = 3


class PassRefused(Refused):
    """This address lets nobody in; the text tells what to do."""


_BROKEN = (
    "Deze link werkt niet (meer): hij is al gebruikt, te oud, of niet compleet. Vraag een nieuwe "
    "aan met 'Wachtwoord vergeten', of vraag het secretariaat om een nieuwe uitnodiging."
)


@recorded
def invite(*, user: User, by: User) -> Message:
    """Mail somebody an address to choose a password with; an earlier one works no longer.

    Raises NotAllowed, or ValidationError for an account that is off.
    """
    require(permissions.may_invite(by, user), "U kunt deze persoon niet uitnodigen.")
    if not user.is_active:
        raise ValidationError("Dit account staat uit. Zet het eerst weer aan.")
    return notices.invited(made(user, PassKind.INVITATION, by), by)


@recorded
def revoke(*, user: User, by: User) -> None:
    """The address that was mailed to this person works no longer."""
    require(permissions.may_invite(by, user), "U kunt deze uitnodiging niet intrekken.")
    _revoke(user, by)


def _revoke(user: User, by: User | None) -> None:
    """A person has one entrance at most, the newest."""
    found = user.passes.filter(used_at=None, revoked_at=None, expires_at__gt=timezone.now())
    if found.update(revoked_at=timezone.now()):
        record(_deed(user, "toegangslink ingetrokken"), by=by)


def made(user: User, kind: PassKind, by: User | None) -> EntryPass:
    """A new entrance, for a service that has asked whether it may; the one before is closed."""
    _revoke(user, by)
    now = timezone.now()
    entry = EntryPass.objects.create(
        kind=kind, person=user, made_by=by, made_at=now, expires_at=now + VALID[kind]
    )
    record(_deed(user, f"toegangslink gemaakt: {kind.label}"), by=by)
    return entry


def _deed(user: User, action: str) -> Deed:
    return Deed(action=action, subject=user, subject_id=str(user.pk), before={}, after={})


def ask(*, email: str) -> PasswordRequest:
    """Note that somebody wants a new password. The same work for every address there is not."""
    return PasswordRequest.objects.create(email=email.strip())


@recorded
def answer_requests() -> list[int]:
    """Mail an address to everybody who asked and has an account; row numbers of the mails."""
    asked = list(PasswordRequest.objects.order_by("pk")[:200])
    sent: list[int] = []
    for email in dict.fromkeys(request.email.casefold() for request in asked):
        user = User.objects.filter(email__iexact=email, is_active=True).first()
        if user is not None and not _asks_too_often(user, timezone.now()):
            sent.append(notices.forgotten(made(user, PassKind.FORGOTTEN, None)).pk)
    PasswordRequest.objects.filter(pk__in=[request.pk for request in asked]).delete()
    return sent


def _asks_too_often(user: User, now: datetime) -> bool:
    recent = Q(kind=PassKind.FORGOTTEN, made_at__gt=now - timedelta(hours=1))
    return user.passes.filter(recent).count() >= _MOST_PER_HOUR


def find(*, key: uuid.UUID, secret: str) -> EntryPass:
    """The entrance behind an address. Raises PassRefused when it is closed or was never there."""
    entry = EntryPass.objects.select_related("person").filter(key=key).first()
    # The secret is computed for a key that is not there too: both take as long.
    path = EntryPass(key=key).get_absolute_url()
    if not opens(path, secret) or entry is None or not entry.is_open or not entry.person.is_active:
        raise PassRefused(_BROKEN)
    return entry


@recorded
def use(*, key: uuid.UUID, secret: str, password: str) -> User:
    """Choose a password with an entrance, once. Every session of before ends.

    Raises PassRefused, or ValidationError for a password that is too easy.
    """
    entry = find(key=key, secret=secret)
    # Two at once: the trail is held, so the second finds it used.
    user = entry.person
    _set_password(user, password)
    entry.used_at = timezone.now()
    entry.save(update_fields=["used_at"])
    end_sessions(user.pk)
    record(_deed(user, "wachtwoord gekozen met toegangslink"), by=user)
    return user


@recorded
def change_password(*, user: User, present: str, password: str, session_key: str) -> Message:
    """Another password; sessions on other devices end.

    Raises ValidationError when it is too easy, or `present` is not the password of now.
    """
    if user.has_usable_password() and not user.check_password(present):
        wrong = "Dit is niet uw huidige wachtwoord."
        raise ValidationError({"present_password": wrong})
    if user.check_password(password):
        same = "Dit is uw huidige wachtwoord. Kies een ander."
        raise ValidationError({"password": same})
    _set_password(user, password)
    end_sessions(user.pk, but=session_key)
    record(_deed(user, "wachtwoord gewijzigd"), by=user)
    return notices.password_changed(user)


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as refusal:
        raise ValidationError({"password": refusal.messages}) from refusal
    user.set_password(password)
    user.save(update_fields=["password"])
