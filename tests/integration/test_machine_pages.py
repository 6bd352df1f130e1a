"""What machines ask, and where people are sent: security.txt, robots.txt, redirects."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from offensief.accounts.models import User
from tests.conftest import SignedIn
from tests.integration.access_table import TABLE

ELSEWHERE = [
    *("//evil.example", "https:evil.example", "\\\\evil.example", "/\\evil.example"),
    *("https://evil.example/", "javascript:alert(1)", "///evil.example", "http:///evil.example"),
    *("%0d%0aLocation:%20https://evil.example", "\r\nLocation: https://evil.example"),
    *(
        "/%09/evil.example",
        "\t//evil.example",
        "https://testserver@evil.example/",
        "data:text/html,x",
    ),
]


def security_txt() -> dict[str, str]:
    answer = Client().get("/.well-known/security.txt")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    lines = answer.content.decode().splitlines()
    assert all(re.fullmatch(r"[A-Z][A-Za-z-]+: \S.*", line) for line in lines)
    fields = dict(line.split(": ", 1) for line in lines)
    assert len(fields) == len(lines)
    return fields


def test_a_weakness_can_be_reported(db: None) -> None:
    told = security_txt()

    assert told["Contact"] == f"mailto:{settings.CONTACT_EMAIL}"
    assert told["Preferred-Languages"] == "nl, en"
    assert told["Canonical"] == f"{settings.PORTAL_URL}/.well-known/security.txt"
    assert set(told) == {"Contact", "Expires", "Preferred-Languages", "Canonical"}


@pytest.mark.parametrize(
    "day", ["2026-02-28T23:59:59Z", "2028-02-29T00:00:00Z", "2026-10-25T01:30:00Z"]
)
def test_it_never_runs_out_while_the_portal_runs(day: str, db: None) -> None:
    with time_machine.travel(datetime.fromisoformat(day), tick=False):
        left = datetime.fromisoformat(security_txt()["Expires"]) - timezone.now()

    assert timedelta(days=30) < left < timedelta(days=365)


def test_search_engines_read_public_pages_only(db: None) -> None:
    text = Client().get("/robots.txt").content.decode()

    allowed = re.findall(r"^Allow: (.+)$", text, re.MULTILINE)
    assert re.findall(r"^Disallow: (.*)$", text, re.MULTILINE) == ["/"]
    public = {row.name for row in TABLE if row.method == "GET" and set(row.codes) <= {200, 302}}
    for path in set(allowed) - {"/$", "/static/"}:
        assert path in {reverse(name) for name in public if not _takes_more(name)}, path
    # What is not public is not even named.
    for hidden in ("link", "agenda", "beheer", "admin", "spoor", "balie", "uitvraag", "inloggen"):
        assert hidden not in text


def _takes_more(name: str) -> bool:
    return any(row.kwargs for row in TABLE if row.name == name)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("privacy", ("spoor", "sessie", "Autoriteit Persoonsgegevens", "termijn", "rechten")),
        ("accessibility", ("Status: nog niet onderzocht", "EN 301 549", "Nationale ombudsman")),
    ],
)
def test_the_statements_say_what_has_to_be_said(
    name: str, words: tuple[str, ...], db: None
) -> None:
    page = Client().get(reverse(name)).content.decode()

    for word in words:
        assert word in page
    assert settings.CONTACT_EMAIL in page
    for claim in ("voldoet volledig", "voldoet gedeeltelijk", "Status A", "Status B"):
        assert claim not in page


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nobody_is_sent_elsewhere_after_signing_in(target: str, secretary: User) -> None:
    answer = SignedIn(secretary).get(reverse(settings.LOGIN_URL), {"next": target})

    assert answer.status_code in {200, 302}
    _require_here(answer.headers.get("Location", "/"))


@pytest.mark.parametrize("target", ELSEWHERE)
@pytest.mark.parametrize("person", [None, "secretary"])
def test_nobody_is_sent_elsewhere_by_an_address(
    target: str, person: str | None, secretary: User
) -> None:
    client = SignedIn(secretary) if person else Client()
    for path in (
        f"/{target}",
        f"/{target}/",
        f"/privacy?next={target}",
        f"/planning/?x={target}",
    ):
        answer = client.get(path)
        _require_here(answer.headers.get("Location", "/"))


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nobody_is_sent_elsewhere_by_a_form(target: str, secretary: User) -> None:
    client = SignedIn(secretary)
    sent = dict.fromkeys(("next", "terug", "path", "url", "kept"), target)
    posts = [
        (reverse("follow", kwargs={"number": "1.01"}), sent),
        (reverse("digests"), {**sent, "herinneringen": "ja"}),
        (f"{reverse('bulk_edit')}?terug={target}", sent),
        (reverse("account_logout"), sent),
    ]
    for url, form in posts:
        answer = client.post(url, form)
        _require_here(answer.headers.get("Location", "/"))


def _require_here(location: str) -> None:
    assert url_has_allowed_host_and_scheme(location, allowed_hosts=None), location
    assert "\r" not in location
    assert "\n" not in location
