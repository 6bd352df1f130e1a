"""Which passwords are taken: hard to guess, whatever signs they are made of."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

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
