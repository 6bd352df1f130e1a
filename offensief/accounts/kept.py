"""Text that was typed when the session had ended: kept until its writer has signed in again.

Every form that holds text carries a seal of who opened it, so that nobody else ever sees it.
"""

import hashlib
from dataclasses import dataclass

from django.core import signing
from django.http import HttpRequest

_SALT = "offensief.accounts.kept"
_OWNER_SALT = "offensief.accounts.kept.owner"
_VALID_SECONDS = 24 * 3600
_SESSION_KEY = "kept"
# Never carried over: seals belong to the page that was left, the rest to signing in.
_NOT_KEPT = {"csrfmiddlewaretoken", "password", "kept", "typed_by", "was_kept"}


@dataclass(frozen=True, slots=True)
class Kept:
    """A form as it was sent: whose, where to, and every field with its value, in order."""

    owner_id: int
    path: str
    fields: tuple[tuple[str, str], ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Longer texts, shown so that a person recognises the own words."""
        return tuple(value for _, value in self.fields if len(value) > 20 or " " in value)


def owner_seal(user_id: int) -> str:
    """Goes into every form with text, in the field `typed_by`."""
    return signing.dumps(user_id, salt=_OWNER_SALT)


def keep(request: HttpRequest) -> str:
    """Sealed copy of the form in this request, or nothing when it does not say whose it is."""
    try:
        owner_id = signing.loads(request.POST.get("typed_by", ""), salt=_OWNER_SALT)
    except signing.BadSignature:
        return ""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in _NOT_KEPT
        for value in values
    ]
    form = {"owner": owner_id, "path": request.path, "fields": fields}
    return signing.dumps(form, salt=_SALT, compress=True)


def open_kept(token: str) -> Kept | None:
    """The form behind a sealed copy, or None when the seal is broken or older than a day."""
    try:
        found = signing.loads(token, salt=_SALT, max_age=_VALID_SECONDS)
    except signing.BadSignature:
        return None
    fields = tuple((name, value) for name, value in found["fields"])
    return Kept(owner_id=found["owner"], path=found["path"], fields=fields)


def remember(request: HttpRequest, token: str) -> None:
    """Put a sealed copy aside for the person who is signed in; there may be more than one."""
    if open_kept(token) is not None:
        request.session[_SESSION_KEY] = [*request.session.get(_SESSION_KEY, []), token]


def latest(request: HttpRequest) -> tuple[str, Kept] | None:
    """The last form put aside for this very person, with the name by which to forget it."""
    return latest_of(request, request.user.pk)


def latest_of(request: HttpRequest, user_id: int | None) -> tuple[str, Kept] | None:
    """The same for somebody who comes in without signing in, with a personal link."""
    for token in reversed(request.session.get(_SESSION_KEY, [])):
        kept = open_kept(token)
        if kept is not None and kept.owner_id == user_id:
            return _name(token), kept
    return None


def forget(request: HttpRequest, name: str) -> None:
    """The form was sent, or its writer does not want it any more."""
    tokens = request.session.get(_SESSION_KEY, [])
    request.session[_SESSION_KEY] = [token for token in tokens if _name(token) != name]


def forget_of_others(request: HttpRequest) -> bool:
    """What is still put aside is not of who signed in; True when there was something."""
    return bool(request.session.pop(_SESSION_KEY, []))


def _name(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()[:16]
