"""Text that was typed when the session had ended: kept until its writer has signed in again.

Every form that holds text carries a seal of who opened it, so that nobody else ever sees it.
"""

import hashlib
from dataclasses import dataclass

from django.core import signing
from django.http import HttpRequest

from offensief.accounts.confirming import cannot_be_taken_back
from offensief.web.labels import Shown, shown, view_at
from offensief.web.personal import SEEN
from offensief.web.secret import is_secret
from offensief.web.visitor import page_before

_SALT = "offensief.accounts.kept"
_OWNER_SALT = "offensief.accounts.kept.owner"
_VALID_SECONDS = 24 * 3600
_SESSION_KEY = "kept"
# Never carried over: seals belong to the page that was left, the rest to signing in. Nor a secret.
_NOT_KEPT = {"csrfmiddlewaretoken", "kept", "kept_as", "typed_by", "was_kept", SEEN}
# A button says no more than this.
_MOST_SIGNS = 100


@dataclass(frozen=True, slots=True)
class Kept:
    """A form as it was sent: whose, where to, and every field with its value, in order."""

    owner_id: int
    path: str
    # The page it stood on, and what its button says; either may be empty.
    page: str
    deed: str
    fields: tuple[tuple[str, str], ...]

    @property
    def shown(self) -> tuple[Shown, ...]:
        """What was filled in, so that a person recognises it."""
        return shown(self.path, self.fields)

    @property
    def can_be_sent(self) -> bool:
        """Not what cannot be taken back: nobody does that without the page it stands on."""
        view = view_at(self.path)
        return view is not None and not cannot_be_taken_back(view)


def owner_seal(user_id: int) -> str:
    """Goes into every form with text, in the field `typed_by`."""
    return signing.dumps(user_id, salt=_OWNER_SALT)


def owner_of(request: HttpRequest) -> int | None:
    """Who opened the form in this request; None when it does not say so."""
    try:
        owner_id: int = signing.loads(request.POST.get("typed_by", ""), salt=_OWNER_SALT)
    except signing.BadSignature:
        return None
    return owner_id


def keep(request: HttpRequest) -> str:
    """Sealed copy of the form in this request, or nothing when it does not say whose it is."""
    owner_id = owner_of(request)
    if owner_id is None:
        return ""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in _NOT_KEPT and not is_secret(name)
        for value in values
    ]
    form = {
        "owner": owner_id,
        "path": request.path,
        "page": page_before(request),
        "deed": request.POST.get("kept_as", "")[:_MOST_SIGNS],
        "fields": fields,
    }
    return signing.dumps(form, salt=_SALT, compress=True)


def open_kept(token: str) -> Kept | None:
    """The form behind a sealed copy, or None when the seal is broken or older than a day."""
    try:
        found = signing.loads(token, salt=_SALT, max_age=_VALID_SECONDS)
    except signing.BadSignature:
        return None
    fields = tuple((name, value) for name, value in found["fields"])
    return Kept(
        owner_id=found["owner"],
        path=found["path"],
        page=found.get("page", ""),
        deed=found.get("deed", ""),
        fields=fields,
    )


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
