"""A secret is taken out of a line, and the rest of the line stays."""

import secrets
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offensief.lib.masking import MASK, mask

UUID = "2f1e8a5c-58cc-4372-a567-0e02b2c3d479"


@pytest.mark.parametrize(
    ("line", "masked"),
    [
        (f"Not Found: /link/{UUID}/Geheim1/", f"Not Found: /link/{UUID}/***/"),
        (f'"GET /link/{UUID}/kort HTTP/1.1" 200', f'"GET /link/{UUID}/*** HTTP/1.1" 200'),
        ("Not Found: /agenda/abc.ics", "Not Found: /agenda/***"),
        ("/wachtwoord/nieuw/3-cxyz12-0123456789abcdef0123456789abcdef/", "/wachtwoord/nieuw/***/"),
        ("/e-mail/MQ:1uXyZ2:aB3dE5fG7hI9kL1mN3pQ5/", "/e-mail/***/"),
        ("postgresql://portal:s3cr3t@db:5432/x", "postgresql://portal:***@db:5432/x"),
        ("redis://:s3cr3t@queue:6379/0", "redis://:***@queue:6379/0"),
        ("/inloggen/?password=hunter2&a=b", "/inloggen/?password=***&a=b"),
        ("{'password': 'hunter2', 'a': 1}", "{'password': '***', 'a': 1}"),
        ("Cookie: __Host-session=abc123; x=y", "Cookie: ***; x=y"),
        ("__Host-session=abc123; x=y", "__Host-session=***; x=y"),
        ("Authorization: Bearer abc.def", "Authorization: ***"),
        ('csrfmiddlewaretoken="abc"', 'csrfmiddlewaretoken="***"'),
    ],
)
def test_a_secret_is_masked(line: str, masked: str) -> None:
    assert mask(line) == masked


@pytest.mark.parametrize(
    "line",
    [
        "Not Found: /maatregelen/1.01/opmerkingen/",
        "Not Found: /registers/moties-en-toezeggingen/12/",
        "Not Found: /cijfers/leveringen/plan-hoofdtekst-2024/",
        f"Not Found: /link/{UUID}/",
        "2026-11-26 05:08:12,962 WARNING django.request Bad Request: /api/v1/maatregelen",
        "the session of 3 people ended; a token was used twice",
        "https://portaal.example/edities/2026-1/",
    ],
)
def test_what_is_no_secret_stays(line: str) -> None:
    assert mask(line) == line


@given(st.text(min_size=8), st.text(), st.text())
def test_a_known_secret_is_nowhere(secret: str, before: str, after: str) -> None:
    masked = mask(before + secret + after, [secret])

    assert secret not in masked or secret in MASK


def test_any_secret_of_a_link_is_masked() -> None:
    for _ in range(500):
        secret = secrets.token_urlsafe(32)
        assert secret not in mask(f"Not Found: /link/{UUID}/{secret}/")
        assert secret not in mask(f"Not Found: /agenda/{secret}.ics")


def test_a_short_secret_masks_no_words() -> None:
    assert mask("de post kwam", ["post", ""]) == "de post kwam"


@pytest.mark.parametrize("piece", ["/a1", "token", "a://b:", "password=", "/link/", "Aa1_"])
def test_a_long_line_takes_no_long_time(piece: str) -> None:
    began = time.process_time()

    mask(piece * (200_000 // len(piece)))

    assert time.process_time() - began < 5
