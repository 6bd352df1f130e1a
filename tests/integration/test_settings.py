"""The portal refuses to start with settings that would hurt, and says what to do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "SECRET_KEY": "a-long-and-random-key-for-this-test-only-0123456789",
    "ALLOWED_HOSTS": "portaal.example",
    "PORTAL_URL": "https://portaal.example",
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
    "REDIS_URL": "redis://127.0.0.1:1/0",
}


def _check(**settings: str) -> subprocess.CompletedProcess[str]:
    """`manage.py check --deploy` in an environment with only these settings."""
    environment = {"PATH": os.environ["PATH"], **GOOD, **settings}
    environment = {name: value for name, value in environment.items() if value}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_production_settings_are_safe() -> None:
    done = _check()

    assert done.returncode == 0, done.stderr


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
        ({"SESSION_MINUTES": "long"}, "SESSION_MINUTES must be a whole number"),
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
