"""The command that adds a person."""

import io
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from measures.permissions import visible_measures
from offensief.accounts.models import Role, User


@pytest.fixture
def password(monkeypatch: pytest.MonkeyPatch) -> str:
    """What is typed on standard input."""
    monkeypatch.setattr("sys.stdin", io.StringIO("zeven groene olifanten\n"))
    return "zeven groene olifanten"


def test_a_secretary_can_be_added(db: None, password: str) -> None:
    call_command(
        "make_person", "Nieuw@Test.example", "Nina Nieuw", role="secretary", stdout=StringIO()
    )

    user = User.objects.get(email="nieuw@test.example")
    assert user.has_role(Role.SECRETARY)
    assert user.check_password(password)


def test_somebody_of_a_partner_can_be_added(db: None, password: str) -> None:
    call_command("make_person", "p@test.example", "Pim Partner", partner="aedes", stdout=StringIO())

    user = User.objects.get(email="p@test.example")
    assert {m.number for m in visible_measures(user)} == {"1.01", "1.04", "5.01", "5.02"}


@pytest.mark.parametrize(
    ("typed", "options", "sentence"),
    [
        ("kort", {"role": "secretary"}, "wachtwoord is te kort"),
        ("zeven groene olifanten", {"partner": "onbekend"}, "Deze partner kennen we niet"),
    ],
)
def test_a_fault_adds_nobody(
    db: None,
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    options: dict[str, str],
    sentence: str,
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{typed}\n"))

    with pytest.raises(CommandError) as error:
        call_command("make_person", "x@test.example", "Xander", **options)

    assert sentence in str(error.value)
    assert not User.objects.filter(email="x@test.example").exists()
