"""The portal refuses to start with settings that would hurt, and says what to do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from offensief import env

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "SECRET_KEY": "a-long-and-random-key-for-this-test-only-0123456789",
    "ALLOWED_HOSTS": "portaal.example",
    "PORTAL_URL": "https://portaal.example",
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
    "REDIS_URL": "redis://127.0.0.1:1/0",
}
MAIL = {"EMAIL_HOST": "mail.example", "EMAIL_FROM": "Portaal <portaal@mail.example>"}


def _check(**settings: str) -> subprocess.CompletedProcess[str]:
    """`manage.py check --deploy` in an environment with only these settings."""
    return _manage("check", "--deploy", "--fail-level", "WARNING", **settings)


def _manage(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], **GOOD, **settings}
    environment = {name: value for name, value in environment.items() if value}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_production_settings_are_safe() -> None:
    done = _check()

    assert done.returncode == 0, done.stderr


def test_settings_with_a_mail_server_are_safe(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("secret")

    done = _check(**MAIL, EMAIL_USER="portaal", EMAIL_PASSWORD_FILE=str(file))

    assert done.returncode == 0, done.stderr


def test_a_quieter_log_is_quieter_for_libraries_too() -> None:
    asked = "import logging; logging.getLogger('django.request').warning('niet nodig')"

    for level, is_there in (("INFO", True), ("ERROR", False)):
        done = _manage("shell", "--no-imports", "-c", asked, LOG_LEVEL=level)
        assert done.returncode == 0, done.stderr
        assert ("niet nodig" in done.stderr) is is_there


@pytest.mark.parametrize("address", ["clamav:3310", "[::1]:3310", "/run/clamav/clamd.ctl", ""])
def test_an_antivirus_has_an_address(address: str) -> None:
    assert env.socket_address("CLAMD_ADDRESS", address) == address


@pytest.mark.parametrize(("port", "way"), [(587, "use_tls"), (465, "use_ssl")])
def test_mail_is_encrypted_the_way_its_port_asks(port: int, way: str) -> None:
    found = env.mailers(
        host="mail.example", port=port, user="a", password="b", tls=True, stay_here=False
    )

    options = found["default"]["OPTIONS"]
    assert isinstance(options, dict)
    assert [name for name in ("use_tls", "use_ssl") if options[name]] == [way]


def test_mail_has_nowhere_to_go_without_a_server() -> None:
    nothing = {"host": "", "user": "", "password": ""}

    assert env.mailers(**nothing, port=587, tls=True, stay_here=False) == {}
    assert "dummy" in str(env.mailers(**nothing, port=587, tls=True, stay_here=True))


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is not set"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too short"),
        ({"DEMO": "1"}, "works only with DEBUG=1"),
        ({"DATABASE_URL": ""}, "DATABASE_URL is not set"),
        ({"DATABASE_URL": "mysql://x"}, "must start with postgresql://"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS is not set"),
        ({"DEBUG": "maybe"}, "DEBUG must be 1 or 0"),
        ({"DEBUG": "1", "PORTAL_URL": "https://portaal.example.nl"}, "DEBUG=1 is for a developer"),
        ({"OIDC_NAME": "Rijk"}, "OIDC_NAME, OIDC_SERVER, OIDC_CLIENT and OIDC_SECRET belong"),
        ({"OIDC_SECOND_FACTOR": "1"}, "OIDC_SECOND_FACTOR must be claim=value"),
        ({"SESSION_HOURS": "long"}, "SESSION_HOURS must be a whole number"),
        ({"EMAIL_HOST": "mail.example"}, "EMAIL_FROM is not set"),
        ({**MAIL, "EMAIL_FROM": "portaal"}, "EMAIL_FROM must be a mail address"),
        ({**MAIL, "EMAIL_FROM": "a@b.example\nBcc: c@d.example"}, "EMAIL_FROM must be"),
        ({**MAIL, "EMAIL_USER": "portaal"}, "EMAIL_USER and EMAIL_PASSWORD belong together"),
        ({**MAIL, "EMAIL_PORT": "smtp"}, "EMAIL_PORT must be a whole number"),
        ({"CLAMD_ADDRESS": "clamav"}, "CLAMD_ADDRESS must be host:port or the path of a socket"),
        ({"CLAMD_ADDRESS": "clamav:port"}, "CLAMD_ADDRESS must be"),
        ({"SECRET_KEY_FILE": "/does/not/exist"}, "SECRET_KEY_FILE points to"),
    ],
)
def test_a_dangerous_setting_stops_the_start(settings: dict[str, str], sentence: str) -> None:
    done = _check(**settings)

    assert done.returncode != 0
    assert sentence in done.stderr


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(GOOD["SECRET_KEY"])

    done = _check(SECRET_KEY="", SECRET_KEY_FILE=str(file))

    assert done.returncode == 0, done.stderr


def test_demo_people_are_made_only_in_a_demo() -> None:
    command = [sys.executable, "manage.py", "demo_people"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **GOOD},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode != 0
    assert "alleen met DEBUG=1 en DEMO=1" in done.stderr
