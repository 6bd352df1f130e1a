"""No secret reaches the log, an error page or an error mail, whoever writes there."""

import logging
from collections.abc import Iterator
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from celery.signals import setup_logging
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.log import AdminEmailHandler
from gunicorn.config import Config

from measures.rounds.models import Round
from measures.rounds.services import links
from measures.services import comments
from offensief.accounts.models import User
from offensief.celery import app
from offensief.logs import GunicornLogger, MaskedFormatter
from tests.conftest import SignedIn
from tests.house.files import read
from tests.rounds import link_for, submission_of

PASSWORD = "mijn-geheime-wachtwoord-42"
KEY = "2f1e8a5c-58cc-4372-a567-0e02b2c3d479"


@pytest.fixture
def log() -> Iterator[StringIO]:
    """All that the portal writes, the way it is written on a server."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(MaskedFormatter("{levelname} {name} {message}", style="{"))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def known(settings: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Secrets of the portal itself."""
    settings.MAILERS = {"default": {"OPTIONS": {"password": "geheim-van-de-post"}}}
    settings.SECRET_KEY_FALLBACKS = ["sleutel-van-hiervoor"]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [{"secret": "geheim-van-sso"}]}}
    monkeypatch.setitem(settings.DATABASES["default"], "PASSWORD", "geheim-van-de-database")
    return [
        *(settings.SECRET_KEY, "sleutel-van-hiervoor", "geheim-van-sso"),
        *("geheim-van-de-database", "geheim-van-de-post"),
    ]


def test_the_portal_writes_with_the_formatter_that_masks() -> None:
    handlers = logging.getLogger().handlers
    console = [h for h in handlers if type(h) is logging.StreamHandler]

    assert console
    assert all(isinstance(handler.formatter, MaskedFormatter) for handler in console)
    # Nobody else writes to a place of its own, and errors are not mailed.
    loggers = [logging.getLogger(name) for name in ("django", "django.request", "celery")]
    assert not [handler for logger in loggers for handler in logger.handlers]
    assert not any(isinstance(handler, AdminEmailHandler) for handler in handlers)
    assert not settings.ADMINS
    assert not settings.MANAGERS


def test_the_queue_leaves_that_formatter_alone() -> None:
    assert app.main == "offensief"
    assert setup_logging.receivers


def test_an_error_in_a_page_tells_nobody_a_secret(
    log: StringIO, known: list[str], secretary: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: Any) -> None:
        local_secret = known[0]
        raise RuntimeError(f"{local_secret} {' '.join(known)} password={PASSWORD}")

    monkeypatch.setattr(comments, "add_comment", broken)
    client = SignedIn(secretary)
    client.raise_request_exception = False
    url = reverse("comment_add", kwargs={"number": "1.01"})

    answer = client.post(f"{url}?token=abcdefgh", {"opmerking-text": f"zin met {PASSWORD}"})

    page, lines = answer.content.decode(), log.getvalue()
    assert answer.status_code == 500
    assert "RuntimeError: *** *** *** *** *** *** password=***" in lines
    session = client.cookies["session"].value
    for secret in [*known, PASSWORD, session, "abcdefgh"]:
        assert secret not in page
        assert secret not in lines
    assert "RuntimeError" not in page
    assert "Traceback" not in page


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x85", "\x0c"])
def test_an_address_cannot_make_up_a_line(end: str, log: StringIO) -> None:
    path = f"/edities/{end}2026-11-26 INFO offensief verzonnen\x1b[2J\x9b2J/"

    # Django takes care of its own lines; this is one of ours (offensief.web.outage).
    logging.getLogger("offensief.web.outage").error("database unavailable at %s", path)

    lines = log.getvalue().splitlines()
    assert any("verzonnen" in line for line in lines)
    assert not [line for line in lines if line.startswith("2026-11-26")]
    assert not {"\x1b", "\x9b"} & set(log.getvalue())


def test_an_error_with_ends_of_lines_cannot_make_up_a_line(log: StringIO) -> None:
    try:
        raise RuntimeError("first\n2026-11-26 INFO offensief verzonnen")
    except RuntimeError:
        logging.getLogger("offensief").exception("broken")

    lines = log.getvalue().splitlines()
    assert any("verzonnen" in line for line in lines)
    assert not [line for line in lines if line.startswith("2026-11-26")]


def test_a_line_of_the_log_says_its_moment_with_the_offset() -> None:
    record = logging.LogRecord("offensief", logging.INFO, "", 1, "x", None, None)
    record.created = 1_793_000_000
    console = next(h for h in logging.getLogger().handlers if type(h) is logging.StreamHandler)

    # 26 October 2026, the day after the clock went back.
    assert console.format(record) == "2026-10-26T08:33:20+0100 INFO offensief x"


def test_signing_in_writes_no_password(log: StringIO, db: None) -> None:
    form = {"username": "a@test.example", "password": PASSWORD, "login": "a@test.example"}

    page = Client().post(reverse(settings.LOGIN_URL), form).content.decode()

    assert PASSWORD not in page
    assert PASSWORD not in log.getvalue()


def test_a_refused_form_writes_no_session(log: StringIO, secretary: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(secretary)

    answer = client.post(reverse("comment_add", kwargs={"number": "1.01"}), {"x": "y"})

    assert answer.status_code == 403
    assert "Forbidden (" in log.getvalue()
    assert client.cookies["session"].value not in log.getvalue()


@pytest.mark.parametrize("secret", ["Geheim-van-1-persoon", "kort", "a" * 43])
def test_a_link_that_is_refused_is_not_written_down(secret: str, log: StringIO, db: None) -> None:
    url = reverse("personal_link", kwargs={"key": KEY, "secret": secret})

    answer = Client().post(url)

    assert answer.status_code == 404
    assert f"Not Found: /link/{KEY}/***/" in log.getvalue()
    assert secret not in log.getvalue()


def test_a_link_that_works_is_not_written_down(
    log: StringIO, opened: Round, aedes: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = link_for(submission_of(opened, "aedes"), aedes)

    def broken(**_: Any) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(links, "use", broken)
    client = Client(raise_request_exception=False)
    secret = "Abc123Abc123Abc123Abc123"

    answer = client.post(reverse("personal_link", kwargs={"key": link.key, "secret": secret}))

    assert answer.status_code == 500
    assert "Internal Server Error: /link/" in log.getvalue()
    assert secret not in log.getvalue() + answer.content.decode()


def test_a_calendar_that_is_refused_is_not_written_down(log: StringIO, db: None) -> None:
    Client().get(reverse("feed_file", kwargs={"token": "geraden"}))

    assert "Not Found: /agenda/***" in log.getvalue()
    assert "geraden" not in log.getvalue()


def gunicorn_lines(tmp_path: Any, url: str) -> str:
    """What the web server writes of a request and of an error in it."""
    config = Config()
    config.set("accesslog", str(tmp_path / "access"))
    config.set("errorlog", str(tmp_path / "error"))
    logger = GunicornLogger(config)
    environ = {"REQUEST_METHOD": "GET", "RAW_URI": url, "SERVER_PROTOCOL": "HTTP/1.1"}
    environ |= {"HTTP_REFERER": f"https://portaal.example{url}", "PATH_INFO": url}
    response = SimpleNamespace(status="200 OK", headers=[], sent=1)
    request = SimpleNamespace(headers=[("REFERER", f"https://portaal.example{url}")])
    took = SimpleNamespace(seconds=0, microseconds=1)
    logger.access(response, request, environ, took)
    try:
        raise RuntimeError(settings.SECRET_KEY)
    except RuntimeError:
        logger.exception("Error handling request %s", url)
    logger.close_on_exec()
    return "".join((tmp_path / name).read_text() for name in ("access", "error"))


def test_the_web_server_writes_no_secret(tmp_path: Any) -> None:
    lines = gunicorn_lines(tmp_path, f"/link/{KEY}/Geheim1/?token=abc")

    assert lines.count(f"/link/{KEY}/***/?token=***") == 3
    assert "RuntimeError: ***" in lines
    assert "Geheim1" not in lines
    assert settings.SECRET_KEY not in lines


def test_the_web_server_is_told_to() -> None:
    assert 'logger_class = "offensief.logs.GunicornLogger"' in read("gunicorn.conf.py")
