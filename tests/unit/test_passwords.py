"""Which passwords are taken: hard to guess, whatever signs they are made of."""

import pytest
from django.contrib.auth.hashers import BasePasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string

from offensief.accounts.models import User


@pytest.mark.parametrize(
    "password",
    [
        "kat hond fiets",
        "73920581746529",
        "3p!kX9vLq2zT",
        "🐈🐕🚲🏠🌧🌻🍞🧀🚂📚🧭🪟",
        "de brug over de Waal staat open " * 20,
    ],
)
def test_any_signs_may_be_used(password: str) -> None:
    validate_password(password)


@pytest.mark.parametrize("password", ["Jansen-Lotte-88", "lotte.jansen1234"])
def test_a_name_with_a_year_is_easy_for_who_bears_it(password: str) -> None:
    person = User(email="lotte.jansen@partner.example", name="Lotte Jansen")

    with pytest.raises(ValidationError):
        validate_password(password, person)


def test_a_server_keeps_passwords_as_docs_security_asvs_says() -> None:
    """Of the settings themselves: tests hash with less work."""
    [name] = import_string("offensief.settings.PASSWORD_HASHERS")
    hasher: BasePasswordHasher = import_string(name)()

    kept = hasher.encode("kat hond fiets", hasher.salt())

    assert kept.startswith("argon2$argon2id$v=19$m=102400,t=2,p=8$")
