"""Every answer carries the headers that internet.nl asks, whatever it is and however it went."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as portal
from django.db import OperationalError
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from measures.models import Measure
from measures.services import comments
from offensief.accounts.models import User
from reports.views import published
from tests.conftest import SignedIn
from tests.documents import add_file
from tests.integration.access_table import TABLE, Row
from tests.signing_in import account, sign_in

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# What internet.nl calls unsafe, and what no policy of ours has.
FORBIDDEN = ("'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "http:", "https:", "*")
# Stand for a link that is not there; its address has a shape of its own.
PLACES = {"LINK_KEY": "2f1e8a5c-58cc-4372-a567-0e02b2c3d479", "LINK_SECRET": "geheim"}
PAGES = [row for row in TABLE if row.method == "GET" and set(row.codes) == {200}]
KINDS = [row for row in TABLE if row.method == "GET" and row.codes[-1] in {200, 302, 404}]


def check(answer: HttpResponseBase) -> None:
    """The headers of one answer, as seen over TLS."""
    where = (answer.status_code, answer.get("Content-Type"))
    for name, value in ALWAYS.items():
        assert answer.get(name) == value, (name, where)
    policy = parts(answer)
    assert policy["default-src"] == ["'none'"], where
    assert policy["frame-ancestors"] == ["'none'"], where
    allowed = " ".join(f"{name} {' '.join(values)}" for name, values in policy.items())
    for word in FORBIDDEN:
        assert word not in allowed.split(), (word, where)
    assert "data:" not in [*policy.get("script-src", []), *policy["default-src"]], where
    assert "camera=()" in answer["Permissions-Policy"]
    expected = "cross-origin" if answer.get("API-Version") else "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == expected
    assert answer["Strict-Transport-Security"].startswith("max-age=31536000; includeSubDomains")
    assert not {"Server", "X-Powered-By"} & set(answer.headers)
    kind = answer.get("Content-Type", "")
    assert not kind.startswith("text/") or "charset=" in kind, where


def parts(answer: HttpResponseBase) -> dict[str, list[str]]:
    rules = (rule.split() for rule in answer.get("Content-Security-Policy", "").split(";"))
    return {rule[0]: rule[1:] for rule in rules if rule}


@pytest.fixture(autouse=True)
def over_tls(settings: Any) -> None:
    """As on a server; tests run without HTTPS."""
    settings.SECURE_HSTS_SECONDS = 31536000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True


def _address(row: Row) -> str:
    """The address of a row; words in capitals stand for a number or a link that is not there."""
    kwargs = {
        k: PLACES.get(v, v if v.islower() or not v.isalpha() else "1")
        for k, v in row.kwargs.items()
    }
    return reverse(row.name, kwargs=kwargs)


def get(client: Client, path: str, **more: Any) -> HttpResponseBase:
    found = client.get(path, secure=True, **more)
    # A file stays open until it was read.
    if found.streaming:
        b"".join(found)
    return found


@pytest.mark.parametrize("row", KINDS, ids=lambda row: f"{row.name} {row.kwargs or ''}")
def test_every_address(row: Row, secretary: User) -> None:
    for client in (Client(), SignedIn(secretary)):
        check(get(client, _address(row)))


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.name)
def test_every_public_page_sets_no_cookie(row: Row, db: None) -> None:
    answer = get(Client(), _address(row))

    named = set(answer.cookies)
    # A page with a form carries its seal, and nothing that follows a person.
    assert named <= {portal.CSRF_COOKIE_NAME}
    for cookie in answer.cookies.values():
        assert cookie["samesite"] == "Lax"


def test_what_a_page_tells_afterwards_is_in_no_cookie(secretary: User) -> None:
    client = SignedIn(secretary)
    url = reverse("comment_add", kwargs={"number": "1.01"})

    answer = client.post(url, {"opmerking-text": "Dit is gelukt"}, secure=True)

    assert answer.status_code == 302
    assert set(client.cookies) <= {portal.SESSION_COOKIE_NAME, portal.CSRF_COOKIE_NAME}
    assert client.session["_messages"]


def test_no_cookie_can_be_read_by_a_script(db: None) -> None:
    client = Client()
    sign_in(client, account())

    assert set(client.cookies) == {portal.SESSION_COOKIE_NAME, portal.CSRF_COOKIE_NAME}
    for name, cookie in client.cookies.items():
        assert cookie["httponly"], name


def test_pages_may_use_their_own_style_and_nothing_of_others(db: None) -> None:
    policy = parts(get(Client(), "/"))

    assert policy["form-action"] == ["'self'"]
    assert policy["base-uri"] == ["'none'"]
    assert policy["script-src"] == ["'self'"]
    assert policy["style-src"] == ["'self'"]


def test_a_file(secretary: User) -> None:
    file = add_file(Measure.objects.get(number="3.01"), secretary)
    client = SignedIn(secretary)
    addresses = [
        reverse("attachment", kwargs={"attachment": file.pk}),
        reverse("export_csv"),
        reverse("export_xlsx"),
        reverse("trail_export"),
        reverse("example_file", kwargs={"name": "voorbeeld-lang", "kind": "csv"}),
    ]
    for address in addresses:
        answer = get(client, address)
        check(answer)
        assert answer["Content-Disposition"].startswith("attachment"), address
        assert parts(answer)["sandbox"] == [], address
        assert "script-src" not in parts(answer), address


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/bestaat-niet/", 404),
        ("/bestaat-niet", 404),
        ("/privacy", 301),
        ("/maatregelen/", 302),
        ("/static/css/shell.css", 200),
        ("/static/bestaat-niet.css", 404),
        ("/api/v1/maatregelen", 200),
        ("/api/v1/maatregelen?pagina=x", 400),
        ("/api/v1/bestaat-niet", 404),
        ("/api/v1/openapi.json", 200),
        ("/healthz", 200),
        ("/robots.txt", 200),
        ("/.well-known/security.txt", 200),
    ],
)
def test_anybody_gets_them(path: str, code: int, db: None) -> None:
    answer = get(Client(), path)

    assert answer.status_code == code
    check(answer)


def test_400_403_405_and_422(secretary: User, settings: Any) -> None:
    client = SignedIn(secretary)
    comment = reverse("comment_add", kwargs={"number": "1.01"})
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(secretary)
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10

    answers: dict[int, HttpResponseBase] = {
        400: get(client, "/", headers={"Host": "evil.example"}),
        403: strict.post(reverse("digests"), {}, secure=True),
        405: client.post("/", {}, secure=True),
        422: client.post(comment, {}, secure=True),
    }

    for code, answer in answers.items():
        assert answer.status_code == code
        check(answer)
    too_much = client.post(comment, {"x": "y" * 100}, secure=True)
    assert too_much.status_code in {400, 413}
    check(too_much)


def test_an_error_of_ours(secretary: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: Any) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(comments, "add_comment", broken)
    client = SignedIn(secretary)
    client.raise_request_exception = False

    answer = client.post(
        reverse("comment_add", kwargs={"number": "1.01"}), {"opmerking-text": "x"}, secure=True
    )

    assert answer.status_code == 500
    check(answer)


@pytest.mark.parametrize("path", ["/edities/", "/api/v1/maatregelen"])
def test_a_database_that_is_away(path: str, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: Any, **__: Any) -> None:
        raise OperationalError("away")

    monkeypatch.setattr(published, "as_published", away)
    monkeypatch.setattr("measures.api.MeasureViewSet.list", away)

    answer = get(Client(raise_request_exception=False), path)

    assert answer.status_code == 503
    check(answer)


def test_a_page_with_the_question_about_a_person(secretary: User) -> None:
    url = reverse("comment_add", kwargs={"number": "1.01"})

    answer = SignedIn(secretary).post(url, {"opmerking-text": "06-12345678"}, secure=True)

    assert answer.status_code == 422
    check(answer)
    assert answer["Cache-Control"] == "no-store"


def test_html_is_never_offered_as_a_file_of_somebody_else() -> None:
    """Only our own PDF is shown by the browser; every other file is saved."""
    inline = [
        path
        for path in Path(portal.BASE_DIR).glob("*/views/*.py")
        if '"inline"' in path.read_text(encoding="utf-8")
    ]

    assert [path.name for path in inline] == ["editions.py"]
