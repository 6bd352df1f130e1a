"""Text that was typed when the session had ended: kept until the person has signed in again."""

from dataclasses import dataclass

from django.core import signing
from django.http import HttpRequest

_SALT = "offensief.accounts.kept"
_VALID_SECONDS = 24 * 3600
# Never carried over: the token belongs to the page that was left, the rest to signing in.
_NOT_KEPT = {"csrfmiddlewaretoken", "password", "kept"}


@dataclass(frozen=True, slots=True)
class Kept:
    """A form as it was sent: where to, and every field with its value, in order."""

    path: str
    fields: tuple[tuple[str, str], ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Longer texts, shown so that a person recognises the own words."""
        return tuple(value for _, value in self.fields if len(value) > 20 or " " in value)


def keep(request: HttpRequest) -> str:
    """Sealed copy of the form in this request; nobody can alter it or make one."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in _NOT_KEPT
        for value in values
    ]
    return signing.dumps({"path": request.path, "fields": fields}, salt=_SALT, compress=True)


def open_kept(token: str) -> Kept | None:
    """The form behind a sealed copy, or None when the seal is broken or older than a day."""
    try:
        found = signing.loads(token, salt=_SALT, max_age=_VALID_SECONDS)
    except signing.BadSignature:
        return None
    return Kept(path=found["path"], fields=tuple((name, value) for name, value in found["fields"]))
