"""Asks, before a text goes to others, about what in it points at one person.

Every form comes by here, so that none is forgotten, also one that is written tomorrow. It
never refuses: the page shows the text, ready to be changed or to be sent as it is.
"""

import hmac
import logging
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac

from offensief.lib.personal import Found, find
from offensief.web.labels import label_of
from offensief.web.secret import is_secret
from offensief.web.visitor import page_before

logger = logging.getLogger(__name__)

SEEN = "personal_seen"
# Of the last answers of this browser; each is a few bytes.
_MOST_REMEMBERED = 200
_SESSION_KEY = "personal_seen"
# Meant to hold how a person is reached, seals that mean nothing to a reader, and our own answer.
_NOT_LOOKED_AT = {"email", "csrfmiddlewaretoken", "typed_by", "was_kept", "kept", "sha256", SEEN}
# What signs people in holds passwords, codes and keys, which must not be shown again.
_SIGNING_IN = ("allauth.", "django.contrib.auth.")


@dataclass(frozen=True, slots=True)
class Field:
    """One value of the form; `found` is empty where nothing points at a person."""

    name: str
    value: str
    found: tuple[Found, ...]
    # What it is called on the page it came from; empty where nothing tells.
    label: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """One chosen file by its name: that is kept and listed, as every text is."""

    field: str
    name: str
    found: tuple[Found, ...]


class PersonalMiddleware:
    """Asks for a second look at a form with such words, once per address and word."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle the request."""
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., Any],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        """The question instead of the view, or nothing: then the view goes on."""
        if request.method != "POST" or not _is_looked_at(request, view_func):
            return None
        fields = list(_fields(request))
        files = list(_files(request))
        told: list[Field | File] = [*fields, *files]
        asked = {_seal(request, found): found for one in told for found in one.found}
        # Most forms hold nothing, and then the session is not opened either.
        fresh = asked.keys() - set(request.session.get(_SESSION_KEY, [])) if asked else set()
        if not fresh:
            return None
        if _has_seen(request, fresh):
            _remember(request, fresh)
            kinds = ", ".join(sorted({asked[seal].kind for seal in fresh}))
            # Only what kind: the words themselves belong in no log.
            logger.info("sent with %s at %s", kinds, _name_of(request))
            return None
        return _question(request, fields, files, sorted(asked))


def words_in(values: Mapping[str, str]) -> tuple[Found, ...]:
    """What in these texts points at a person, for a page that warns by itself."""
    return tuple(dict.fromkeys(found for text in values.values() for found in find(text)))


def _is_looked_at(request: HttpRequest, view: Callable[..., Any]) -> bool:
    """A form that a person sends and sees the answer of; not signing in, which holds secrets.

    A page that saves by itself would show the question to nobody and lose the text.
    """
    if f"{view.__module__}.".startswith(_SIGNING_IN) or _holds_secret(request):
        return False
    # Who is not in yet is first asked to sign in; the text goes along (offensief.accounts.kept).
    if not request.user.is_authenticated and _asks_to_sign_in(request, view):
        return False
    mode = request.headers.get("Sec-Fetch-Mode", "navigate")
    return "HX-Request" not in request.headers and mode == "navigate"


def _asks_to_sign_in(request: HttpRequest, view: Callable[..., Any]) -> bool:
    """Pages for links too ask it of who has neither: whoever came in by a link has a session."""
    asks_without_link = getattr(view, "asks_without_link", False)
    return getattr(view, "login_required", True) or (
        asks_without_link and request.session.is_empty()
    )


def _holds_secret(request: HttpRequest) -> bool:
    return any(is_secret(name) for name in request.POST)


def _fields(request: HttpRequest) -> Iterator[Field]:
    for name, values in request.POST.lists():
        for value in values:
            text = str(value)
            # After the prefix of a form: "contact-email" is an "email".
            is_text = name.rpartition("-")[2] not in _NOT_LOOKED_AT
            yield Field(name, text, find(text) if is_text else ())


def _files(request: HttpRequest) -> Iterator[File]:
    for field, files in request.FILES.lists():
        for file in files:
            name = str(file.name)
            # As one reads it: the end is no part of a number, and "_" is a space.
            yield File(field, name, find(PurePath(name).stem.replace("_", " ")))


def _seal(request: HttpRequest, found: Found) -> str:
    """Stands for a word at this address without telling it."""
    told = f"{request.path}\n{found.word}"
    return salted_hmac(SEEN, told, algorithm="sha256").hexdigest()[:24]


def _has_seen(request: HttpRequest, fresh: Set[str]) -> bool:
    answers = request.POST.get(SEEN, "").split()
    return all(any(hmac.compare_digest(seal, given) for given in answers) for seal in fresh)


def _remember(request: HttpRequest, fresh: Set[str]) -> None:
    known = request.session.get(_SESSION_KEY, [])
    request.session[_SESSION_KEY] = [*known, *sorted(fresh)][-_MOST_REMEMBERED:]


def _name_of(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.url_name or "?" if match else "?"


def _question(
    request: HttpRequest, fields: list[Field], files: list[File], seals: list[str]
) -> HttpResponse:
    labels = label_of(request.path, request.POST)
    context = {
        "action": request.get_full_path(),
        "back": page_before(request),
        "suspect": [replace(f, label=labels.get(f.name, "")) for f in fields if f.found],
        "kept": [
            field
            for field in fields
            if not field.found and field.name not in {SEEN, "csrfmiddlewaretoken"}
        ],
        "files": files,
        "seen_name": SEEN,
        "seen": " ".join(seals),
    }
    return render(request, "pages/personal.html", context, status=422)
